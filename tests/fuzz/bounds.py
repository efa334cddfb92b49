"""Try one input: only declared errors, in bounded time and memory."""

import contextlib
import hashlib
import resource
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

CPU_S = 10.0
"""Of one case, in seconds of this process' own time: a busy machine is no failure."""
GROWTH_MB = 512
"""By how much one case may raise the largest memory that the process ever had.

A message of 16 MB in 500,000 elements costs some 200 MB while it is a tree; many megabytes are
normal, gigabytes are not.
"""
Case = Callable[[], object]


@dataclass
class Failure:
    """An input that broke something.

    Attributes:
        target: What was tried.
        kind: ``error``, ``time`` or ``memory``.
        detail: The traceback, or the figure.
        data: The input, if it is one piece.
    """

    target: str
    kind: str
    detail: str
    data: bytes = b""

    def keep(self, folder: Path) -> Path:
        """Write it down and return where."""
        folder.mkdir(parents=True, exist_ok=True)
        stem = f"{self.target}-{hashlib.sha256(self.data + self.detail.encode()).hexdigest()[:12]}"
        path = folder / f"{stem}.bin"
        path.write_bytes(self.data)
        path.with_suffix(".txt").write_text(f"{self.kind}\n{self.detail}", encoding="utf-8")
        return path


@dataclass
class Count:
    """What happened to the cases of one target."""

    cases: int = 0
    refused: int = 0
    slowest_s: float = 0.0
    growth_mb: float = 0.0
    failures: list[Failure] = field(default_factory=list)

    def line(self, target: str) -> str:
        """Return one line for people."""
        return (
            f"{target:<28} {self.cases:>8} cases {self.refused:>8} refused "
            f"{len(self.failures):>3} failed  slowest {self.slowest_s:6.3f} s  "
            f"memory +{self.growth_mb:.0f} MB"
        )


def peak_mb() -> float:
    """Return the most memory that this process ever had, C libraries included."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1 << 20 if sys.platform == "darwin" else 1 << 10)


class _TooSlow(BaseException):
    """The time of a case is over. No ``Exception``, so that nothing under test swallows it."""


@contextlib.contextmanager
def _stopped_after(seconds: float) -> Iterator[None]:
    """Interrupt the block when it has taken this much of the process' own time."""

    def stop(_number: int, _frame: object) -> None:
        raise _TooSlow

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def attempt(
    count: Count, target: str, case: Case, declared: tuple[type[Exception], ...], data: bytes
) -> None:
    """Run one case and add what happened to the count."""
    before, began = peak_mb(), time.process_time()
    try:
        with _stopped_after(CPU_S):
            case()
    except _TooSlow:
        detail = traceback.format_exc()
        count.failures.append(Failure(target, "time", f"over {CPU_S:g} s\n{detail}", data))
    except declared:
        count.refused += 1
    except Exception:  # noqa: BLE001 - finding these is the purpose
        count.failures.append(Failure(target, "error", traceback.format_exc(), data))
    took, grown = time.process_time() - began, peak_mb() - before
    count.cases += 1
    count.slowest_s = max(count.slowest_s, took)
    count.growth_mb = max(count.growth_mb, grown)
    if grown > GROWTH_MB:
        count.failures.append(Failure(target, "memory", f"+{grown:.0f} MB", data))
