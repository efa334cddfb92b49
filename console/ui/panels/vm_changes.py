"""What is being, and was last, changed about a VM, as the panels show it."""

from dataclasses import dataclass, field

from console.fleet.answer_watch import AnswerVerdict
from console.fleet.operation import OperationRecord
from console.model.identity import OperationId
from console.model.service import ServiceKind
from console.ui.models.rows import NOTHING_PENDING, Pending


@dataclass(frozen=True, slots=True)
class VmChanges:
    """What is being, and was last, changed about a VM.

    Attributes:
        pending: What has not ended.
        outcomes: How the last change of each service ended.
        undoable: The operation that the next undo would take back.
        answers: Whether the guest has answered since a service was switched on here.
    """

    pending: Pending = NOTHING_PENDING
    outcomes: dict[ServiceKind, OperationRecord] = field(
        default_factory=dict[ServiceKind, OperationRecord]
    )
    undoable: OperationId | None = None
    answers: dict[ServiceKind, AnswerVerdict] = field(
        default_factory=dict[ServiceKind, AnswerVerdict]
    )


NO_CHANGES = VmChanges()
