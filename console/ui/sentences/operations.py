"""Operations in words: what is being done to which VM, and how far it has come."""

from typing import Final

from console.fleet.operation import (
    AccessChange,
    ConsoleChange,
    EnhancedPolicyChange,
    FileCopy,
    GuestItemChange,
    ItemEdit,
    NetworkChange,
    OperationPhase,
    OperationRecord,
    OperationStep,
    PowerChange,
    ServiceChange,
    Subject,
    TransportChange,
)
from console.model.power import PowerAction
from console.ui.sentences.errors import explain
from console.ui.sentences.services import service_name
from console.ui.text_context import QT_TRANSLATE_NOOP, Context, fill

Operation = Context("Operation")

_PHASES: Final = {
    OperationPhase.WAITING: QT_TRANSLATE_NOOP("Operation", "Waiting"),
    OperationPhase.RUNNING: QT_TRANSLATE_NOOP("Operation", "Running"),
    OperationPhase.SUCCEEDED: QT_TRANSLATE_NOOP("Operation", "Done"),
    OperationPhase.FAILED: QT_TRANSLATE_NOOP("Operation", "Failed"),
    OperationPhase.CANCELLED: QT_TRANSLATE_NOOP("Operation", "Cancelled"),
    OperationPhase.UNKNOWN_OUTCOME: QT_TRANSLATE_NOOP("Operation", "Outcome unknown"),
}

_POWER: Final = {
    PowerAction.START: QT_TRANSLATE_NOOP("Operation", "Start %1"),
    PowerAction.SHUTDOWN: QT_TRANSLATE_NOOP("Operation", "Shut down %1"),
    PowerAction.RESTART: QT_TRANSLATE_NOOP("Operation", "Restart %1"),
    PowerAction.SAVE: QT_TRANSLATE_NOOP("Operation", "Save %1"),
    PowerAction.PAUSE: QT_TRANSLATE_NOOP("Operation", "Pause %1"),
    PowerAction.RESUME: QT_TRANSLATE_NOOP("Operation", "Resume %1"),
    PowerAction.RESET: QT_TRANSLATE_NOOP("Operation", "Reset %1"),
    PowerAction.TURN_OFF: QT_TRANSLATE_NOOP("Operation", "Turn off %1"),
}

_ITEMS: Final = {
    ItemEdit.ADD: QT_TRANSLATE_NOOP("Operation", "Add the item “%1” for %2"),
    ItemEdit.CHANGE: QT_TRANSLATE_NOOP("Operation", "Change the item “%1” for %2"),
    ItemEdit.REMOVE: QT_TRANSLATE_NOOP("Operation", "Remove the item “%1” for %2"),
}

_STEPS: Final = {
    OperationStep.STAGING: QT_TRANSLATE_NOOP("Operation", "Copying to the share"),
    OperationStep.SWITCHING_ON: QT_TRANSLATE_NOOP("Operation", "Switching the guest service on"),
    OperationStep.WAITING_FOR_GUEST: QT_TRANSLATE_NOOP("Operation", "Waiting for the guest"),
    OperationStep.COPYING: QT_TRANSLATE_NOOP("Operation", "Copying into the guest"),
    OperationStep.PUTTING_BACK: QT_TRANSLATE_NOOP("Operation", "Putting everything back"),
}


def operation_title(record: OperationRecord) -> str:
    """Return what is being done, with the VM's name."""
    title = _title(record.subject, record.vm_name)
    return fill(Operation.tr("Undo: %1"), title) if record.undoes is not None else title


def operation_phase(phase: OperationPhase) -> str:
    """Return a phase in one or two words."""
    return Operation.marked(_PHASES[phase])


def operation_status(record: OperationRecord) -> str:
    """Return the phase with what belongs to it: progress, or the cause of a failure."""
    if record.owes:
        return Operation.tr("The guest service is still on; it is put back as soon as possible")
    if record.phase is OperationPhase.RUNNING and record.step is not None:
        step = Operation.marked(_STEPS[record.step])
        if record.percent is None:
            return step
        return fill(Operation.tr("%1, %2 %"), step, str(record.percent))
    if record.phase is OperationPhase.RUNNING and record.percent is not None:
        return fill(Operation.tr("Running, %1 %"), str(record.percent))
    if record.error is not None and record.phase is OperationPhase.FAILED:
        return fill(Operation.tr("Failed: %1"), explain(record.error).cause)
    return operation_phase(record.phase)


def undo_title(inverse: Subject, vm_name: str) -> str:
    """Return what undoing would do, for the menu."""
    return fill(Operation.tr("Undo: %1"), _title(inverse, vm_name))


def undo_plan_title(count: int) -> str:
    """Return what taking a whole plan back would do, for the menu."""
    return Operation.tr("Undo: %n changes", "", count)


def _title(subject: Subject, vm_name: str) -> str:
    match subject:
        case PowerChange(action):
            return fill(Operation.marked(_POWER[action]), vm_name)
        case ServiceChange(kind, on):
            text = Operation.tr("Turn on “%1” of %2") if on else Operation.tr("Turn off “%1” of %2")
            return fill(text, service_name(kind), vm_name)
        case GuestItemChange(edit, item):
            return fill(Operation.marked(_ITEMS[edit]), item.name, vm_name)
        case NetworkChange():
            return fill(Operation.tr("Set the network addresses of %1"), vm_name)
        case FileCopy(_, destination):
            return fill(Operation.tr("Copy a file to “%1” in %2"), destination, vm_name)
        case EnhancedPolicyChange() | TransportChange() | AccessChange():
            return _console_title(subject, vm_name)


def _console_title(subject: ConsoleChange, name: str) -> str:
    match subject:
        case EnhancedPolicyChange(on):
            allow = Operation.tr("Allow enhanced sessions on %1")
            return fill(allow if on else Operation.tr("Forbid enhanced sessions on %1"), name)
        case TransportChange():
            return fill(Operation.tr("Set the channel of enhanced sessions of %1"), name)
        case AccessChange(trustee, grant):
            give = Operation.tr("Let “%1” open the console of %2")
            take = Operation.tr("Take from “%1” the console of %2")
            return fill(give if grant else take, trustee, name)
