"""What a test of sessions in the real window needs: a host, a screen, the program, and /proc."""

import contextlib
import json
import queue
import shutil
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

from console.model.connection import AuthMethod, Endpoint
from console.model.identity import HostId
from console.settings.hosts import HostBook
from console.settings.places import find_places
from console.settings.preferences import PreferencesFile
from console.settings.schema import HostConfig, PollPace, Preferences
from console.simulator.accounts import Account
from console.simulator.console.desktop_pool import DesktopPool
from console.simulator.console.picture import paint, picture_of
from console.simulator.console.record import ConsoleEnd, Reached
from console.simulator.console.x11 import XScreen
from console.simulator.descriptions import HostDescription
from console.simulator.fleets import build
from console.simulator.running_host import running
from console.simulator.server import HostSettings, SimulatedHost
from tests.e2e.console_process import environment
from tests.e2e.virtual_screen import VirtualScreen

USER = "sim"
PASSWORD = "Marke-7-密码-Xy"
LIMIT_S = 60.0
PICTURES = Path(__file__).parents[2] / "build" / "e2e"
_SLOW = PollPace(states_s=120.0, services_s=120.0, inventory_s=120.0)
"""What happens on the host is not to be seen before the test wants it."""


def missing():
    """Name what this computer lacks for these tests; empty when it has everything."""
    if sys.platform != "linux":
        return "it looks at /proc and at X11: Linux only"
    wanted = {"xfreerdp": "freerdp2-x11", "Xvfb": "xvfb"}
    packages = [package for name, package in wanted.items() if shutil.which(name) is None]
    return f"not installed: {', '.join(packages)}" if packages else ""


def wait_for(is_so, what):
    """Wait until something is so, and return it."""
    end = time.monotonic() + LIMIT_S
    while not (found := is_so()):
        assert time.monotonic() < end, what() if callable(what) else what
        time.sleep(0.05)
    return found


class Window:
    """The program in a process of its own, told what to do."""

    def __init__(self, home, display, **more):
        own = {"HOME": str(home), "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        self._words = home / "words.txt"
        with self._words.open("wb") as words:
            self._process = subprocess.Popen(
                [sys.executable, str(Path(__file__).with_name("session_child.py"))],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=words,
                env=environment(home, **own, **more),
                encoding="utf-8",
            )
        self.pid = self._process.pid
        self._answers = queue.Queue()
        self._listener = threading.Thread(target=self._listen)
        self._listener.start()

    def ask(self, name, *arguments):
        """Give an order and return the answer."""
        self._process.stdin.write(json.dumps([name, *arguments]) + "\n")
        self._process.stdin.flush()
        answer = self._answers.get(timeout=LIMIT_S)
        assert "problem" not in answer, (answer, self._words.read_text()[-3000:])
        return answer["answer"]

    def until(self, is_so, what):
        """Wait until what can be seen is so, and return it."""
        seen = {}

        def look():
            seen.clear()
            seen.update(self.ask("look"))
            return is_so(seen)

        wait_for(look, lambda: f"{what}: {json.dumps(seen, ensure_ascii=False)[:3000]}")
        return seen

    def until_dialog(self, name, *words):
        """Wait for a dialog that says something, and return its whole text."""

        def is_there(seen):
            return name in seen["dialogs"] and all(
                word in " ".join(seen["dialogs"][name]) for word in words
            )

        return " ".join(self.until(is_there, f"{name} {words}")["dialogs"][name])

    def until_says(self, *words):
        """Wait for the window, or a dialog of it, to say something."""

        def says(seen):
            said = [*seen["texts"], *(" ".join(each) for each in seen["dialogs"].values())]
            return any(all(word in text for word in words) for text in (*said, " ".join(said)))

        return self.until(says, f"it says {words}")

    def sign_in(self, vms, password=PASSWORD):
        """Type the password that the window asks for, and wait for the VMs."""
        self.until_dialog("credentialDialog")
        self.ask("fill", "credentialDialog", "password", password)
        self.ask("press", "credentialDialog", "signIn")
        self.until(lambda seen: seen["online"] and len(seen["vms"]) == vms, "shows the VMs")

    def connect(self, vm, action="connect", *, trust=False):
        """Have a session opened; the host's console is trusted when that is asked for."""
        wait_for(lambda: self.ask("act", vm, action), f"{action} stays grey")
        if trust:
            self.until_dialog("certificateTrustDialog")
            self.ask("press", "certificateTrustDialog", "certificateTrust")

    def close(self):
        """Close the window as a person does, and see the program end."""
        if self._process.poll() is None:
            self._process.stdin.write('["quit"]\n')
            self._process.stdin.flush()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(LIMIT_S)
        self._process.kill()
        self._process.wait()
        self._listener.join()
        self._process.stdin.close()
        self._process.stdout.close()

    def _listen(self):
        for line in self._process.stdout:
            if line.startswith("{"):
                self._answers.put(json.loads(line))


@contextlib.contextmanager
def stage(home, vms, **more):
    """Run a host with consoles, a screen and the program; yields all three.

    ``path`` is put before the program's own; everything else goes to the host's settings.
    """
    path = more.pop("path", None)
    home.mkdir(parents=True, exist_ok=True)
    with contextlib.ExitStack() as stack:
        pool = DesktopPool()
        settings = HostSettings(
            "HV01", (Account(USER, PASSWORD),), console_port=0, desktop=pool.show, **more
        )
        host = SimulatedHost(build(HostDescription("HV01", vms=vms)), settings)
        (live,) = stack.enter_context(running([host]))
        screen = stack.enter_context(VirtualScreen())
        places = find_places({"HVCONSOLE_HOME": str(home)})
        endpoint = Endpoint("127.0.0.1", live.port)
        HostBook(places.hosts_file).put(
            HostConfig(HostId("hv01"), "HV01", endpoint, USER, AuthMethod.NTLM)
        )
        PreferencesFile(places.preferences_file).save(Preferences(pace=_SLOW))
        window = Window(home, screen.display, **({"PATH": path} if path else {}))
        stack.callback(window.close)
        yield live, screen, window


def vm_id(live, name):
    """Return the id of a VM by its name."""
    found = live.call(lambda: live.repository.machine.vms)
    return next(number for number, vm in found.items() if vm.settings.name == name)


def in_session(live, vm):
    """Wait until a VM's console shows a desktop, and return the connection."""

    def found():
        shown = [each for each in live.console_connections if each.reached is Reached.SESSION]
        is_open = (each for each in shown if each.vm == vm and each.end is ConsoleEnd.OPEN)
        return next(is_open, None)

    return wait_for(found, lambda: f"no session began: {live.console_connections}")


def drawn(live, vm):
    """Return a VM's simulated screen as its host draws it, without any client between."""
    with VirtualScreen(1024, 768) as screen:
        painter = XScreen(screen.display)
        paint(painter, live.call(lambda: picture_of(live.repository.machine, vm)))
        picture = screen.picture
        painter.close()
    return picture


def likeness(one, other):
    """Return which share of the pixels of two pictures of one size are the same to the eye."""
    assert (one.width, one.height) == (other.width, other.height)
    pairs = zip(one.rgb, other.rgb, strict=True)
    return sum(abs(a - b) <= 16 for a, b in pairs) / len(one.rgb)


def kept(home):
    """Return what the program keeps about sessions."""
    found = list(home.rglob("sessions.toml"))
    return found[0].read_text(encoding="utf-8") if found else ""


def listening(pid):
    """Return the ports on which a process listens (proc(5): state 0A in ``net/tcp``)."""
    sockets = set()
    for path in Path(f"/proc/{pid}/fd").iterdir():
        with contextlib.suppress(OSError):
            sockets.add(str(path.readlink()))
    found = set()
    for name in ("tcp", "tcp6"):
        for line in Path(f"/proc/net/{name}").read_text().splitlines()[1:]:
            fields = line.split()
            if fields[3] == "0A" and f"socket:[{fields[9]}]" in sockets:
                found.add(int(fields[1].rpartition(":")[2], 16))
    return found


@contextlib.contextmanager
def dialled(port):
    """Connect to a port of this computer."""
    with socket.create_connection(("127.0.0.1", port), LIMIT_S) as connection:
        yield connection


def children(pid):
    """Return the processes below a process."""
    parents = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            fields = path.read_text(errors="replace").rpartition(")")[2].split()
            parents[int(path.parent.name)] = int(fields[1])
    found = {pid}
    while more := {child for child, above in parents.items() if above in found} - found:
        found |= more
    return found - {pid}


def clients_of(pid):
    """Return the command lines of xfreerdp below the program, by process."""
    found = {}
    for each in children(pid):
        with contextlib.suppress(OSError):
            words = Path(f"/proc/{each}/cmdline").read_bytes().decode(errors="replace").split("\0")
            if words[0].endswith("xfreerdp"):
                found[each] = [word for word in words if word]
    return found


def places_of_password(pid, *folders):
    """Name every place in which the password can be read: arguments, environments, files."""
    forms = [PASSWORD.encode(each) for each in ("utf-8", "utf-16-le")]
    found = []
    for each in (pid, *children(pid)):
        for name in ("cmdline", "environ"):
            with contextlib.suppress(OSError):
                data = Path(f"/proc/{each}/{name}").read_bytes()
                found += [f"{name} of {each}" for form in forms if form in data]
    for folder in folders:
        for path in folder.rglob("*"):
            with contextlib.suppress(OSError):
                data = path.read_bytes() if path.is_file() else b""
                found += [str(path) for form in forms if form in data]
    return found
