"""No redirect is followed: whoever it points to hears nothing, in no phase of signing in; and a
password goes over plain HTTP only where the user said so for this host.
"""

import contextlib
import socket
import threading

import pytest

from console.model.connection import AuthMethod, Credential, Endpoint, Timeouts
from console.model.errors import Malformed, NotWsman, Refused, RefusedReason
from console.simulator.accounts import Account
from console.simulator.faults import Redirect, Scope
from console.simulator.running_host import running
from console.simulator.server import HostSettings, SimulatedHost
from console.simulator.tls import TlsIdentity
from console.transport.winrm import WinrmExchange
from console.wsman import names
from console.wsman.cim import CimInstance
from console.wsman.encode import encode_request
from console.wsman.message import Get, Request, RequestHeader

PASSWORD = "pw-of-this-test"
FAST = Timeouts(connect=10, operation=10, margin=5)
URI = names.class_uri(names.HYPERV_NAMESPACE, "Msvm_ComputerSystem")
STATUSES = (301, 302, 303, 307, 308)


class FakeObjects:
    def get(self, namespace, class_name, selectors, caller):
        return CimInstance("Msvm_ComputerSystem", {"Name": "VM-1"}, namespace=namespace)


def get() -> bytes:
    header = RequestHeader(names.ACTION_GET, URI, "uuid:1", selectors=(("Name", "VM-1"),))
    return encode_request(Request(header, Get()))


class Listener:
    """Another port, where anything that arrives is kept."""

    def __init__(self):
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self.heard = []
        self._thread = threading.Thread(target=self._listen, name="listener")

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join()

    def _listen(self):
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            self.heard.append("a connection")
            with connection, contextlib.suppress(OSError):
                connection.settimeout(2)
                self.heard.append(connection.recv(65_536))


@pytest.fixture(scope="module")
def listener():
    with Listener() as listener:
        yield listener


@pytest.fixture(scope="module")
def identity():
    return TlsIdentity.self_signed(("127.0.0.1",))


@contextlib.contextmanager
def a_host(tls=None, methods=("ntlm", "basic"), **options):
    settings = HostSettings(
        "HV01", [Account("sim", PASSWORD)], methods=frozenset(methods), tls=tls, **options
    )
    with running([SimulatedHost(FakeObjects(), settings)]) as (host,):
        yield host


@contextlib.contextmanager
def an_exchange(endpoint, method):
    exchange = WinrmExchange(endpoint, Credential("sim", PASSWORD, method), FAST)
    try:
        yield exchange
    finally:
        exchange.close()


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("request_number", [1, 2, 3, 4])
def test_three_steps_of_ntlm_and_the_message_go_nowhere_else(listener, status, request_number):
    with a_host(methods=("ntlm",)) as host:
        elsewhere = Redirect(f"http://127.0.0.1:{listener.port}/wsman", status)
        rule = host.plan.add(elsewhere, Scope(handshake=True, nth=request_number))
        with an_exchange(Endpoint("127.0.0.1", host.port), AuthMethod.NTLM) as exchange:
            assert _refused(exchange).status == status
            assert exchange.round_trips == request_number
        assert host.plan.hits(rule) == 1
    assert listener.heard == []


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_password_in_the_header_goes_nowhere_else(listener, identity, tmp_path, status, scheme):
    ca_file = tmp_path / "ca.pem"
    ca_file.write_bytes(identity.certificate)
    with a_host(identity) as host:
        elsewhere = Redirect(f"{scheme}://127.0.0.1:{listener.port}/wsman", status)
        host.plan.add(elsewhere, Scope(handshake=True))
        endpoint = Endpoint("127.0.0.1", host.port, tls=True, ca_file=str(ca_file))
        with an_exchange(endpoint, AuthMethod.BASIC) as exchange:
            assert _refused(exchange).status == status
            assert exchange.round_trips == 1, "not asked again either"
    assert listener.heard == []


def _refused(exchange) -> NotWsman:
    with pytest.raises(NotWsman) as caught:
        exchange.send(get(), repeatable=True)
    assert PASSWORD not in f"{caught.value!r} {caught.value.details()}"
    return caught.value


@pytest.fixture
def by_name(monkeypatch):
    """Have a name that is not loopback lead to this computer."""
    found = socket.getaddrinfo

    def look_up(host, *more, **options):
        return found("127.0.0.1" if host == "hv01.example" else host, *more, **options)

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return "hv01.example"


def test_a_password_in_clear_leaves_only_on_the_users_word(by_name):
    with a_host(methods=("basic",), allow_unencrypted=True) as host:
        with an_exchange(Endpoint(by_name, host.port), AuthMethod.BASIC) as exchange:
            with pytest.raises(Refused) as caught:
                exchange.send(get(), repeatable=True)
            assert caught.value.reason is RefusedReason.PLAIN_BASIC
        assert host.log.counters.requests == 0
        allowed = Endpoint(by_name, host.port, allow_plain_basic=True)
        with an_exchange(allowed, AuthMethod.BASIC) as exchange:
            assert exchange.send(get(), repeatable=True)


def test_ntlm_over_plain_http_is_sealed_both_ways(by_name):
    with (
        a_host(methods=("ntlm",)) as host,
        an_exchange(Endpoint(by_name, host.port), AuthMethod.NTLM) as exchange,
    ):
        assert exchange.send(get(), repeatable=True)
        assert {record.sealed for record in host.log.messages} == {True}


@pytest.mark.parametrize("kind", ["application/soap+xml;charset=UTF-8", "application/soap+xml"])
def test_a_clear_answer_after_ntlm_is_an_error(kind):
    """A real sign-in, and then somebody answers in clear: the answer is thrown away."""
    with (
        a_host(methods=("ntlm",)) as host,
        Interloper(host.port, kind) as interloper,
        an_exchange(Endpoint("127.0.0.1", interloper.port), AuthMethod.NTLM) as exchange,
    ):
        with pytest.raises(Malformed, match="a clear answer to a sealed request"):
            exchange.send(get(), repeatable=True)
        assert interloper.replaced, "the sign-in came through, the message was answered in clear"


class Interloper:
    """Passes requests on to a host, and answers sealed messages itself, in clear."""

    def __init__(self, port, kind):
        self._target = port
        self._kind = kind
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self.replaced = 0
        self._thread = threading.Thread(target=self._serve, name="interloper")

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join()

    def _serve(self):
        while True:
            try:
                near, _ = self._socket.accept()
            except OSError:
                return
            near.settimeout(20)
            far = socket.create_connection(("127.0.0.1", self._target), 20)
            with near, far, contextlib.suppress(OSError):
                self._pass_on(near, far)

    def _pass_on(self, near, far):
        while head := _message(near):
            if b"multipart/encrypted" in head.partition(b"\r\n\r\n")[0]:
                self.replaced += 1
                body = b"<s:Envelope xmlns:s='http://www.w3.org/2003/05/soap-envelope'/>"
                near.sendall(
                    b"HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
                    % (self._kind.encode(), len(body))
                    + body
                )
            else:
                far.sendall(head)
                near.sendall(_message(far))


def _message(stream) -> bytes:
    """Read one HTTP message with its body; empty at the end."""
    data = b""
    while b"\r\n\r\n" not in data:
        part = stream.recv(65_536)
        if not part:
            return b""
        data += part
    head, _, body = data.partition(b"\r\n\r\n")
    lengths = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
    missing = (int(lengths[0].partition(b":")[2]) if lengths else 0) - len(body)
    while missing > 0:
        part = stream.recv(missing)
        data, missing = data + part, missing - len(part)
    return data
