"""How each client is told about a session: golden command lines and files, and hostile names."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.model.errors import NotPossible
from console.model.identity import VmId
from console.model.session import AudioPlay, SessionMode, SessionOptions
from console.rdp.client import ClientKind, PasswordWay, RdpClient
from console.rdp.launch_plan import FILE_PLACE
from console.rdp.rdp_file import rdp_text
from console.rdp.render import render
from console.rdp.session import SessionRequest

VM = VmId("C824F53E-95D2-46C6-9A18-23A5BB403532")
PIN = "ab" * 32
TWO = RdpClient(ClientKind.FREERDP2, ("/usr/bin/xfreerdp",), "xfreerdp", (2, 11, 7))
THREE = RdpClient(ClientKind.FREERDP3, ("/usr/bin/xfreerdp3",), "xfreerdp3", (3, 30, 0))
FLATPAK = RdpClient(
    ClientKind.FREERDP3, ("flatpak", "run", "com.freerdp.FreeRDP"), "sdl-freerdp", (3, 16, 0)
)
MSTSC = RdpClient(ClientKind.MSTSC, ("C:\\Windows\\mstsc.exe",), "mstsc")
VMCONNECT = RdpClient(ClientKind.VMCONNECT, ("vmconnect.exe",), "vmconnect")
EVERYTHING = SessionOptions(
    width=1920,
    height=1080,
    full_screen=True,
    all_monitors=True,
    monitors=(0, 2),
    audio=AudioPlay.GUEST,
    microphone=True,
    clipboard=True,
    drives=("/home/me",),
    printers=True,
    smart_cards=True,
    keyboard="0x00000407",
)


def _request(**changes):
    values = {
        "host": "hv1.lab.local",
        "port": 2179,
        "vm": VM,
        "title": "web-01",
        "mode": SessionMode.ENHANCED,
        "user": "LAB\\alice",
        "pin": PIN,
    }
    return SessionRequest(**{**values, **changes})


COLONS = ":".join(["ab"] * 32)


def test_freerdp_2_enhanced():
    plan = render(_request(), TWO)
    assert plan.argv == (
        "/usr/bin/xfreerdp",
        "/v:hv1.lab.local",
        "/port:2179",
        "/u:LAB\\alice",
        f"/cert:deny,fingerprint:sha256:{COLONS}",
        f"/vmconnect:{VM};EnhancedMode=1",
        "-credentials-delegation",
        "/dynamic-resolution",
        "+clipboard",
        "/sound",
        "/t:web-01",
        "/from-stdin",
    )
    assert plan.way is PasswordWay.STDIN
    assert not plan.file_text


def test_freerdp_2_basic_asks_for_no_devices():
    plan = render(_request(mode=SessionMode.BASIC, options=EVERYTHING), TWO)
    assert plan.argv == (
        "/usr/bin/xfreerdp",
        "/v:hv1.lab.local",
        "/port:2179",
        "/u:LAB\\alice",
        f"/cert:deny,fingerprint:sha256:{COLONS}",
        f"/vmconnect:{VM}",
        "-credentials-delegation",
        "/f",
        "/smart-sizing",
        "-clipboard",
        "/kbd:0x00000407",
        "/t:web-01",
        "/from-stdin",
    )


def test_freerdp_3_gets_everything_through_a_pipe():
    plan = render(_request(options=EVERYTHING), THREE)
    assert plan.argv == ("/usr/bin/xfreerdp3", "/args-from:fd:3")
    assert plan.way is PasswordWay.ARGUMENT_PIPE
    assert plan.piped == (
        "/v:hv1.lab.local",
        "/port:2179",
        "/u:LAB\\alice",
        f"/cert:deny,fingerprint:sha256:{COLONS}",
        f"/vmconnect:{VM};EnhancedMode=1",
        "-credentials-delegation",
        "/f",
        "/monitors:0,2",
        "/multimon",
        "/size:1920x1080",
        "+clipboard",
        "/audio-mode:1",
        "/microphone",
        "/drive:folder1,/home/me",
        "/printer",
        "/smartcard",
        "/kbd:layout:0x00000407",
        "/t:web-01",
    )


def test_flatpak_and_a_guest_address():
    plan = render(
        _request(mode=SessionMode.GUEST_RDP, host="2001:db8::5", port=3389, pin=""), FLATPAK
    )
    assert plan.argv == ("flatpak", "run", "com.freerdp.FreeRDP", "/args-from:fd:3")
    assert plan.piped[:2] == ("/v:[2001:db8::5]", "/port:3389")
    assert not any("vmconnect" in line for line in plan.piped)
    assert "/cert:tofu" in plan.piped


def test_a_console_without_a_pin_is_never_trusted_blindly():
    assert "/cert:deny" in render(_request(pin=""), TWO).argv


def test_mstsc_gets_a_file():
    plan = render(_request(), MSTSC)
    assert plan.argv == ("C:\\Windows\\mstsc.exe", FILE_PLACE)
    assert plan.way is PasswordWay.ASKS
    assert plan.file_name == f"{VM}-enhanced.rdp"
    assert plan.file_text.split("\r\n") == [
        "full address:s:hv1.lab.local",
        "server port:i:2179",
        f"pcb:s:{VM};EnhancedMode=1",
        "negotiate security layer:i:0",
        "enablecredsspsupport:i:1",
        "authentication level:i:2",
        "username:s:LAB\\alice",
        "screen mode id:i:1",
        "use multimon:i:0",
        "smart sizing:i:0",
        "dynamic resolution:i:1",
        "audiomode:i:0",
        "audiocapturemode:i:0",
        "redirectclipboard:i:1",
        "redirectprinters:i:0",
        "redirectsmartcards:i:0",
        "drivestoredirect:s:",
        "",
    ]


def test_a_file_with_everything():
    lines = rdp_text(_request(options=EVERYTHING)).split("\r\n")
    for line in (
        "desktopwidth:i:1920",
        "desktopheight:i:1080",
        "screen mode id:i:2",
        "use multimon:i:1",
        "selectedmonitors:s:0,2",
        "audiomode:i:1",
        "audiocapturemode:i:1",
        "redirectprinters:i:1",
        "redirectsmartcards:i:1",
        "drivestoredirect:s:/home/me;",
        "dynamic resolution:i:0",
    ):
        assert line in lines


def test_vmconnect_is_told_the_id():
    plan = render(_request(title='a "b" & c'), VMCONNECT)
    assert plan.argv == ("vmconnect.exe", "hv1.lab.local", 'a "b" & c', "-G", VM, "-C", "1")


def test_a_client_that_cannot_is_refused():
    remmina = RdpClient(ClientKind.REMMINA, ("remmina",), "remmina")
    with pytest.raises(NotPossible) as refused:
        render(_request(), remmina)
    assert refused.value.why == "client_mode"
    direct = _request(mode=SessionMode.GUEST_RDP, host="10.0.0.9", port=3389)
    assert render(direct, remmina).argv == ("remmina", "-c", FILE_PLACE)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"host": "hv1 /p:x"}, "session_host"),
        ({"host": "hv1\r\nusername:s:x"}, "session_host"),
        ({"host": "-x"}, "session_host"),
        ({"host": ""}, "session_host"),
        ({"port": 0}, "session_host"),
        ({"vm": VmId("x;EnhancedMode=1")}, "session_vm"),
        ({"vm": VmId(f"{VM}\n")}, "session_vm"),
        ({"user": "a\nb"}, "session_user"),
        ({"user": "/p:secret"}, "session_user"),
        ({"pin": "zz"}, "session_pin"),
    ],
)
def test_what_cannot_be_written_safely_is_refused(changes, why):
    with pytest.raises(NotPossible) as refused:
        _request(**changes)
    assert refused.value.why == why


HOSTILE = st.text(max_size=200) | st.sampled_from(
    [
        'a" /p:x "b',
        "a\r\nusername:s:evil",
        "/v:other",
        "-+/@x",
        "\u202egnp.exe",
        "<b>bold</b>",
        "x;EnhancedMode=0",
        "a\x00b",
        "\u2028line",
        "--help",
    ]
)


@given(title=HOSTILE)
@pytest.mark.parametrize("client", [TWO, THREE, MSTSC, VMCONNECT], ids=lambda client: client.name)
def test_no_name_adds_an_argument_or_a_line(client, title):
    usual, hostile = render(_request(), client), render(_request(title=title), client)
    assert len(hostile.argv) == len(usual.argv)
    assert len(hostile.piped) == len(usual.piped)
    assert hostile.file_text == usual.file_text
    assert hostile.file_name == usual.file_name
    told = (*hostile.argv, *hostile.piped)
    differing = [a for a, b in zip(told, (*usual.argv, *usual.piped), strict=True) if a != b]
    assert all(part.startswith("/t:") or client is VMCONNECT for part in differing)
    assert all(part.isprintable() for part in told)
    assert not any(re.match(r"[-+/@]", part) for part in differing if client is VMCONNECT)


@given(drive=HOSTILE)
def test_no_folder_adds_an_argument_or_a_line(drive):
    options = SessionOptions(drives=(drive,))
    plan = render(_request(options=options), THREE)
    assert all(part.isprintable() for part in plan.piped)
    text = rdp_text(_request(options=options))
    usual = rdp_text(_request())
    assert len(re.split(r"\r\n|[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]", text)) == len(
        usual.split("\r\n")
    )
