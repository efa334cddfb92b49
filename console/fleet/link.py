"""How the link to a host moves from state to state, as a table.

Only what stands in the table can happen; everything else is a mistake in the program and raises.
Two rules are worth their words. A host that was online and is lost becomes stale and not
unreachable, because its rows are still there to be looked at; it stays so while it is tried again.
And whatever needs a person (a refused account, an untrusted certificate, a host without Hyper-V)
is left only when the user asks to connect or disconnect: never retried by itself, because each
try with a wrong password counts towards locking the account.
"""

import enum
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from console.model.errors import (
    ConsoleError,
    Forbidden,
    HyperVMissing,
    NamespaceMissing,
    NotWsman,
    Refused,
    Untrusted,
)
from console.model.host import LinkState


class LinkEvent(enum.Enum):
    """What happens to a link."""

    CONNECT_ASKED = "connect asked"
    READ = "states were read"
    LOST = "no answer, or none of use"
    REFUSED = "account refused"
    FORBIDDEN = "access denied"
    UNTRUSTED = "certificate not trusted"
    UNSUITABLE = "no Hyper-V there"
    DISCONNECT_ASKED = "disconnect asked"


NEEDS_PERSON: Final = frozenset(
    {LinkState.REFUSED, LinkState.FORBIDDEN, LinkState.UNTRUSTED, LinkState.UNSUITABLE}
)
"""States that are never left by themselves, though the user wanted the host."""

RETRIED: Final = frozenset({LinkState.STALE, LinkState.UNREACHABLE})
"""States in which the host is tried again by itself."""

_VERDICTS: Final = {
    LinkEvent.REFUSED: LinkState.REFUSED,
    LinkEvent.FORBIDDEN: LinkState.FORBIDDEN,
    LinkEvent.UNTRUSTED: LinkState.UNTRUSTED,
    LinkEvent.UNSUITABLE: LinkState.UNSUITABLE,
    LinkEvent.DISCONNECT_ASKED: LinkState.OFFLINE,
}
_WAITING: Final = {
    LinkEvent.CONNECT_ASKED: LinkState.CONNECTING,
    LinkEvent.DISCONNECT_ASKED: LinkState.OFFLINE,
}

TRANSITIONS: Final[Mapping[LinkState, Mapping[LinkEvent, LinkState]]] = MappingProxyType(
    {
        LinkState.OFFLINE: _WAITING,
        LinkState.CONNECTING: _VERDICTS
        | {
            LinkEvent.CONNECT_ASKED: LinkState.CONNECTING,
            LinkEvent.READ: LinkState.ONLINE,
            LinkEvent.LOST: LinkState.UNREACHABLE,
        },
        LinkState.ONLINE: _VERDICTS
        | {
            LinkEvent.CONNECT_ASKED: LinkState.ONLINE,
            LinkEvent.READ: LinkState.ONLINE,
            LinkEvent.LOST: LinkState.STALE,
        },
        LinkState.STALE: _VERDICTS
        | {
            LinkEvent.CONNECT_ASKED: LinkState.STALE,
            LinkEvent.READ: LinkState.ONLINE,
            LinkEvent.LOST: LinkState.STALE,
        },
        LinkState.UNREACHABLE: _VERDICTS
        | {
            LinkEvent.CONNECT_ASKED: LinkState.CONNECTING,
            LinkEvent.READ: LinkState.ONLINE,
            LinkEvent.LOST: LinkState.UNREACHABLE,
        },
        LinkState.REFUSED: _WAITING,
        LinkState.FORBIDDEN: _WAITING,
        LinkState.UNTRUSTED: _WAITING,
        LinkState.UNSUITABLE: _WAITING,
    }
)
"""Every transition that is allowed."""


class TransitionForbidden(Exception):
    """A mistake in the program: this event cannot happen in this state."""


def next_state(state: LinkState, event: LinkEvent) -> LinkState:
    """Return the state after an event.

    Raises:
        TransitionForbidden: The table does not have it.
    """
    try:
        return TRANSITIONS[state][event]
    except KeyError:
        raise TransitionForbidden(f"{event.name} while {state.name}") from None


def event_of(error: ConsoleError) -> LinkEvent:
    """Return what a failed reading of states means for the link."""
    if isinstance(error, Refused):
        return LinkEvent.REFUSED
    if isinstance(error, Untrusted):
        return LinkEvent.UNTRUSTED
    if isinstance(error, Forbidden):
        return LinkEvent.FORBIDDEN
    if isinstance(error, NotWsman) and error.may_pass:
        return LinkEvent.LOST
    if isinstance(error, NotWsman | NamespaceMissing | HyperVMissing):
        return LinkEvent.UNSUITABLE
    return LinkEvent.LOST


def draw() -> str:
    """Return the table as Markdown: a row per state, a column per event, ``-`` for "cannot be"."""
    events = tuple(LinkEvent)
    lines = [
        "| state | " + " | ".join(event.value for event in events) + " |",
        "|---" * (len(events) + 1) + "|",
    ]
    for state in LinkState:
        cells = (TRANSITIONS[state].get(event) for event in events)
        words = " | ".join(cell.value if cell else "-" for cell in cells)
        lines.append(f"| **{state.value}** | {words} |")
    return "\n".join(lines) + "\n"
