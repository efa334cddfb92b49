"""The lines of a plan's journal, written and read: pure.

A journal is UTF-8 text, a JSON object a line:

* the *header*: the format's number, the plan, where it comes from, its limits and its items;
* ``sent``: items about to be handed to their hosts, each with the switch's position before (or
  null): written before that happens, so what is not here was not sent;
* ``ended``: how an item ended;
* ``stop``: the plan was stopped, nothing new is begun;
* ``finished``: nothing is left to do.

A line that breaks off at the end of the file was being written when the program or the computer
died. It is as if it had never begun, because nobody was told yet that it is on the disk.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final, cast

from console.fleet.operation import PowerChange, ServiceChange
from console.fleet.plan import Change, OriginKind, PlanItem, PlanOrigin
from console.fleet.plan_journal_error import error_values, read_error
from console.fleet.plan_limits import PlanLimits
from console.fleet.plan_record import ItemPhase, ItemResult
from console.model.identity import HostId, PlanId, VmId, VmKey
from console.model.power import PowerAction
from console.model.service import ServiceKind

FORMAT: Final = 1
_Values = Mapping[str, Any]


class JournalBroken(Exception):
    """A journal that cannot be read.

    Attributes:
        line: Which line, from 1.
        is_newer: Whether a later version of the program wrote it, so that it is no damage.
    """

    def __init__(self, line: int, problem: str, *, is_newer: bool = False) -> None:
        super().__init__(problem)
        self.line = line
        self.is_newer = is_newer


@dataclass(frozen=True, slots=True)
class PlanStory:
    """What a journal tells of a plan.

    Attributes:
        id: Which.
        origin: Where it comes from.
        limits: How it is to be run.
        started_at: When it was started (aware).
        results: Of all items; those not ended are ``WAITING``, also where they were sent.
        sent: The items that were handed to their hosts and have not ended, with the switch's
            position before.
        is_stopped: Whether it was stopped.
        is_finished: Whether nothing is left to do.
        length: Bytes of the whole lines.
    """

    id: PlanId
    origin: PlanOrigin
    limits: PlanLimits
    started_at: datetime
    results: tuple[ItemResult, ...]
    sent: Mapping[int, bool | None] = field(default_factory=dict[int, bool | None])
    is_stopped: bool = False
    is_finished: bool = False
    length: int = 0

    @property
    def is_over(self) -> bool:
        """Whether nothing is left to do, though the program may have ended before it said so."""
        if self.is_finished:
            return True
        is_begun = self.is_stopped or all(result.phase.is_finished for result in self.results)
        return is_begun and not self.sent


def header_line(story: PlanStory) -> str:
    """Return the first line of a plan's journal."""
    origin, limits = story.origin, story.limits
    return _line(
        {
            "format": FORMAT,
            "plan": story.id,
            "started_at": story.started_at.isoformat(),
            "origin": {"kind": origin.kind.value, "name": origin.name, "undoes": origin.undoes},
            "limits": {
                "per_host": limits.per_host,
                "overall": limits.overall,
                "stop_after": limits.stop_after,
            },
            "items": [_item_values(result.item) for result in story.results],
        }
    )


def sent_line(index: int, before: bool | None) -> str:
    """Return the line to be written before an item is handed to its host."""
    return _line({"sent": index, "before": before})


def ended_line(index: int, result: ItemResult) -> str:
    """Return the line of an item that has ended."""
    values: dict[str, object] = {"ended": index, "phase": result.phase.value}
    if result.was_changed:
        values["changed"] = True
    if result.error is not None:
        values["error"] = error_values(result.error)
    return _line(values)


def stop_line() -> str:
    """Return the line of a plan that was stopped."""
    return _line({"stop": True})


def finished_line(at: datetime) -> str:
    """Return the last line."""
    return _line({"finished": at.isoformat()})


def read_story(data: bytes, plan: PlanId) -> PlanStory:
    """Return what a plan's journal tells.

    Raises:
        JournalBroken: It does not have a whole header, is another plan's, or a line before the
            last makes no sense.
    """
    lines = data.split(b"\n")
    whole, torn = lines[:-1], lines[-1]
    if not whole:
        raise JournalBroken(1, "a journal's first line is expected")
    story = _read_header(_parsed(1, whole[0]))
    if story.id != plan:
        raise JournalBroken(1, f"the journal of {plan} is expected")
    telling = _Telling(story)
    length = len(whole[0]) + 1
    for number, line in enumerate(whole[1:], 2):
        try:
            telling.take(number, _parsed(number, line))
        except JournalBroken:
            if number == len(whole) and not torn:  # a disk may pad what it lost
                break
            raise
        length += len(line) + 1
    return telling.story(length)


class _Telling:
    """Follows a journal line by line."""

    def __init__(self, header: PlanStory) -> None:
        self._header = header
        self._results = list(header.results)
        self._sent: dict[int, bool | None] = {}
        self._is_stopped = False
        self._is_finished = False

    def take(self, number: int, values: _Values) -> None:
        try:
            self._take(values)
        except (TypeError, ValueError, KeyError, IndexError) as problem:
            raise JournalBroken(number, f"a journal's line is expected: {problem!r}") from problem

    def story(self, length: int) -> PlanStory:
        return replace(
            self._header,
            results=tuple(self._results),
            sent=dict(self._sent),
            is_stopped=self._is_stopped,
            is_finished=self._is_finished,
            length=length,
        )

    def _take(self, values: _Values) -> None:
        if "sent" in values:
            before = values["before"]
            self._sent[self._index(values["sent"])] = None if before is None else bool(before)
        elif "ended" in values:
            index = self._index(values["ended"])
            self._sent.pop(index, None)
            phase, error = ItemPhase(values["phase"]), values.get("error")
            if not phase.is_finished:
                raise ValueError(phase)
            self._results[index] = ItemResult(
                self._results[index].item,
                phase,
                None if error is None else read_error(error),
                bool(values.get("changed", False)),
            )
        elif "stop" in values:
            self._is_stopped = True
        else:
            datetime.fromisoformat(values["finished"])
            self._is_finished = True

    def _index(self, value: object) -> int:
        if not isinstance(value, int) or not 0 <= value < len(self._results):
            raise IndexError(value)
        return value


def _read_header(values: _Values) -> PlanStory:
    try:
        if values["format"] > FORMAT:
            raise JournalBroken(1, "written by a later version", is_newer=True)
        origin, limits = values["origin"], values["limits"]
        return PlanStory(
            id=PlanId(_text(values["plan"])),
            origin=PlanOrigin(OriginKind(origin["kind"]), _text(origin["name"]), origin["undoes"]),
            limits=PlanLimits(limits["per_host"], limits["overall"], limits["stop_after"]),
            started_at=datetime.fromisoformat(values["started_at"]),
            results=tuple(_read_items(values["items"])),
        )
    except (TypeError, ValueError, KeyError) as problem:
        raise JournalBroken(1, f"a journal's first line is expected: {problem!r}") from problem


def _read_items(rows: Iterable[_Values]) -> Iterable[ItemResult]:
    for row in rows:
        key = VmKey(HostId(_text(row["host"])), VmId(_text(row["vm"])))
        change = _read_change(row)
        yield ItemResult(PlanItem(key, _text(row["host_label"]), _text(row["vm_name"]), change))


def _item_values(item: PlanItem) -> dict[str, object]:
    change = item.change
    who: dict[str, object] = {
        "host": item.key.host,
        "vm": item.key.vm,
        "host_label": item.host_label,
        "vm_name": item.vm_name,
    }
    if isinstance(change, ServiceChange):
        return who | {"service": change.kind.value, "on": change.on}
    return who | {"power": change.action.value, "force": change.force, "reason": change.reason}


def _read_change(row: _Values) -> Change:
    if "service" in row:
        return ServiceChange(ServiceKind(row["service"]), bool(row["on"]))
    return PowerChange(PowerAction(row["power"]), bool(row["force"]), _text(row["reason"]))


def _parsed(number: int, line: bytes) -> _Values:
    try:
        values: object = json.loads(line)
    except (ValueError, RecursionError) as problem:
        raise JournalBroken(number, f"a line of JSON is expected: {problem}") from problem
    if not isinstance(values, dict):
        raise JournalBroken(number, "an object is expected")
    return cast("_Values", values)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _line(values: Mapping[str, object]) -> str:
    return json.dumps(values, ensure_ascii=True, separators=(",", ":")) + "\n"
