"""The decisions of the heartbeat watch as a text file that people read.

Names come from hosts and guests, so they are written quoted, with everything that would break a
line escaped. The looks that led to a decision stand indented under it. When the file has become
too long it is put aside as ``….1`` (the one before that is dropped) and begun anew.
"""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from console.fleet.decision import Decision, Sighting
from console.fleet.restart_brake import BrakeFigures
from console.settings.file import SettingsNotWritten

MAX_BYTES: Final = 4 * 1024 * 1024


class DecisionFile:
    """Appends decisions to a file; blocks, so call it in a lane.

    Args:
        path: The file; it need not exist.
        max_bytes: When it is put aside.
    """

    def __init__(self, path: Path, max_bytes: int = MAX_BYTES) -> None:
        self._path = path
        self._max_bytes = max_bytes

    @property
    def path(self) -> Path:
        """Where the file is."""
        return self._path

    def append(self, text: str) -> None:
        """Write lines.

        Raises:
            SettingsNotWritten: The disk refused.
        """
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            if self._path.exists() and self._path.stat().st_size > self._max_bytes:
                self._path.replace(self._path.with_name(f"{self._path.name}.1"))
            with self._path.open("a", encoding="utf-8", newline="\n") as file:
                file.write(text)
        except OSError as problem:
            reason = problem.strerror or type(problem).__name__
            raise SettingsNotWritten(str(self._path), reason) from problem


def text_of(decision: Decision) -> str:
    """Return a decision as lines, each ended."""
    subject = decision.subject
    words = [
        _moment(decision.when),
        decision.kind.value,
        f"vm={_quoted(subject.vm_name)} host={_quoted(subject.host_label)} id={subject.key.vm}",
        *_facts(decision),
    ]
    lines = [" ".join(words), *(f"    {_look(sighting)}" for sighting in decision.sightings)]
    return "".join(f"{line}\n" for line in lines)


def _facts(decision: Decision) -> list[str]:
    facts: list[str] = []
    for name in ("alert", "cleared", "why"):
        value = getattr(decision, name)
        if value is not None:
            facts.append(f"{name}={value.value}")
    if decision.figures is not None:
        facts.append(_figures(decision.figures))
    if decision.picture:
        facts.append(f"picture={_quoted(decision.picture)}")
    if decision.operation is not None:
        facts.append(f"operation={decision.operation}")
    if decision.after_s is not None:
        facts.append(f"after={decision.after_s:.0f}s")
    if decision.error is not None:
        facts.append(f"error={_quoted(str(decision.error))}")
    return facts


def _figures(figures: BrakeFigures) -> str:
    until = "" if figures.until is None else f" until={_moment(figures.until)}"
    return (
        f"misses={figures.misses}/{figures.misses_needed}"
        f" silent={figures.lost_s:.0f}/{figures.lost_needed_s:.0f}s"
        f" restarts_24h={figures.restarts_day}/{figures.restarts_allowed}"
        f" restarts_{figures.loop_s / 60:.0f}min={figures.restarts_loop}/{figures.loop_restarts}"
        f"{until}"
    )


def _look(sighting: Sighting) -> str:
    uptime = "unknown" if sighting.uptime_s is None else f"{sighting.uptime_s}s"
    return (
        f"{_moment(sighting.at)} state={sighting.state.value}"
        f" heartbeat={sighting.heartbeat.value} activity={sighting.activity.value}"
        f" uptime={uptime} -> {sighting.phase.value} misses={sighting.misses}"
    )


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _quoted(text: str) -> str:
    """Return a text in quotes, on one line, every character that does not print escaped."""
    printable = "".join(
        each if each.isprintable() else each.encode("unicode_escape").decode() for each in text
    )
    return json.dumps(printable, ensure_ascii=False)
