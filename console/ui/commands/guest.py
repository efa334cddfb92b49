"""What is asked of a guest beyond its power: files, a shutdown with a reason, and a way out."""

from typing import Final

from console.fleet.operation import OperationPhase, OperationRecord, PowerChange
from console.model.errors import NotPossible
from console.model.power import PowerAction
from console.ui.actions.row import Run
from console.ui.guest_questions import GuestQuestions
from console.ui.ports import FleetControl
from console.ui.questions import instead_of_shutdown
from console.ui.runner import CommandRunner
from console.ui.selection import Selection

_GENTLE: Final = (PowerAction.SHUTDOWN, PowerAction.RESTART)
_UNHEARD: Final = frozenset(
    {
        "guest_ignores_shutdown",
        "shutdown_no_contact",
        "shutdown_service_off",
        "shutdown_service_missing",
    }
)
"""Why a guest did not do what it was asked: nothing but turning it off is left to try."""


class GuestCommands:
    """Commands about guests.

    Args:
        fleet: Carries them out.
        questions: Opens the dialogs.
        runner: Asks.
    """

    def __init__(
        self, fleet: FleetControl, questions: GuestQuestions, runner: CommandRunner
    ) -> None:
        self._fleet = fleet
        self._questions = questions
        self._runner = runner
        self._end = fleet.operations.subscribe(self._take_operation)

    def runs(self) -> dict[str, Run]:
        """Return what each action does."""
        return {"copy-file": self._copy, "shutdown-reason": self._shutdown}

    def close(self) -> None:
        """Follow operations no more."""
        self._end()

    def _copy(self, selection: Selection) -> None:
        if selection.vms:
            self._questions.copy(selection.vms[-1].key)

    def _shutdown(self, selection: Selection) -> None:
        if selection.vms:
            self._questions.shutdown(selection.vms[-1].key)

    def _take_operation(self, record: OperationRecord) -> None:
        """Offer to turn a VM off whose guest did not shut down; never do it silently."""
        key, subject, error = record.key, record.subject, record.error
        if key is None or record.plan is not None or record.phase is not OperationPhase.FAILED:
            return
        if not isinstance(subject, PowerChange) or subject.action not in _GENTLE:
            return
        if isinstance(error, NotPossible) and error.why in _UNHEARD:
            question = instead_of_shutdown(record.vm_name, record.host_label)

            def turn_off() -> None:
                self._fleet.change_power(key, PowerAction.TURN_OFF)

            self._runner.confirm(question, turn_off)
