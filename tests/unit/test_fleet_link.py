"""The link's table, every pair of it, and what errors mean for it."""

import pytest

from console.fleet.link import (
    NEEDS_PERSON,
    RETRIED,
    TRANSITIONS,
    LinkEvent,
    TransitionForbidden,
    draw,
    event_of,
    next_state,
)
from console.model.errors import (
    Forbidden,
    HyperVMissing,
    Malformed,
    NamespaceMissing,
    NotWsman,
    Refused,
    RefusedReason,
    TimedOut,
    Unreachable,
    UnreachableReason,
    Untrusted,
    WsmanFault,
)
from console.model.host import LinkState

CONNECT, READ, LOST = LinkEvent.CONNECT_ASKED, LinkEvent.READ, LinkEvent.LOST
LIVE = {LinkState.CONNECTING, LinkState.ONLINE, LinkState.STALE, LinkState.UNREACHABLE}
VERDICTS = {
    LinkEvent.REFUSED: LinkState.REFUSED,
    LinkEvent.FORBIDDEN: LinkState.FORBIDDEN,
    LinkEvent.UNTRUSTED: LinkState.UNTRUSTED,
    LinkEvent.UNSUITABLE: LinkState.UNSUITABLE,
}
AFTER_CONNECT = {LinkState.ONLINE: LinkState.ONLINE, LinkState.STALE: LinkState.STALE}
AFTER_LOST = {
    LinkState.CONNECTING: LinkState.UNREACHABLE,
    LinkState.ONLINE: LinkState.STALE,
    LinkState.STALE: LinkState.STALE,
    LinkState.UNREACHABLE: LinkState.UNREACHABLE,
}


def expected(state, event):
    """The table once more, told by rules instead of cells."""
    if event is CONNECT:
        return AFTER_CONNECT.get(state, LinkState.CONNECTING)
    if event is LinkEvent.DISCONNECT_ASKED:
        return LinkState.OFFLINE
    if state not in LIVE:
        return None
    if event is READ:
        return LinkState.ONLINE
    if event is LOST:
        return AFTER_LOST[state]
    return VERDICTS[event]


@pytest.mark.parametrize("event", LinkEvent)
@pytest.mark.parametrize("state", LinkState)
def test_every_pair(state, event):
    wanted = expected(state, event)
    if wanted is None:
        with pytest.raises(TransitionForbidden, match=event.name):
            next_state(state, event)
    else:
        assert next_state(state, event) is wanted


def test_what_needs_a_person_is_left_by_asking_only():
    for state in NEEDS_PERSON:
        assert set(TRANSITIONS[state]) == {CONNECT, LinkEvent.DISCONNECT_ASKED}
    assert not NEEDS_PERSON & RETRIED
    assert NEEDS_PERSON | RETRIED | {
        LinkState.OFFLINE,
        LinkState.CONNECTING,
        LinkState.ONLINE,
    } == set(LinkState)


def test_rows_once_seen_never_become_unreachable():
    for state in (LinkState.ONLINE, LinkState.STALE):
        assert LinkState.UNREACHABLE not in TRANSITIONS[state].values()


@pytest.mark.parametrize(
    ("error", "event"),
    [
        (Refused(RefusedReason.BAD_CREDENTIAL, "h"), LinkEvent.REFUSED),
        (Untrusted("h"), LinkEvent.UNTRUSTED),
        (Forbidden(5), LinkEvent.FORBIDDEN),
        (NotWsman("h", 404), LinkEvent.UNSUITABLE),
        (NotWsman("h", 503), LinkEvent.LOST),
        (NamespaceMissing(0), LinkEvent.UNSUITABLE),
        (HyperVMissing(), LinkEvent.UNSUITABLE),
        (Unreachable(UnreachableReason.NO_ROUTE, "h"), LOST),
        (TimedOut("read", 70), LOST),
        (Malformed("x"), LOST),
        (WsmanFault(1), LOST),
    ],
)
def test_errors(error, event):
    assert event_of(error) is event


def test_the_drawing_has_every_state_and_event():
    lines = draw().splitlines()
    assert len(lines) == 2 + len(LinkState)
    assert all(line.count("|") == len(LinkEvent) + 2 for line in lines)
    assert lines[2].startswith("| **offline** | connecting | - |")
    for event in LinkEvent:
        assert event.value in lines[0]
