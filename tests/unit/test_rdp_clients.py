"""Which clients are found, how one is installed, what an end means, and SSH in a terminal."""

import pytest

from console.model.errors import NotPossible
from console.rdp.client import ClientKind
from console.rdp.discovery import discover, parse_version
from console.rdp.install import install_hint
from console.rdp.outcome import EndReason, judge, useful_line
from console.rdp.terminal import Terminal, find_terminal, ssh_argv

APT = "sudo apt install freerdp3-x11 || sudo apt install freerdp2-x11"


class Look:
    """A system with these programs."""

    def __init__(self, platform="linux", files=(), **programs):
        self.platform = platform
        self._files = files
        self._programs = programs

    def which(self, name):
        return f"/usr/bin/{name}" if name.replace("-", "_") in self._names() else None

    def exists(self, path):
        return path in self._files

    def output(self, command):
        name = command[0].rsplit("/", 1)[-1].replace("-", "_").replace(".", "_")
        return self._programs.get(name, "")

    def _names(self):
        return {name.replace("_exe", ".exe") for name in self._programs} | set(self._programs)


def test_the_newest_freerdp_comes_first():
    look = Look(
        xfreerdp="This is FreeRDP version 2.11.7 (2.11.7)",
        xfreerdp3="This is FreeRDP version 3.30.0 (n/a)",
        remmina="",
    )
    found = discover(look)
    assert [client.name for client in found] == ["xfreerdp3", "xfreerdp", "remmina"]
    assert [client.kind for client in found] == [
        ClientKind.FREERDP3,
        ClientKind.FREERDP2,
        ClientKind.REMMINA,
    ]
    assert found[0].version == (3, 30, 0)


def test_the_plain_name_may_be_version_3():
    (client,) = discover(Look(xfreerdp="This is FreeRDP version 3.5.1 (3.5.1)"))
    assert client.kind is ClientKind.FREERDP3


def test_a_version_that_is_not_told_counts_as_2():
    (client,) = discover(Look(xfreerdp="failed to open display"))
    assert (client.kind, client.version) == (ClientKind.FREERDP2, ())


def test_flatpak_is_looked_into():
    look = Look(flatpak="FreeRDP\n version 3.16.0")
    (client,) = discover(look)
    assert client.command == ("/usr/bin/flatpak", "run", "com.freerdp.FreeRDP")
    assert not client.takes_descriptors, "a sandbox hands on the usual three only"
    assert discover(Look(flatpak="error: com.freerdp.FreeRDP is not installed")) == ()


def test_freerdp_on_windows_takes_no_other_descriptor():
    wfreerdp = Look(platform="win32", wfreerdp_exe="This is FreeRDP version 3.16.0 (3.16.0)")
    (client,) = discover(wfreerdp)
    assert (client.kind, client.takes_descriptors) == (ClientKind.FREERDP3, False)
    (client,) = discover(Look(xfreerdp3="This is FreeRDP version 3.16.0"))
    assert client.takes_descriptors


def test_releases_that_may_open_no_console_come_last_of_their_family():
    found = discover(
        Look(xfreerdp="FreeRDP version 2.11.7", xfreerdp3="FreeRDP version 3.10.2", remmina="")
    )
    assert [client.name for client in found] == ["xfreerdp", "xfreerdp3", "remmina"]
    mended = discover(Look(xfreerdp="FreeRDP version 2.11.7", xfreerdp3="FreeRDP version 3.11.0"))
    assert [client.name for client in mended] == ["xfreerdp3", "xfreerdp"]


def test_windows_and_macos():
    windows = discover(Look(platform="win32", mstsc_exe="", vmconnect_exe=""))
    assert [client.kind for client in windows] == [ClientKind.MSTSC, ClientKind.VMCONNECT]
    mac = discover(Look(platform="darwin", files=("/Applications/Windows App.app",)))
    assert mac[0].command == ("open", "-a", "/Applications/Windows App.app")


@pytest.mark.parametrize(
    ("text", "version"),
    [("FreeRDP version 3.5.1", (3, 5, 1)), ("nothing", ()), ("version 2.x", ())],
)
def test_versions(text, version):
    assert parse_version(text) == version


@pytest.mark.parametrize(
    ("platform", "release", "command"),
    [
        ("linux", "ID=debian\n", APT),
        ("linux", 'ID=linuxmint\nID_LIKE="ubuntu debian"\n', APT),
        ("linux", "ID=fedora\n", "sudo dnf install freerdp"),
        ("linux", 'ID="opensuse-leap"\n', "sudo zypper install freerdp"),
        ("linux", "ID=nixos\n", "flatpak install flathub com.freerdp.FreeRDP"),
        ("darwin", "", "brew install freerdp"),
        ("win32", "", ""),
    ],
)  # fmt: skip
def test_how_to_install_a_client(platform, release, command):
    assert install_hint(platform, release).command == command


@pytest.mark.parametrize(
    ("kind", "code", "output", "seconds", "reason"),
    [
        (ClientKind.FREERDP2, 0, "", 60, EndReason.NORMAL),
        (ClientKind.FREERDP2, 147, "", 1, EndReason.NO_CONNECTION),
        (ClientKind.FREERDP3, 141, "", 1, EndReason.NO_CONNECTION),
        (ClientKind.FREERDP2, 134, "ERRCONNECT_LOGON_FAILURE", 1, EndReason.LOGON_FAILED),
        (ClientKind.FREERDP2, 143, "", 1, EndReason.CERTIFICATE_OR_CLOSED),
        (ClientKind.FREERDP2, 255, "failed to open display: :9", 1, EndReason.NO_DISPLAY),
        (ClientKind.FREERDP3, 24, "", 0, EndReason.BAD_ARGUMENTS),
        (ClientKind.FREERDP3, 99, "", 0.1, EndReason.EXITED_AT_ONCE),
        (ClientKind.FREERDP3, 99, "", 60, EndReason.UNKNOWN),
        (ClientKind.FREERDP3, -15, "", 60, EndReason.CANCELLED),
        (ClientKind.MSTSC, 1, "", 0.5, EndReason.EXITED_AT_ONCE),
        (ClientKind.MSTSC, 1, "", 300, EndReason.NORMAL),
    ],
)
def test_what_an_end_means(kind, code, output, seconds, reason):
    assert judge(kind, code, output, seconds).reason is reason


def test_the_useful_line_loses_its_prefix():
    text = (
        "[01:13:54:912] [20106:20107] [INFO][com.freerdp.crypto] - creating directory\n"
        "[01:13:54:912] [20106:20107] [ERROR][com.freerdp.core] - freerdp_post_connect failed\n"
        "bye\n"
    )
    assert useful_line(text) == "freerdp_post_connect failed"
    assert useful_line("a\x1b[31mfail") == "a [31mfail"


def test_ssh_is_told_an_address_and_nothing_else():
    terminal = find_terminal(Look(ssh="", xterm=""))
    assert ssh_argv(terminal, "10.0.0.5") == (
        "/usr/bin/xterm", "-e", "/usr/bin/ssh", "--", "10.0.0.5",
    )  # fmt: skip
    assert ssh_argv(Terminal(("open",), "ssh"), "fe80::1", "root") == (
        "open",
        "ssh://root@[fe80::1]",
    )
    for address in ("-oProxyCommand=x", "10.0.0.5;id", "host name", ""):
        with pytest.raises(NotPossible):
            ssh_argv(terminal, address)
    with pytest.raises(NotPossible):
        ssh_argv(terminal, "10.0.0.5", "-x")
    assert find_terminal(Look(xterm="")) is None
