"""Kerberos against a real KDC: tickets by password and from the system, and every way to fail."""

import base64
import contextlib
import os
import stat
import threading
from pathlib import Path

import pytest

from console.model.connection import AuthMethod, Credential, Endpoint, Timeouts
from console.model.errors import (
    ConsoleError,
    Refused,
    RefusedReason,
    Unreachable,
    UnreachableReason,
    Untrusted,
)
from console.simulator.accounts import Account
from console.simulator.running_host import running
from console.simulator.server import HostSettings, SimulatedHost
from console.simulator.tls import TlsIdentity
from console.transport.winrm import WinrmExchange
from console.wsman import names
from console.wsman.cim import CimInstance
from console.wsman.encode import encode_request
from console.wsman.message import Get, Request, RequestHeader
from tests.contract import kdc as realm

PASSWORD, NTLM_PASSWORD = "pw-of-the-realm", "pw-of-the-host"
KERBEROS, NEGOTIATE = AuthMethod.KERBEROS, AuthMethod.NEGOTIATE
PATIENT = Timeouts(connect=10, operation=30, margin=30)
URI = names.class_uri(names.HYPERV_NAMESPACE, "Msvm_ComputerSystem")
BOTH = frozenset({"ntlm", "kerberos"})
CASES = {
    "sim": PASSWORD,
    "locked": PASSWORD,
    "expired": PASSWORD,
    "stranger": PASSWORD,
}


class LongAnswers:
    """One VM whose name is as long as asked for."""

    def __init__(self, size: int = 10) -> None:
        self.size = size

    def get(self, namespace, class_name, selectors, caller):
        return CimInstance(class_name, {"Name": "x" * self.size}, namespace=namespace)


def get(padding: int = 0) -> bytes:
    header = RequestHeader(names.ACTION_GET, URI, "uuid:1", selectors=(("Name", "VM-1"),))
    return encode_request(Request(header, Get())) + b" " * padding


@pytest.fixture(scope="module")
def kdc(tmp_path_factory):
    realm.needs_kdc()
    kdc = realm.Kdc(tmp_path_factory.mktemp("realm"))
    kdc.create(CASES)
    kdc.admin("modprinc -allow_tix locked", 'modprinc -pwexpire "2001-01-01" expired')
    kdc.start()
    yield kdc
    kdc.stop()


@pytest.fixture(autouse=True)
def own_kerberos(request, monkeypatch):
    """Point the libraries at the test's realm, and at no tickets."""
    if "kdc" in request.fixturenames:
        monkeypatch.setenv("KRB5_CONFIG", str(request.getfixturevalue("kdc").config))
    monkeypatch.delenv("KRB5CCNAME", raising=False)
    monkeypatch.delenv("KRB5_KTNAME", raising=False)


@contextlib.contextmanager
def a_host(keytab, methods=BOTH, *, answers=None, tls=None):
    accounts = [Account("sim", NTLM_PASSWORD)]
    settings = HostSettings("HV01", accounts, methods=methods, keytab=keytab, tls=tls)
    with running([SimulatedHost(answers or LongAnswers(), settings)]) as (host,):
        yield host


@pytest.fixture
def host(kdc):
    with a_host(kdc.keytab) as host:
        yield host


@contextlib.contextmanager
def an_exchange(host, user="sim", password=PASSWORD, method=KERBEROS, *, name="localhost", **more):
    spn, its_realm = more.pop("spn", ""), more.pop("realm", "")
    credential = Credential(user, password, method, spn=spn, realm=its_realm)
    exchange = WinrmExchange(Endpoint(name, host.port, **more), credential, PATIENT)
    try:
        yield exchange
    finally:
        exchange.close()


def problem(host, *arguments, **more) -> ConsoleError:
    with an_exchange(host, *arguments, **more) as exchange:
        with pytest.raises(ConsoleError) as caught:
            exchange.send(get(), repeatable=True)
        return caught.value


def how(host) -> set[tuple[str, str, bool]]:
    return {(record.user, record.auth, record.sealed) for record in host.log.messages}


# -- let in


@pytest.mark.parametrize(
    ("user", "more"),
    [
        ("sim", {}),
        ("sim@hv.test", {}),
        ("HV.TEST\\sim", {}),
        ("LAB\\sim", {"realm": "HV.TEST"}),
        ("sim", {"realm": "hv.test"}),
    ],
)
def test_the_right_password_in_every_spelling(host, user, more):
    with an_exchange(host, user, **more) as exchange:
        exchange.send(get(), repeatable=True)
    assert how(host) == {("sim", "kerberos", True)}


def test_requests_and_replies_of_any_size_are_sealed(kdc):
    with a_host(kdc.keytab, answers=LongAnswers(200_000)) as host, an_exchange(host) as exchange:
        for padding in (0, 1, 15, 16, 17, 40_000):
            assert len(exchange.send(get(padding), repeatable=True)) > 200_000
        assert exchange.round_trips == 2 + 6
    assert how(host) == {("sim", "kerberos", True)}
    assert host.log.counters.connections == 1


def test_one_ticket_serves_every_connection_of_an_exchange(kdc, host):
    before = kdc.sign_ons("sim")
    with an_exchange(host) as exchange:
        for _ in range(3):
            exchange.send(get(), repeatable=False)
            host.close_idle_connections()
    assert host.log.counters.connections == 3
    assert kdc.sign_ons("sim") == before + 1


def test_a_ticket_that_ends_soon_is_replaced(kdc, host):
    kdc.admin('modprinc -maxlife "2 minutes" sim')
    before = kdc.sign_ons("sim")
    try:
        with an_exchange(host) as exchange:
            for _ in range(3):
                exchange.send(get(), repeatable=False)
                host.close_idle_connections()
    finally:
        kdc.admin('modprinc -maxlife "10 hours" sim')
    assert kdc.sign_ons("sim") == before + 3


def test_a_ticket_of_the_system_needs_no_password(kdc, host, monkeypatch):
    monkeypatch.setenv("KRB5CCNAME", kdc.ticket("sim", PASSWORD, "of-sim"))
    for user in ("", "sim", "sim@HV.TEST"):
        for method in (KERBEROS, NEGOTIATE):
            with an_exchange(host, user, "", method) as exchange:
                exchange.send(get(), repeatable=True)
    assert how(host) == {("sim", "kerberos", True)}


def test_a_password_leaves_no_file_behind(kdc, host, monkeypatch, tmp_path):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    before = set(kdc.folder.iterdir())
    with an_exchange(host) as exchange:
        exchange.send(get(), repeatable=True)
        assert set(kdc.folder.iterdir()) == before
        place = exchange._tickets._cache.name
    assert not list(tmp_path.iterdir())
    assert "KRB5CCNAME" not in os.environ
    krb5 = pytest.importorskip("krb5")
    context = krb5.init_context()
    with pytest.raises(krb5.Krb5Error):  # the one in memory is gone, too
        krb5.cc_get_principal(context, krb5.cc_resolve(context, b"MEMORY:" + place))


def test_the_hosts_own_keys_are_in_a_private_file_and_go(kdc, host):
    with an_exchange(host) as exchange:
        exchange.send(get(), repeatable=True)
        copy = os.environ["KRB5_KTNAME"]
        assert stat.S_IMODE(Path(copy).stat().st_mode) == 0o600
    assert copy != str(kdc.keytab)


@pytest.mark.parametrize("spn", ["HTTP/alias.hv.test", "alias.hv.test"])
@pytest.mark.parametrize("name", ["localhost", "127.0.0.1"])
def test_another_service_name_may_be_asked_for(host, spn, name):
    with an_exchange(host, spn=spn, name=name) as exchange:
        exchange.send(get(), repeatable=True)
    with an_exchange(host, "sim@HV.TEST", method=NEGOTIATE, spn=spn, name=name) as exchange:
        exchange.send(get(), repeatable=True)
    assert how(host) == {("sim", "kerberos", True)}


def test_over_tls_the_sign_in_is_kerberos_too(kdc, tmp_path):
    identity = TlsIdentity.self_signed(("localhost",))
    ca_file = tmp_path / "ca.pem"
    ca_file.write_bytes(identity.certificate)
    with (
        a_host(kdc.keytab, tls=identity) as host,
        an_exchange(host, tls=True, ca_file=str(ca_file)) as exchange,
    ):
        exchange.send(get(), repeatable=False)
        exchange.send(get(), repeatable=False)
        assert exchange.round_trips == 3
    assert how(host) == {("sim", "kerberos", False)}


@pytest.mark.parametrize(
    ("method", "scheme", "protocol"),
    [
        (KERBEROS, b"Kerberos", b"HTTP-Kerberos-session-encrypted"),
        (NEGOTIATE, b"Negotiate", b"HTTP-SPNEGO-session-encrypted"),
    ],
)
def test_scheme_and_protocol_belong_together(host, monkeypatch, method, scheme, protocol):
    sent: list[bytes] = []
    from console.transport.guarded import GuardedSocket

    real = GuardedSocket.sendall
    monkeypatch.setattr(
        GuardedSocket, "sendall", lambda self, data: (sent.append(bytes(data)), real(self, data))[1]
    )
    with an_exchange(host, "sim@HV.TEST", method=method) as exchange:
        exchange.send(get(), repeatable=True)
    wire = b"".join(sent)
    assert b"Authorization: " + scheme + b" " in wire
    assert b"application/" + protocol in wire
    assert b"Get</" not in wire


# -- not let in, each in one attempt


def test_a_wrong_password_makes_one_attempt(kdc, host):
    before = kdc.wrong_passwords("sim")
    error = problem(host, password="wrong")
    assert (error.reason, error.address) == (RefusedReason.BAD_CREDENTIAL, "localhost")
    assert "wrong" not in repr(error.details())
    assert kdc.wrong_passwords("sim") == before + 1
    assert host.log.counters.refusals == 0
    assert not host.log.messages


def test_negotiate_does_not_show_a_wrong_password_twice(kdc, host):
    before = kdc.wrong_passwords("sim")
    error = problem(host, "sim@HV.TEST", "wrong", NEGOTIATE)
    assert error.reason is RefusedReason.BAD_CREDENTIAL
    assert kdc.wrong_passwords("sim") == before + 1
    assert host.log.counters.refusals == 0


@pytest.mark.parametrize("method", [KERBEROS, NEGOTIATE])
@pytest.mark.parametrize(
    ("user", "reason"),
    [("locked", RefusedReason.ACCOUNT_LOCKED), ("expired", RefusedReason.PASSWORD_EXPIRED)],
)
def test_a_judged_account_is_not_tried_by_another_way(host, user, reason, method):
    assert problem(host, f"{user}@HV.TEST", PASSWORD, method).reason is reason
    assert host.log.counters.refusals == 0


@pytest.mark.parametrize(
    ("user", "more", "reason"),
    [
        ("nobody", {}, RefusedReason.ACCOUNT_UNKNOWN),
        ("sim", {"spn": "HTTP/nowhere.hv.test"}, RefusedReason.SERVICE_UNKNOWN),
        ("sim", {"name": "127.0.0.1"}, RefusedReason.SERVICE_UNKNOWN),
        ("sim", {"password": ""}, RefusedReason.NO_TICKET),
        ("", {"password": ""}, RefusedReason.NO_TICKET),
    ],
)
def test_reasons(host, user, more, reason):
    assert problem(host, user, **more).reason is reason
    assert not host.log.messages


def test_a_ticket_of_somebody_else_is_not_used(kdc, host, monkeypatch):
    monkeypatch.setenv("KRB5CCNAME", kdc.ticket("stranger", PASSWORD, "of-stranger"))
    assert problem(host, "sim", "").reason is RefusedReason.NO_TICKET


def test_an_account_that_the_host_does_not_let_in(host):
    assert problem(host, "stranger").reason is RefusedReason.TICKET_REFUSED
    assert host.log.counters.refusals == 1


def test_a_host_with_other_keys_does_not_take_the_ticket(kdc):
    with a_host(kdc.other_keytab) as host:
        assert problem(host, "sim@HV.TEST", method=NEGOTIATE).reason is RefusedReason.TICKET_REFUSED
        assert host.log.counters.refusals == 1


def test_a_host_without_kerberos_is_told_from_a_wrong_password(kdc):
    with a_host(None, frozenset({"ntlm"})) as host:
        assert problem(host).reason is RefusedReason.TICKET_REFUSED
    with a_host(None, frozenset({"credssp"})) as host:
        error = problem(host)
        assert (error.reason, error.offered) == (RefusedReason.METHOD_NOT_OFFERED, ("CredSSP",))


# -- Negotiate goes on with NTLM


@pytest.mark.parametrize(
    ("user", "more"),
    [
        ("sim@HV.TEST", {"spn": "HTTP/nowhere.hv.test"}),  # a host outside the domain
        ("sim@NO.SUCH.REALM", {}),
        ("sim", {}),  # an account of the host: the realm is not asked at all
        ("HV01\\sim", {}),
    ],
)
def test_negotiate_goes_on_with_ntlm(kdc, user, more):
    account = Account("sim", PASSWORD, domain="HV01")
    settings = HostSettings("HV01", [account], methods=BOTH, keytab=kdc.keytab)
    before = kdc.wrong_passwords()
    with (
        running([SimulatedHost(LongAnswers(), settings)]) as (host,),
        an_exchange(host, user, PASSWORD, NEGOTIATE, **more) as exchange,
    ):
        if "@" in user:
            with pytest.raises(Refused):  # by NTLM, which knows no such domain there
                exchange.send(get(), repeatable=True)
            assert host.log.counters.refusals == 1
        else:
            exchange.send(get(), repeatable=True)
            assert how(host) == {("sim", "ntlm", True)}
    assert kdc.wrong_passwords() == before


# -- the realm's own answers, by a server that knows only one


@pytest.fixture
def one_error(request, monkeypatch, tmp_path):
    realm.needs_kerberos_library()
    kdc = realm.OneErrorKdc(request.param)
    monkeypatch.setenv("KRB5_CONFIG", str(realm.client_config(tmp_path, kdc.port)))
    yield kdc
    kdc.close()


@pytest.fixture
def plain_host(tmp_path):
    realm.needs_kerberos_library()
    keytab = tmp_path / "empty.keytab"
    keytab.write_bytes(b"\x05\x02")
    with a_host(keytab) as host:
        yield host


@pytest.mark.parametrize(
    ("one_error", "reason"),
    [
        (6, RefusedReason.ACCOUNT_UNKNOWN),
        (12, RefusedReason.KERBEROS_FAILED),
        (14, RefusedReason.KERBEROS_FAILED),
        (18, RefusedReason.ACCOUNT_LOCKED),
        (23, RefusedReason.PASSWORD_EXPIRED),
        (24, RefusedReason.BAD_CREDENTIAL),
        (37, RefusedReason.DOMAIN_CLOCK_OFF),
    ],
    indirect=["one_error"],
)
def test_what_the_realm_says_is_told(one_error, plain_host, reason):
    error = problem(plain_host)
    assert error.reason is reason
    assert dict(error.details())["said"]
    assert 1 <= one_error.asked <= 2


@pytest.mark.parametrize("one_error", [37], indirect=True)
def test_clocks_that_differ_leave_ntlm_to_negotiate(one_error, plain_host):
    user = "sim@HV.TEST"
    assert problem(plain_host, user, method=NEGOTIATE).reason is RefusedReason.BAD_CREDENTIAL
    assert plain_host.log.counters.refusals == 1  # NTLM was tried


def test_no_kerberos_server(plain_host, monkeypatch, tmp_path):
    realm.needs_kerberos_library()
    monkeypatch.setenv("KRB5_CONFIG", str(realm.client_config(tmp_path, realm.free_port())))
    error = problem(plain_host)
    assert isinstance(error, Unreachable)
    assert error.reason is UnreachableReason.NO_KDC
    assert not error.may_have_arrived
    error = problem(plain_host, "sim@NO.SUCH.REALM")
    assert isinstance(error, Unreachable)
    assert error.reason is UnreachableReason.NO_KDC


def test_no_realm_at_all(plain_host, monkeypatch, tmp_path):
    realm.needs_kerberos_library()
    config = realm.client_config(tmp_path, 9, default_realm="")
    monkeypatch.setenv("KRB5_CONFIG", str(config))
    assert problem(plain_host).reason is RefusedReason.NO_REALM


# -- a host that takes the ticket and proves nothing


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (realm.gss_error(37), RefusedReason.DOMAIN_CLOCK_OFF),
        (realm.gss_error(41), RefusedReason.TICKET_REFUSED),
        (realm.gss_error(60), RefusedReason.TICKET_REFUSED),
        (b"no token at all", RefusedReason.TICKET_REFUSED),
        (b"", RefusedReason.TICKET_REFUSED),
    ],
)
def test_what_a_host_says_of_a_ticket(kdc, said, reason):
    with a_liar(said) as liar:
        assert problem(liar).reason is reason
    assert liar.bodies == [b"", b""]


def test_a_clock_that_is_off_explains_a_refused_ticket(kdc):
    with a_liar(b"", date="Mon, 02 Jan 2023 03:04:05 GMT") as liar:
        assert problem(liar).reason is RefusedReason.CLOCK_OFF


def test_a_host_that_cannot_prove_itself_is_not_trusted(kdc):
    with a_liar() as liar:
        error = problem(liar)
    assert isinstance(error, Untrusted)
    assert liar.bodies == [b"", b""]


@contextlib.contextmanager
def a_liar(said: bytes | None = None, date: str = ""):
    """Run a host that takes every ticket without proof, or refuses it and says this."""
    import http.server

    class Liar(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_):
            pass

        def date_time_string(self, timestamp=None):
            return date or super().date_time_string(timestamp)

        def do_POST(self):
            self.server.bodies.append(self.rfile.read(int(self.headers["Content-Length"] or 0)))
            has_ticket = bool(self.headers["Authorization"])
            self.send_response(200 if has_ticket and said is None else 401)
            token = base64.b64encode(said or b"").decode() if has_ticket else ""
            self.send_header("WWW-Authenticate", f"Kerberos {token}".strip())
            self.send_header("Content-Length", "0")
            self.end_headers()

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Liar)
    server.bodies, server.port = [], server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
