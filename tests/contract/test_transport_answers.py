"""Answers that no host should give, and hosts that are not there."""

import contextlib
import errno
import gzip
import socket
import threading
import time
import tracemalloc

import pytest

from console.model.connection import AuthMethod, Credential, Endpoint, Timeouts
from console.model.errors import (
    Malformed,
    NotWsman,
    Refused,
    RefusedReason,
    TimedOut,
    Unreachable,
    UnreachableReason,
)
from console.simulator.accounts import Account
from console.simulator.faults import (
    AnswerStatus,
    BadEncryptionFrame,
    BadSeal,
    HtmlPage,
    HugeBody,
    Redirect,
    Scope,
    Trickle,
    TruncateBody,
    WrongLength,
    WrongType,
)
from console.simulator.running_host import running
from console.simulator.server import HostSettings, SimulatedHost
from console.transport import dial
from console.transport.patience import Patience
from console.transport.winrm import WinrmExchange
from console.wsman import names
from console.wsman.cim import CimInstance
from console.wsman.encode import encode_request
from console.wsman.message import Get, Request, RequestHeader

PASSWORD = "pw-of-this-test"
NTLM = Credential("sim", PASSWORD)
BASIC = Credential("sim", PASSWORD, AuthMethod.BASIC)
FAST = Timeouts(connect=2, operation=2, margin=1)
HASTY = Timeouts(connect=0.4, operation=0.5, margin=0.1)
URI = names.class_uri(names.HYPERV_NAMESPACE, "Msvm_ComputerSystem")
SOAP = b"Content-Type: application/soap+xml;charset=UTF-8\r\n"
MIB = 1024 * 1024


class FakeObjects:
    def get(self, namespace, class_name, selectors, caller):
        return CimInstance("Msvm_ComputerSystem", {"Name": "VM-1"}, namespace=namespace)


def get() -> bytes:
    header = RequestHeader(names.ACTION_GET, URI, "uuid:1", selectors=(("Name", "VM-1"),))
    return encode_request(Request(header, Get()))


@contextlib.contextmanager
def an_exchange(port, credential=NTLM, timeouts=FAST, name="127.0.0.1", **more):
    exchange = WinrmExchange(Endpoint(name, port), credential, timeouts, **more)
    try:
        yield exchange
    finally:
        exchange.close()


def failure(kind, exchange, *, repeatable=False):
    with pytest.raises(kind) as caught:
        exchange.send(get(), repeatable=repeatable)
    assert type(caught.value) is kind
    assert PASSWORD not in f"{caught.value!r} {caught.value.details()}"
    return caught.value


# -- a simulated host with faults


@pytest.fixture(params=["sealed", "clear"])
def host(request):
    settings = HostSettings(
        "HV01",
        [Account("sim", PASSWORD)],
        methods=frozenset({"ntlm", "basic"}),
        allow_unencrypted=True,
    )
    with running([SimulatedHost(FakeObjects(), settings)]) as (host,):
        yield host, NTLM if request.param == "sealed" else BASIC


@pytest.fixture
def exchange(host):
    running_host, credential = host
    with an_exchange(running_host.port, credential) as exchange:
        exchange.send(get(), repeatable=True)  # so that faults hit messages only
        yield exchange


@pytest.mark.parametrize(
    ("fault", "status", "content_type"),
    [
        (HtmlPage(200), 200, "text/html; charset=utf-8"),
        (HtmlPage(500), 500, "text/html; charset=utf-8"),
        (Redirect("http://192.0.2.1/elsewhere"), 302, ""),
        (Redirect("http://[broken", 307), 307, ""),
        (AnswerStatus(404), 404, ""),
        (AnswerStatus(503), 503, ""),
        (AnswerStatus(200), 200, ""),
        (WrongType("text/plain"), 200, "text/plain"),
    ],
)
def test_another_server_is_told_as_such(host, exchange, fault, status, content_type):
    rule = host[0].plan.add(fault)
    error = failure(NotWsman, exchange, repeatable=True)
    assert (error.status, error.content_type) == (status, content_type)
    assert error.server == "Microsoft-HTTPAPI/2.0"
    assert error.address == f"127.0.0.1:{host[0].port}"
    assert host[0].plan.hits(rule) == 1  # not repeated, not followed
    host[0].plan.clear()
    assert exchange.send(get(), repeatable=True)


def test_another_server_is_told_as_such_while_signing_in(host):
    host[0].plan.add(HtmlPage(), Scope(handshake=True))
    with an_exchange(host[0].port) as exchange:
        assert failure(NotWsman, exchange).status == 200
        assert exchange.round_trips == 1


@pytest.mark.parametrize("fault", [TruncateBody(), WrongLength(100)])
def test_a_truncated_answer_is_a_lost_connection(host, exchange, fault):
    rule = host[0].plan.add(fault)
    error = failure(Unreachable, exchange)
    assert error.reason is UnreachableReason.CONNECTION_LOST
    assert error.may_have_arrived
    assert host[0].plan.hits(rule) == 1
    failure(Unreachable, exchange, repeatable=True)
    assert host[0].plan.hits(rule) == 3


def test_a_trickle_ends_with_the_time_of_the_call(host):
    running_host, credential = host
    with an_exchange(running_host.port, credential, HASTY) as exchange:
        exchange.send(get(), repeatable=True)
        running_host.plan.add(Trickle(1, 0.05))
        started = time.monotonic()
        error = failure(TimedOut, exchange)
        assert 0.5 < time.monotonic() - started < 1.2
        assert (error.phase, error.may_have_arrived) == ("read", True)


def test_a_huge_answer_is_left_unread(host):
    running_host, credential = host
    with an_exchange(running_host.port, credential, max_bytes=MIB) as exchange:
        exchange.send(get(), repeatable=True)
        running_host.plan.add(HugeBody(8 * MIB))
        failure(Malformed, exchange, repeatable=True)


@pytest.mark.parametrize("fault", [BadEncryptionFrame(), BadSeal()])
def test_a_sealed_answer_that_does_not_open(host, exchange, fault):
    running_host, credential = host
    running_host.plan.add(fault)
    if credential is BASIC:
        assert exchange.send(get(), repeatable=True)
    else:
        failure(Malformed, exchange, repeatable=True)
        running_host.plan.clear()
        assert exchange.send(get(), repeatable=True)


def test_a_clear_answer_to_a_sealed_request_is_not_believed(host, exchange):
    running_host, credential = host
    running_host.plan.add(WrongType("application/soap+xml;charset=UTF-8"))
    if credential is NTLM:
        failure(Malformed, exchange, repeatable=True)


# -- a server that says what it is told to


class Scripted:
    """Answers each request of each connection with the same bytes, sent by a function."""

    def __init__(self, say) -> None:
        self._say = say
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self.requests = 0
        self.stop = threading.Event()
        self._thread = threading.Thread(target=self._serve)
        self._connections: list[threading.Thread] = []

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self.stop.set()
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join()
        for each in self._connections:
            each.join()

    def _serve(self):
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self._listener.accept()
                self._connections.append(threading.Thread(target=self._answer, args=(connection,)))
                self._connections[-1].start()

    def _answer(self, connection):
        connection.settimeout(0.05)
        with connection, contextlib.suppress(OSError):
            while not self.stop.is_set():
                try:
                    if not connection.recv(65536):
                        return
                except TimeoutError:
                    continue
                self.requests += 1
                self._say(connection, self)


def says(data: bytes):
    return lambda connection, _: connection.sendall(data)


def answer(status: bytes, headers: bytes = b"", body: bytes = b"") -> bytes:
    length = b"Content-Length: %d\r\n" % len(body)
    return b"HTTP/1.1 " + status + b" X\r\n" + headers + length + b"\r\n" + body


def told(data: bytes, kind, credential=BASIC, **more):
    with Scripted(says(data)) as server, an_exchange(server.port, credential, **more) as exchange:
        return failure(kind, exchange)


def test_no_http_at_all():
    assert told(b"SSH-2.0-OpenSSH_9.2p1 Debian\r\n", NotWsman).status == 0


def test_headers_without_end():
    told(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 500, Malformed)
    told(b"HTTP/1.1 200 OK\r\nX: " + b"y" * 70_000, Malformed)


def test_a_compressed_answer_is_refused_unread():
    bomb = gzip.compress(b"\0" * 10 * MIB)
    told(answer(b"200", SOAP + b"Content-Encoding: gzip\r\n", bomb), Malformed)
    challenge = b'WWW-Authenticate: Negotiate\r\nContent-Encoding: gzip\r\n'  # fmt: skip
    told(answer(b"401", challenge, bomb), Malformed, NTLM)


def test_chunks_that_are_none():
    head = b"HTTP/1.1 200 OK\r\n" + SOAP + b"Transfer-Encoding: chunked\r\n\r\n"
    error = told(head + b"5\r\nhello\r\nnot a number\r\n", Unreachable)
    assert error.reason is UnreachableReason.CONNECTION_LOST


def test_a_proxy_that_asks_for_a_password_gets_none():
    error = told(answer(b"407", b"Proxy-Authenticate: NTLM\r\n"), Unreachable, NTLM)
    assert error.reason is UnreachableReason.PROXY


def test_a_host_that_wants_encryption_of_a_clear_message():
    error = told(answer(b"500", b"Server: Microsoft-HTTPAPI/2.0\r\n"), Refused)
    assert error.reason is RefusedReason.ENCRYPTION_REQUIRED


@pytest.mark.parametrize("status", [b"200", b"404", b"503"])
def test_an_answer_without_a_challenge_while_signing_in(status):
    assert told(answer(status), NotWsman, NTLM).status == int(status)


def test_a_challenge_that_is_none():
    error = told(answer(b"401", b"WWW-Authenticate: Negotiate\r\n"), Refused, NTLM)
    assert error.reason is RefusedReason.METHOD_NOT_OFFERED
    told(answer(b"401", b"WWW-Authenticate: Negotiate bm8gY2hhbGxlbmdl\r\n"), Malformed, NTLM)
    told(answer(b"401", b"WWW-Authenticate: Negotiate %%%\r\n"), Malformed, NTLM)


def test_credssp_against_a_host_that_goes_on_for_ever():
    data = answer(b"401", b"WWW-Authenticate: CredSSP\r\n")
    credential = Credential("sim", PASSWORD, AuthMethod.CREDSSP)
    assert told(data, Refused, credential).reason is RefusedReason.BAD_CREDENTIAL
    data = answer(b"401", b"WWW-Authenticate: CredSSP AAAA\r\n")
    with Scripted(says(data)) as server, an_exchange(server.port, credential) as exchange:
        with pytest.raises((Refused, Malformed)):
            exchange.send(get(), repeatable=True)
        assert exchange.round_trips < 30


def test_100_continue_for_ever():
    def chatter(connection, server):
        while not server.stop.is_set():
            connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n" * 100)

    with (
        Scripted(chatter) as server,
        an_exchange(server.port, BASIC, HASTY, max_bytes=MIB) as exchange,
    ):
        started = time.monotonic()
        with pytest.raises((TimedOut, Malformed)):
            exchange.send(get(), repeatable=True)
        assert time.monotonic() - started < 2


@pytest.mark.parametrize("part", ["head", "body"])
def test_a_byte_at_a_time(part):
    def trickle(connection, server):
        head = b"HTTP/1.1 200 OK\r\n" + SOAP + b"Content-Length: 100000\r\n\r\n"
        if part == "body":
            connection.sendall(head)
        for byte in head if part == "head" else b"x" * 100_000:
            if server.stop.wait(0.05):
                return
            connection.sendall(bytes([byte]))

    with Scripted(trickle) as server, an_exchange(server.port, BASIC, HASTY) as exchange:
        started = time.monotonic()
        assert failure(TimedOut, exchange).phase == "read"
        assert 0.5 < time.monotonic() - started < 1.2


@pytest.mark.parametrize("framing", ["announced", "chunked", "until the end"])
def test_100_mb_do_not_fill_the_memory(framing):
    head = {
        "announced": b"Content-Length: 104857600\r\n",
        "chunked": b"Transfer-Encoding: chunked\r\n",
        "until the end": b"Connection: close\r\n",
    }[framing]
    piece = b"x" * 65_536
    chunk = b"10000\r\n" + piece + b"\r\n" if framing == "chunked" else piece

    def pour(connection, server):
        connection.sendall(b"HTTP/1.1 200 OK\r\n" + SOAP + head + b"\r\n")
        for _ in range(1600):
            connection.sendall(chunk)

    with (
        Scripted(pour) as server,
        an_exchange(server.port, BASIC, Timeouts(2, 20, 5), max_bytes=4 * MIB) as exchange,
    ):
        tracemalloc.start()
        failure(Malformed, exchange)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert peak < 24 * MIB


def test_an_answer_until_the_end_of_the_connection_is_read(host):
    reply = b"<s:Envelope/>"
    data = b"HTTP/1.0 200 OK\r\n" + SOAP + b"\r\n" + reply

    def say(connection, _):
        connection.sendall(data)
        connection.shutdown(socket.SHUT_WR)

    with Scripted(say) as server, an_exchange(server.port, BASIC) as exchange:
        assert exchange.send(get(), repeatable=True) == reply
        assert exchange.send(get(), repeatable=True) == reply


def test_bytes_that_nobody_asked_for_end_the_connection():
    data = answer(b"200", SOAP, b"<s:Envelope/>")
    with (
        Scripted(says(data + b"HTTP/1.1 200 OK\r\n")) as server,
        an_exchange(server.port, BASIC) as exchange,
    ):
        for _ in range(3):
            assert exchange.send(get(), repeatable=True) == b"<s:Envelope/>"


# -- the adapter by itself


@contextlib.contextmanager
def an_adapter(port):
    from console.transport.adapter import HostAdapter

    dialer = dial.Dialer(Endpoint("127.0.0.1", port), BASIC, 2)
    adapter = HostAdapter("127.0.0.1", port, dialer, Patience("127.0.0.1", 3))
    yield adapter
    adapter.close()


def prepared(port, data=b"request"):
    import requests

    return requests.Request("POST", f"http://127.0.0.1:{port}/wsman", data=data).prepare()


@pytest.mark.parametrize(("status", "may_have"), [(b"200", True), (b"500", True), (b"401", False)])
def test_a_request_answered_by_401_has_not_been_done(status, may_have):
    with Scripted(says(answer(status))) as server, an_adapter(server.port) as adapter:
        adapter.seals = False
        adapter.send(prepared(server.port))
        assert adapter.may_have_arrived is may_have


def test_an_answer_that_nobody_read_does_not_mix_with_the_next():
    said = answer(b"200", SOAP, b"x" * 9)
    with Scripted(says(said)) as server, an_adapter(server.port) as adapter:
        adapter.seals = False
        unread = adapter.send(prepared(server.port))  # kept, or its end would close it
        assert adapter.send(prepared(server.port)).content == b"x" * 9
        unread.close()


def test_a_clear_message_is_never_sent_where_messages_are_sealed():
    with Scripted(says(answer(b"200"))) as server, an_adapter(server.port) as adapter:
        with pytest.raises(RuntimeError):
            adapter.send(prepared(server.port))
        assert adapter.send(prepared(server.port, b"")).status_code == 200
        assert server.requests == 1


# -- nobody there


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


def test_a_closed_port():
    with an_exchange(free_port()) as exchange:
        error = failure(Unreachable, exchange, repeatable=True)
    assert error.reason is UnreachableReason.PORT_CLOSED
    assert not error.may_have_arrived


@pytest.mark.parametrize("name", ["no-such-host.invalid", "x" * 70 + ".invalid", "a..b"])
def test_an_unknown_name(name):
    with an_exchange(5985, name=name) as exchange:
        error = failure(Unreachable, exchange)
    assert (error.reason, error.address) == (UnreachableReason.NAME_UNKNOWN, name)


class Unwilling(socket.socket):
    """A socket whose connection attempts end as the test says."""

    problem: OSError = OSError()

    def connect(self, address):
        raise self.problem


@pytest.mark.parametrize(
    ("problem", "reason"),
    [
        (OSError(errno.EHOSTUNREACH, "no route"), UnreachableReason.NO_ROUTE),
        (OSError(errno.ENETUNREACH, "no network"), UnreachableReason.NO_ROUTE),
        (OSError(errno.EPERM, "firewall"), UnreachableReason.OTHER),
        (OSError(errno.ECONNRESET, "reset at once"), UnreachableReason.CONNECTION_LOST),
    ],
)
def test_no_way_there(monkeypatch, problem, reason):
    monkeypatch.setattr(Unwilling, "problem", problem)
    monkeypatch.setattr(dial.socket, "socket", Unwilling)
    with an_exchange(5985) as exchange:
        error = failure(Unreachable, exchange)
    assert (error.reason, error.may_have_arrived) == (reason, False)


def test_a_silent_address_ends_with_the_time_for_connecting():
    """A full backlog drops our SYN, as a firewall does."""
    with socket.socket() as listener, contextlib.ExitStack() as stack:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        port = listener.getsockname()[1]
        for _ in range(4):
            filler = stack.enter_context(socket.socket())
            filler.setblocking(False)
            filler.connect_ex(("127.0.0.1", port))
        with an_exchange(port, timeouts=HASTY) as exchange:
            started = time.monotonic()
            error = failure(TimedOut, exchange)
            assert time.monotonic() - started < 1
    assert (error.phase, error.seconds, error.may_have_arrived) == ("connect", 0.4, False)


def test_the_second_address_is_tried(monkeypatch, host):
    running_host, credential = host
    kind = (socket.AF_INET, socket.SOCK_STREAM, 0, "")
    found = [(*kind, ("127.0.0.1", free_port())), (*kind, ("127.0.0.1", running_host.port))]
    monkeypatch.setattr(dial.socket, "getaddrinfo", lambda *_, **__: found)
    with an_exchange(running_host.port, credential) as exchange:
        assert exchange.send(get(), repeatable=True)
