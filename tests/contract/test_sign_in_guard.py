"""A wrong password that many hosts share costs one attempt, over real connections; a right one
delays nobody for long.
"""

import contextlib
import threading
import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.model.connection import AuthMethod, Credential, Endpoint, Timeouts
from console.model.errors import Refused, RefusedReason, Unreachable
from console.simulator.accounts import Account
from console.simulator.faults import Hang, Scope
from console.simulator.running_host import running
from console.simulator.server import HostSettings, SimulatedHost
from console.transport.connect import connect
from console.transport.sign_in_guard import SignInGuard, account_name
from console.wsman import names
from console.wsman.cim import CimInstance
from console.wsman.encode import encode_request
from console.wsman.message import Get, Request, RequestHeader

PASSWORD = "pw-of-this-test"
FAST = Timeouts(connect=20, operation=40, margin=5)
URI = names.class_uri(names.HYPERV_NAMESPACE, "Msvm_ComputerSystem")
RIGHT = Credential("sim", PASSWORD, shared_by="Berlin")
WRONG = Credential("sim", "wrong", shared_by="Berlin")


class FakeObjects:
    def get(self, namespace, class_name, selectors, caller):
        return CimInstance("Msvm_ComputerSystem", {"Name": "VM-1"}, namespace=namespace)


def get() -> bytes:
    header = RequestHeader(names.ACTION_GET, URI, "uuid:1", selectors=(("Name", "VM-1"),))
    return encode_request(Request(header, Get()))


@contextlib.contextmanager
def some_hosts(count):
    hosts = [
        SimulatedHost(FakeObjects(), HostSettings(f"HV{n:02}", [Account("sim", PASSWORD)]))
        for n in range(count)
    ]
    with running(hosts) as live:
        yield live


class Attempt(threading.Thread):
    """One host's connection, signing in in a thread of its own as a lane does."""

    def __init__(self, guard, host, credential):
        super().__init__(name=f"attempt at {host.port}")
        self.exchange = connect(Endpoint("127.0.0.1", host.port), credential, FAST, guard=guard)
        self.error = None

    def run(self):
        try:
            self.exchange.send(get(), repeatable=True)
        except Refused as refused:
            self.error = refused.reason
        finally:
            self.exchange.close()


def all_at_once(guard, hosts, credential):
    attempts = [Attempt(guard, host, credential) for host in hosts]
    for attempt in attempts:
        attempt.start()
    for attempt in attempts:
        attempt.join()
    return [attempt.error for attempt in attempts]


def sign_ins(hosts):
    """Return how many requests got as far as an answer to a challenge, host by host."""
    return [host.log.counters.requests for host in hosts]


def test_a_wrong_password_is_tried_at_one_of_twenty_hosts():
    guard = SignInGuard(wait_s=30)
    with some_hosts(20) as hosts:
        errors = all_at_once(guard, hosts, WRONG)
        assert sorted(map(str, errors)) == sorted(
            [str(RefusedReason.BAD_CREDENTIAL)] + [str(RefusedReason.NOT_TRIED)] * 19
        )
        asked = sign_ins(hosts)
        assert sum(1 for requests in asked if requests) == 1, "the others heard nothing at all"
        assert set(all_at_once(guard, hosts, WRONG)) == {RefusedReason.NOT_TRIED}
        assert sign_ins(hosts) == asked
        assert set(all_at_once(guard, hosts, RIGHT)) == {None}, "another secret is another matter"


def test_the_users_word_allows_one_more_try():
    guard = SignInGuard(wait_s=30)
    with some_hosts(3) as hosts:
        all_at_once(guard, hosts, WRONG)
        guard.forgive(Endpoint("127.0.0.1", hosts[0].port), WRONG)
        before = sum(sign_ins(hosts))
        errors = all_at_once(guard, hosts, WRONG)
        assert errors.count(RefusedReason.BAD_CREDENTIAL) == 1
        assert sum(sign_ins(hosts)) - before == 3, "one handshake of NTLM, three requests"


def test_a_right_password_lets_all_in_after_the_first():
    guard = SignInGuard(wait_s=30)
    with some_hosts(20) as hosts:
        assert set(all_at_once(guard, hosts, RIGHT)) == {None}
        assert all(sign_ins(hosts))


def test_a_host_that_hangs_holds_the_others_only_for_a_while():
    guard = SignInGuard(wait_s=0.3)
    with some_hosts(4) as hosts:
        hosts[0].plan.add(Hang(), Scope(handshake=True))
        hanging = Attempt(guard, hosts[0], RIGHT)
        hanging.exchange.close()
        hanging.exchange = connect(
            Endpoint("127.0.0.1", hosts[0].port), RIGHT, Timeouts(5, 20, 5), guard=guard
        )
        held = _Held(hanging, hosts[0])
        assert set(all_at_once(guard, hosts[1:], RIGHT)) == {None}
        held.release()


class _Held:
    """An attempt that is under way until its host stops listening."""

    def __init__(self, attempt, host):
        self._attempt, self._host = attempt, host
        attempt.run = self._run
        attempt.start()
        end = time.monotonic() + 60
        while not host.log.counters.requests:
            assert time.monotonic() < end
            time.sleep(0.005)

    def _run(self):
        with contextlib.suppress(Unreachable):
            self._attempt.exchange.send(get(), repeatable=False)
        self._attempt.exchange.close()

    def release(self):
        self._host.stop_listening()
        self._attempt.join()


def test_hosts_that_are_not_there_count_for_nothing():
    guard = SignInGuard(wait_s=30)
    nobody = connect(Endpoint("127.0.0.1", 1), RIGHT, FAST, guard=guard)
    with pytest.raises(Unreachable):
        nobody.send(get(), repeatable=True)
    with some_hosts(1) as hosts:
        assert all_at_once(guard, hosts, RIGHT) == [None]


# -- the rules, without sockets

HV1, HV2, HV3 = (Endpoint(f"hv{n}") for n in (1, 2, 3))


def outcome(guard, endpoint, credential, accepted):
    """Sign in; the host says whether it takes it."""
    admission = guard.admission(endpoint, credential)
    try:
        admission.ask(10.0)
    except Refused as refused:
        return refused.reason
    if accepted:
        admission.accepted()
    else:
        admission.refused()
    return accepted


def test_a_secret_that_worked_is_doubted_before_it_is_given_up():
    guard = SignInGuard()
    assert outcome(guard, HV1, RIGHT, True)
    assert outcome(guard, HV2, RIGHT, False) is False
    assert outcome(guard, HV1, RIGHT, True), "one host is different: the others go on"
    assert outcome(guard, HV2, RIGHT, True) is RefusedReason.BAD_CREDENTIAL, "it has said so"
    assert outcome(guard, HV3, RIGHT, False) is False
    assert outcome(guard, replace(HV3, port=9), RIGHT, False) is False
    assert outcome(guard, HV1, RIGHT, True) is RefusedReason.NOT_TRIED
    assert guard.is_refused(HV1, RIGHT)
    guard.forgive(HV1, RIGHT)
    assert outcome(guard, HV1, RIGHT, True)


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        (Credential("LAB\\Admin", "x"), Credential("lab\\admin", "x"), True),
        (Credential("admin@lab.example", "x"), Credential("ADMIN@LAB.EXAMPLE", "x"), True),
        (Credential("admin", "x"), Credential("admin", "x"), False),
        (Credential(".\\admin", "x"), Credential(".\\admin", "x"), False),
        (
            Credential("admin", "x", shared_by="Berlin"),
            Credential("admin", "x", shared_by="Berlin"),
            True,
        ),
        (
            Credential("admin", "x", shared_by="Berlin"),
            Credential("admin", "x", shared_by="Bonn"),
            False,
        ),
        (
            Credential("LAB\\admin", "x", shared_by="Berlin"),
            Credential("LAB\\admin", "x"),
            True,
        ),
    ],
)
def test_which_accounts_are_one(one, other, is_same):
    assert (account_name("hv1", one) == account_name("hv2", other)) is is_same


def test_what_has_no_secret_is_never_held_back():
    guard = SignInGuard()
    ticket = Credential("me@LAB.EXAMPLE", "", AuthMethod.KERBEROS)
    for _ in range(3):
        assert outcome(guard, HV1, ticket, False) is False


@settings(deadline=None, max_examples=200)
@given(st.lists(st.tuples(st.sampled_from([HV1, HV2, HV3]), st.booleans()), max_size=30))
def test_never_more_than_two_refusals_without_an_acceptance(answers):
    """Whatever hosts answer, in any order: at most two in a row reach one."""
    guard, in_a_row = SignInGuard(), 0
    for endpoint, accepted in answers:
        told = outcome(guard, endpoint, RIGHT, accepted)
        if told is True:
            in_a_row = 0
        elif told is False:
            in_a_row += 1
        assert in_a_row <= 2


def test_neither_the_secret_nor_its_digest_shows():
    guard = SignInGuard()
    outcome(guard, HV1, RIGHT, False)
    assert PASSWORD not in repr(vars(guard))
    first, second = guard._key(HV1, RIGHT)[1], SignInGuard()._key(HV1, RIGHT)[1]
    assert first != second
