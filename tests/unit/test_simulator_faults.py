"""The fault plan, and how faults change what goes over the wire."""

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.simulator.delivery import (
    Cut,
    HttpAnswer,
    Wait,
    WaitForever,
    Write,
    spoil_answer,
    spoil_soap,
    steps,
)
from console.simulator.faults import (
    AnswerStatus,
    BadSeal,
    CloseAfter,
    Delay,
    DoctypeBody,
    EntityBombBody,
    FaultPlan,
    GarbageBody,
    Hang,
    HtmlPage,
    HugeBody,
    Phase,
    Redirect,
    Reset,
    Scope,
    Situation,
    Trickle,
    TruncateBody,
    WrongLength,
    prevents,
)

GET = Situation(1, "Get", "http://x/v2/Msvm_ComputerSystem")
QUERY = Situation(2, "Enumerate", "http://x/* SELECT * FROM Msvm_Kvp WHERE A = 'b'")
CALL = Situation(3, "Invoke", "http://x/Msvm_ComputerSystem", "RequestStateChange")
SHAKE = Situation(1, handshake=True)
HEAD = b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n"
BODY = b"0123456789"


@pytest.mark.parametrize(
    ("scope", "hits"),
    [
        (Scope(), [GET, QUERY, CALL]),
        (Scope(handshake=True), [GET, QUERY, CALL, SHAKE]),
        (Scope(operation="Get"), [GET]),
        (Scope(class_name="msvm_computersystem"), [GET, CALL]),
        (Scope(class_name="Msvm_Kvp"), [QUERY]),
        (Scope(class_name="Msvm_K"), []),
        (Scope(method="RequestStateChange"), [CALL]),
        (Scope(connection=2), [QUERY]),
        (Scope(operation="Get", connection=2), []),
    ],
)
def test_scopes(scope, hits):
    assert [s for s in (GET, QUERY, CALL, SHAKE) if scope.covers(s)] == hits


def test_nth_and_times_count_matching_requests_only():
    plan = FaultPlan()
    third = plan.add(Delay(1), Scope(operation="Get", nth=3))
    twice = plan.add(Delay(2), Scope(operation="Get", times=2))
    got = [plan.take(s) for s in (GET, CALL, GET, GET, GET)]
    assert got == [(Delay(2),), (), (Delay(2),), (Delay(1),), ()]
    assert (plan.hits(third), plan.hits(twice)) == (1, 2)


def test_rules_come_and_go():
    plan = FaultPlan()
    with plan.active(Hang()) as number:
        assert plan.take(GET) == (Hang(),)
        assert plan.hits(number) == 1
    assert plan.take(GET) == ()
    plan.remove(plan.add(Hang()))
    plan.remove(999)
    plan.add(Hang())
    plan.clear()
    assert plan.take(GET) == ()


def test_a_plan_counts_exactly_in_many_threads():
    plan = FaultPlan()
    number = plan.add(Hang(), Scope(times=1000))
    threads = [
        threading.Thread(target=lambda: [plan.take(GET) for _ in range(500)]) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert plan.hits(number) == 1000


@pytest.mark.parametrize(
    ("fault", "does"),
    [
        (AnswerStatus(503), True),
        (HtmlPage(), True),
        (Redirect("http://x"), True),
        (Hang(), False),
        (Hang(performs=False), True),
        (Reset(performs=False), True),
        (Delay(1), False),
    ],
)
def test_what_keeps_a_request_from_the_service(fault, does):
    assert prevents((fault,)) is does


def test_a_good_answer_is_one_write():
    assert list(steps((), HEAD, BODY)) == [Write(HEAD + BODY)]


@pytest.mark.parametrize(
    ("fault", "plan"),
    [
        (Hang(), [WaitForever()]),
        (Delay(3), [Wait(3), Write(HEAD + BODY)]),
        (Reset(), [Cut(hard=True)]),
        (Reset(Phase.IN_HEADERS), [Write(HEAD[: len(HEAD) // 2]), Cut(hard=True)]),
        (Reset(Phase.IN_BODY), [Write(HEAD + BODY[:5]), Cut(hard=True)]),
        (TruncateBody(), [Write(HEAD + BODY[:5]), Cut()]),
        (WrongLength(7), [Write(HEAD.replace(b"10", b"17") + BODY), Cut()]),
        (WrongLength(-99), [Write(HEAD.replace(b"10", b"0") + BODY), Cut()]),
        (CloseAfter(), [Write(HEAD + BODY), Cut()]),
    ],
)
def test_faults_of_the_wire(fault, plan):
    assert list(steps((fault,), HEAD, BODY)) == plan


@given(st.binary(max_size=200), st.integers(1, 50))
def test_a_trickle_loses_nothing(body, step):
    got = list(steps((Trickle(step, 0.5),), HEAD, body))
    assert b"".join(s.data for s in got if isinstance(s, Write)) == HEAD + body
    assert all(len(s.data) <= step for s in got if isinstance(s, Write))
    assert sum(isinstance(s, Wait) for s in got) == sum(isinstance(s, Write) for s in got)


def test_faults_add_up():
    got = list(steps((Delay(1), Trickle(1000, 2), CloseAfter()), HEAD, BODY))
    assert got == [Wait(1), Write(HEAD + BODY), Wait(2), Cut()]


def test_spoilt_bodies():
    assert spoil_soap((), b"<a/>") == b"<a/>"
    assert spoil_soap((GarbageBody(),), b"<a/>").startswith(b"\x00")
    assert b"file:///" in spoil_soap((DoctypeBody(),), b"<a/>")
    bomb = spoil_soap((EntityBombBody(),), b"<a/>")
    assert bomb.count(b"<!ENTITY") == 10
    assert len(bomb) < 2000
    assert len(spoil_soap((HugeBody(5000),), b"<a/>")) >= 5000


def test_a_turned_bit_leaves_the_frame_alone():
    frame = b"head XYZ--Encrypted Boundary--\r\n"
    answer = HttpAnswer(200, frame, "multipart/encrypted")
    assert spoil_answer((BadSeal(),), answer).body == b"head XY[--Encrypted Boundary--\r\n"
    clear = HttpAnswer(200, b"<a/>", "application/soap+xml")
    assert spoil_answer((BadSeal(),), clear) == clear
