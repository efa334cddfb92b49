"""Folders in ``hosts.toml``, and whose account signs in to a host."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.model.connection import AuthMethod, Endpoint
from console.model.errors import SettingsInvalid
from console.model.identity import HostId
from console.settings.account import account_of, has_own_account
from console.settings.folders import FolderBook, FolderConfig, account_folder, moved_path
from console.settings.hosts import HostBook
from console.settings.schema import HostConfig

PIN = "5f1c" * 16
HOST = HostConfig(HostId("1"), "HV1", Endpoint("hv1"), "", folder="Berlin/Rack 3")
BERLIN = FolderConfig("Berlin", "LAB\\berlin")
RACK = FolderConfig("Berlin/Rack 3", "LAB\\rack", AuthMethod.CREDSSP, "teal", "behind\nthe wall")


@pytest.fixture
def path(tmp_path):
    return tmp_path / "hosts.toml"


def folders(*configs):
    return {config.path: config for config in configs}


def test_folders_and_hosts_share_a_file(path):
    book, hosts = FolderBook(path), HostBook(path)
    hosts.put(HOST)
    book.put(BERLIN, RACK)
    hosts.put(replace(HOST, id=HostId("2")))
    assert book.folders() == folders(BERLIN, RACK)
    assert len(hosts.hosts()) == 2
    book.put(replace(RACK, user="", method=None, colour=""))
    assert book.folders()["Berlin/Rack 3"] == FolderConfig("Berlin/Rack 3", note="behind\nthe wall")
    book.remove("Berlin", " Berlin / Rack 3/")
    assert not book.folders()
    assert "[[folder]]" not in path.read_text()
    assert len(hosts.hosts()) == 2


def test_one_part_of_a_folder_is_changed_and_comments_stay(path):
    path.write_text('[[folder]] # mine\npath = "Berlin"\nuser = "a" # of Anna\nrack = 7\n')
    book = FolderBook(path)
    book.change("Berlin", lambda folder: replace(folder, colour="teal"))
    book.change("Bonn/", lambda folder: replace(folder, note="new"))
    text = path.read_text()
    assert "# mine" in text
    assert 'user = "a" # of Anna' in text
    assert "rack = 7" in text
    assert book.folders() == folders(
        FolderConfig("Berlin", "a", colour="teal"), FolderConfig("Bonn", note="new")
    )


def test_a_folder_is_moved_with_those_inside_it(path):
    book = FolderBook(path)
    book.put(BERLIN, RACK, FolderConfig("Berliner"), FolderConfig("Bonn/Rack 3", "kept"))
    assert book.move("Berlin", "Bonn") == folders(BERLIN, RACK)
    assert book.folders() == folders(
        replace(BERLIN, path="Bonn"), FolderConfig("Berliner"), FolderConfig("Bonn/Rack 3", "kept")
    )
    assert not book.move("Nowhere", "Bonn")


@pytest.mark.parametrize(
    ("path", "expected"),
    [("A", "X"), ("A/B", "X/B"), ("AB", "AB"), ("B/A", "B/A"), (" A / B ", "X/B"), ("", "")],
)
def test_where_things_are_after_a_move(path, expected):
    assert moved_path(path, "A", "X") == expected


@pytest.mark.parametrize(
    "text",
    [
        "[[folder]]\nuser = 'x'\n",
        "[[folder]]\npath = ' / '\n",
        "[[folder]]\npath = 'a'\n[[folder]]\npath = ' a/'\n",
        "[[folder]]\npath = 'a'\nmethod = 'magic'\n",
        "[[folder]]\npath = 7\n",
    ],
)
def test_wrong_folders_are_found_with_their_line(path, text):
    path.write_text(text)
    with pytest.raises(SettingsInvalid) as caught:
        FolderBook(path).folders()
    assert caught.value.kept_as


names = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=12)


@settings(deadline=None, max_examples=60)
@given(st.dictionaries(names.map(str.strip).filter(lambda n: n.strip("/ ")), names, max_size=5))
def test_any_folders_survive_the_file(tmp_path_factory, wanted):
    book = FolderBook(tmp_path_factory.mktemp("book") / "hosts.toml")
    configs = {}
    for path, user in wanted.items():
        clean = "/".join(filter(None, (part.strip() for part in path.split("/"))))
        if clean:
            configs[clean] = FolderConfig(clean, user, None, user, user)
    book.put(*configs.values())
    assert book.folders() == configs


# -- whose account


def test_the_nearest_folder_counts():
    found = account_of(HOST, folders(BERLIN, RACK))
    assert (found.config.user, found.config.method) == ("LAB\\rack", AuthMethod.CREDSSP)
    assert found.folder == "Berlin/Rack 3"
    assert found.secret == "LAB\\rack@folder:Berlin/Rack 3"
    assert found.credential("pw").shared_by == "Berlin/Rack 3"
    above = account_of(HOST, folders(BERLIN, replace(RACK, user="")))
    assert (above.config.user, above.config.method) == ("LAB\\berlin", AuthMethod.NTLM)
    assert above.secret == "LAB\\berlin@folder:Berlin"
    assert account_folder(folders(BERLIN), "Berlin/Rack 3/Shelf") == BERLIN
    assert account_folder(folders(BERLIN), "Berliner") is None
    assert account_folder(folders(BERLIN), "") is None


@pytest.mark.parametrize(
    "own",
    [
        replace(HOST, user="HV1\\admin"),
        replace(HOST, method=AuthMethod.CERTIFICATE),
        replace(HOST, method=AuthMethod.KERBEROS),
        replace(HOST, folder="Bonn"),
    ],
)
def test_hosts_that_take_no_folders_account(own):
    found = account_of(own, folders(BERLIN, RACK))
    assert found.config == own
    assert not found.folder
    assert has_own_account(own) or own.folder == "Bonn"
    assert found.secret == f"{own.user}@hv1:5985"


def test_what_needs_and_what_takes_a_password():
    named = account_of(replace(HOST, user="me"), {})
    assert named.takes_password
    assert named.credential(None) is None
    ticket = account_of(replace(HOST, method=AuthMethod.NEGOTIATE), {})
    assert not ticket.takes_password
    assert ticket.credential(None) is not None
    kerberos = account_of(replace(HOST, user="me@LAB", method=AuthMethod.KERBEROS), {})
    assert kerberos.takes_password
    assert kerberos.credential(None).password == ""
    assert kerberos.credential("pw").password == "pw"
    certificate = account_of(replace(HOST, method=AuthMethod.CERTIFICATE), {})
    assert certificate.takes_password, "that of an encrypted key"
    assert certificate.credential("pw").password == "pw"
    assert certificate.credential(None).password == ""


# -- pins of hosts


def test_a_pin_is_kept_with_its_host(path):
    book = HostBook(path)
    pinned = replace(HOST, endpoint=Endpoint("hv1", 5986, tls=True, pin=PIN))
    book.put(HOST)
    assert "pin" not in path.read_text()
    book.put(pinned)
    assert book.hosts() == (pinned,)
    book.put(HOST)
    assert book.hosts() == (HOST,)


def test_a_pin_may_be_pasted_as_openssl_prints_it(path):
    spelled = ":".join(PIN.upper()[at : at + 2] for at in range(0, 64, 2))
    path.write_text(f'[[host]]\naddress = "hv1"\ntls = true\npin = "{spelled}"\n')
    book = HostBook(path)
    (config,) = book.hosts()
    assert config.endpoint.pin == PIN
    book.put(config)
    assert spelled in path.read_text(), "its spelling stays"


@pytest.mark.parametrize("pin", ["5f1c", "z" * 64, "5f1c" * 17])
def test_what_is_no_pin_is_found(path, pin):
    path.write_text(f'[[host]]\naddress = "hv1"\npin = "{pin}"\n')
    with pytest.raises(SettingsInvalid):
        HostBook(path).hosts()
