"""An exchange that answers as a recorded host did.

A request finds its reply by what it asks (action, resource, keys, body), not by its bytes: message
identifiers differ each time. Equal requests get their replies in the recorded order, the last one
again and again.
"""

import re
from collections import deque
from dataclasses import dataclass
from typing import Final

from console.model.errors import (
    ConsoleError,
    Malformed,
    TimedOut,
    Unreachable,
    UnreachableReason,
)
from console.recording.acts import acts
from console.recording.file import Recording, Said
from console.recording.plain import Plain, differences, plain
from console.recording.walk import Outcome, rows_of, walk
from console.wsman.cim import CimValue
from console.wsman.cimxml import decode_embedded
from console.wsman.client import WsmanClient
from console.wsman.decode import decode_request
from console.wsman.message import Identify, Invoke, Request

HOST: Final = "host.example"


class NotRecorded(ConsoleError):
    """The client asks something that the recorded host was not asked."""


class ReplayExchange:
    """Answers from a recording.

    Args:
        recording: What was recorded.

    Attributes:
        step: The step from whose part it answers.
        unanswered: Steps in which the client asked what the host was not asked.
    """

    def __init__(self, recording: Recording) -> None:
        self.step = ""
        self.unanswered: set[str] = set()
        self._waiting: dict[tuple[str, str], deque[tuple[str, Said]]] = {}
        for said in recording.said:
            request = decode_request(said.request.encode())
            entry = (request.header.message_id, said)
            for step in ("", said.step):
                self._waiting.setdefault((step, _key(request)), deque()).append(entry)

    def begin(self, step: str) -> None:
        """Answer from this step's part of the recording; the empty name stands for all of it."""
        self.step = step

    def send(self, request: bytes, *, repeatable: bool) -> bytes:
        """Answer as the host did.

        Raises:
            NotRecorded: The host was not asked this.
            ConsoleError: What the host did not answer then, it does not answer now.
        """
        asked = decode_request(request)
        waiting = self._waiting.get((self.step, _key(asked)))
        if not waiting:
            self.unanswered.add(self.step)
            raise NotRecorded(f"{self.step}: {asked.header.action.rpartition('/')[2]}")
        recorded_id, said = waiting.popleft() if len(waiting) > 1 else waiting[0]
        if said.reply is None:
            raise _error(said)
        if not recorded_id:
            return said.reply.encode()
        own = asked.header.message_id
        reply = re.sub(re.escape(recorded_id), own, said.reply, flags=re.IGNORECASE)
        return reply.encode()

    def close(self) -> None:
        """Nothing is open."""


def _error(said: Said) -> ConsoleError:
    match said.error:
        case "TimedOut":
            return TimedOut("read", 0, HOST)
        case "Unreachable":
            return Unreachable(UnreachableReason.OTHER, HOST)
        case _:
            return Malformed(f"recorded: {said.error or 'a reply that cannot be read'}")


def _key(request: Request) -> str:
    """Return what a request asks, as text."""
    header, body = request.header, request.body
    if isinstance(body, Identify):
        return "identify"
    if isinstance(body, Invoke):
        arguments = [(name, _comparable(value)) for name, value in body.arguments]
        body = Invoke(body.method, tuple(arguments))
    return repr((header.action, header.resource_uri, header.selectors, header.options, body))


def _comparable(value: CimValue) -> CimValue:
    """Return a value with embedded objects read: their text may be escaped in several ways."""
    if isinstance(value, tuple):
        return tuple(
            found
            for each in value
            if (found := _comparable(each)) is not None and not isinstance(found, tuple)
        )
    if isinstance(value, str) and value.lstrip().startswith("<"):
        try:
            return decode_embedded(value)
        except Malformed:
            return value
    return value


@dataclass(frozen=True, slots=True)
class Replayed:
    """What the client makes of a recording.

    Attributes:
        outcomes: Every step.
        outgrown: Steps that ask more than the recorded host was asked: nothing can be said of
            them until a host is recorded again.
    """

    outcomes: tuple[Outcome, ...]
    outgrown: frozenset[str]


def replay(recording: Recording) -> Replayed:
    """Take all steps of a recording once more, with the client as it is now."""
    exchange = ReplayExchange(recording)
    wsman = WsmanClient(exchange)
    outcomes: list[Outcome] = []
    try:
        for outcome in walk(wsman, exchange.begin, vms=recording.vms):
            outcomes.append(outcome)
        outcomes.extend(_acts(recording, exchange, wsman, outcomes))
    except (Unreachable, TimedOut) as error:
        outcomes.append(Outcome(exchange.step, error=error))
    return Replayed(tuple(outcomes), frozenset(exchange.unanswered))


def _acts(
    recording: Recording, exchange: ReplayExchange, wsman: WsmanClient, outcomes: list[Outcome]
) -> tuple[Outcome, ...]:
    rows = next((rows_of(each) for each in outcomes if each.step == "states.cold"), ())
    if recording.acts_on is None or recording.acts_on >= len(rows):
        return ()
    vm = rows[recording.acts_on].id
    return tuple(acts(wsman, vm, exchange.begin, tell=_nobody, sleep=_at_once))


def _nobody(_text: str) -> None:
    """What was done then was told then."""


def _at_once(_seconds: float) -> None:
    """A recorded job need not be waited for."""


def result_of(outcome: Outcome) -> Plain:
    """Return what a step brought, as plain data."""
    return plain(outcome.error if outcome.error is not None else outcome.result)


def changes(recording: Recording) -> list[str]:
    """Return where the client now makes something else of a recording than it says.

    Steps that only the client knows are no change, and of steps that it has outgrown nothing can
    be said.
    """
    replayed = replay(recording)
    found = {outcome.step: outcome for outcome in replayed.outcomes}
    lines: list[str] = []
    for step, expected in recording.results.items():
        if step in replayed.outgrown:
            continue
        if step not in found:
            lines.append(f"{step}: the client does not take this step any more")
        else:
            lines.extend(
                f"{step}: {line}" for line in differences(expected, result_of(found[step]))
            )
    return lines
