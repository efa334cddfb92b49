"""Certificates of WinRM over real TLS: shown when unknown, pinned on the user's word, stopped when
changed; and nothing that proves who we are goes to a host before it is believed.
"""

import contextlib
import datetime as dt
import gc
import hashlib
import socket
import ssl
import struct
import threading

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from console.model.certificate import Distrust
from console.model.connection import AuthMethod, Credential, Endpoint, Timeouts
from console.model.errors import Refused, Unreachable, UnreachableReason, Untrusted
from console.simulator.accounts import Account
from console.simulator.running_host import running
from console.simulator.server import HostSettings, SimulatedHost
from console.simulator.tls import TlsIdentity
from console.transport.dial import Dialer
from console.transport.winrm import WinrmExchange
from console.wsman import names
from console.wsman.cim import CimInstance
from console.wsman.encode import encode_request
from console.wsman.message import Get, Request, RequestHeader

PASSWORD = "pw-of-this-test"
NTLM = Credential("sim", PASSWORD)
BASIC = Credential("sim", PASSWORD, AuthMethod.BASIC)
FAST = Timeouts(connect=10, operation=10, margin=5)
URI = names.class_uri(names.HYPERV_NAMESPACE, "Msvm_ComputerSystem")
OTHER_PIN = "ab" * 32


class FakeObjects:
    def get(self, namespace, class_name, selectors, caller):
        return CimInstance("Msvm_ComputerSystem", {"Name": "VM-1"}, namespace=namespace)


def get() -> bytes:
    header = RequestHeader(names.ACTION_GET, URI, "uuid:1", selectors=(("Name", "VM-1"),))
    return encode_request(Request(header, Get()))


def sha256_of(identity: TlsIdentity) -> str:
    return hashlib.sha256(ssl.PEM_cert_to_DER_cert(identity.certificate.decode())).hexdigest()


@contextlib.contextmanager
def a_host(identity, port=0):
    settings = HostSettings(
        "HV01",
        [Account("sim", PASSWORD)],
        port=port,
        methods=frozenset({"ntlm", "basic"}),
        tls=identity,
    )
    with running([SimulatedHost(FakeObjects(), settings)]) as (host,):
        yield host


@contextlib.contextmanager
def an_exchange(port, credential=NTLM, **trust):
    exchange = WinrmExchange(Endpoint("127.0.0.1", port, tls=True, **trust), credential, FAST)
    try:
        yield exchange
    finally:
        exchange.close()


def untrusted(exchange) -> Untrusted:
    with pytest.raises(Untrusted) as caught:
        exchange.send(get(), repeatable=True)
    assert exchange.round_trips == 0
    return caught.value


@pytest.fixture(scope="module")
def identity():
    return TlsIdentity.self_signed(("127.0.0.1", "hv01.lab.example"))


def test_an_unknown_certificate_is_described(identity):
    with a_host(identity) as host, an_exchange(host.port) as exchange:
        error = untrusted(exchange)
        assert host.log.counters.requests == 0
    seen = error.certificate
    assert error.why is Distrust.SELF_SIGNED
    assert seen.sha256 == sha256_of(identity)
    assert seen.subject == seen.issuer == "CN=127.0.0.1"
    assert set(seen.names) == {"127.0.0.1", "hv01.lab.example"}
    assert seen.not_before < dt.datetime.now(dt.UTC) < seen.not_after
    assert ("sha256", seen.sha256) in error.details()
    assert PASSWORD not in str(error.details())


@pytest.mark.parametrize("credential", [NTLM, BASIC])
def test_a_pinned_certificate_is_believed_and_no_other(identity, credential):
    pin = sha256_of(identity)
    with a_host(identity) as host, an_exchange(host.port, credential, pin=pin) as exchange:
        assert exchange.send(get(), repeatable=True)
        port = host.port
    other = TlsIdentity.self_signed(("127.0.0.1",))
    with a_host(other, port) as host, an_exchange(port, credential, pin=pin) as exchange:
        error = untrusted(exchange)
        assert host.log.counters.requests == 0
    assert (error.why, error.pin) == (Distrust.CHANGED, pin)
    assert error.certificate.sha256 == sha256_of(other)
    with a_host(other, port), an_exchange(port, credential, pin=sha256_of(other)) as exchange:
        assert exchange.send(get(), repeatable=True), "the new one, accepted deliberately"


def test_a_change_under_way_stops_the_same_exchange(identity):
    with contextlib.ExitStack() as stack:
        with a_host(identity) as host:
            exchange = stack.enter_context(an_exchange(host.port, pin=sha256_of(identity)))
            exchange.send(get(), repeatable=True)
            port = host.port
        with a_host(TlsIdentity.self_signed(("127.0.0.1",)), port) as host:
            with pytest.raises(Untrusted) as caught:
                exchange.send(get(), repeatable=True)
            assert host.log.counters.requests == 0
    assert caught.value.why is Distrust.CHANGED


def test_a_pin_stands_in_for_name_and_dates():
    start = dt.datetime.now(dt.UTC) - dt.timedelta(days=90)
    old = TlsIdentity.self_signed(("hv02.example.com",), not_before=start)
    with a_host(old) as host, an_exchange(host.port, pin=sha256_of(old)) as exchange:
        assert exchange.send(get(), repeatable=True)


def test_a_changed_certificate_stops_also_when_an_authority_vouches_for_it(identity, tmp_path):
    ca_file = tmp_path / "ca.pem"
    ca_file.write_bytes(identity.certificate)
    with a_host(identity) as host:
        with an_exchange(host.port, ca_file=str(ca_file), pin=OTHER_PIN) as exchange:
            assert untrusted(exchange).why is Distrust.CHANGED
        with an_exchange(host.port, verify=False, pin=OTHER_PIN) as exchange:
            assert untrusted(exchange).why is Distrust.CHANGED


def _stored(identity, path):
    path.write_bytes(identity.certificate)
    return str(path)


def test_why_it_is_not_believed(identity, tmp_path):
    start = dt.datetime.now(dt.UTC) - dt.timedelta(days=90)
    later = dt.datetime.now(dt.UTC) + dt.timedelta(days=9)
    cases = {
        Distrust.WRONG_NAME: TlsIdentity.self_signed(("hv02.example.com",)),
        Distrust.EXPIRED: TlsIdentity.self_signed(("127.0.0.1",), not_before=start),
        Distrust.NOT_YET_VALID: TlsIdentity.self_signed(("127.0.0.1",), not_before=later),
    }
    for why, shown in cases.items():
        ca_file = _stored(shown, tmp_path / f"{why.value}.pem")
        with a_host(shown) as host, an_exchange(host.port, ca_file=ca_file) as exchange:
            error = untrusted(exchange)
        assert error.why is why
        assert error.certificate.sha256 == sha256_of(shown)
    ca_file = _stored(cases[Distrust.EXPIRED], tmp_path / "another.pem")
    with a_host(identity) as host, an_exchange(host.port, ca_file=ca_file) as exchange:
        assert untrusted(exchange).why in (Distrust.SELF_SIGNED, Distrust.ISSUER_UNKNOWN)
    with an_exchange(1, ca_file=str(tmp_path / "none.pem")) as exchange:
        assert untrusted(exchange).why is Distrust.CA_FILE


# -- what goes over the wire before the host is believed


class Ear:
    """A TLS server that says nothing, and keeps everything that it hears and is shown."""

    def __init__(self, identity, client_ca=""):
        self._context = identity.server_context()
        if client_ca:
            self._context.verify_mode = ssl.CERT_OPTIONAL
            self._context.load_verify_locations(client_ca)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self.heard = []
        self.shown = []
        self.connections = 0
        self._thread = threading.Thread(target=self._listen, name="ear")

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join()

    def _listen(self):
        while True:
            try:
                plain, _ = self._listener.accept()
            except OSError:
                return
            plain.settimeout(20)
            self.connections += 1
            with contextlib.suppress(OSError), self._context.wrap_socket(plain, True) as secured:
                self.shown.append(secured.getpeercert(binary_form=True))
                while data := secured.recv(4096):
                    self.heard.append(data)


@pytest.fixture
def by_certificate(tmp_path):
    """Return a credential of a certificate that is good for clients."""
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
    pem = serialization.Encoding.PEM
    nothing = serialization.NoEncryption()
    shown, kept = tmp_path / "client.pem", tmp_path / "client-key.pem"
    shown.write_bytes(certificate.public_bytes(pem))
    kept.write_bytes(key.private_bytes(pem, serialization.PrivateFormat.PKCS8, nothing))
    return Credential("", "", AuthMethod.CERTIFICATE, str(shown), str(kept))


@pytest.mark.parametrize("method", [AuthMethod.NTLM, AuthMethod.BASIC, AuthMethod.CERTIFICATE])
@pytest.mark.parametrize("pin", ["", OTHER_PIN])
def test_nothing_but_the_greeting_reaches_a_host_that_is_not_believed(
    identity, by_certificate, method, pin
):
    by_password = Credential("sim", PASSWORD, method)
    credential = by_certificate if method is AuthMethod.CERTIFICATE else by_password
    with (
        Ear(identity, by_certificate.certificate_file) as ear,
        an_exchange(ear.port, credential, pin=pin) as exchange,
    ):
        error = untrusted(exchange)
    assert ear.connections
    assert ear.heard == []
    assert set(ear.shown) <= {None}, "no certificate of ours was shown"
    assert error.certificate.sha256 == sha256_of(identity)
    assert error.pin == pin


def test_a_client_certificate_is_shown_to_the_pinned_host(identity, by_certificate):
    with Ear(identity, by_certificate.certificate_file) as ear:
        endpoint = Endpoint("127.0.0.1", ear.port, tls=True, pin=sha256_of(identity))
        Dialer(endpoint, by_certificate, 10).open(10).close()
    assert ear.shown[0] is None, "looked at first"
    assert ear.shown[1] is not None


def test_looking_at_a_host_that_has_gone_or_speaks_no_tls():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with pytest.raises(Unreachable):
        Dialer(Endpoint("127.0.0.1", port, tls=True), NTLM, 5).look(5)


def test_a_wrong_password_at_a_pinned_host_is_a_matter_of_the_account(identity):
    with (
        a_host(identity) as host,
        an_exchange(host.port, Credential("sim", "wrong"), pin=sha256_of(identity)) as exchange,
        pytest.raises(Refused),
    ):
        exchange.send(get(), repeatable=True)


def test_a_connection_that_is_reset_before_tls_leaves_nothing_open(monkeypatch):
    """A host that restarts: the connection stands for a moment and is cut hard."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        connect = socket.socket.connect

        def connect_and_be_reset(self, address):
            connect(self, address)
            accepted, _ = listener.accept()
            accepted.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            accepted.close()  # a reset, there before we go on: this is loopback

        monkeypatch.setattr(socket.socket, "connect", connect_and_be_reset)
        endpoint = Endpoint("127.0.0.1", listener.getsockname()[1], tls=True, pin=OTHER_PIN)
        for _ in range(5):
            with pytest.raises(Unreachable) as caught:
                Dialer(endpoint, NTLM, 5).open(5)
            assert caught.value.reason is UnreachableReason.CONNECTION_LOST
    gc.collect()  # a socket that was forgotten open warns now, and warnings are errors
