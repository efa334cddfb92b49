"""What the error of a change means for its outcome: pure."""

from collections.abc import Mapping
from typing import Final

from console.fleet import console_subject
from console.fleet.operation import (
    AccessChange,
    EnhancedPolicyChange,
    FileCopy,
    GuestItemChange,
    ItemEdit,
    NetworkChange,
    OperationPhase,
    PowerChange,
    ServiceChange,
    Subject,
    TransportChange,
)
from console.hyperv import guest_file, guest_network, kvp, power, services
from console.hyperv.query import MANAGEMENT_SERVICE
from console.model.errors import (
    Cancelled,
    ConsoleError,
    HostBusy,
    Malformed,
    NotWsman,
    OutcomeUnknown,
    TimedOut,
    Unreachable,
)

ITEM_METHODS: Final[Mapping[ItemEdit, str]] = {
    ItemEdit.ADD: kvp.ADD,
    ItemEdit.CHANGE: kvp.CHANGE,
    ItemEdit.REMOVE: kvp.REMOVE,
}
COPY_METHOD: Final = f"Msvm_GuestFileService.{guest_file.METHOD}"


def phase_of(error: ConsoleError) -> OperationPhase:
    """Return how a change ended that was handed to the host and raised this.

    Where the request may have arrived and no answer told what became of it, the outcome is
    unknown: a broken connection, a timeout of ours or of the host's, an answer that cannot be
    read. Everything else is an answer, and means that the change was not made.
    """
    if isinstance(error, Cancelled):
        return OperationPhase.CANCELLED
    if isinstance(error, Unreachable | TimedOut):
        is_unknown = error.may_have_arrived
    else:
        is_unknown = isinstance(error, HostBusy | Malformed | NotWsman | OutcomeUnknown)
    return OperationPhase.UNKNOWN_OUTCOME if is_unknown else OperationPhase.FAILED


def shown_error(error: ConsoleError) -> ConsoleError:
    """Return the error to show: ``OutcomeUnknown``, caused by ``error``, where that is so."""
    if phase_of(error) is not OperationPhase.UNKNOWN_OUTCOME or isinstance(error, OutcomeUnknown):
        return error
    unknown = OutcomeUnknown(str(error))
    unknown.__cause__ = error
    return unknown


def method_of(subject: Subject) -> str:
    """Return ``Class.Method`` that a change calls, as errors name it."""
    match subject:
        case ServiceChange():
            return services.FULL_METHOD
        case PowerChange(action):
            return power.method_of(action)
        case GuestItemChange(edit):
            return f"{MANAGEMENT_SERVICE.class_name}.{ITEM_METHODS[edit]}"
        case NetworkChange():
            return f"{MANAGEMENT_SERVICE.class_name}.{guest_network.METHOD}"
        case FileCopy():
            return COPY_METHOD
        case EnhancedPolicyChange() | TransportChange() | AccessChange():
            return console_subject.method_of(subject)
