"""NTLM, Negotiate, CredSSP, Basic and client certificates: right, wrong, and once each."""

import contextlib
import re
import socket
from dataclasses import replace

import pytest

from console.model.connection import AuthMethod, Credential, Timeouts
from console.model.errors import (
    ConsoleError,
    Refused,
    RefusedReason,
    Unreachable,
    UnreachableReason,
)
from console.simulator.accounts import Account
from console.simulator.security import KNOWN_METHODS
from console.simulator.server import HostSettings
from console.transport.guarded import GuardedSocket
from console.transport.winrm import WinrmExchange
from tests.contract.auth_hosts import (
    OVER_HTTP,
    OVER_TLS,
    PASSWORD,
    WRONG,
    LongAnswers,
    a_host,
    client_certificate,
    credential,
    get,
    word,
)

PATIENT = Timeouts(connect=10, operation=30, margin=30)
WAYS = [(method, False) for method in OVER_HTTP] + [(method, True) for method in OVER_TLS]
BAD = RefusedReason.BAD_CREDENTIAL


@contextlib.contextmanager
def an_exchange(endpoint, credential):
    exchange = WinrmExchange(endpoint, credential, PATIENT)
    try:
        yield exchange
    finally:
        exchange.close()


def problem(endpoint, credential) -> ConsoleError:
    with an_exchange(endpoint, credential) as exchange:
        with pytest.raises(ConsoleError) as caught:
            exchange.send(get(), repeatable=True)
        return caught.value


@pytest.mark.parametrize(("method", "tls"), WAYS)
def test_the_right_password(tmp_path, method, tls):
    with (
        a_host(tmp_path, word(method), tls=tls, objects=LongAnswers(100_000)) as there,
        an_exchange(there.endpoint, credential(method)) as exchange,
    ):
        for padding in (0, 1, 16_000, 16_384, 40_000):
            assert len(exchange.send(get(padding), repeatable=True)) > 100_000
    messages = there.host.log.messages
    assert {(m.user, m.auth, m.sealed) for m in messages} == {("sim", word(method), not tls)}
    assert there.host.log.counters.refusals == 0
    assert there.host.log.counters.connections == 1


@pytest.mark.parametrize(("method", "tls"), WAYS)
def test_a_wrong_password_makes_one_attempt(tmp_path, method, tls):
    with a_host(tmp_path, word(method), tls=tls) as there:
        error = problem(there.endpoint, credential(method, WRONG))
        assert error.reason is BAD
        assert there.host.log.counters.refusals == 1
        assert not there.host.log.messages
    assert WRONG not in repr(error) + repr(error.details()) + str(error)


@pytest.mark.parametrize(("method", "tls"), WAYS)
def test_an_unknown_account_makes_one_attempt(tmp_path, method, tls):
    with a_host(tmp_path, word(method), tls=tls) as there:
        assert problem(there.endpoint, credential(method, user="nobody")).reason is BAD
        assert there.host.log.counters.refusals == 1


@pytest.mark.parametrize(("method", "tls"), WAYS)
def test_a_method_that_is_not_offered_shows_no_password(tmp_path, method, tls):
    offered = "basic" if method is not AuthMethod.BASIC else "credssp"
    with a_host(tmp_path, offered, tls=tls, allow_unencrypted=True) as there:
        error = problem(there.endpoint, credential(method))
        assert error.reason is RefusedReason.METHOD_NOT_OFFERED
        if method is not AuthMethod.BASIC:  # which has no question before its answer
            assert there.host.log.counters.refusals == 0


@pytest.mark.parametrize("method", OVER_HTTP)
def test_nothing_readable_goes_over_plain_http(tmp_path, monkeypatch, method):
    wire: list[bytes] = []
    send, receive = GuardedSocket.sendall, GuardedSocket.receive_into

    def receiving(self, raw, buffer):
        count = receive(self, raw, buffer)
        wire.append(bytes(memoryview(buffer)[:count]))
        return count

    monkeypatch.setattr(
        GuardedSocket, "sendall", lambda self, data: (wire.append(bytes(data)), send(self, data))[1]
    )
    monkeypatch.setattr(GuardedSocket, "receive_into", receiving)
    with (
        a_host(tmp_path, word(method), tls=False) as there,
        an_exchange(there.endpoint, credential(method)) as exchange,
    ):
        exchange.send(get(), repeatable=True)
    seen = b"".join(wire)
    assert re.search(rb"-session-encrypted", seen)
    for secret in (PASSWORD.encode(), PASSWORD.encode("utf-16-le"), b"Msvm_", b"<s:", b"Envelope"):
        assert secret not in seen


def test_one_connection_serves_many_messages_until_the_host_forgets(tmp_path):
    for method in OVER_HTTP:
        with (
            a_host(tmp_path, word(method), tls=False) as there,
            an_exchange(there.endpoint, credential(method)) as exchange,
        ):
            exchange.send(get(), repeatable=False)
            exchange.send(get(), repeatable=False)
            assert there.host.log.counters.connections == 1
            there.host.restart()
            exchange.send(get(), repeatable=False)
            assert there.host.log.counters.refusals == 0
            assert len(there.host.log.messages) == 3


# -- Basic


def test_basic_is_refused_by_us_over_plain_http(tmp_path):
    with a_host(tmp_path, "basic", tls=False, allow_unencrypted=True) as there:
        elsewhere = replace(there.endpoint, host=socket.gethostname())
        error = problem(elsewhere, credential(AuthMethod.BASIC))
        assert error.reason is RefusedReason.PLAIN_BASIC
        assert there.host.log.counters.requests == 0


def test_a_host_does_not_take_basic_over_plain_http_unless_told_to(tmp_path):
    with a_host(tmp_path, "basic", "ntlm", tls=False) as there:
        error = problem(there.endpoint, credential(AuthMethod.BASIC))
        assert (error.reason, error.offered) == (RefusedReason.METHOD_NOT_OFFERED, ("Negotiate",))


# -- client certificates


@pytest.fixture
def mine(tmp_path):
    return client_certificate(tmp_path, "sim")


def taking(certificate, **more):
    return {
        "accounts": [Account("sim", PASSWORD, certificate=certificate.pem)],
        "tls": True,
        **more,
    }


def test_a_certificate_is_its_account(tmp_path, mine):
    with (
        a_host(tmp_path, "certificate", **taking(mine)) as there,
        an_exchange(there.endpoint, mine.credential()) as exchange,
    ):
        for _ in range(2):
            exchange.send(get(), repeatable=False)
            there.host.close_idle_connections()
    assert {(m.user, m.auth) for m in there.host.log.messages} == {("sim", "certificate")}


@pytest.mark.parametrize("days", [10, -1])
def test_a_certificate_that_tls_does_not_take_ends_the_connection(tmp_path, mine, days):
    """Unknown authority, or expired; asyncio's server hangs up without TLS' alert.

    Hosts that send the alert are in ``test_transport_tls``.
    """
    other = client_certificate(tmp_path, "other", days)
    taken = taking(other if days < 0 else mine)
    with a_host(tmp_path, "certificate", **taken) as there:
        error = problem(there.endpoint, other.credential())
        assert isinstance(error, Unreachable)
        assert error.reason is UnreachableReason.CONNECTION_LOST
        assert there.host.log.counters.requests == 0


def test_a_certificate_that_is_mapped_to_nobody_is_refused_once(tmp_path, mine):
    other = client_certificate(tmp_path, "other")
    with a_host(tmp_path, "certificate", **taking(mine, client_authorities=other.pem)) as there:
        assert problem(there.endpoint, other.credential()).reason is BAD
        assert there.host.log.counters.refusals == 1


def test_a_host_that_asks_for_no_certificate(tmp_path, mine):
    with a_host(tmp_path, "basic", tls=True) as there:
        error = problem(there.endpoint, mine.credential())
        assert (error.reason, error.offered) == (RefusedReason.BAD_CREDENTIAL, ("Basic",))


def test_the_key_of_another_certificate(tmp_path, mine):
    other = client_certificate(tmp_path, "other")
    mixed = replace(mine.credential(), key_file=other.key_file)
    with a_host(tmp_path, "certificate", **taking(mine)) as there:
        assert problem(there.endpoint, mixed).reason is RefusedReason.NO_CREDENTIAL


def test_a_password_may_be_used_where_a_certificate_may(tmp_path, mine):
    with (
        a_host(tmp_path, "certificate", "basic", **taking(mine)) as there,
        an_exchange(there.endpoint, credential(AuthMethod.BASIC)) as exchange,
    ):
        exchange.send(get(), repeatable=True)
    assert there.host.log.messages[0].auth == "basic"


# -- the simulated host's own settings


@pytest.mark.parametrize("method", sorted(KNOWN_METHODS))
def test_a_host_that_lacks_what_a_method_needs_is_not_made(method):
    account = Account("sim", PASSWORD)
    if method in {"kerberos", "certificate"}:
        with pytest.raises(ValueError, match="need"):
            HostSettings("HV01", [account], methods=frozenset({method}))
    else:
        HostSettings("HV01", [account], methods=frozenset({method}))


def test_refused_says_what_is_offered(tmp_path):
    with a_host(tmp_path, "ntlm", "credssp", "basic", tls=True) as there:
        error = problem(there.endpoint, Credential("sim", WRONG, AuthMethod.BASIC))
    assert isinstance(error, Refused)
    assert error.offered == ("Negotiate", "CredSSP", "Basic")
