"""Lists of hosts: CSV, RDCMan, mRemoteNG; what is taken, what is told, what is refused."""

import csv
import io
import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.model.connection import AuthMethod, Endpoint
from console.model.errors import ConsoleError
from console.model.host import Colour, HostMarks
from console.model.identity import HostId
from console.model.tag import tag_key
from console.settings.host_import import ImportFault, ImportInvalid, plan_import
from console.settings.host_import_csv import read_csv, write_csv
from console.settings.host_list import parse_list, read_list, write_list
from console.settings.schema import HostConfig

RDG3 = """<?xml version="1.0" encoding="utf-8"?>
<RDCMan programVersion="2.7" schemaVersion="3"><file>
 <credentialsProfiles/><properties><expanded>True</expanded><name>Lab</name></properties>
 <logonCredentials inherit="None"><userName>ann</userName><password>SECRET</password>
  <domain>LAB</domain></logonCredentials>
 <server><properties><displayName>First</displayName><name>hv01.lab.example</name></properties>
 </server>
 <group><properties><name>Rack 3/upper</name></properties>
  <server><properties><name>hv02</name></properties>
   <logonCredentials inherit="None"><userName>bob@other</userName><domain>X</domain>
   </logonCredentials></server>
  <group><properties><name>Deep</name></properties>
   <server><properties><name>10.0.0.7</name></properties></server></group>
 </group>
</file></RDCMan>"""

RDG1 = """<RDCMan schemaVersion="1"><version>2.2</version><file>
 <properties><name>Old</name></properties>
 <server><name>hv09</name><displayName>Nine</displayName>
  <logonCredentials inherit="FromParent"/></server>
</file></RDCMan>"""

MREMOTE = """<?xml version="1.0" encoding="utf-8"?>
<mrng:Connections xmlns:mrng="http://mremoteng.org" Name="Connections" FullFileEncryption="false"
  Protected="x" ConfVersion="2.6">
 <Node Name="Berlin" Type="Container" Username="ann" Domain="LAB" Password="c2VjcmV0">
  <Node Name="HV 1" Type="Connection" Hostname="hv01" Protocol="RDP" InheritUsername="true"/>
  <Node Name="switch" Type="Connection" Hostname="sw1" Protocol="SSH2"/>
  <Node Name="Rack" Type="Container" InheritUsername="true">
   <Node Name="HV 2" Type="Connection" Hostname="hv02" Protocol="RDP" Username="bob"/>
  </Node>
 </Node>
</mrng:Connections>"""


def listed(text, name="list.csv"):
    return parse_list(text.encode() if isinstance(text, str) else text, name)


def short(found):
    return [(each.address, each.label, each.folder, each.user) for each in found]


def test_rdcman_of_today_and_of_before():
    found, problems = listed(RDG3, "lab.rdg")
    assert short(found) == [
        ("hv01.lab.example", "First", "Lab", "LAB\\ann"),
        ("hv02", "", "Lab/Rack 3-upper", "bob@other"),
        ("10.0.0.7", "", "Lab/Rack 3-upper/Deep", "LAB\\ann"),
    ]
    assert not problems
    assert found[0].line == 6
    assert short(listed(RDG1, "old.rdg")[0]) == [("hv09", "Nine", "Old", "")]


def test_mremoteng_takes_remote_desktops_and_says_what_is_none():
    found, problems = listed(MREMOTE, "confCons.xml")
    assert short(found) == [
        ("hv01", "HV 1", "Berlin", "LAB\\ann"),
        ("hv02", "HV 2", "Berlin/Rack", "bob"),
    ]
    assert [(each.name, each.fault, each.detail) for each in problems] == [
        ("switch", ImportFault.OTHER_PROTOCOL, "SSH2")
    ]


RDG_WITH_PROFILES = """<?xml version="1.0" encoding="utf-8"?>
<RDCMan programVersion="2.93" schemaVersion="3"><file>
 <credentialsProfiles>
  <credentialsProfile inherit="None"><profileName scope="Local">LAB\\ops</profileName>
   <userName>ops</userName><password>SECRET</password><domain>LAB</domain></credentialsProfile>
 </credentialsProfiles>
 <properties><expanded>True</expanded><name>Lab</name></properties>
 <group><properties><name>A</name></properties>
  <logonCredentials inherit="none"><profileName scope="File">LAB\\ops</profileName>
  </logonCredentials>
  <group><properties><name>B</name></properties>
   <logonCredentials inherit="FromParent"/>
   <server><properties><displayName>DC</displayName><comment>Both
 sites</comment><name>dc02.lab.example:3391</name></properties></server>
   <server><properties><name>[fe80::1]:3389</name></properties>
    <logonCredentials inherit="None"><profileName scope="File">unknown</profileName>
    </logonCredentials></server>
  </group>
 </group>
</file><connected/><favorites/><recentlyUsed/></RDCMan>"""


def test_rdcman_names_profiles_and_the_ports_of_remote_desktop():
    found, _ = listed(RDG_WITH_PROFILES, "lab.rdg")
    assert short(found) == [
        ("dc02.lab.example", "DC", "Lab/A/B", "LAB\\ops"),
        ("[fe80::1]", "", "Lab/A/B", "LAB\\ops"),
    ]
    plan = plan_import(found, (), {})
    assert not plan.problems
    assert plan.fresh[0].endpoint.port == 5985
    assert plan.fresh[0].marks.notes == "Both\nsites"
    assert "SECRET" not in repr(found)


def test_no_password_is_taken_from_anywhere():
    for text, name in ((RDG3, "a.rdg"), (MREMOTE, "b.xml")):
        assert "SECRET" not in repr(listed(text, name))
        assert "c2VjcmV0" not in repr(listed(text, name))
    text = "host;user;password\nhv01;ann;geheim\n"
    assert "geheim" not in repr(listed(text))


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("address,label\nhv01,One\n", "hv01"),
        ("Name;Host Name;Group\nOne;hv01;A\\B\n", "hv01"),
        ("\ufeffComputerName\thttps\nhv01\tYES\n", "hv01"),
        ('"Server"\n\n"hv01"\n', "hv01"),
        ("unknown,FQDN,unknown\n1,hv01,2,3,4\n", "hv01"),
        ("sep=;\r\nName;Adresse\r\nErster;hv01\r\n", "hv01"),
        ('\ufeff"sep=|"\n host | ordner \nhv01|A\n', "hv01"),
        ("Rechnername;Benutzer\nhv01;me\n", "hv01"),
        ("名称,IP 地址,文件夹\n一,hv01,机房\n", "hv01"),
    ],
)
def test_csv_as_people_write_it(text, address):
    (found,), problems = listed(text)
    assert found.address == address
    assert not problems


def test_csv_of_a_spreadsheet_in_utf_16():
    (found,), _ = listed("host\tlabel\r\nhv01\tFrüh\r\n".encode("utf-16"))
    assert found.label == "Früh"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Adresse;Ordner;Notiz\r\nhv01;Köln/Süd;größer\r\n", "cp1252"),
        ("Adresse;Ordner;Notiz\r\nhv01;Größe;Füße\r\n", "cp1252"),
        ("address;folder;notes\r\nhv01;Genève;créée à Nîmes\r\n", "cp1252"),
        ("地址,文件夹,备注\r\nhv01,北京/机房,备用主机\r\n", "gb2312"),
    ],
)
def test_csv_as_spreadsheets_save_it_without_a_mark(text, encoding):
    """Excel's plain "CSV" in Germany and in China: the system's own encoding, not UTF-8."""
    (found,), _ = listed(text.encode(encoding))
    (expected,), _ = listed(text)
    assert found == expected
    assert found.folder
    assert found.notes


def test_marks_come_with_a_list():
    text = (
        "address;Schlagworte;Farbe;Favorit;read_only;Notizen\n"
        'hv01;"prod, dc,PROD";Teal;JA;wahr;"one\r\ntwo\x07"\n'
        "hv02;;mauve;nein;;\n"
    )
    found, problems = listed(text)
    one, two = plan_import(found, problems, {}).fresh
    assert one.marks == HostMarks(("prod", "dc"), Colour.TEAL, True, "one\ntwo")
    assert one.read_only
    assert two.marks == HostMarks()
    assert not two.read_only
    assert [each.line for each in found] == [3, 4]


@pytest.mark.parametrize(
    ("data", "name", "problem"),
    [
        (b"", "a.csv", "no_columns"),
        ("Adresse\nhv01\nпример\n".encode("cp1251")[:-2] + b"\n", "a.csv", "encoding"),
        (b"host,label\nhv01,\x95\n", "a.csv", "encoding"),
        (b"just,words\n1,2\n", "a.csv", "no_columns"),
        (b"host\n\xff\xfe\n", "a.csv", "encoding"),
        (b"<RDCMan><file>", "a.rdg", "not_xml"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><RDCMan/>', "a.rdg", "not_xml"),
        (b"<html/>", "a.xml", "unknown_kind"),
        (b"<Connections FullFileEncryption='true'>abc</Connections>", "a.xml", "encrypted"),
    ],
)
def test_what_cannot_be_understood_is_refused(data, name, problem):
    with pytest.raises(ImportInvalid) as refused:
        parse_list(data, name)
    assert refused.value.problem == problem


def existing(address="hv01", port=5985):
    return HostConfig(HostId("x"), "Here", Endpoint(address, port), "me")


def test_a_plan_parts_new_hosts_from_known_and_wrong_ones():
    text = (
        "address,label,port,tls,method,folder\n"
        "HV01.,Known,,,,\n"
        "hv02,Two,,yes,Kerberos,A//B \n"
        "hv02,Twice,5986,,,\n"
        ",None,,,,\n"
        "hv 03,Blank,,,,\n"
        "hv04,Port,70000,,,\n"
        "hv05,Method,,,magic,\n"
        "[fe80::1%eth0],Six,,,,\n"
    )
    found, problems = listed(text)
    plan = plan_import(found, problems, {HostId("x"): existing("hv01")}, into=" Top ")
    two, six = plan.fresh
    assert (two.endpoint, two.method, two.folder) == (
        Endpoint("hv02", 5986, tls=True),
        AuthMethod.KERBEROS,
        "Top/A/B",
    )
    assert (six.endpoint.host, six.folder) == ("fe80::1%eth0", "Top")
    assert [each.label for each in plan.known] == ["Here", "Two"]
    assert [(each.line, each.fault) for each in plan.problems] == [
        (5, ImportFault.NO_ADDRESS),
        (6, ImportFault.BAD_ADDRESS),
        (7, ImportFault.BAD_PORT),
        (8, ImportFault.BAD_METHOD),
    ]


def test_names_from_lists_are_one_line_of_text():
    found, _ = listed('address,label\nhv01,"a\r\nb\u202e"\n')
    (config,) = plan_import(found, (), {}).fresh
    assert config.label == "a  b"


def test_a_file_is_written_whole_and_read_back(tmp_path):
    path = tmp_path / "hosts.csv"
    configs = [existing(), replace(existing("hv02", 1), label="=1+1", folder="A/B")]
    write_list(path, configs)
    found, _ = read_list(path)
    assert short(found) == [("hv01", "Here", "", "me"), ("hv02", "=1+1", "A/B", "me")]
    assert "'=1+1" in path.read_text(encoding="utf-8-sig"), "no spreadsheet computes it"
    assert [each.name for each in tmp_path.iterdir()] == ["hosts.csv"]
    with pytest.raises(ImportInvalid):
        read_list(tmp_path / "none.csv")


def test_a_thousand_hosts_are_planned_in_no_time():
    rows = "".join(f"hv{n}.lab.example,Host {n},Site {n % 20}/Rack {n % 7}\n" for n in range(1_000))
    began = time.perf_counter()
    found, problems = listed("address,label,folder\n" + rows)
    assert len(plan_import(found, problems, {}).fresh) == 1_000
    assert time.perf_counter() - began < 20, "a second or so; 20 where many share the machine"


words = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=20).map(
    lambda text: " ".join(text.split())
)
folders = st.lists(words.filter(lambda w: w and "/" not in w and "\\" not in w), max_size=3)
hosts = st.builds(
    lambda number, label, folder, user, port, tls, method, locked, marks: HostConfig(
        HostId(str(number)),
        label or f"hv{number}",
        Endpoint(f"hv{number}", port, tls=tls),
        user,
        method,
        "/".join(folder),
        read_only=locked,
        marks=marks,
    ),
    st.integers(0, 10_000),
    words.filter(str.isprintable),
    folders.filter(lambda parts: all(part.isprintable() for part in parts)),
    words.filter(str.isprintable),
    st.integers(1, 65_535),
    st.booleans(),
    st.sampled_from(AuthMethod),
    st.booleans(),
    st.builds(
        HostMarks,
        st.lists(
            words.filter(lambda w: w and w.isprintable() and not set(",;，；") & set(w)),
            max_size=3,
            unique_by=tag_key,
        ).map(tuple),
        st.sampled_from(Colour),
        st.booleans(),
        st.lists(words.filter(lambda w: w and w.isprintable()), max_size=3).map("\n".join),
    ),
)


@settings(deadline=None)
@given(st.lists(hosts, max_size=8, unique_by=lambda each: each.endpoint.host))
def test_what_is_exported_is_imported_as_it_was(configs):
    plan = plan_import(read_csv(write_csv(configs), "x"), (), {})
    assert not plan.problems
    back = [replace(each, id=before.id) for each, before in zip(plan.fresh, configs, strict=True)]
    assert back == configs
    for row in csv.reader(io.StringIO(write_csv(configs), newline="")):
        assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row)


@settings(deadline=None)
@given(
    st.one_of(
        st.binary(max_size=400),
        st.text(max_size=400).map(str.encode),
        st.sampled_from([RDG3, MREMOTE]).flatmap(
            lambda text: st.integers(0, len(text)).map(lambda cut: text[:cut].encode())
        ),
    ),
    st.sampled_from(["a.csv", "a.rdg", "a.xml", "a"]),
)
def test_nothing_but_the_declared_error_comes_of_any_file(data, name):
    try:
        found, problems = parse_list(data, name)
        plan_import(found, problems, {})
    except ConsoleError as refused:
        assert isinstance(refused, ImportInvalid)  # noqa: PT017 -- others would be a bug
