"""A recording as a file: lines of JSON that a person can read before sending them away.

``docs/recordings.md`` describes the format. The first line says what it is, then come exchanges in
their order and, after each step's exchanges, the step's result.
"""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, cast

from console.model.errors import ConsoleError
from console.recording.plain import Plain

VERSION: Final = 1
_MARK: Final = "hvconsole_recording"


class RecordingInvalid(ConsoleError):
    """A file is no recording, or one of a later version.

    Attributes:
        line: Number of the line.
        problem: What is wrong.
    """

    def __init__(self, line: int, problem: str) -> None:
        super().__init__(f"line {line}: {problem}")
        self.line = line
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Said:
    """One exchange of a recording.

    Attributes:
        step: What the client was about.
        request: The envelope, without names.
        reply: The envelope, without names; ``None`` when there was none, or none that could be
            made nameless.
        error: Class of the error that came instead of a reply.
        unreadable: Size of a reply that could not be read, and so is left out.
    """

    step: str
    request: str = field(repr=False)
    reply: str | None = field(default=None, repr=False)
    error: str = ""
    unreadable: int = 0


@dataclass(frozen=True, slots=True)
class Recording:
    """What a host said, without names.

    Attributes:
        program: Version of the console that made it.
        made: The day, as ``2026-11-23``.
        vms: How many VMs the walk looked at one by one.
        acts_on: Number, among the host's VMs, of the one on which changes were recorded.
        said: All exchanges in order.
        results: What the client made of each step.
    """

    program: str
    made: str
    vms: int
    acts_on: int | None = None
    said: tuple[Said, ...] = ()
    results: dict[str, Plain] = field(default_factory=dict[str, Plain])


def dump(recording: Recording) -> str:
    """Return the text of a recording."""
    head = {
        _MARK: VERSION,
        "program": recording.program,
        "made": recording.made,
        "vms": recording.vms,
        "acts_on": recording.acts_on,
    }
    lines: list[dict[str, Any]] = [head]
    steps = dict.fromkeys((*(said.step for said in recording.said), *recording.results))
    for step in steps:
        lines.extend(_line(said) for said in recording.said if said.step == step)
        if step in recording.results:
            lines.append({"step": step, "result": recording.results[step]})
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


def _line(said: Said) -> dict[str, Any]:
    line: dict[str, Any] = {"step": said.step, "request": said.request}
    if said.reply is not None:
        line["reply"] = said.reply
    if said.error:
        line["error"] = said.error
    if said.unreadable:
        line["unreadable"] = said.unreadable
    return line


def parse(text: str) -> Recording:
    """Read the text of a recording.

    Raises:
        RecordingInvalid: It is none, or of a later version.
    """
    lines = [_object(number, line) for number, line in enumerate(text.splitlines(), 1) if line]
    if not lines or _MARK not in lines[0]:
        raise RecordingInvalid(1, "not a recording")
    head = lines[0]
    if head[_MARK] != VERSION:
        raise RecordingInvalid(1, f"version {head[_MARK]} of the format is not known")
    said: list[Said] = []
    results: dict[str, Plain] = {}
    for number, line in enumerate(lines[1:], 2):
        step = _text(number, line, "step")
        if "result" in line:
            results[step] = line["result"]
        else:
            said.append(_said(number, step, line))
    acts_on = head.get("acts_on")
    return Recording(
        _text(1, head, "program"),
        _text(1, head, "made"),
        _count(1, head, "vms"),
        acts_on if isinstance(acts_on, int) else None,
        tuple(said),
        results,
    )


def _object(number: int, line: str) -> dict[str, Any]:
    try:
        found: object = json.loads(line)
    except (ValueError, RecursionError) as problem:
        raise RecordingInvalid(number, "not JSON") from problem
    if not isinstance(found, dict):
        raise RecordingInvalid(number, "not an object")
    return cast("dict[str, Any]", found)


def _said(number: int, step: str, line: dict[str, Any]) -> Said:
    reply = _text(number, line, "reply") if "reply" in line else None
    error = _text(number, line, "error") if "error" in line else ""
    unreadable = _count(number, line, "unreadable") if "unreadable" in line else 0
    if reply is None and not error and not unreadable:
        raise RecordingInvalid(number, "neither reply nor error")
    return Said(step, _text(number, line, "request"), reply, error, unreadable)


def _text(number: int, line: dict[str, Any], name: str) -> str:
    value = line.get(name)
    if not isinstance(value, str):
        raise RecordingInvalid(number, f"{name} is missing")
    return value


def _count(number: int, line: dict[str, Any], name: str) -> int:
    value = line.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise RecordingInvalid(number, f"{name} is missing")
    return value


def load(path: Path) -> Recording:
    """Read a recording.

    Raises:
        RecordingInvalid: It is none.
        OSError: It cannot be read.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as problem:
        raise RecordingInvalid(1, "not UTF-8") from problem
    return parse(text)


def save(recording: Recording, path: Path) -> None:
    """Write a recording, readable by its owner only.

    Raises:
        OSError: It cannot be written.
    """
    path.touch(mode=0o600)
    path.write_text(dump(recording), encoding="utf-8")
