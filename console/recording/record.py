"""Make a recording of a host: walk, replace, replay, look for leaks.

What a host said stays in memory until every name is out of it. The results that go into the file
come from a replay of the nameless exchanges, so they hold no names either, and a recording that
cannot be replayed is never written.
"""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final

from console import __version__
from console.hyperv.reading import StateRow
from console.model.errors import Malformed, NotPossible
from console.recording.acts import acts
from console.recording.disguise import Disguise
from console.recording.envelope import EnvelopeDisguise
from console.recording.file import Recording, Said, dump
from console.recording.leaks import RecordingUnsafe, check
from console.recording.replay import replay, result_of
from console.recording.substitutes import Substitutes
from console.recording.tape import RecordingExchange, Taken, Tape
from console.recording.walk import VMS, Outcome, rows_of, walk
from console.wsman.client import Exchange, WsmanClient

_ROUNDS: Final = 2


@dataclass(frozen=True, slots=True)
class Wish:
    """What to record.

    Attributes:
        vms: How many VMs to look at one by one.
        acts_on: Name or identifier of a VM on which to record changes; empty for none.
        private: What must not be in the recording besides what the host tells: the account, the
            password, the address.
    """

    vms: int = VMS
    acts_on: str = ""
    private: tuple[str, ...] = ()


def record(
    exchange: Exchange,
    wish: Wish,
    *,
    tell: Callable[[str], None],
    sleep: Callable[[float], None] = time.sleep,
    today: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Recording:
    """Record a host.

    Args:
        exchange: The way to the host; it is left open.
        wish: What to record.
        tell: Is told what is being done, one line each.
        sleep: Waits between two looks at a job.
        today: What day it is.

    Raises:
        NotPossible: ``vm_unknown``: there is no such VM, or several bear the name.
        RecordingUnsafe: Something of the host would have been in the recording.
        Unreachable: The connection broke.
    """
    tape = Tape()
    wsman = WsmanClient(RecordingExchange(exchange, tape))
    rows: tuple[StateRow, ...] = ()
    number: int | None = None
    for outcome in walk(wsman, tape.begin, vms=wish.vms):
        tell(_line(outcome))
        if wish.acts_on and outcome.step == "states.cold":
            rows = rows_of(outcome)
            number = _number_of(rows, wish.acts_on)
    if number is not None:
        for outcome in acts(wsman, rows[number].id, tape.begin, tell=tell, sleep=sleep):
            tell(_line(outcome))
    return nameless(tape.taken, wish, number, f"{today():%Y-%m-%d}")


def _number_of(rows: tuple[StateRow, ...], wanted: str) -> int:
    """Return which of the host's VMs is meant.

    Raises:
        NotPossible: None, or more than one.
    """
    for matches in (
        [at for at, row in enumerate(rows) if row.id == wanted.strip("{}").upper()],
        [at for at, row in enumerate(rows) if row.name == wanted],
    ):
        if len(matches) == 1:
            return matches[0]
    raise NotPossible("vm_unknown", wanted)


def _line(outcome: Outcome) -> str:
    if outcome.error is None:
        return f"{outcome.step}: read"
    return f"{outcome.step}: {type(outcome.error).__name__} (recorded as such)"


def nameless(
    taken: Iterable[Taken], wish: Wish, acts_on: int | None = None, made: str = ""
) -> Recording:
    """Return a recording of what was taken down, with nothing of the host in it.

    Raises:
        RecordingUnsafe: Something would have been.
    """
    kept = tuple(taken)
    forbidden: frozenset[str] = frozenset()
    for _ in range(_ROUNDS):
        try:
            return _nameless(kept, wish, acts_on, made, forbidden)
        except RecordingUnsafe as unsafe:
            # A word that is a constant in one place may be somebody's name in another: then it has
            # to go in both.
            forbidden |= unsafe.words
    return _nameless(kept, wish, acts_on, made, forbidden)


def _nameless(
    taken: Iterable[Taken], wish: Wish, acts_on: int | None, made: str, forbidden: frozenset[str]
) -> Recording:
    substitutes = Substitutes()
    disguise = EnvelopeDisguise(Disguise(substitutes), forbidden)
    said = tuple(_said(each, disguise) for each in taken)
    bare = Recording(__version__, made, wish.vms, acts_on, said)
    results = {outcome.step: result_of(outcome) for outcome in replay(bare).outcomes}
    recording = replace(bare, results=results)
    private = {text for text in wish.private if text}
    check(dump(recording), substitutes.originals | private)
    return recording


def _said(taken: Taken, disguise: EnvelopeDisguise) -> Said:
    request = disguise.envelope(taken.request)
    if taken.reply is None:
        return Said(taken.step, request, error=taken.error)
    try:
        return Said(taken.step, request, disguise.envelope(taken.reply))
    except Malformed:
        return Said(taken.step, request, unreadable=max(1, len(taken.reply)))
