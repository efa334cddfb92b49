"""TLS: whom we believe, what we show, and what the sign-in is bound to."""

import base64
import contextlib
import datetime as dt
import hashlib
import http.server
import ssl
import threading
from pathlib import Path

import pytest
import spnego
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from spnego.channel_bindings import GssChannelBindings

from console.model.connection import AuthMethod, Credential, Endpoint, Timeouts
from console.model.errors import (
    Refused,
    RefusedReason,
    TimedOut,
    Unreachable,
    UnreachableReason,
    Untrusted,
)
from console.simulator.accounts import Account
from console.simulator.faults import CloseAfter
from console.simulator.running_host import running
from console.simulator.server import HostSettings, SimulatedHost
from console.simulator.tls import TlsIdentity
from console.transport.winrm import WinrmExchange
from console.wsman import names
from console.wsman.cim import CimInstance
from console.wsman.encode import encode_request
from console.wsman.message import Get, Request, RequestHeader

PASSWORD = "pw-of-this-test"
BASIC = Credential("sim", PASSWORD, AuthMethod.BASIC)
NTLM = Credential("sim", PASSWORD)
FAST = Timeouts(connect=2, operation=2, margin=1)
URI = names.class_uri(names.HYPERV_NAMESPACE, "Msvm_ComputerSystem")
MUTUAL = "http://schemas.dmtf.org/wbem/wsman/1/wsman/secprofile/https/mutual"


class FakeObjects:
    def get(self, namespace, class_name, selectors, caller):
        return CimInstance("Msvm_ComputerSystem", {"Name": "VM-1"}, namespace=namespace)


def get() -> bytes:
    header = RequestHeader(names.ACTION_GET, URI, "uuid:1", selectors=(("Name", "VM-1"),))
    return encode_request(Request(header, Get()))


@contextlib.contextmanager
def a_host(identity: TlsIdentity | None):
    settings = HostSettings(
        "HV01", [Account("sim", PASSWORD)], methods=frozenset({"ntlm", "basic"}), tls=identity
    )
    with running([SimulatedHost(FakeObjects(), settings)]) as (host,):
        yield host


@contextlib.contextmanager
def an_exchange(port, credential=BASIC, *, timeouts=FAST, name="127.0.0.1", **trust):
    exchange = WinrmExchange(Endpoint(name, port, tls=True, **trust), credential, timeouts)
    try:
        yield exchange
    finally:
        exchange.close()


def failure(kind, exchange):
    with pytest.raises(kind) as caught:
        exchange.send(get(), repeatable=True)
    return caught.value


@pytest.fixture(scope="module")
def identity():
    return TlsIdentity.self_signed(("127.0.0.1",))


@pytest.fixture
def host(identity):
    with a_host(identity) as host:
        yield host


@pytest.fixture
def ca_file(identity, tmp_path):
    return stored(identity, tmp_path / "ca.pem")


def stored(identity: TlsIdentity, path: Path) -> str:
    path.write_bytes(identity.certificate)
    return str(path)


@pytest.mark.parametrize(("credential", "first_call"), [(BASIC, 1), (NTLM, 3)])
def test_round_trips_over_tls(host, ca_file, credential, first_call):
    with an_exchange(host.port, credential, ca_file=ca_file) as exchange:
        exchange.send(get(), repeatable=True)
        assert exchange.round_trips == first_call
        exchange.send(get(), repeatable=True)
        assert exchange.round_trips == first_call + 1
    assert {record.sealed for record in host.log.messages} == {False}
    assert host.log.counters.connections == 1


@pytest.mark.parametrize("credential", [BASIC, NTLM])
def test_a_connection_closed_while_idle_is_replaced(host, ca_file, credential):
    with an_exchange(host.port, credential, ca_file=ca_file) as exchange:
        exchange.send(get(), repeatable=False)
        host.close_idle_connections()
        exchange.send(get(), repeatable=False)
        host.plan.add(CloseAfter())
        exchange.send(get(), repeatable=False)
    assert len(host.log.messages) == 3


def test_a_wrong_password_over_tls_costs_one_attempt(host, ca_file):
    with an_exchange(host.port, Credential("sim", "wrong"), ca_file=ca_file) as exchange:
        assert failure(Refused, exchange).reason is RefusedReason.BAD_CREDENTIAL
        assert exchange.round_trips == 3


def test_an_unknown_authority_is_not_trusted(host):
    with an_exchange(host.port) as exchange:
        error = failure(Untrusted, exchange)
        assert exchange.round_trips == 0
    assert error.address == "127.0.0.1"
    assert error.detail
    assert host.log.counters.requests == 0


def test_the_environment_is_not_asked_whom_to_trust(host, ca_file, monkeypatch):
    for name in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
        monkeypatch.setenv(name, ca_file)
    with an_exchange(host.port) as exchange:
        failure(Untrusted, exchange)


def test_proxies_of_the_environment_are_not_used(host, ca_file, monkeypatch):
    for name in ("https_proxy", "HTTPS_PROXY", "all_proxy", "http_proxy"):
        monkeypatch.setenv(name, "http://192.0.2.1:3128")
    with an_exchange(host.port, ca_file=ca_file) as exchange:
        assert exchange.send(get(), repeatable=True)


def test_another_hosts_certificate_is_not_trusted(tmp_path):
    other = TlsIdentity.self_signed(("hv02.example.com",))
    with (
        a_host(other) as host,
        an_exchange(host.port, ca_file=stored(other, tmp_path / "ca.pem")) as exchange,
    ):
        failure(Untrusted, exchange)


def test_an_expired_certificate_is_not_trusted(tmp_path):
    start = dt.datetime.now(dt.UTC) - dt.timedelta(days=90)
    old = TlsIdentity.self_signed(("127.0.0.1",), not_before=start)
    with (
        a_host(old) as host,
        an_exchange(host.port, ca_file=stored(old, tmp_path / "ca.pem")) as exchange,
    ):
        failure(Untrusted, exchange)


def test_no_verification_only_on_the_users_word(host):
    with an_exchange(host.port, verify=False) as exchange:
        assert exchange.send(get(), repeatable=True)


def test_tls_to_a_port_that_speaks_none():
    with a_host(None) as host, an_exchange(host.port) as exchange:
        error = failure(Unreachable, exchange)
    assert error.reason in {UnreachableReason.NO_TLS, UnreachableReason.CONNECTION_LOST}
    assert not error.may_have_arrived


def test_a_host_that_never_ends_the_tls_handshake():
    import socket

    with (
        socket.create_server(("127.0.0.1", 0)) as listener,
        an_exchange(listener.getsockname()[1], timeouts=Timeouts(0.3, 5, 1)) as exchange,
    ):
        assert failure(TimedOut, exchange).phase == "connect"


# -- client certificates, and the binding of NTLM to the certificate, which no simulator checks


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def reply(self, status, challenge="", body=b""):
        self.send_response(status)
        if challenge:
            self.send_header("WWW-Authenticate", challenge)
        self.send_header("Content-Type", "application/soap+xml;charset=UTF-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.answer(self.headers.get("Authorization", ""))


@contextlib.contextmanager
def a_server(context: ssl.SSLContext, handler):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    server.handle_error = lambda *_: None
    server.seen = []
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def client_identity() -> TlsIdentity:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "sim@hv01")])
    now = dt.datetime.now(dt.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - dt.timedelta(hours=1))
        .not_valid_after(now + dt.timedelta(hours=1))
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.CLIENT_AUTH]), False)
        .sign(key, hashes.SHA256())
    )
    return TlsIdentity(
        certificate.public_bytes(serialization.Encoding.PEM),
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.BestAvailableEncryption(PASSWORD.encode()),
        ),
    )


class CertificateHandler(Handler):
    def answer(self, authorization):
        self.server.seen.append((authorization, self.connection.getpeercert()["subject"]))
        self.reply(200, body=b"<s:Envelope/>")


@pytest.fixture
def by_certificate(tmp_path):
    client = client_identity()
    key = tmp_path / "key.pem"
    key.write_bytes(client.key)
    files = stored(client, tmp_path / "client.pem"), str(key)
    return lambda password: Credential("", password, AuthMethod.CERTIFICATE, *files)


@pytest.fixture
def certificate_server(identity, by_certificate):
    context = identity.server_context()
    context.verify_mode = ssl.CERT_REQUIRED
    context.load_verify_locations(by_certificate("").certificate_file)
    with a_server(context, CertificateHandler) as server:
        yield server


def test_a_client_certificate_is_shown(
    certificate_server, by_certificate, ca_file, tmp_path, monkeypatch
):
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login other password other\n")
    monkeypatch.setenv("NETRC", str(netrc))  # requests would take it before our header
    port = certificate_server.server_address[1]
    with an_exchange(port, by_certificate(PASSWORD), ca_file=ca_file) as exchange:
        assert exchange.send(get(), repeatable=True) == b"<s:Envelope/>"
        assert exchange.round_trips == 1
    assert certificate_server.seen == [(MUTUAL, ((("commonName", "sim@hv01"),),))]


@pytest.mark.parametrize("spoil", ["wrong password", "no file"])
def test_a_client_certificate_that_cannot_be_read(by_certificate, ca_file, spoil):
    credential = by_certificate("wrong")
    if spoil == "no file":
        Path(credential.key_file).unlink()
    with an_exchange(9, credential, ca_file=ca_file) as exchange:
        assert failure(Refused, exchange).reason is RefusedReason.NO_CREDENTIAL


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
@pytest.mark.parametrize("shows_one", [True, False])
def test_a_client_certificate_that_the_host_does_not_take(
    identity, by_certificate, ca_file, version, shows_one
):
    context = identity.server_context()
    context.verify_mode = ssl.CERT_REQUIRED
    context.minimum_version = context.maximum_version = version
    credential = by_certificate(PASSWORD) if shows_one else BASIC
    with a_server(context, CertificateHandler) as server:
        with an_exchange(server.server_address[1], credential, ca_file=ca_file) as exchange:
            if shows_one or version is ssl.TLSVersion.TLSv1_3:
                assert failure(Refused, exchange).reason is RefusedReason.BAD_CREDENTIAL
            else:
                failure(Unreachable, exchange)  # TLS 1.2 has no alert of its own for "none shown"
        assert server.seen == []


def test_why_a_host_hung_up_is_heard_even_when_sending_failed(identity, by_certificate, ca_file):
    """TLS 1.3: the alert is there already, while the request no longer gets through."""
    context = identity.server_context()
    context.verify_mode = ssl.CERT_REQUIRED
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    with a_server(context, CertificateHandler) as server:
        port = server.server_address[1]
        credential, request = by_certificate(PASSWORD), get() + b" " * 16_000_000
        with an_exchange(port, credential, ca_file=ca_file) as exchange, pytest.raises(Refused):
            exchange.send(request, repeatable=False)


class BoundHandler(Handler):
    """NTLM that insists on the binding to its certificate (CbtHardeningLevel=Strict)."""

    context = None

    def answer(self, authorization):
        token = base64.b64decode(authorization.partition(" ")[2])
        if not token:
            self.reply(*((200, "", b"<s:Envelope/>") if self.context else (401, "Negotiate")))
            return
        if self.context is None or token.startswith(b"NTLMSSP\0\1"):
            self.context = spnego.server(
                protocol="ntlm",
                channel_bindings=self.server.bindings,
                options=spnego.NegotiateOptions.use_ntlm,
            )
        try:
            out = self.context.step(token)
        except spnego.exceptions.SpnegoError as problem:
            self.server.seen.append(type(problem).__name__)
            self.context = None
            self.reply(401, "Negotiate")
            return
        if self.context.complete:
            self.reply(200, body=b"<s:Envelope/>")
        else:
            self.reply(401, f"Negotiate {base64.b64encode(out).decode()}")


@pytest.mark.parametrize("is_tampered", [False, True])
def test_ntlm_is_bound_to_the_certificate(identity, ca_file, tmp_path, monkeypatch, is_tampered):
    accounts = tmp_path / "accounts"
    accounts.write_text(f":sim:{PASSWORD}\n")
    monkeypatch.setenv("NTLM_USER_FILE", str(accounts))
    der = ssl.PEM_cert_to_DER_cert(identity.certificate.decode())
    digest = hashlib.sha256(der + b"x" * is_tampered).digest()
    with a_server(identity.server_context(), BoundHandler) as server:
        server.bindings = GssChannelBindings(application_data=b"tls-server-end-point:" + digest)
        with an_exchange(server.server_address[1], NTLM, ca_file=ca_file) as exchange:
            if is_tampered:  # somebody in the middle shows another certificate to the client
                assert failure(Refused, exchange).reason is RefusedReason.BAD_CREDENTIAL
            else:
                assert exchange.send(get(), repeatable=True) == b"<s:Envelope/>"
    assert server.seen == (["BadBindingsError"] if is_tampered else [])
