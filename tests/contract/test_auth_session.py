"""A wrong password through the whole fleet: one attempt in all lanes, and none after it."""

import asyncio
import contextlib
import functools
import time
from dataclasses import replace
from random import Random

import pytest

from console.fleet.fleet import Fleet
from console.model.connection import AuthMethod, Credential, Endpoint, Timeouts
from console.model.errors import ConsoleError, Refused, RefusedReason
from console.model.host import LinkState
from console.model.identity import HostId
from console.settings.schema import HostConfig, PollPace
from console.simulator.accounts import Account
from console.simulator.clock import ManualClock
from console.simulator.descriptions import HostDescription, VmDescription
from console.simulator.fleets import build
from console.transport.connect import connect
from console.transport.sign_in_guard import SignInGuard
from tests.contract import kdc as realm
from tests.contract.auth_hosts import (
    OVER_HTTP,
    OVER_TLS,
    PASSWORD,
    WRONG,
    Reached,
    a_host,
    client_certificate,
    credential,
    get,
    word,
)

WAYS = [
    *((method, False) for method in OVER_HTTP if method is not AuthMethod.NEGOTIATE),
    *((method, True) for method in OVER_TLS if method is not AuthMethod.NEGOTIATE),
]
"""Negotiate is NTLM here, and Kerberos further down."""
QUICK = PollPace(states_s=1.0, services_s=1.0, inventory_s=1.0)
WITHIN_S = 60.0
HV01 = HostId("HV01")
TURNS = 200
"""Turns of the loop, 5 ms each, in which nobody may try again: the pace is a reading a second."""


def objects():
    vms = tuple(VmDescription(f"vm{number}") for number in range(3))
    return build(HostDescription("HV01", vms=vms), ManualClock())


class Session:
    """One host in a fleet as the program makes it."""

    def __init__(self, reached: Reached, proof: Credential) -> None:
        self.guard = SignInGuard()
        self.fleet = Fleet(functools.partial(connect, guard=self.guard), pace=QUICK, rng=Random(1))
        self.host, self._proof = reached.host, proof
        config = HostConfig(HV01, "HV01", reached.endpoint, proof.user, proof.method)
        self.fleet.add(config, proof)

    @property
    def snapshot(self):
        return self.fleet.store.hosts[HV01]

    async def until(self, condition) -> None:
        end = time.monotonic() + WITHIN_S
        while not condition():
            assert time.monotonic() < end, f"it never came to be: {self.snapshot.link}"
            await asyncio.sleep(0.005)

    async def connected(self, wanted: LinkState) -> None:
        self.fleet.connect(HV01)
        await self.until(lambda: self.snapshot.link is wanted)

    async def ask(self) -> ConsoleError | None:
        """Ask something over the interactive lane."""
        try:
            await self.fleet.ask(HV01, lambda gateway: gateway.read_facts())
        except ConsoleError as error:
            return error
        return None

    async def idle(self) -> None:
        """Let the session do what it would do by itself, for longer than its pace."""
        for _ in range(TURNS):
            await asyncio.sleep(0.005)


def in_session(test, reached: Reached, proof: Credential) -> None:
    async def body() -> None:
        session = Session(reached, proof)
        try:
            await test(session)
        finally:
            await session.fleet.close(5.0)

    asyncio.run(body())


async def stays_refused(session: Session) -> None:
    await session.connected(LinkState.REFUSED)
    error = session.snapshot.error
    assert isinstance(error, Refused)
    assert error.reason is RefusedReason.BAD_CREDENTIAL
    for _ in range(3):
        assert await session.ask() is not None  # the user clicks about
        session.fleet.refresh(HV01)
    await session.idle()
    assert session.snapshot.link is LinkState.REFUSED


@pytest.mark.parametrize(("method", "tls"), WAYS)
def test_a_wrong_password_makes_one_attempt(tmp_path, method, tls):
    with a_host(tmp_path, word(method), tls=tls, objects=objects()) as reached:
        in_session(stays_refused, reached, credential(method, WRONG))
        assert reached.host.log.counters.refusals == 1


@pytest.mark.parametrize(("method", "tls"), WAYS)
def test_the_right_password_serves_both_lanes(tmp_path, method, tls):
    async def test(session: Session) -> None:
        await session.connected(LinkState.ONLINE)
        assert await session.ask() is None
        await session.until(lambda: len(session.snapshot.vms) == 3)

    with a_host(tmp_path, word(method), tls=tls, objects=objects()) as reached:
        in_session(test, reached, credential(method))
        log = reached.host.log
        assert log.counters.refusals == 0
        assert log.counters.connections == 2
        assert {(m.auth, m.sealed) for m in log.messages} == {(word(method), not tls)}


@pytest.mark.parametrize(("method", "tls"), WAYS)
def test_a_password_changed_meanwhile_is_not_tried_by_each_lane(tmp_path, method, tls):
    """Both lanes are signed in; then the host takes another password and both must sign in anew."""

    async def test(session: Session) -> None:
        await session.connected(LinkState.ONLINE)
        assert await session.ask() is None
        book = session.host._host._accounts
        session.host.stop_listening()
        session.host.call(lambda: change(book))
        session.host.restart()
        await asyncio.gather(*(session.ask() for _ in range(3)))
        await session.until(lambda: session.snapshot.link is LinkState.REFUSED)
        await session.ask()
        await session.idle()

    with a_host(tmp_path, word(method), tls=tls, objects=objects()) as reached:
        in_session(test, reached, credential(method))
        assert reached.host.log.counters.refusals == 1


def test_basic_refused_on_a_connection_that_there_is_counts(tmp_path):
    """Basic shows the password with each message: the other lane must not show it once more."""

    def asking(exchange):
        with pytest.raises(Refused):
            exchange.send(get(), repeatable=True)

    with a_host(tmp_path, "basic", tls=True) as reached:
        guard, proof = SignInGuard(), credential(AuthMethod.BASIC)
        lanes = [connect(reached.endpoint, proof, Timeouts(), guard=guard) for _ in range(3)]
        with contextlib.ExitStack() as stack:
            for lane in lanes:
                stack.callback(lane.close)
                lane.send(get(), repeatable=True)
            book = reached.host._host._accounts
            reached.host.call(lambda: change(book))
            for lane in lanes:
                asking(lane)
        assert reached.host.log.counters.refusals == 1


def change(book) -> None:
    """Give the account another password, on the host."""
    book.close()
    book._accounts = tuple(replace(account, password="another") for account in book._accounts)


def test_a_certificate_that_nobody_knows_is_shown_once(tmp_path):
    known, other = (client_certificate(tmp_path, name) for name in ("known", "other"))
    accounts = [Account("sim", PASSWORD, certificate=known.pem)]
    with a_host(
        tmp_path,
        "certificate",
        tls=True,
        objects=objects(),
        accounts=accounts,
        client_authorities=other.pem,
    ) as reached:
        in_session(stays_refused, reached, other.credential())
        assert reached.host.log.counters.refusals == 1


# -- Kerberos: the attempts count at the realm


@pytest.fixture(scope="module")
def kdc(tmp_path_factory):
    realm.needs_kdc()
    kdc = realm.Kdc(tmp_path_factory.mktemp("realm"))
    kdc.create({"sim": PASSWORD})
    kdc.start()
    yield kdc
    kdc.stop()


@pytest.fixture
def in_realm(kdc, monkeypatch, tmp_path):
    for name in ("KRB5CCNAME", "KRB5_KTNAME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("KRB5_CONFIG", str(kdc.config))
    with contextlib.ExitStack() as stack:

        def make(*methods: str) -> Reached:
            reached = stack.enter_context(
                a_host(tmp_path, *methods, tls=False, objects=objects(), keytab=kdc.keytab)
            )
            return replace(reached, endpoint=Endpoint("localhost", reached.endpoint.port))

        yield make


@pytest.mark.parametrize("method", [AuthMethod.KERBEROS, AuthMethod.NEGOTIATE])
def test_a_wrong_password_makes_one_attempt_at_the_realm(kdc, in_realm, method):
    reached, before = in_realm("kerberos", "ntlm"), kdc.wrong_passwords()
    in_session(stays_refused, reached, Credential("sim@HV.TEST", WRONG, method))
    assert kdc.wrong_passwords() == before + 1
    assert reached.host.log.counters.refusals == 0


@pytest.mark.parametrize("method", [AuthMethod.KERBEROS, AuthMethod.NEGOTIATE])
def test_kerberos_serves_both_lanes(in_realm, method):
    async def test(session: Session) -> None:
        await session.connected(LinkState.ONLINE)
        assert await session.ask() is None
        await session.until(lambda: len(session.snapshot.vms) == 3)

    reached = in_realm("kerberos", "ntlm")
    in_session(test, reached, Credential("sim@HV.TEST", PASSWORD, method))
    assert {(m.auth, m.sealed) for m in reached.host.log.messages} == {("kerberos", True)}
    assert reached.host.log.counters.connections <= 4


def test_a_password_changed_in_the_realm_is_tried_once(kdc, in_realm):
    async def test(session: Session) -> None:
        await session.connected(LinkState.ONLINE)
        kdc.admin("cpw -pw another sim")
        session.fleet.disconnect(HV01)
        await session.connected(LinkState.REFUSED)
        await session.idle()

    before = kdc.wrong_passwords()
    try:
        in_session(
            test, in_realm("kerberos"), Credential("sim@HV.TEST", PASSWORD, AuthMethod.KERBEROS)
        )
    finally:
        kdc.admin(f"cpw -pw {PASSWORD} sim")
    assert kdc.wrong_passwords() == before + 1
