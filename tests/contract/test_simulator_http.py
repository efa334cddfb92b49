"""The simulated host over real sockets: clients nobody here wrote, and raw bytes."""

import base64
import contextlib
import gc
import http.client
import os
import shutil
import socket
import ssl
import stat
import subprocess
import tempfile
import threading
import time
import warnings
from pathlib import Path
from xml.etree import ElementTree as ET  # noqa: TID251 -- what pypsrp takes

import pytest
from spnego.exceptions import BadMICError

from console.simulator.accounts import Account
from console.simulator.faults import (
    AnswerStatus,
    BadEncryptionFrame,
    BadSeal,
    CloseAfter,
    Delay,
    DoctypeBody,
    EntityBombBody,
    GarbageBody,
    Hang,
    HtmlPage,
    HugeBody,
    Phase,
    Redirect,
    Reset,
    Scope,
    Trickle,
    TruncateBody,
    WrongLength,
    WrongType,
)
from console.simulator.http import HttpLimits
from console.simulator.running_host import running
from console.simulator.server import HostSettings, SimulatedHost
from console.simulator.tls import TlsIdentity
from console.wsman import names
from console.wsman.cim import CimInstance, CimReference
from console.wsman.decode import decode_reply
from console.wsman.encode import encode_request
from console.wsman.message import (
    Enumerate,
    Get,
    Identify,
    Invoke,
    Item,
    Pull,
    Request,
    RequestHeader,
    WqlFilter,
)

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from winrm.exceptions import (
        InvalidCredentialsError,
        WinRMError,
        WinRMTransportError,
        WSManFaultError,
    )
    from winrm.protocol import Protocol

URI = names.class_uri(names.HYPERV_NAMESPACE, "Msvm_ComputerSystem")
ANY_URI = names.class_uri(names.HYPERV_NAMESPACE, "*")
KEYS = (("Name", "VM-1"),)
SOAP = {"Content-Type": "application/soap+xml;charset=UTF-8"}
PASSWORD = "pw-of-this-test"


class FakeObjects:
    """A VM, as often as wanted, and a count of method calls."""

    def __init__(self, count: int = 3, text: str = "") -> None:
        self.count = count
        self.text = text
        self.calls = 0

    def _vm(self, number: int) -> CimInstance:
        properties = {"ElementName": "vm", "Name": f"VM-{number}", "Notes": self.text or None}
        return CimInstance("Msvm_ComputerSystem", properties, namespace=names.HYPERV_NAMESPACE)

    def query(self, namespace, wql, caller):
        for number in range(self.count):
            yield Item(self._vm(number), CimReference(URI, (("Name", f"VM-{number}"),)))

    def enumerate(self, namespace, class_name, caller):
        return self.query(namespace, "", caller)

    def get(self, namespace, class_name, selectors, caller):
        return self._vm(1)

    def associated(self, namespace, association, caller):
        return iter(())

    def invoke(self, namespace, class_name, selectors, method, arguments, caller):
        self.calls += 1
        return CimInstance("", {"Job": None, "ReturnValue": 0})


def make_host(objects=None, **settings) -> SimulatedHost:
    settings.setdefault("accounts", [Account("sim", PASSWORD)])
    return SimulatedHost(objects or FakeObjects(), HostSettings("HV01", **settings))


@pytest.fixture
def host():
    with running([make_host()]) as (one,):
        yield one


@contextlib.contextmanager
def winrm(url, user="sim", password=PASSWORD, encryption="always", transport="ntlm", **more):
    more.setdefault("ca_trust_path", None)
    client = Protocol(
        url,
        transport=transport,
        username=user,
        password=password,
        message_encryption=encryption,
        proxy=None,
        read_timeout_sec=8,
        operation_timeout_sec=6,
        **more,
    )
    try:
        yield client
    finally:
        client.transport.close_session()


def get_request() -> str:
    return encode_request(
        Request(RequestHeader(names.ACTION_GET, URI, "uuid:1", selectors=KEYS), Get())
    ).decode()


def ask(client, text: str | None = None):
    return decode_reply(client.transport.send_message(text or get_request())).body


def basic(user: str = "sim", password: str = PASSWORD) -> dict[str, str]:
    token = base64.b64encode(f"{user}:{password}".encode()).decode()
    return {**SOAP, "Authorization": f"Basic {token}"}


@contextlib.contextmanager
def http_to(host, timeout=5.0):
    connection = http.client.HTTPConnection("127.0.0.1", host.port, timeout=timeout)
    try:
        yield connection
    finally:
        connection.close()


def post(connection, body: str | bytes = b"", headers=None, path="/wsman"):
    connection.request("POST", path, body, headers if headers is not None else SOAP)
    answer = connection.getresponse()
    return answer, answer.read()


@contextlib.contextmanager
def clear_host(objects=None, **settings):
    settings = {"methods": frozenset({"basic", "ntlm"}), "allow_unencrypted": True} | settings
    with running([make_host(objects, **settings)]) as (one,):
        yield one


# -- signing in


@pytest.mark.parametrize("user", ["sim", "SIM\\sim", ".\\SIM", "sim\\Sim"])
def test_ntlm_with_encryption(host, user):
    with winrm(host.url, user) as client:
        assert ask(client).instance.text("Name") == "VM-1"
        assert ask(client).instance.text("Name") == "VM-1"
    records = host.log.records
    assert [r.status for r in records] == [401, 401, 200, 200, 200]
    assert [r.operation for r in records] == ["", "", "", "Get", "Get"]
    assert all(r.sealed and r.auth == "ntlm" and r.user == "sim" for r in records[3:])
    assert host.log.counters.connections == 1


@pytest.mark.parametrize(("user", "password"), [("sim", "wrong"), ("nobody", PASSWORD)])
def test_wrong_password_is_401_and_nothing_is_asked(host, user, password):
    with winrm(host.url, user, password) as client, pytest.raises(InvalidCredentialsError):
        ask(client)
    assert host.log.messages == ()


def test_a_clear_message_on_an_ntlm_connection_is_401(host):
    with winrm(host.url, encryption="never") as client, pytest.raises(InvalidCredentialsError):
        ask(client)
    assert host.log.messages == ()


def test_a_clear_message_is_taken_where_unencrypted_traffic_is_allowed():
    with clear_host() as host, winrm(host.url, encryption="never") as client:
        assert ask(client).instance.text("Name") == "VM-1"
        assert not host.log.messages[0].sealed


def test_faults_are_sealed_too(host):
    bad = get_request().replace("/Get<", "/Delete<")
    with winrm(host.url) as client:
        with pytest.raises(WSManFaultError):
            client.send_message(bad)
        assert ask(client).instance.text("Name") == "VM-1"
    assert host.log.messages[0].sealed
    assert host.log.messages[0].fault_code == 0x80338013


def test_basic_over_plain_http_needs_unencrypted_traffic():
    with (
        running([make_host(methods=frozenset({"basic"}))]) as (host,),
        http_to(host) as connection,
    ):
        answer, _ = post(connection, get_request(), basic())
        assert answer.status == 401
        assert answer.getheader("WWW-Authenticate") is None
    with clear_host() as host, http_to(host) as connection:
        assert post(connection, get_request(), basic())[0].status == 200
        assert post(connection, get_request(), basic(password="wrong"))[0].status == 401
        assert post(connection, get_request(), basic("SIM\\sim"))[0].status == 200
        assert post(connection, get_request())[0].status == 401
        assert {r.auth for r in host.log.messages} == {"basic"}


def test_first_401_offers_each_way_on_its_own_line_and_has_no_body():
    with clear_host() as host, http_to(host) as connection:
        answer, body = post(connection)
        assert answer.status == 401
        assert body == b""
        assert answer.getheader("Content-Length") == "0"
        offers = [v for n, v in answer.getheaders() if n == "WWW-Authenticate"]
        assert offers == ["Negotiate", 'Basic realm="WSMAN"']
        assert answer.getheader("Server") == "Microsoft-HTTPAPI/2.0"


@pytest.mark.parametrize("token", ["", "!!!", "AAAA", "TlRMTVNTUAABAAAA", "YIIB"])
def test_broken_tokens_are_401(host, token):
    with http_to(host) as connection:
        answer, _ = post(connection, b"", {"Authorization": f"Negotiate {token}"})
        assert answer.status == 401
        assert post(connection)[0].status == 401


def test_spnego_tokens_are_taken_as_well_as_raw_ones(host):
    spnego = pytest.importorskip("spnego")
    client = spnego.client(
        "sim",
        PASSWORD,
        hostname="127.0.0.1",
        service="http",
        protocol="negotiate",
        options=spnego.NegotiateOptions.use_negotiate,
    )
    with http_to(host) as connection:
        token, statuses = client.step(), []
        while token:
            header = {"Authorization": "Negotiate " + base64.b64encode(token).decode()}
            answer, _ = post(connection, b"", header)
            statuses.append(answer.status)
            back = (answer.getheader("WWW-Authenticate") or "").partition(" ")[2]
            token = client.step(base64.b64decode(back)) if back else None
        assert client.complete
        assert statuses[-1] == 200


def test_a_security_context_dies_with_its_connection(host):
    with winrm(host.url) as client:
        ask(client)
    with http_to(host) as connection:
        assert post(connection, get_request())[0].status == 401


def test_two_hosts_with_one_name_and_two_passwords():
    first, second = make_host(), make_host(accounts=[Account("sim", "another")])
    with running([first, second]) as (one, two):
        for _ in range(2):
            with winrm(one.url) as client:
                assert ask(client)
            with winrm(two.url, password="another") as client:
                assert ask(client)
        with winrm(two.url) as client, pytest.raises(InvalidCredentialsError):
            ask(client)


def test_the_account_file_is_private_and_gone_afterwards(host):
    with winrm(host.url) as client:
        ask(client)
    path = Path(os.environ["NTLM_USER_FILE"])
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with running([make_host(accounts=[Account("x", "y")])]) as (other,):
        with winrm(other.url, "x", "y") as client:
            ask(client)
        own = Path(os.environ["NTLM_USER_FILE"])
        assert own != path
    assert not own.exists()
    assert "NTLM_USER_FILE" not in os.environ


def test_identify_needs_no_account_when_it_says_so(host):
    body = encode_request(Request(RequestHeader(""), Identify()))
    headers = {**SOAP, "WSMANIDENTIFY": "unauthenticated"}
    with http_to(host) as connection:
        answer, reply = post(connection, body, headers)
        assert answer.status == 200
        assert decode_reply(reply).body.product_version == "OS: 0.0.0 SP: 0.0 Stack: 3.0"
        assert post(connection, get_request(), headers)[0].status == 401


# -- TLS


@pytest.mark.parametrize(("method", "encryption"), [("basic", "never"), ("ntlm", "auto")])
def test_tls_with_a_fresh_certificate(tmp_path, method, encryption):
    identity = TlsIdentity.self_signed()
    trust = tmp_path / "ca.pem"
    trust.write_bytes(identity.certificate)
    methods = frozenset({"basic", "ntlm"})
    with (
        running([make_host(tls=identity, methods=methods)]) as (host,),
        winrm(
            host.url, encryption=encryption, transport=method, ca_trust_path=str(trust)
        ) as client,
    ):
        assert host.url.startswith("https://127.0.0.1:")
        assert ask(client).instance.text("Name") == "VM-1"
        assert not host.log.messages[0].sealed


def test_an_identity_can_come_from_files(tmp_path):
    made = TlsIdentity.self_signed(["hv.example"])
    (tmp_path / "c.pem").write_bytes(made.certificate)
    (tmp_path / "k.pem").write_bytes(made.key)
    read = TlsIdentity.from_files(tmp_path / "c.pem", tmp_path / "k.pem")
    assert read == made
    assert b"PRIVATE" not in repr(read).encode()
    assert isinstance(read.server_context(), ssl.SSLContext)


# -- HTTP as http.sys speaks it


def test_paths_methods_and_types():
    with clear_host() as host, http_to(host) as connection:
        assert post(connection, get_request(), basic(), "/wsman?PSVersion=5.1")[0].status == 200
        assert post(connection, get_request(), basic(), "/other")[0].status == 404
        connection.request("GET", "/wsman", headers=basic())
        answer = connection.getresponse()
        answer.read()
        assert (answer.status, answer.getheader("Allow")) == (405, "POST")
        wrong = basic() | {"Content-Type": "text/xml"}
        assert post(connection, get_request(), wrong)[0].status == 415
        wrong = basic() | {"Content-Type": "application/soap+xml;charset=koi8-r"}
        assert post(connection, get_request(), wrong)[0].status == 415
        assert post(connection, b"no xml", basic())[0].status == 400
        assert host.log.counters.connections == 1


def test_a_request_too_long_is_413_and_readable():
    with clear_host(http=HttpLimits(max_body=10_000)) as host:
        with http_to(host) as connection:
            assert post(connection, b"x" * 3_000_000, basic())[0].status == 413
        with http_to(host) as connection:
            connection.request(
                "POST", "/wsman", iter([b"x" * 9000] * 3), basic(), encode_chunked=True
            )
            assert connection.getresponse().status == 413


def _raw(host, data: bytes, timeout: float = 5.0) -> bytes:
    """Send bytes and return all that comes until the other end closes."""
    with socket.create_connection(("127.0.0.1", host.port), timeout=timeout) as link:
        link.sendall(data)
        got = b""
        while part := link.recv(65536):
            got += part
        return got


@pytest.mark.parametrize(
    "data",
    [b"nonsense\r\n\r\n", b"POST /wsman HTTP/1.1\r\n\r\n", b"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n"],
)
def test_what_is_no_http_is_answered_by_400_and_closed(host, data):
    assert _raw(host, data).startswith(b"HTTP/1.1 400 ")


def test_expect_continue_is_granted():
    with clear_host() as host, socket.create_connection(("127.0.0.1", host.port), 5) as link:
        body = get_request().encode()
        head = "".join(f"{n}: {v}\r\n" for n, v in basic().items())
        link.sendall(
            f"POST /wsman HTTP/1.1\r\nHost: x\r\n{head}Expect: 100-continue\r\n"
            f"Content-Length: {len(body)}\r\n\r\n".encode()
        )
        assert link.recv(100).startswith(b"HTTP/1.1 100 ")
        link.sendall(body)
        assert link.recv(100).startswith(b"HTTP/1.1 200 ")


def test_connection_close_is_obeyed():
    with clear_host() as host:
        body = get_request().encode()
        head = "".join(f"{n}: {v}\r\n" for n, v in basic().items())
        got = _raw(
            host,
            f"POST /wsman HTTP/1.1\r\nHost: x\r\n{head}Connection: close\r\n"
            f"Content-Length: {len(body)}\r\n\r\n".encode()
            + body,
        )
        assert got.startswith(b"HTTP/1.1 200 ")
        assert got.endswith(b"</s:Envelope>")


def test_an_idle_connection_is_closed_after_its_time():
    with clear_host(http=HttpLimits(idle_s=0.1)) as host:
        assert _raw(host, b"") == b""
        assert _raw(host, b"POST /wsman HTTP/1.1\r\n") == b""


def test_the_machine_in_faults_is_what_the_client_dialled():
    with clear_host() as host, http_to(host) as connection:
        bad = get_request().replace("/Get<", "/Delete<")
        answer, body = post(connection, bad, basic() | {"Host": "[::1]:5985"})
        assert answer.status == 500
        assert b'Machine="::1"' in body


def test_latency_is_added():
    with clear_host(latency_s=0.2) as host, http_to(host) as connection:
        before = time.monotonic()
        post(connection, get_request(), basic())
        assert time.monotonic() - before >= 0.2


# -- what goes wrong on order


def test_a_stale_connection_ruins_all_that_follows_until_the_client_starts_over(host):
    """Windows closes idle connections; pywinrm then sends a body sealed with the old key."""
    with winrm(host.url) as client:
        ask(client)
        assert host.close_idle_connections() == 1
        for _ in range(2):
            with pytest.raises(WinRMTransportError) as caught:
                ask(client)
            assert caught.value.code == 400
        client.transport.close_session()
        assert ask(client).instance.text("Name") == "VM-1"


def test_a_clear_fault_plan_changes_nothing(host):
    host.plan.add(AnswerStatus(503))
    host.plan.clear()
    with winrm(host.url) as client:
        assert ask(client)


@pytest.mark.parametrize("status", [400, 401, 503])
def test_bare_statuses(status):
    with clear_host() as host, http_to(host) as connection:
        with host.plan.active(AnswerStatus(status)):
            answer, body = post(connection, get_request(), basic())
            assert answer.status == status
            assert body == b""
            assert (answer.getheader("WWW-Authenticate") is not None) == (status == 401)
        assert post(connection, get_request(), basic())[0].status == 200


def test_endless_401_also_in_the_handshake(host):
    with (
        host.plan.active(AnswerStatus(401), Scope(handshake=True)),
        winrm(host.url) as client,
        pytest.raises(InvalidCredentialsError),
    ):
        ask(client)


def test_another_server_answers():
    objects = FakeObjects()
    with clear_host(objects) as host, http_to(host) as connection:
        call = encode_request(
            Request(RequestHeader(f"{URI}/X", URI, "uuid:1", selectors=KEYS), Invoke("X"))
        )
        with host.plan.active(HtmlPage()):
            answer, body = post(connection, call, basic())
            assert answer.getheader("Content-Type").startswith("text/html")
            assert body.startswith(b"<!DOCTYPE html>")
        with host.plan.active(Redirect("http://elsewhere.example/")):
            answer, _ = post(connection, call, basic())
            assert answer.status == 302
            assert answer.getheader("Location") == "http://elsewhere.example/"
        with host.plan.active(WrongType()):
            answer, _ = post(connection, get_request(), basic())
            assert answer.getheader("Content-Type") == "text/plain"
        assert objects.calls == 0


@pytest.mark.parametrize(
    ("fault", "start"),
    [
        (GarbageBody(), b"\x00\x01\x02"),
        (DoctypeBody(), b"<!DOCTYPE"),
        (EntityBombBody(), b"<!DOCTYPE"),
        (HugeBody(3_000_000), b"<s:Envelope"),
    ],
)
def test_spoilt_bodies_arrive_sealed(host, fault, start):
    with winrm(host.url) as client:
        with host.plan.active(fault):
            assert client.transport.send_message(get_request()).startswith(start)
        assert ask(client).instance.text("Name") == "VM-1"


@pytest.mark.parametrize("fault", [BadEncryptionFrame(), BadSeal()])
def test_spoilt_frames_do_not_open(host, fault):
    with (
        winrm(host.url) as client,
        host.plan.active(fault),
        pytest.raises((WinRMError, BadMICError, IndexError)),
    ):
        ask(client)


def test_a_hanging_host_lets_the_client_time_out():
    objects = FakeObjects()
    with clear_host(objects) as host:
        for performs in (True, False):
            call = Request(RequestHeader(f"{URI}/X", URI, "uuid:1"), Invoke("X"))
            with (
                host.plan.active(Hang(performs), Scope(operation="Invoke")),
                http_to(host, 0.3) as connection,
                pytest.raises(TimeoutError),
            ):
                post(connection, encode_request(call), basic())
            assert objects.calls == 1


@pytest.mark.parametrize(
    ("phase", "arrives"),
    [(Phase.BEFORE_HEADERS, b""), (Phase.IN_HEADERS, b"HTTP/1.1"), (Phase.IN_BODY, b"<s:Env")],
)
def test_resets(phase, arrives):
    with clear_host() as host, host.plan.active(Reset(phase)):
        body = get_request().encode()
        head = "".join(f"{n}: {v}\r\n" for n, v in basic().items())
        with socket.create_connection(("127.0.0.1", host.port), 5) as link:
            link.sendall(
                f"POST /wsman HTTP/1.1\r\nHost: x\r\n{head}"
                f"Content-Length: {len(body)}\r\n\r\n".encode()
                + body
            )
            got = b""
            with contextlib.suppress(ConnectionResetError):
                while part := link.recv(65536):
                    got += part
        assert arrives in got
        assert not got.endswith(b"</s:Envelope>")


@pytest.mark.parametrize("fault", [TruncateBody(), WrongLength()])
def test_bodies_shorter_than_announced(fault):
    with (
        clear_host() as host,
        host.plan.active(fault),
        http_to(host) as connection,
        pytest.raises(http.client.IncompleteRead),
    ):
        post(connection, get_request(), basic())


def test_an_unannounced_close_after_a_good_answer():
    with clear_host() as host, http_to(host) as connection, host.plan.active(CloseAfter()):
        assert post(connection, get_request(), basic())[0].status == 200
        assert connection.sock.recv(1) == b""


def test_slow_answers():
    with clear_host() as host, http_to(host) as connection:
        with host.plan.active(Delay(0.2)):
            before = time.monotonic()
            post(connection, get_request(), basic())
            assert time.monotonic() - before >= 0.2
        with host.plan.active(Trickle(100, 0.01)):
            before = time.monotonic()
            assert post(connection, get_request(), basic())[0].status == 200
            assert time.monotonic() - before >= 0.1


def test_scopes_count_and_choose():
    with clear_host() as host, http_to(host) as connection:
        number = host.plan.add(AnswerStatus(503), Scope(operation="Get", nth=2))
        statuses = [post(connection, get_request(), basic())[0].status for _ in range(3)]
        assert statuses == [200, 503, 200]
        assert host.plan.hits(number) == 1
        host.plan.add(AnswerStatus(400), Scope(class_name="msvm_computersystem", times=1))
        statuses = [post(connection, get_request(), basic())[0].status for _ in range(2)]
        assert statuses == [400, 200]
        host.plan.add(AnswerStatus(503), Scope(connection=2))
        assert post(connection, get_request(), basic())[0].status == 200
        with http_to(host) as second:
            assert post(second, get_request(), basic())[0].status == 503


def test_contexts_can_be_expired_from_outside():
    any_uri = names.class_uri(names.HYPERV_NAMESPACE, "*")

    def message(body):
        action = names.ACTION_PULL if isinstance(body, Pull) else names.ACTION_ENUMERATE
        return encode_request(Request(RequestHeader(action, any_uri, "uuid:1"), body))

    with clear_host() as host, http_to(host) as connection:
        start = message(Enumerate(WqlFilter("SELECT * FROM X"), optimize=False))
        context = decode_reply(post(connection, start, basic())[1]).body.context
        assert host.open_enumerations == 1
        host.expire_contexts()
        answer, body = post(connection, message(Pull(context)), basic())
        assert answer.status == 500
        assert decode_reply(body).body.code == 2150858779


# -- starting and stopping


def test_a_host_can_go_away_and_come_back_on_its_port(host):
    port = host.port
    with winrm(host.url) as client:
        ask(client)
        host.stop_listening()
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", port), 1).close()
        host.restart()
        assert host.port == port
        client.transport.close_session()
        assert ask(client).instance.text("Name") == "VM-1"


def test_a_taken_port_is_an_error_and_leaves_nothing(host):
    before = threading.active_count()
    hosts = [make_host(), make_host(port=host.port)]
    with pytest.raises(OSError, match=r"address already in use|10048"), running(hosts):
        pass
    assert threading.active_count() == before


def test_closing_ends_open_connections():
    with clear_host() as host:
        link = socket.create_connection(("127.0.0.1", host.port), 5)
        hanging = socket.create_connection(("127.0.0.1", host.port), 5)
        hanging.sendall(b"POST /wsman HTTP/1.1\r\n")
    with link, hanging:
        for end in (link, hanging):
            with contextlib.suppress(ConnectionResetError):
                assert end.recv(1) == b""


def test_closing_ends_handshakes_of_tls_that_nobody_goes_on_with():
    identity = TlsIdentity.self_signed(("127.0.0.1",))
    with contextlib.ExitStack() as stack:
        with running([make_host(tls=identity)]) as (host,):
            ends = [
                stack.enter_context(socket.create_connection(("127.0.0.1", host.port), 5))
                for _ in range(2)
            ]
            ends[1].sendall(b"\x16\x03\x01\x02")  # the head of a first record
            for _ in range(10):  # turns of its loop: now it has accepted both
                host.call(lambda: None)
        for end in ends:
            with contextlib.suppress(ConnectionResetError):
                assert end.recv(1) == b""
    gc.collect()  # what was left open is told of now, and that fails


@pytest.mark.parametrize("fault", [CloseAfter(), TruncateBody()])
def test_closing_ends_connections_of_tls_whose_goodbye_nobody_returns(fault):
    identity = TlsIdentity.self_signed(("127.0.0.1",))
    context = ssl._create_unverified_context()
    with contextlib.ExitStack() as stack, running([make_host(tls=identity)]) as (host,):
        host.plan.add(fault, Scope(handshake=True))
        plain = stack.enter_context(socket.create_connection(("127.0.0.1", host.port), 5))
        end = stack.enter_context(context.wrap_socket(plain, suppress_ragged_eofs=True))
        end.sendall(b"POST /wsman HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n")
        assert end.recv(12) == b"HTTP/1.1 401"
    gc.collect()  # what was left open is told of now, and that fails


def test_many_clients_at_once(host):
    results: list[int] = []

    def work() -> None:
        with winrm(host.url) as client:
            results.extend(len(ask(client).instance.properties) for _ in range(5))

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == 30
    assert host.log.counters.connections == 6


@pytest.mark.parametrize("auth", ["ntlm", "negotiate"])
def test_pypsrp_enumerates(auth):
    """Another client: raw NTLM tokens as ``ntlm``, SPNEGO as ``negotiate``."""
    wsman = pytest.importorskip("pypsrp.wsman", reason="pypsrp is not installed")
    objects = FakeObjects(300, "x" * 2000)
    items = 0
    with (
        running([make_host(objects)]) as (host,),
        wsman.WSMan(
            "127.0.0.1",
            port=host.port,
            ssl=False,
            username="sim",
            password=PASSWORD,
            auth=auth,
            encryption="always",
            no_proxy=True,
        ) as client,
    ):
        reply = client.enumerate(ANY_URI, _element(Enumerate(WqlFilter("SELECT * FROM X"))))
        while True:
            items += sum(len(found) for found in reply.iter() if found.tag.endswith("}Items"))
            context = reply.findtext(f".//{{{names.ENUMERATION}}}EnumerationContext")
            if not context:
                break
            reply = client.pull(ANY_URI, _element(Pull(context)))
        assert all(record.sealed for record in host.log.messages)
    assert items == 300


def _element(body):
    """Return the content of a body as the standard library's element, as pypsrp wants it."""
    data = encode_request(Request(RequestHeader(_ACTIONS[type(body)], ANY_URI, "uuid:1"), body))
    return ET.fromstring(data).find(f"{{{names.SOAP}}}Body")[0]


_ACTIONS = {Enumerate: names.ACTION_ENUMERATE, Pull: names.ACTION_PULL}


def test_wsman_of_openwsman_reads_and_enumerates():
    """openwsman's command line: another implementation of the client, strict on prefixes."""
    program = shutil.which("wsman") or pytest.skip("wsman (package wsmancli) is not installed")
    with clear_host(FakeObjects(5)) as host:
        common = [program, "-h", "127.0.0.1", "-P", str(host.port), "-u", "sim"]
        common += ["-p", PASSWORD, "-y", "basic"]
        done = [
            subprocess.run(
                [*common, *words], capture_output=True, text=True, timeout=30, check=False
            )
            for words in (["enumerate", URI], ["identify"])
        ]
    assert done[0].stdout.count("<p:Msvm_ComputerSystem ") == 5, done[0].stderr
    assert "Microsoft Corporation" in done[1].stdout


def test_temporary_files_are_gone():
    left = [p.name for p in Path(tempfile.gettempdir()).glob("hvconsole-accounts-*")]
    with running([make_host()]) as (one,), winrm(one.url) as client:
        ask(client)
    assert [p.name for p in Path(tempfile.gettempdir()).glob("hvconsole-accounts-*")] == left
