"""Signing in, sealing and the cure of stale connections, over real sockets."""

import asyncio
import contextlib
import logging
import socket
import sys
import threading
import time

import pytest

from console.model.connection import AuthMethod, Credential, Endpoint, Timeouts
from console.model.errors import (
    Cancelled,
    ConsoleError,
    NotWsman,
    Refused,
    RefusedReason,
    TimedOut,
    Unreachable,
    UnreachableReason,
)
from console.simulator.accounts import Account
from console.simulator.faults import AnswerStatus, CloseAfter, Hang, Phase, Reset, Scope
from console.simulator.running_host import running
from console.simulator.server import HostSettings, SimulatedHost
from console.transport.connect import connect
from console.transport.exchange import Exchange
from console.transport.lane import Lane
from console.transport.winrm import IDLE_S, WinrmExchange
from console.wsman import names
from console.wsman.cim import CimInstance
from console.wsman.decode import decode_reply
from console.wsman.encode import encode_request
from console.wsman.message import Fault, Get, Invoke, InvokeReply, Request, RequestHeader

PASSWORD = "pw-of-this-test"
NTLM = Credential("sim", PASSWORD)
FAST = Timeouts(connect=2, operation=2, margin=1)
URI = names.class_uri(names.HYPERV_NAMESPACE, "Msvm_ComputerSystem")
KEYS = (("Name", "VM-1"),)
FIRST_CALL, LATER_CALL = 4, 1
HANDSHAKE = Scope(handshake=True)


class FakeObjects:
    """One VM, and how often it was told to do something."""

    calls = 0
    is_missing = False

    def get(self, namespace, class_name, selectors, caller):
        return CimInstance("Msvm_ComputerSystem", {"Name": "VM-1"}, namespace=namespace)

    def invoke(self, namespace, class_name, selectors, method, arguments, caller):
        self.calls += 1
        return CimInstance("", {"Job": None, "ReturnValue": 0})


def get() -> bytes:
    header = RequestHeader(names.ACTION_GET, URI, "uuid:1", selectors=KEYS)
    return encode_request(Request(header, Get()))


def invoke() -> bytes:
    header = RequestHeader(f"{URI}/RequestStateChange", URI, "uuid:2", selectors=KEYS)
    return encode_request(Request(header, Invoke("RequestStateChange", (("RequestedState", 2),))))


def is_performed(reply: bytes) -> bool:
    return isinstance(decode_reply(reply).body, InvokeReply)


@contextlib.contextmanager
def a_host(**settings):
    settings.setdefault("accounts", [Account("sim", PASSWORD)])
    with running([SimulatedHost(FakeObjects(), HostSettings("HV01", **settings))]) as (host,):
        yield host


@pytest.fixture
def host():
    with a_host() as host:
        yield host


@pytest.fixture
def exchange(host):
    with an_exchange(host) as exchange:
        yield exchange


@contextlib.contextmanager
def an_exchange(host, credential=NTLM, timeouts=FAST, **more):
    exchange = WinrmExchange(Endpoint("127.0.0.1", host.port), credential, timeouts, **more)
    try:
        yield exchange
    finally:
        exchange.close()


class Tap:
    """A TCP relay that keeps what passes, for tests about what is on the wire."""

    def __init__(self, port: int) -> None:
        self._target = ("127.0.0.1", port)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self.seen = bytearray()
        self._threads = [threading.Thread(target=self._accept)]
        self._sockets: list[socket.socket] = []

    def __enter__(self):
        self._threads[0].start()
        return self

    def __exit__(self, *_):
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for each in self._sockets:
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join()
        for each in self._sockets:
            each.close()

    def _accept(self):
        with contextlib.suppress(OSError):
            while True:
                near, _ = self._listener.accept()
                far = socket.create_connection(self._target)
                self._sockets += [near, far]
                for pair in ((near, far), (far, near)):
                    self._threads.append(threading.Thread(target=self._relay, args=pair))
                    self._threads[-1].start()

    def _relay(self, source, target):
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                self.seen += data
                target.sendall(data)
            target.shutdown(socket.SHUT_WR)


# -- signing in and sealing


def test_round_trips_of_the_first_call_and_of_later_ones(host, exchange):
    assert exchange.round_trips == 0
    assert decode_reply(exchange.send(get(), repeatable=True))
    assert exchange.round_trips == FIRST_CALL
    exchange.send(get(), repeatable=True)
    assert exchange.round_trips == FIRST_CALL + LATER_CALL
    assert host.log.counters.connections == 1
    assert {record.sealed for record in host.log.messages} == {True}


def test_nothing_readable_is_on_the_wire(host):
    with Tap(host.port) as tap:
        with an_exchange(tap) as exchange:
            assert b"VM-1" in exchange.send(get(), repeatable=True)
        seen = bytes(tap.seen)
    assert seen.count(b"--Encrypted Boundary") >= 6
    for clear in (b"Envelope", b"VM-1", b"Msvm", PASSWORD.encode()):
        assert clear not in seen
        assert clear.decode().encode("utf-16-le") not in seen


def test_a_soap_fault_comes_back_as_its_body(exchange):
    broken = get().replace(b"/transfer/Get", b"/transfer/Nonsense")
    assert isinstance(decode_reply(exchange.send(broken, repeatable=True)).body, Fault)


def test_nothing_is_opened_or_imported_before_the_first_send():
    import subprocess

    program = (
        "import sys\n"
        "from console.transport.connect import connect\n"
        "from console.model.connection import *\n"
        "connect(Endpoint('192.0.2.1'), Credential('u', 'p'), Timeouts()).close()\n"
        "print(*(m for m in ('requests', 'winrm', 'urllib3', 'spnego') if m in sys.modules))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert done.stdout.strip() == b""


def test_the_connector_gives_an_exchange(host):
    exchange: Exchange = connect(Endpoint("127.0.0.1", host.port), NTLM, FAST)
    assert exchange.send(get(), repeatable=True)
    exchange.close()


def test_a_closed_exchange_sends_nothing(host, exchange):
    exchange.close()
    with pytest.raises(Cancelled):
        exchange.send(get(), repeatable=True)
    assert host.log.counters.connections == 0


def test_negotiate_signs_in_by_ntlm_here(host):
    credential = Credential("sim", PASSWORD, AuthMethod.NEGOTIATE)
    with an_exchange(host, credential) as exchange:
        assert exchange.send(get(), repeatable=True)


def test_basic_on_this_computer_where_the_host_allows_it():
    with (
        a_host(methods=frozenset({"basic"}), allow_unencrypted=True) as host,
        an_exchange(host, Credential("sim", PASSWORD, AuthMethod.BASIC)) as exchange,
    ):
        exchange.send(get(), repeatable=True)
        exchange.send(get(), repeatable=True)
        assert exchange.round_trips == 2


def test_basic_takes_any_password():
    password = "ключ-密码"
    with (
        a_host(
            accounts=[Account("sim", password)],
            methods=frozenset({"basic"}),
            allow_unencrypted=True,
        ) as host,
        an_exchange(host, Credential("sim", password, AuthMethod.BASIC)) as exchange,
    ):
        assert exchange.send(get(), repeatable=True)


# -- refusals


def refused(exchange) -> Refused:
    with pytest.raises(Refused) as caught:
        exchange.send(get(), repeatable=True)
    return caught.value


def test_a_wrong_password_costs_one_attempt(host):
    with an_exchange(host, Credential("sim", "wrong-one")) as exchange:
        error = refused(exchange)
        assert exchange.round_trips == 3
    assert (error.reason, error.user) == (RefusedReason.BAD_CREDENTIAL, "sim")
    assert error.offered == ("Negotiate",)
    assert host.log.counters.connections == 1
    assert host.log.counters.requests == 3  # bare, with type 1, with the one type 3
    assert "wrong-one" not in f"{error!r} {error} {error.details()}"


def test_a_wrong_basic_password_costs_one_request():
    with (
        a_host(methods=frozenset({"basic"}), allow_unencrypted=True) as host,
        an_exchange(host, Credential("sim", "wrong", AuthMethod.BASIC)) as exchange,
    ):
        error = refused(exchange)
        assert exchange.round_trips == 1
    assert (error.reason, error.offered) == (RefusedReason.BAD_CREDENTIAL, ("Basic",))


def test_plain_basic_to_another_computer_sends_nothing():
    endpoint = Endpoint("192.0.2.1")
    exchange = WinrmExchange(endpoint, Credential("sim", PASSWORD, AuthMethod.BASIC), FAST)
    started = time.monotonic()
    assert refused(exchange).reason is RefusedReason.PLAIN_BASIC
    assert time.monotonic() - started < 0.5
    assert exchange.round_trips == 0


@pytest.mark.parametrize("method", [AuthMethod.BASIC, AuthMethod.CREDSSP])
def test_a_method_that_the_host_does_not_offer(host, method):
    with an_exchange(host, Credential("sim", PASSWORD, method)) as exchange:
        error = refused(exchange)
        assert exchange.round_trips == 1
    assert error.reason is RefusedReason.METHOD_NOT_OFFERED
    assert error.offered == ("Negotiate",)


def test_401_for_ever_ends(host):
    host.plan.add(AnswerStatus(401), HANDSHAKE)
    with an_exchange(host) as exchange:
        assert refused(exchange).offered == ("Negotiate",)
        assert exchange.round_trips <= 3


def test_401_to_every_message_ends(host):
    host.plan.add(AnswerStatus(401))
    with an_exchange(host) as exchange:
        assert refused(exchange).reason is RefusedReason.BAD_CREDENTIAL
        assert exchange.round_trips == FIRST_CALL
        assert refused(exchange)
        assert exchange.round_trips == 2 * FIRST_CALL


def test_no_secret_in_logs_at_any_level(host, caplog):
    with caplog.at_level(logging.DEBUG), an_exchange(host) as exchange:
        exchange.send(get(), repeatable=True)
    assert PASSWORD not in caplog.text
    assert "step output" not in caplog.text  # pyspnego's tokens
    assert "VM-1" not in caplog.text


# -- connections that were lost


def lost(exchange, request: bytes, *, repeatable: bool) -> Unreachable:
    with pytest.raises(Unreachable) as caught:
        exchange.send(request, repeatable=repeatable)
    assert caught.value.reason is UnreachableReason.CONNECTION_LOST
    return caught.value


@pytest.mark.parametrize("repeatable", [True, False])
def test_a_connection_closed_while_idle_is_replaced_before_anything_is_sent(host, repeatable):
    with an_exchange(host) as exchange:
        exchange.send(get(), repeatable=True)
        host.close_idle_connections()
        assert is_performed(exchange.send(invoke(), repeatable=repeatable))
        assert exchange.round_trips == FIRST_CALL + FIRST_CALL
        assert host.call(lambda: host.repository.calls) == 1
        exchange.send(get(), repeatable=True)
        assert exchange.round_trips == FIRST_CALL + FIRST_CALL + LATER_CALL


def test_no_message_sealed_for_another_connection_ever_arrives(host, exchange):
    for _ in range(3):
        exchange.send(get(), repeatable=True)
        host.close_idle_connections()
    assert {record.status for record in host.log.records} == {200, 401}


@pytest.mark.parametrize("phase", list(Phase))
def test_a_connection_lost_under_way_repeats_a_read_once(host, exchange, phase):
    rule = host.plan.add(Reset(phase), Scope(times=1))
    assert b"VM-1" in exchange.send(get(), repeatable=True)
    assert host.plan.hits(rule) == 1
    assert exchange.round_trips == 2 * FIRST_CALL


@pytest.mark.parametrize("phase", list(Phase))
def test_a_connection_lost_under_way_does_not_repeat_a_change(host, exchange, phase):
    host.plan.add(Reset(phase), Scope(times=1))
    assert lost(exchange, invoke(), repeatable=False).may_have_arrived
    assert host.call(lambda: host.repository.calls) == 1
    assert is_performed(exchange.send(invoke(), repeatable=False))


def test_a_connection_that_is_always_lost_is_tried_twice(host, exchange):
    rule = host.plan.add(Reset())
    assert lost(exchange, get(), repeatable=True).may_have_arrived
    assert host.plan.hits(rule) == 2


def test_a_connection_lost_while_signing_in_costs_one_attempt(host, exchange):
    host.plan.add(Reset(), HANDSHAKE)
    assert not lost(exchange, get(), repeatable=True).may_have_arrived
    assert host.log.counters.connections == 1


def test_an_unexplained_400_signs_in_anew_for_a_read(host, exchange):
    exchange.send(get(), repeatable=True)
    with host.plan.active(AnswerStatus(400), Scope(times=1)):
        assert exchange.send(get(), repeatable=True)
    assert host.log.counters.connections == 2


def test_an_unexplained_400_to_a_change_is_told(host, exchange):
    with host.plan.active(AnswerStatus(400), Scope(times=1)), pytest.raises(NotWsman) as caught:
        exchange.send(invoke(), repeatable=False)
    assert caught.value.status == 400
    assert is_performed(exchange.send(invoke(), repeatable=False))


def test_a_host_that_has_forgotten_us_is_signed_in_to_again(host, exchange):
    exchange.send(get(), repeatable=True)
    with host.plan.active(AnswerStatus(401), Scope(times=1)):
        assert is_performed(exchange.send(invoke(), repeatable=False))
    assert exchange.round_trips == FIRST_CALL + 1 + FIRST_CALL


def test_a_host_that_closes_after_each_answer_is_slow_but_works(host, exchange):
    host.plan.add(CloseAfter())
    for _ in range(3):
        exchange.send(get(), repeatable=True)
        until(lambda: host.open_connections == 0)
    assert host.log.counters.connections == 3


def test_a_restarted_service_is_signed_in_to_again(host, exchange):
    exchange.send(get(), repeatable=True)
    host.restart()
    assert is_performed(exchange.send(invoke(), repeatable=False))


def test_an_idle_connection_is_given_up_unasked(host):
    now = [0.0]
    with an_exchange(host, clock=lambda: now[0]) as exchange:
        exchange.send(get(), repeatable=True)
        now[0] += IDLE_S
        exchange.send(get(), repeatable=True)
        assert host.log.counters.connections == 1
        now[0] += IDLE_S + 1
        assert is_performed(exchange.send(invoke(), repeatable=False))
        assert host.log.counters.connections == 2


# -- time


def test_a_hanging_host_is_left_in_time_while_another_lane_answers(host):
    patient = Timeouts(connect=1, operation=0.5, margin=0.5)
    host.plan.add(Hang(), Scope(operation="Invoke"))

    async def main():
        with an_exchange(host, timeouts=patient) as hung, an_exchange(host) as quick:
            lanes = Lane("hung", hung.close), Lane("quick", quick.close)
            started = time.monotonic()
            waiting = asyncio.gather(
                lanes[0].call(lambda: hung.send(invoke(), repeatable=False)),
                return_exceptions=True,
            )
            await lanes[1].call(lambda: quick.send(get(), repeatable=True))
            assert not waiting.done()
            (error,) = await waiting
            assert 0.9 < time.monotonic() - started < 2
            for lane in lanes:
                lane.close()
            return error

    error = asyncio.run(main())
    assert isinstance(error, TimedOut)
    assert (error.phase, error.seconds, error.may_have_arrived) == ("read", 1.0, True)


def test_a_read_that_timed_out_is_not_repeated(host):
    rule = host.plan.add(Hang())
    with an_exchange(host, timeouts=Timeouts(1, 0.3, 0.1)) as exchange, pytest.raises(TimedOut):
        exchange.send(get(), repeatable=True)
    assert host.plan.hits(rule) == 1


def test_after_a_time_out_the_next_call_works(host):
    with an_exchange(host, timeouts=Timeouts(1, 0.3, 0.1)) as exchange:
        with host.plan.active(Hang()), pytest.raises(TimedOut):
            exchange.send(get(), repeatable=True)
        assert exchange.send(get(), repeatable=True)


def test_a_host_that_hangs_while_signing_in_has_done_nothing(host):
    host.plan.add(Hang(), HANDSHAKE)
    with (
        an_exchange(host, timeouts=Timeouts(1, 0.3, 0.1)) as exchange,
        pytest.raises(TimedOut) as caught,
    ):
        exchange.send(invoke(), repeatable=False)
    assert not caught.value.may_have_arrived


def test_exchanges_of_one_host_do_not_disturb_each_other(host):
    errors: list[ConsoleError] = []

    def work():
        with an_exchange(host) as exchange:
            try:
                for _ in range(10):
                    exchange.send(get(), repeatable=True)
            except ConsoleError as error:
                errors.append(error)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not errors
    assert host.log.counters.connections == 4


def until(condition) -> None:
    deadline = time.monotonic() + 5
    while not condition():
        assert time.monotonic() < deadline, "condition never came true"
        time.sleep(0.002)
