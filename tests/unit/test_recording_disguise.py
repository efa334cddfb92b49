"""Nothing that a host, a guest or a user named survives in a recording."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.model.errors import Malformed
from console.recording.disguise import Disguise
from console.recording.envelope import HOST_URL, EnvelopeDisguise
from console.recording.leaks import RecordingUnsafe, check, leaks
from console.recording.record import Wish, nameless
from console.recording.substitutes import Substitutes, is_everybodys
from console.recording.tape import Taken
from console.wsman import names
from console.wsman.cim import CimInstance, CimReference
from console.wsman.cimxml import encode_embedded
from console.wsman.decode import decode_reply
from console.wsman.encode import encode_reply, encode_request
from console.wsman.faults import error_of
from console.wsman.message import (
    Enumerate,
    EnumerateReply,
    Fault,
    GetReply,
    InvokeReply,
    Item,
    PullReply,
    Reply,
    ReplyHeader,
    Request,
    RequestHeader,
    WqlFilter,
)
from console.wsman.wql import equals, select

VM = "5C4C4544-0035-5A10-8054-B4C04F573031"
DATA = Path(__file__).parents[1] / "protocol" / "data"
GOLDEN = DATA.parent / "golden"
HEARTBEAT = "84EAAE65-2F2E-45F5-9BB5-0E857DC8EB47"
KVP_TYPES = {"Name": "string", "Data": "string", "Source": "uint16"}


@pytest.fixture
def disguise() -> Disguise:
    return Disguise(Substitutes())


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("EnabledState", "32768"),
        ("DHCPEnabled", "true"),
        ("UpTime", "259200000"),
        ("BuildNumber", "20348"),
        ("NumberOfProcessors", "4"),
        ("InstallDate", "2024-01-05T09:30:00Z"),
        ("TimeOfLastStateChange", "20240105093000.000000-000"),
        ("Version", "10.0.20348"),
        ("OSVersion", "6.1.0-21-amd64"),
        ("IntegrationServicesVersion", "6.1.0-21-amd64"),
        ("GuestOperatingSystem", "Windows Server 2022 Datacenter"),
        ("VirtualSystemType", "Microsoft:Hyper-V:Snapshot:Realized"),
        ("ResourceSubType", "Microsoft:Hyper-V:Synthetic Ethernet Port"),
        ("CreationClassName", "Msvm_ComputerSystem"),
        ("OtherEnabledState", "Quiescing"),
        ("ResourceURI", names.class_uri(names.HYPERV_NAMESPACE, "Msvm_ComputerSystem")),
        ("InstanceID", rf"Microsoft:Definition\{HEARTBEAT}\Default"),
        ("Subnets", "255.255.240.0"),
        ("Trustee", "S-1-5-32-544"),
    ],
)
def test_what_every_host_says_is_kept(disguise, name, text):
    assert disguise.value(name, text) == text


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        (
            "InstanceID",
            rf"Microsoft:{VM}\{HEARTBEAT}",
            rf"Microsoft:00000000-0000-4000-8000-ABCD00000001\{HEARTBEAT}",
        ),
        ("Name", VM.lower(), "00000000-0000-4000-8000-abcd00000001"),
        ("Path", r"C:\VMs\web01\web01.VHDX", r"C:\name-1\name-2\name-2.vhdx"),
        ("DNSHostName", "web01.corp.test", "name-1.name-2.name-3"),
        ("Trustee", r"CORP\alice", r"name-1\name-2"),
        ("Trustee", "S-1-5-21-11-22-33-500", "S-1-5-21-1-2-3-1001"),
        ("IPAddresses", "10.1.2.3", "198.18.0.2"),
        ("IPAddresses", "fe80::1%4", "fe80::5efe:0:1%4"),
        ("NetworkAddressIPv4", "10.1.2.3;10.1.2.4", "198.18.0.2;198.18.0.3"),
        ("PermanentAddress", "00155D010203", "00155D000001"),
        ("Address", "001550010203", "00155D000001"),
        ("MAC", "00-15-5d-01-02-03", "00-15-5D-00-00-01"),
        ("SerialNumber", "48392041", "1001"),
        ("InventoryNumber", "48392041", "1001"),
        ("ElementName", "2019", "1001"),
        ("ElementName", "true", "name-1"),
        ("ElementName", "Web Server 01", "name-1"),
        ("GuestOperatingSystem", "Ubuntu 22.04 for Alice", "Ubuntu 22.04 name-1 name-2"),
        ("Data", "12", "1001"),
    ],
)
def test_what_one_host_says_is_replaced_in_its_own_shape(disguise, name, text, expected):
    assert disguise.value(name, text) == expected


def test_equal_values_have_equal_substitutes(disguise):
    path = disguise.value("Path", r"D:\web01\disk.vhdx")
    assert disguise.value("ElementName", "web01") in path
    assert disguise.value("ElementName", "web02") not in path
    query = disguise.query(select("Msvm_X", ("Name",), equals("Name", "web01")))
    assert query == f"SELECT Name FROM Msvm_X WHERE Name = '{disguise.identifier('web01')}'"


def test_a_screen_keeps_its_size_and_loses_its_picture(disguise):
    assert disguise.value("ImageData", "SGVsbG8gd29ybGQhIQ==") == "AAAAAAAAAAAAAAAAAA=="


def test_a_message_of_windows_keeps_its_own_words(disguise):
    told = "The class Msvm_X does not exist on web01.corp (0x80041010)."
    assert disguise.sentence("10.1.2.3: failed") == "198.18.0.2: failed"
    assert disguise.sentence(told) == (
        "The class Msvm_X does not exist on name-1.name-2 (0x80041010)."
    )


def test_the_address_of_the_host_is_one_for_all(disguise):
    header = RequestHeader(names.ACTION_GET, to="http://hv01.corp:5985/wsman", message_id="uuid:1")
    request = Request(header, Enumerate(WqlFilter("SELECT * FROM Msvm_X")))
    text = EnvelopeDisguise(disguise).envelope(
        encode_request(Request(RequestHeader(names.ACTION_ENUMERATE, to=header.to), request.body))
    )
    assert HOST_URL in text
    assert "hv01" not in text


def test_an_envelope_with_a_namespace_that_nobody_knows_is_refused(disguise):
    data = encode_reply(Reply(ReplyHeader(""), GetReply(CimInstance("Msvm_X", {"A": "1"}))))
    strange = data.replace(names.class_uri(names.HYPERV_NAMESPACE, "Msvm_X").encode(), b"urn:acme")
    assert strange != data
    with pytest.raises(Malformed):
        EnvelopeDisguise(disguise).envelope(strange)


@pytest.mark.parametrize("name", ["fault-provider", "fault-selectors", "fault-wmi-error"])
def test_a_fault_means_the_same_without_its_names(disguise, name):
    data = (GOLDEN / f"{name}.xml").read_bytes()
    before = decode_reply(data).body
    after = decode_reply(EnvelopeDisguise(disguise).envelope(data).encode()).body
    assert type(error_of(after)) is type(error_of(before))
    for word in ("code", "subcode", "is_sender", "provider", "wmi_code"):
        assert getattr(after, word) == getattr(before, word)


@pytest.mark.parametrize("path", sorted(DATA.glob("real*.xml")), ids=lambda path: path.stem)
def test_replies_of_real_hosts_keep_their_shape(disguise, path):
    data = path.read_bytes()
    before = decode_reply(data).body
    text = EnvelopeDisguise(disguise).envelope(data)
    after = decode_reply(text.encode()).body
    assert type(after) is type(before)
    assert "scrubbed" not in text
    assert "web01" not in text


# ---- whatever it is, wherever it stands ------------------------------------------------------

LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789äöß测试"
MARK = st.text(LETTERS, min_size=7, max_size=12).map(lambda text: f"Zq{text}9x")
GUIDS = st.uuids().map(lambda each: str(each).upper())
ADDRESSES = st.ip_addresses(v=4).map(str)
OWN_IPV6 = st.ip_addresses(v=6).map(str).filter(lambda each: not is_everybodys(each))
"""Those that are everybody's, such as ``ff00::``, are kept on purpose: they are no secret."""
SECRETS = st.one_of(
    MARK,
    MARK.map(lambda mark: f"C:\\{mark}\\{mark}disk.vhdx"),
    MARK.map(lambda mark: f"\\\\{mark}\\share$\\a b\\c.iso"),
    MARK.map(lambda mark: f"{mark}.corp.example.org"),
    MARK.map(lambda mark: f"CORP\\{mark}"),
    MARK.map(lambda mark: f"call {mark}, or\nwrite <{mark}@example.org> & 'wait'"),
    MARK.map(lambda mark: f"Windows Server 2022 {mark}"),
    MARK.map(lambda mark: f"Microsoft:Hyper-V:{mark}"),
    MARK.map(lambda mark: f"<INSTANCE {mark}"),
    GUIDS,
    GUIDS.map(str.lower),
    GUIDS.map(lambda guid: f"Microsoft:{guid}\\{HEARTBEAT}"),
    GUIDS.map(lambda guid: f"{{{guid}}}"),
    ADDRESSES,
    OWN_IPV6,
)
PLACES = st.sampled_from(
    (
        *("Name", "ElementName", "EnabledState", "Version", "GuestOperatingSystem", "InstanceID"),
        *("OtherEnabledState", "Caption", "Notes", "UpTime", "OSVersion", "IPAddresses", "Path"),
        *("VirtualSystemType", "CreationClassName", "ProductVersion", "ImageData", "ReturnValue"),
    )
)


def _replies(place: str, secret: str) -> list[bytes]:
    """Return replies with a secret in every kind of place."""
    uri = names.class_uri(names.HYPERV_NAMESPACE, "Msvm_X")
    reference = CimReference(uri, (("InstanceID", secret),))
    item = CimInstance("Msvm_KvpExchangeDataItem", {"Name": place, "Data": secret, "Source": 2})
    named = CimInstance("Msvm_KvpExchangeDataItem", {"Name": secret, "Data": "1", "Source": 2})
    texts = tuple(encode_embedded(each, KVP_TYPES) for each in (item, named))
    row = CimInstance("Msvm_X", {place: (secret, secret), "Items": texts, "Job": reference})
    bodies = (
        GetReply(row),
        PullReply(f"uuid:{secret}", (Item(row, reference), Item(None, reference))),
        EnumerateReply(secret, (Item(CimInstance("", {place: secret}), names=(place,)),)),
        InvokeReply(uri, "DoIt", CimInstance("DoIt_OUTPUT", {"ReturnValue": 0, place: secret})),
        Fault(
            5, "w:AccessDenied", secret, machine=secret, provider=True, wmi_code=1, wmi_text=secret
        ),
    )
    return [encode_reply(Reply(ReplyHeader("", "uuid:1", "uuid:2"), body)) for body in bodies]


def _request(place: str, secret: str) -> bytes:
    uri = names.class_uri(names.HYPERV_NAMESPACE, "Msvm_X")
    header = RequestHeader(
        names.ACTION_ENUMERATE,
        uri,
        to=f"http://{secret}/wsman",
        selectors=(("Name", secret), ("Other", CimReference(uri, ((place, secret),)))),
        options=(("Option", secret),),
    )
    return encode_request(
        Request(header, Enumerate(WqlFilter(f"{select('Msvm_X')} WHERE {equals(place, secret)}")))
    )


def _told(text: str) -> str:
    return json.dumps({"step": "s", "request": text, "reply": text}, ensure_ascii=False)


@given(place=PLACES, secret=SECRETS)
def test_no_secret_survives_anywhere(place, secret):
    substitutes = Substitutes()
    disguise = EnvelopeDisguise(Disguise(substitutes))
    for data in (*_replies(place, secret), _request(place, secret)):
        text = disguise.envelope(data)
        for word in _recognisable(secret):
            assert word.casefold() not in text.casefold()
        check(_told(text), substitutes.originals)


def _recognisable(secret: str) -> list[str]:
    """Return the parts of a secret that nobody could have written by chance."""
    marks = [
        word for word in secret.replace("disk", " ").replace("\\", " ").split() if "Zq" in word
    ]
    if marks:
        start = secret.index("Zq")
        return [secret[start : secret.index("9x", start) + 2]]
    if HEARTBEAT in secret or "-" in secret:
        return [secret.strip("{}").removeprefix("Microsoft:")[:36]]
    return []


@given(place=PLACES, secret=SECRETS)
def test_the_last_look_finds_what_was_left(place, secret):
    """Whatever the rules do: a text that was not disguised at all is not let through."""
    substitutes = Substitutes()
    EnvelopeDisguise(Disguise(substitutes)).envelope(_request(place, secret))
    raw = _told(_replies(place, secret)[0].decode())
    if _recognisable(secret):
        assert leaks(raw, substitutes.originals)


@given(place=PLACES, secret=SECRETS)
def test_what_is_left_is_still_a_reply(place, secret):
    disguise = EnvelopeDisguise(Disguise(Substitutes()))
    for data in _replies(place, secret):
        before, after = decode_reply(data), decode_reply(disguise.envelope(data).encode())
        assert type(before.body) is type(after.body)
        assert before.header.action == after.header.action


def test_a_word_that_is_a_name_here_and_a_constant_there_goes_in_both():
    """A VM called like an edition of Windows: the edition goes too, rather than nothing."""
    row = CimInstance("Msvm_X", {"ElementName": "Tumbleweed9 host", "Caption": "x"})
    machine = CimInstance("Msvm_X", {"OSVersion": "Tumbleweed 9"})
    taken = [
        Taken("s", encode_request(Request(RequestHeader(names.ACTION_GET, "x"), Enumerate())), data)
        for data in (
            encode_reply(Reply(ReplyHeader(""), GetReply(row))),
            encode_reply(Reply(ReplyHeader(""), GetReply(machine))),
        )
    ]
    recording = nameless(taken, Wish(private=("alice", "Hunter2Hunter2")))
    assert "umbleweed9" not in recording.said[0].reply
    with pytest.raises(RecordingUnsafe) as caught:
        check(_told("Hunter2Hunter2"), ["Hunter2Hunter2"])
    assert "Hunter2" not in str(caught.value)
