"""Hosts that misbehave, over real sockets: scripted servers, and simulated hosts with faults.

``Talk`` is one connection of a scripted server, which says what its script wants and when.
``setting up`` a place means: a function that takes an exit stack, starts what is needed on it, and
returns where to connect. Run as a program, it sets up every case of ``hostile_cases`` and prints
their ports as one line of JSON, until its standard input ends: for the measurement.
"""

import contextlib
import json
import select
import socket
import struct
import sys
import threading
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any, Self

from console.model.connection import AuthMethod, Credential, Endpoint
from console.simulator.accounts import Account
from console.simulator.descriptions import HostDescription, VmDescription
from console.simulator.faults import AnyFault, Scope
from console.simulator.fleets import build
from console.simulator.running_host import running
from console.simulator.server import HostSettings, SimulatedHost
from console.simulator.tls import TlsIdentity

PASSWORD = "pw-of-this-test"
USER = "sim"
NTLM = Credential(USER, PASSWORD)
BASIC = Credential(USER, PASSWORD, AuthMethod.BASIC)
WEB = VmDescription("web01", computer_name="web01-guest", addresses=("10.0.0.5",))
DB = VmDescription("db01", notes="two\nlines")
VMS = (WEB, DB)
SOAP = b"Content-Type: application/soap+xml;charset=UTF-8\r\n"
_TICK_S = 0.05


class Talk:
    """One connection to a scripted server."""

    def __init__(self, connection: socket.socket, stop: threading.Event) -> None:
        self.socket = connection
        self._stop = stop

    @property
    def goes_on(self) -> bool:
        """Whether the server is still wanted."""
        return not self._stop.is_set()

    def head(self) -> bytes:
        """Read a request's head, and whatever came with it; empty at the end of the stream."""
        data = b""
        while b"\r\n\r\n" not in data:
            more = self._some()
            if not more:
                return b""
            data += more
        return data

    def request(self) -> bytes:
        """Read a whole request; empty at the end of the stream."""
        data = self.head()
        head, _, body = data.partition(b"\r\n\r\n")
        length = next(
            (
                int(line[15:])
                for line in head.split(b"\r\n")
                if line[:15].lower() == b"content-length:"
            ),
            0,
        )
        while data and len(body) < length:
            more = self._some()
            if not more:
                return b""
            body += more
        return head + b"\r\n\r\n" + body if data else b""

    def say(self, data: bytes) -> None:
        """Send bytes."""
        self.socket.settimeout(_TICK_S)
        view = memoryview(data)
        while view and self.goes_on:
            with contextlib.suppress(TimeoutError):
                view = view[self.socket.send(view) :]

    def drip(self, data: bytes, pause_s: float = 0.05) -> None:
        """Send bytes one by one, with a pause after each."""
        for byte in data:
            self.say(bytes([byte]))
            if self._stop.wait(pause_s):
                return

    def reset(self) -> None:
        """Cut the connection hard."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.socket.close()

    def wait(self) -> None:
        """Stay silent until the other side goes, or the server is stopped."""
        while self._some():
            pass

    def _some(self) -> bytes:
        while self.goes_on:
            ready, _, _ = select.select([self.socket], [], [], _TICK_S)
            if ready:
                return self.socket.recv(65_536)
        return b""


Script = Callable[[Talk], None]


class Scripted:
    """A server that follows a script on every connection, each in a thread of its own."""

    def __init__(self, script: Script) -> None:
        self._script = script
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self.connections = 0
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._serve, name="scripted")]

    def __enter__(self) -> Self:
        self._threads[0].start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for each in self._threads:
            each.join()

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self._listener.accept()
                self.connections += 1
                thread = threading.Thread(target=self._talk, args=(connection,), name="scripted")
                self._threads.append(thread)
                thread.start()

    def _talk(self, connection: socket.socket) -> None:
        with connection, contextlib.suppress(OSError, ValueError):
            self._script(Talk(connection, self._stop))


@dataclass
class Place:
    """Where to connect, and what stands there."""

    endpoint: Endpoint
    credential: Credential
    live: Any = None
    server: Scripted | None = None
    further: list[Scripted] = field(default_factory=list)

    @property
    def port(self) -> int:
        return self.endpoint.port


Setup = Callable[[ExitStack], Place]


def scripted(
    script: Script, credential: Credential = BASIC, *, tls: bool = False, name: str = "127.0.0.1"
) -> Setup:
    """A server that follows a script; with ``tls`` the client speaks TLS to it."""

    def setup(stack: ExitStack) -> Place:
        server = stack.enter_context(Scripted(script))
        endpoint = Endpoint(name, server.port, tls=tls, verify=False)
        return Place(endpoint, credential, server=server)

    return setup


Rule = tuple[AnyFault, Scope]
Rules = Callable[[SimulatedHost], tuple[Rule, ...]]


def simulated(
    *rules: Rule,
    vms: tuple[VmDescription, ...] = VMS,
    credential: Credential = NTLM,
    made: Rules | None = None,
    pace: float = 1.0,
    **settings: object,
) -> Setup:
    """A simulated host that does these things wrong; ``made`` are rules that need the host."""

    def setup(stack: ExitStack) -> Place:
        options = {"accounts": (Account(USER, PASSWORD),), **settings}
        host = SimulatedHost(
            build(HostDescription("HV01", vms=vms, pace=pace)), HostSettings("HV01", **options)
        )
        for fault, scope in (*rules, *(made(host) if made else ())):
            host.plan.add(fault, scope)
        (live,) = stack.enter_context(running([host]))
        return Place(Endpoint("127.0.0.1", live.port, verify=False), credential, live)

    return setup


def over_tls(*rules: Rule, verify: bool) -> Setup:
    """A simulated host with a certificate of its own making."""

    def setup(stack: ExitStack) -> Place:
        identity = TlsIdentity.self_signed("127.0.0.1")
        place = simulated(*rules, tls=identity)(stack)
        place.endpoint = Endpoint("127.0.0.1", place.port, tls=True, verify=verify)
        return place

    return setup


def nobody(stack: ExitStack) -> Place:
    """A port on which nothing listens."""
    holder = stack.enter_context(socket.socket())
    holder.bind(("127.0.0.1", 0))  # bound and not listening: nobody else gets it meanwhile
    return Place(Endpoint("127.0.0.1", holder.getsockname()[1]), BASIC)


def unknown_name(stack: ExitStack) -> Place:
    """A name that no server of names knows (RFC 6761)."""
    return Place(Endpoint("no-such-host.invalid"), NTLM)


def full_backlog(stack: ExitStack) -> Place:
    """A port that drops what comes, as a firewall does."""
    listener = stack.enter_context(socket.socket())
    listener.bind(("127.0.0.1", 0))
    listener.listen(0)
    port = listener.getsockname()[1]
    for _ in range(4):
        filler = stack.enter_context(socket.socket())
        filler.setblocking(False)
        filler.connect_ex(("127.0.0.1", port))
    return Place(Endpoint("127.0.0.1", port), BASIC)


def redirected(stack: ExitStack) -> Place:
    """A host that sends us, and our credential, elsewhere."""
    other = stack.enter_context(Scripted(says(answer(b"200"))))
    where = b"Location: http://127.0.0.1:%d/wsman\r\n" % other.port
    place = scripted(says(answer(b"307", where)))(stack)
    place.further.append(other)
    return place


# -- scripts


def answer(status: bytes, headers: bytes = b"", body: bytes = b"") -> bytes:
    """Write an answer with the right length."""
    length = b"Content-Length: %d\r\n" % len(body)
    return b"HTTP/1.1 " + status + b" X\r\n" + headers + length + b"\r\n" + body


def says(data: bytes) -> Script:
    """Answer every request with the same bytes."""

    def script(talk: Talk) -> None:
        while talk.request():
            talk.say(data)

    return script


def then(data: bytes, act: Callable[[Talk], None]) -> Script:
    """Read a request, say these bytes, and then do something."""

    def script(talk: Talk) -> None:
        if talk.request():
            talk.say(data)
            act(talk)

    return script


def drips(head: bytes, rest: bytes) -> Script:
    """Read a request, say the head, and let the rest come in drops."""

    def script(talk: Talk) -> None:
        if talk.request():
            talk.say(head)
            talk.drip(rest)

    return script


def pours(framing: bytes, piece: bytes, times: int) -> Script:
    """Read a request and say the same piece many times."""

    def script(talk: Talk) -> None:
        if talk.request():
            talk.say(b"HTTP/1.1 200 OK\r\n" + SOAP + framing + b"\r\n")
            for _ in range(times):
                talk.say(piece)
            talk.wait()

    return script


def hello_then(act: Callable[[Talk], None]) -> Script:
    """Read the first bytes of TLS, and then do something."""

    def script(talk: Talk) -> None:
        if talk.socket.recv(65_536):
            act(talk)

    return script


def closes_tls(talk: Talk) -> None:
    """Answer TLS's first message with an alert: handshake failure (RFC 8446, 6.2)."""
    talk.say(b"\x15\x03\x03\x00\x02\x02\x28")
    talk.wait()


def old_tls(stack: ExitStack) -> Place:
    """A host that speaks nothing newer than TLS 1.1."""

    def script(talk: Talk) -> None:
        talk.socket.recv(65_536)
        talk.say(b"\x15\x03\x01\x00\x02\x02\x46")  # protocol_version

    return scripted(script, tls=True)(stack)


def main() -> None:
    """Set up every case and tell where they are."""
    from tests.contract.hostile_cases import CASES

    with contextlib.ExitStack() as stack:
        found = {}
        for case in CASES:
            place = case.setup(stack)
            found[case.name] = {
                "host": place.endpoint.host,
                "port": place.port,
                "tls": place.endpoint.tls,
                "verify": place.endpoint.verify,
                "method": place.credential.method.value,
                "is_hasty": case.is_hasty,
                "order": case.order.value if case.order else "",
            }
        print(json.dumps(found), flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main()
