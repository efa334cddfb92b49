"""What one step returns: how it came out, and what is known after it."""

from dataclasses import dataclass

from console.doctor.finding import Cause, Circumstances, StepState


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome of a step, before it is timed.

    Attributes:
        state: How it came out.
        cause: Why, unless it is green.
        detail: What was seen.
        seen: What is known now.
    """

    state: StepState
    cause: Cause | None
    detail: str
    seen: Circumstances


def green(detail: str, seen: Circumstances) -> Verdict:
    """All is well."""
    return Verdict(StepState.GREEN, None, detail, seen)


def amber(cause: Cause, detail: str, seen: Circumstances) -> Verdict:
    """It works, and something should be changed."""
    return Verdict(StepState.AMBER, cause, detail, seen)


def red(cause: Cause, detail: str, seen: Circumstances) -> Verdict:
    """Here it ends."""
    return Verdict(StepState.RED, cause, detail, seen)
