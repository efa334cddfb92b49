"""Sessions in lanes: real child processes of a small client, files, and where passwords go."""

from __future__ import annotations

import asyncio
import sys
import time
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import ClassVar

import pytest

from console.app.session_front import bring_to_front
from console.app.sessions import SessionDesk
from console.model.errors import NotPossible, Refused, RefusedReason
from console.model.identity import HostId, VmId, VmKey
from console.model.session import SessionMode, SessionOptions
from console.rdp.adapter import AdapterEnd, AdapterEndpoint, AdapterReason
from console.rdp.client import ClientKind, RdpClient
from console.rdp.outcome import EndReason
from console.rdp.session import SessionRequest
from console.settings.console_pins import PinBook
from console.settings.session_options import OptionsBook
from console.ui.sessions.ports import SessionOrder

HOST = HostId("h1")
VM = VmId("7F3B0000-0000-4000-8000-0000000000AA")
KEY = VmKey(HOST, VM)
SECRET = "Pa55 wörd'\""
PIN = "ab" * 32

CLIENT = """
import os, pathlib, sys, time
home = pathlib.Path(sys.argv[1])
home.joinpath("argv").write_text(chr(0).join(sys.argv))
home.joinpath("env").write_text(repr(dict(os.environ)))
home.joinpath("stdin").write_text(sys.stdin.readline())
home.joinpath("started").touch()
until = home / "go"
while not until.exists():
    time.sleep(0.01)
print("[ERROR] " + home.joinpath("says").read_text())
sys.exit(int(until.read_text()))
"""


@dataclass
class Look:
    """A system with one fake client, or none."""

    programs: dict[str, str] = field(default_factory=dict)
    answers: dict[str, str] = field(default_factory=dict)
    ran: list[tuple[str, ...]] = field(default_factory=list)
    platform: str = "linux"

    def which(self, name: str) -> str | None:
        return self.programs.get(name)

    def output(self, command: tuple[str, ...]) -> str:
        self.ran.append(command)
        return self.answers.get(Path(command[0]).name, "")

    def exists(self, path: str) -> bool:
        return False


class Scene:
    """A desk over files in a folder, and a client that ends when it is told."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.password: str | None = SECRET
        self.asked: list[HostId] = []
        self.look = Look()
        (folder / "client.py").write_text(CLIENT)
        (folder / "says").write_text("nothing")
        self.options = OptionsBook(folder / "sessions.toml")
        self.desk = SessionDesk(
            self.options, PinBook(folder / "pins.toml"), self._password, look=self.look
        )

    async def _password(self, host: HostId) -> str | None:
        self.asked.append(host)
        return self.password

    def order(self, mode=SessionMode.ENHANCED, kind=ClientKind.FREERDP2) -> SessionOrder:
        command = (sys.executable, str(self.folder / "client.py"), str(self.folder))
        request = SessionRequest("hv01", 2179, VM, "web", mode, "LAB\\ann", pin=PIN)
        return SessionOrder(KEY, "web", "hv01", request, RdpClient(kind, command, "fake"))

    def finish(self, code: int = 0, says: str = "nothing") -> None:
        (self.folder / "says").write_text(says)
        part = self.folder / "part"
        part.write_text(str(code))
        part.rename(self.folder / "go")

    async def started(self) -> None:
        await until((self.folder / "started").exists)


async def until(condition, seconds: float = 10.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "the condition never held"
        await asyncio.sleep(0.01)


@pytest.fixture
def scene(tmp_path):
    made = Scene(tmp_path)
    yield made
    made.desk.close()


def test_a_session_runs_is_listed_and_is_remembered(scene):
    async def play():
        told = []
        scene.desk.subscribe(lambda: told.append(len(scene.desk.open_sessions)))
        task = asyncio.get_running_loop().create_task(scene.desk.open(scene.order()))
        await scene.started()
        (session,) = scene.desk.open_sessions
        assert (session.key, session.mode) == (KEY, SessionMode.ENHANCED)
        scene.finish()
        assert (await task).reason is EndReason.NORMAL
        assert scene.desk.open_sessions == ()
        assert told[-2:] == [0, 0]
        assert scene.options.options().worked_mode(KEY) is SessionMode.ENHANCED

    asyncio.run(play())


def test_the_password_goes_into_the_pipe_and_nowhere_else(scene, caplog):
    async def play():
        caplog.set_level("DEBUG")
        task = asyncio.get_running_loop().create_task(scene.desk.open(scene.order()))
        await scene.started()
        scene.finish()
        await task

    asyncio.run(play())
    assert (scene.folder / "stdin").read_text().rstrip("\n") == SECRET
    assert scene.asked == [HOST]
    for name in ("argv", "env", "sessions.toml"):
        assert "Pa55" not in (scene.folder / name).read_text()
    assert "Pa55" not in caplog.text


def test_a_guest_never_gets_the_hosts_password(scene):
    async def play():
        order = scene.order(SessionMode.GUEST_RDP)
        task = asyncio.get_running_loop().create_task(scene.desk.open(order, "the guest's"))
        await scene.started()
        scene.finish()
        await task

    asyncio.run(play())
    assert scene.asked == []
    assert (scene.folder / "stdin").read_text().rstrip("\n") == "the guest's"


def test_a_client_that_asks_itself_is_handed_nothing(scene):
    async def play():
        task = asyncio.get_running_loop().create_task(
            scene.desk.open(scene.order(kind=ClientKind.MSTSC))
        )
        await scene.started()
        scene.finish()
        await task

    asyncio.run(play())
    assert scene.asked == []
    assert (scene.folder / "stdin").read_text() == ""


def test_without_a_password_nothing_is_started(scene):
    async def play():
        scene.password = None
        with pytest.raises(Refused) as refused:
            await scene.desk.open(scene.order())
        assert refused.value.reason is RefusedReason.NO_CREDENTIAL
        assert scene.desk.open_sessions == ()

    asyncio.run(play())
    assert not (scene.folder / "started").exists()


def test_a_failure_is_told_with_its_line_and_not_remembered(scene):
    async def play():
        task = asyncio.get_running_loop().create_task(scene.desk.open(scene.order()))
        await scene.started()
        scene.finish(132, "ERRCONNECT_LOGON_FAILURE")
        end = await task
        assert (end.reason, end.line) == (EndReason.LOGON_FAILED, "ERRCONNECT_LOGON_FAILURE")
        assert scene.options.options().worked_mode(KEY) is None

    asyncio.run(play())


def test_a_folder_that_is_missing_is_named_before_the_client_ends_because_of_it(scene, tmp_path):
    """FreeRDP refuses all its options then, and says which rule could not be applied."""
    shared, gone = tmp_path / "a b", tmp_path / "ü\n"
    shared.mkdir()

    def order(mode, *folders):
        made = scene.order(mode)
        options = SessionOptions(drives=tuple(str(each) for each in folders))
        return replace(made, request=replace(made.request, options=options))

    async def story():
        with pytest.raises(NotPossible) as refused:
            await scene.desk.open(order(SessionMode.ENHANCED, shared, gone))
        assert (refused.value.why, refused.value.subject) == ("session_folder", str(gone))
        assert scene.desk.open_sessions == ()
        scene.finish()
        for mode, folders in ((SessionMode.ENHANCED, (shared, "*")), (SessionMode.BASIC, (gone,))):
            assert (await scene.desk.open(order(mode, *folders))).reason is EndReason.NORMAL

    asyncio.run(story())


def test_a_session_is_ended(scene):
    async def play():
        task = asyncio.get_running_loop().create_task(scene.desk.open(scene.order()))
        await scene.started()
        scene.desk.end(scene.desk.open_sessions[0].id)
        assert (await task).reason is EndReason.CANCELLED

    asyncio.run(play())


def test_two_sessions_run_side_by_side(scene, tmp_path):
    other_folder = tmp_path / "other"
    other_folder.mkdir()
    other = Scene(other_folder)

    async def play():
        first = asyncio.get_running_loop().create_task(scene.desk.open(scene.order()))
        second = asyncio.get_running_loop().create_task(
            scene.desk.open(other.order(SessionMode.BASIC))
        )
        await scene.started()
        await other.started()
        assert len(scene.desk.open_sessions) == 2
        other.finish()
        await second
        assert [each.mode for each in scene.desk.open_sessions] == [SessionMode.ENHANCED]
        scene.finish()
        await first

    asyncio.run(play())
    other.desk.close()


def test_clients_are_looked_for_once_and_on_demand(scene):
    async def play():
        assert (await scene.desk.discover()).clients == ()
        scene.look.programs["xfreerdp3"] = "/usr/bin/xfreerdp3"
        assert (await scene.desk.discover()).clients == ()
        (client,) = (await scene.desk.discover(again=True)).clients
        assert client.kind is ClientKind.FREERDP3

    asyncio.run(play())


def test_choices_and_pins_are_kept(scene):
    async def play():
        books = scene.desk.books
        await books.trust(HOST, PIN, "hv01")
        assert await books.pin_of(HOST) == PIN
        await books.forget_trust(HOST)
        assert await books.pin_of(HOST) == ""
        await books.put_mode(KEY, SessionMode.BASIC, "web")
        await books.put_vm(KEY, SessionOptions(microphone=True), folder="Berlin", name="web")
        await books.put_client("remmina", adapter=True)
        assert books.choices.chosen_mode(KEY) is SessionMode.BASIC
        assert books.choices.effective(KEY).microphone
        assert books.choices.uses_adapter("remmina")
        await books.put_vm(KEY, None)
        assert not books.choices.effective(KEY).microphone

    asyncio.run(play())


def test_an_exported_file_holds_the_session_and_no_password(scene):
    path = scene.folder / "web.rdp"
    asyncio.run(scene.desk.books.export(path, scene.order().request))
    lines = path.read_bytes().decode().split("\r\n")
    assert "full address:s:hv01" in lines
    assert f"pcb:s:{VM};EnhancedMode=1" in lines
    assert not any("password" in line for line in lines)


def test_a_window_is_brought_to_front_where_that_is_possible(monkeypatch):
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    look = Look({"wmctrl": "/usr/bin/wmctrl"}, {"wmctrl": "0x01 0 41 pc a\n0x02 0 42 pc b\n"})
    assert bring_to_front(look, 42)
    assert look.ran[-1] == ("/usr/bin/wmctrl", "-i", "-a", "0x02")
    assert not bring_to_front(look, 7)
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert not bring_to_front(look, 42)


class FakeAdapter:
    """Opens no door; ends as it is told."""

    made: ClassVar[list[FakeAdapter]] = []
    end = AdapterEnd(AdapterReason.SESSION_OVER)

    def __init__(self, request, credential) -> None:
        self.request, self.credential, self.is_closed = request, credential, False
        FakeAdapter.made.append(self)

    def start(self) -> AdapterEndpoint:
        return AdapterEndpoint(40123, "tok3n", "cd" * 32)

    def wait(self) -> AdapterEnd:
        return FakeAdapter.end

    def close(self) -> None:
        self.is_closed = True


@pytest.mark.parametrize(
    ("adapter_end", "reason"),
    [
        (AdapterEnd(AdapterReason.SESSION_OVER), EndReason.NORMAL),
        (
            AdapterEnd(
                AdapterReason.HOST_FAILED, Refused(RefusedReason.BAD_CREDENTIAL, "hv01", "ann")
            ),
            EndReason.LOGON_FAILED,
        ),
        (AdapterEnd(AdapterReason.NO_CLIENT), EndReason.EXITED_AT_ONCE),
    ],
)
def test_through_the_adapter_the_client_never_gets_the_password(
    scene, monkeypatch, adapter_end, reason
):
    monkeypatch.setattr("console.rdp.adapter.Adapter", FakeAdapter)
    monkeypatch.setattr(FakeAdapter, "made", [])
    monkeypatch.setattr(FakeAdapter, "end", adapter_end)

    async def play():
        await scene.desk.books.put_client("freerdp2", adapter=True)
        task = asyncio.get_running_loop().create_task(scene.desk.open(scene.order()))
        await scene.started()
        scene.finish()
        assert (await task).reason is reason

    asyncio.run(play())
    (adapter,) = FakeAdapter.made
    assert (adapter.credential.user, adapter.credential.password) == ("LAB\\ann", SECRET)
    argv = (scene.folder / "argv").read_text().split("\0")
    assert {"/v:127.0.0.1", "/port:40123", "/u:tok3n"} <= set(argv)
    assert SECRET not in (scene.folder / "stdin").read_text()
