"""Each option, told to each client in each mode: a golden table; and hostile names."""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.model.errors import NotPossible
from console.model.identity import VmId
from console.model.session import AudioPlay, SessionMode, SessionOptions
from console.rdp.client import ClientKind, PasswordWay, RdpClient
from console.rdp.rdp_file import rdp_encoding
from console.rdp.render import render
from console.rdp.session import SessionRequest

VM = VmId("C824F53E-95D2-46C6-9A18-23A5BB403532")
PIN = "0f" * 32
PLAIN = SessionOptions(audio=AudioPlay.OFF, clipboard=False)
ENHANCED, BASIC, GUEST = SessionMode.ENHANCED, SessionMode.BASIC, SessionMode.GUEST_RDP


def _freerdp(kind, *command, **more):
    return RdpClient(kind, command, command[0], **more)


TWO, THREE = ClientKind.FREERDP2, ClientKind.FREERDP3
FLATPAK = ("flatpak", "run", "com.freerdp.FreeRDP")
FREERDPS = (
    _freerdp(TWO, "xfreerdp", version=(2, 11, 7)),
    _freerdp(TWO, "wlfreerdp", version=(2, 11, 7)),
    _freerdp(TWO, "xfreerdp"),
    _freerdp(THREE, "xfreerdp", version=(3, 5, 1)),
    _freerdp(THREE, "xfreerdp3", version=(3, 30, 0)),
    _freerdp(THREE, "sdl-freerdp", version=(3, 16, 0)),
    _freerdp(THREE, "sdl-freerdp3", version=(3, 16, 0)),
    _freerdp(THREE, "wlfreerdp", version=(3, 16, 0)),
    _freerdp(THREE, *FLATPAK, version=(3, 16, 0), takes_descriptors=False),
    _freerdp(THREE, "wfreerdp.exe", version=(3, 16, 0), takes_descriptors=False),
)
MSTSC = RdpClient(ClientKind.MSTSC, ("mstsc.exe",), "mstsc")
VMCONNECT = RdpClient(ClientKind.VMCONNECT, ("vmconnect.exe",), "vmconnect")
OPEN = ("open", "-a", "/Applications/Windows App.app")
MAC = RdpClient(ClientKind.WINDOWS_APP, OPEN, "Windows App")
REMMINA = RdpClient(ClientKind.REMMINA, ("remmina",), "remmina")
GNOME = RdpClient(ClientKind.GNOME_CONNECTIONS, ("gnome-connections",), "gnome-connections")
BY_FILE = (MSTSC, MAC, REMMINA, GNOME)
EVERY = (*FREERDPS, *BY_FILE, VMCONNECT)


def _request(client, **changes):
    values = {
        "host": "hv1",
        "port": 2179,
        "vm": VM,
        "title": "web",
        "mode": ENHANCED if ENHANCED in client.modes else GUEST,
        "user": "ann",
        "pin": PIN,
        "options": PLAIN,
    }
    return SessionRequest(**{**values, **changes})


def _lines(client, **changes):
    """Return what a client is told, an argument or a line each."""
    plan = render(_request(client, **changes), client)
    if plan.file_text:
        return plan.file_text.removesuffix("\r\n").split("\r\n")
    return list(plan.piped or plan.argv[len(client.command) : -1])


def _changed(client, options, mode):
    """Return what one option takes away from what a client is told, and what it adds."""
    before, after = _lines(client, mode=mode), _lines(client, mode=mode, options=options)
    gone = [line for line in before if line not in after]
    return gone, [line for line in after if line not in before]


DYNAMIC = ["/dynamic-resolution"]
FREERDP_SAYS = {
    "width": ({"width": 1280, "height": 720}, DYNAMIC, ["/size:1280x720"]),
    "full_screen": ({"full_screen": True}, [], ["/f"]),
    "all_monitors": ({"all_monitors": True}, DYNAMIC, ["/multimon"]),
    "monitors": ({"monitors": (0, 2)}, [], ["/monitors:0,2", "/multimon"]),
    "one monitor": ({"monitors": (1,)}, [], ["/monitors:1"]),
    "audio here": ({"audio": AudioPlay.HERE}, [], ["/sound"]),
    "audio there": ({"audio": AudioPlay.GUEST}, [], ["/audio-mode:1"]),
    "microphone": ({"microphone": True}, [], ["/microphone"]),
    "clipboard": ({"clipboard": True}, ["-clipboard"], ["+clipboard"]),
    "drives": ({"drives": ("/a b", "/ü")}, [], ["/drive:folder1,/a b", "/drive:folder2,/ü"]),
    "all drives": ({"drives": ("*",)}, [], ["+drives"]),
    "printers": ({"printers": True}, [], ["/printer"]),
    "smart_cards": ({"smart_cards": True}, [], ["/smartcard"]),
}
OF_THE_SCREEN = {"full_screen"}
"""What a basic session can be told as well."""


@pytest.mark.parametrize("client", FREERDPS, ids=lambda c: f"{'-'.join(c.command)}-{c.version}")
@pytest.mark.parametrize("name", FREERDP_SAYS)
def test_each_option_is_told_to_each_freerdp(client, name):
    change, gone, added = FREERDP_SAYS[name]
    options = replace(PLAIN, **change)
    for mode in (ENHANCED, GUEST):
        assert _changed(client, options, mode) == (gone, added)
    assert _changed(client, options, BASIC) == ([], added if name in OF_THE_SCREEN else [])


@pytest.mark.parametrize("client", FREERDPS, ids=lambda c: f"{'-'.join(c.command)}-{c.version}")
def test_the_keyboard_is_spelled_as_each_version_wants_it(client):
    word = "/kbd:0x00000407" if client.kind is TWO else "/kbd:layout:0x00000407"
    for mode in (ENHANCED, BASIC, GUEST):
        assert _changed(client, replace(PLAIN, keyboard="0x00000407"), mode) == ([], [word])
        assert _changed(client, replace(PLAIN, keyboard="a b"), mode) == ([], [])


@pytest.mark.parametrize("client", FREERDPS, ids=lambda c: f"{'-'.join(c.command)}-{c.version}")
def test_how_each_freerdp_is_handed_account_and_password(client):
    plan = render(_request(client), client)
    if client.kind is TWO:
        assert plan.way is PasswordWay.STDIN
        assert (plan.argv[-1], plan.piped) == ("/from-stdin", ())
    else:
        source = "fd:3" if client.takes_descriptors else "stdin"
        assert plan.way is PasswordWay.ARGUMENT_PIPE
        assert plan.argv == (*client.command, f"/args-from:{source}")
    told = _lines(client)
    assert told[:4] == ["/v:hv1", "/port:2179", "/u:ann", f"/cert:deny,fingerprint:sha256:{COLONS}"]
    assert told[4:6] == [f"/vmconnect:{VM};EnhancedMode=1", "-credentials-delegation"]
    assert f"/vmconnect:{VM}" in _lines(client, mode=BASIC)
    guest = _lines(client, mode=GUEST, pin="", user="")
    assert "/cert:tofu" in guest
    assert not [line for line in guest if line.startswith(("/vmconnect", "-cred", "/u:", "/p:"))]


COLONS = ":".join(["0f"] * 32)
FILE_SAYS = {
    "width": (
        {"width": 1280, "height": 720},
        ["dynamic resolution:i:1"],
        ["desktopwidth:i:1280", "desktopheight:i:720", "dynamic resolution:i:0"],
    ),
    "full_screen": ({"full_screen": True}, ["screen mode id:i:1"], ["screen mode id:i:2"]),
    "all_monitors": ({"all_monitors": True}, ["use multimon:i:0"], ["use multimon:i:1"]),
    "monitors": (
        {"monitors": (0, 2)},
        ["use multimon:i:0"],
        ["use multimon:i:1", "selectedmonitors:s:0,2"],
    ),
    "audio here": ({"audio": AudioPlay.HERE}, ["audiomode:i:2"], ["audiomode:i:0"]),
    "audio there": ({"audio": AudioPlay.GUEST}, ["audiomode:i:2"], ["audiomode:i:1"]),
    "microphone": ({"microphone": True}, ["audiocapturemode:i:0"], ["audiocapturemode:i:1"]),
    "clipboard": ({"clipboard": True}, ["redirectclipboard:i:0"], ["redirectclipboard:i:1"]),
    "drives": (
        {"drives": ("C:\\", "E:\\")},
        ["drivestoredirect:s:"],
        [r"drivestoredirect:s:C:\;E:\;"],
    ),
    "all drives": ({"drives": ("*",)}, ["drivestoredirect:s:"], ["drivestoredirect:s:*"]),
    "printers": ({"printers": True}, ["redirectprinters:i:0"], ["redirectprinters:i:1"]),
    "smart_cards": ({"smart_cards": True}, ["redirectsmartcards:i:0"], ["redirectsmartcards:i:1"]),
}  # fmt: skip


@pytest.mark.parametrize("client", BY_FILE, ids=lambda client: client.name)
@pytest.mark.parametrize("name", FILE_SAYS)
def test_each_option_is_told_to_each_client_that_reads_a_file(client, name):
    change, gone, added = FILE_SAYS[name]
    options = replace(PLAIN, **change)
    for mode in client.modes - {BASIC}:
        assert _changed(client, options, mode) == (gone, added)


@pytest.mark.parametrize("name", FILE_SAYS)
def test_a_basic_file_asks_for_nothing_but_a_screen(name):
    change, gone, added = FILE_SAYS[name]
    found = _changed(MSTSC, replace(PLAIN, **change), BASIC)
    of_screen = {"full_screen", "all_monitors", "monitors", "width"}
    added = [line for line in added if line not in gone and "dynamic" not in line]
    gone = [line for line in gone if "dynamic" not in line]
    assert found == ((gone, added) if name in of_screen else ([], []))


@pytest.mark.parametrize("client", BY_FILE, ids=lambda client: client.name)
def test_where_a_file_leads(client):
    guest = _lines(client, mode=GUEST, port=3389)
    assert guest[:2] == ["full address:s:hv1", "server port:i:3389"]
    assert not [line for line in guest if line.startswith(("pcb", "negotiate", "password"))]
    if client is MSTSC:
        assert _lines(client, mode=BASIC)[2:4] == [f"pcb:s:{VM}", "negotiate security layer:i:0"]
    else:
        with pytest.raises(NotPossible):
            render(_request(client, mode=BASIC), client)


def test_mstsc_reads_names_that_are_not_ascii():
    plain, named = _request(MSTSC), _request(MSTSC, user="LAB\\Jörg")
    assert render(plain, MSTSC).file_encoding == "utf-8"
    assert render(named, MSTSC).file_encoding == "utf-16"
    assert render(_request(MAC, user="Jörg"), MAC).file_encoding == "utf-8"
    assert "ö".encode(rdp_encoding("ö"))[:2] in (b"\xff\xfe", b"\xfe\xff")


def test_vmconnect_is_told_host_and_id_whatever_the_options():
    for options in (PLAIN, replace(PLAIN, full_screen=True, drives=("*",))):
        argv = render(_request(VMCONNECT, options=options), VMCONNECT).argv
        assert argv == ("vmconnect.exe", "hv1", "web", "-G", VM, "-C", "1")


WORDS = ('"', "'", "/p:x", "\r\n", "\n", "\x85", "\u2028", "\u202e", ";", ":", ",", "-", "+", "@",
         "/", "\\", " ", "%2f", "\x00", "<b>", "$(id)", "`id`", "&", "|", "pcb:s:x", "=0",
         "EnhancedMode", "a", "ü", "\ud800", "127.0.0.1")  # fmt: skip
HOSTILE = st.lists(st.sampled_from(WORDS), max_size=8).map("".join) | st.text(max_size=60)
_LINE_ENDS = re.compile("[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029\x00]")


@pytest.mark.parametrize("client", EVERY, ids=lambda c: f"{'-'.join(c.command)[:20]}-{c.version}")
@given(field=st.sampled_from(["title", "host", "user", "vm", "drive", "keyboard"]), name=HOSTILE)
@settings(deadline=None, max_examples=80)
def test_no_name_of_any_kind_adds_an_argument_or_a_line(client, field, name):
    """What is hostile is refused, left out, or stands as one value in the place that is its own."""
    given_ = {field: name}
    if field == "drive":
        given_ = {"options": replace(PLAIN, drives=(name,))}
    elif field == "keyboard":
        given_ = {"options": replace(PLAIN, keyboard=name)}
    usual = render(_request(client), client)
    try:
        plan = render(_request(client, **given_), client)
    except NotPossible:
        assert field in ("host", "user", "vm")
        return
    assert plan.way is usual.way
    assert (plan.file_name, bool(plan.file_text)) == (_name_of(plan), bool(usual.file_text))
    own = ("/drive:", "+drives", "/kbd:", "/u:", "/t:", "/v:", "/vmconnect:")
    before = [*usual.argv, *usual.piped, *usual.file_text.split("\r\n")]
    after = [*plan.argv, *plan.piped, *plan.file_text.split("\r\n")]
    added = [each for each in after if each not in before]
    gone = [each for each in before if each not in after]
    assert len(added) <= 1
    assert len(gone) <= 1
    for each in added:
        assert not _LINE_ENDS.search(each)
        assert each.encode("utf-8") is not None
        is_own = each.startswith(own) or client is VMCONNECT or ":s:" in each
        assert is_own, each
        if client is VMCONNECT:
            assert not each.startswith(("-", "/", "+", "@"))
    assert len(after) <= len(before) + (field in ("drive", "keyboard"))


def _name_of(plan):
    """Return the name that a file must have: of the VM's id and the mode, or none."""
    if not plan.file_text:
        return ""
    found = re.fullmatch(
        r"([0-9A-Fa-f-]{36}|session)-(enhanced|basic|guest-rdp)\.rdp", plan.file_name
    )
    return found.group() if found else "a name of that kind"
