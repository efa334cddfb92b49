"""Plans in words: what is done to how many VMs, what stands in the way, how far it has come."""

from typing import Final

from console.fleet.operation import PowerChange, ServiceChange
from console.fleet.plan import Obstacle, OriginKind, Plan, PlanItem, PlanOrigin, PlanVerdict
from console.fleet.plan_record import ItemPhase, ItemResult, PlanPhase, PlanRecord
from console.model.power import PowerAction
from console.ui.sentences.errors import explain
from console.ui.sentences.services import service_name
from console.ui.text_context import QT_TRANSLATE_NOOP, Context, fill

Plans = Context("Plans")

_OBSTACLES: Final = {
    Obstacle.SERVICE_MISSING: QT_TRANSLATE_NOOP(
        "Plans", "Cannot: this virtual machine does not have the service"
    ),
    Obstacle.NOT_READ: QT_TRANSLATE_NOOP("Plans", "Cannot: its services have not been read yet"),
    Obstacle.READ_ONLY: QT_TRANSLATE_NOOP("Plans", "Cannot: the host is read-only here"),
    Obstacle.VM_GONE: QT_TRANSLATE_NOOP("Plans", "Cannot: the virtual machine is gone"),
    Obstacle.HOST_AWAY: QT_TRANSLATE_NOOP("Plans", "Cannot: the host is not connected"),
    Obstacle.WRONG_STATE: QT_TRANSLATE_NOOP(
        "Plans", "Cannot: not possible in the state of the virtual machine"
    ),
    Obstacle.SAME_VM_TWICE: QT_TRANSLATE_NOOP(
        "Plans", "Cannot: another host claims the same virtual machine"
    ),
}
_VERDICTS: Final = {
    PlanVerdict.WOULD_CHANGE: QT_TRANSLATE_NOOP("Plans", "Would change"),
    PlanVerdict.ALREADY_SO: QT_TRANSLATE_NOOP("Plans", "Already so"),
}
_ITEM_PHASES: Final = {
    ItemPhase.WAITING: QT_TRANSLATE_NOOP("Plans", "Waiting"),
    ItemPhase.RUNNING: QT_TRANSLATE_NOOP("Plans", "Running"),
    ItemPhase.SUCCEEDED: QT_TRANSLATE_NOOP("Plans", "Done"),
    ItemPhase.FAILED: QT_TRANSLATE_NOOP("Plans", "Failed"),
    ItemPhase.UNKNOWN_OUTCOME: QT_TRANSLATE_NOOP("Plans", "Outcome unknown"),
    ItemPhase.SKIPPED: QT_TRANSLATE_NOOP("Plans", "Was already so"),
    ItemPhase.NOT_RUN: QT_TRANSLATE_NOOP("Plans", "Not done: the plan was stopped before"),
}
_PHASES: Final = {
    PlanPhase.RUNNING: QT_TRANSLATE_NOOP("Plans", "Running, %1 of %2"),
    PlanPhase.STOPPING: QT_TRANSLATE_NOOP("Plans", "Stopping, %1 of %2"),
    PlanPhase.FINISHED: QT_TRANSLATE_NOOP("Plans", "Done, %1 of %2"),
    PlanPhase.STOPPED: QT_TRANSLATE_NOOP("Plans", "Stopped after %1 of %2"),
    PlanPhase.INTERRUPTED: QT_TRANSLATE_NOOP("Plans", "Interrupted after %1 of %2"),
}
_POWER: Final = {
    PowerAction.START: QT_TRANSLATE_NOOP("Plans", "Start"),
    PowerAction.SHUTDOWN: QT_TRANSLATE_NOOP("Plans", "Shut down"),
    PowerAction.RESTART: QT_TRANSLATE_NOOP("Plans", "Restart"),
    PowerAction.SAVE: QT_TRANSLATE_NOOP("Plans", "Save"),
    PowerAction.PAUSE: QT_TRANSLATE_NOOP("Plans", "Pause"),
    PowerAction.RESUME: QT_TRANSLATE_NOOP("Plans", "Resume"),
    PowerAction.RESET: QT_TRANSLATE_NOOP("Plans", "Reset"),
    PowerAction.TURN_OFF: QT_TRANSLATE_NOOP("Plans", "Turn off"),
}

Change = ServiceChange | PowerChange


def change_text(change: Change) -> str:
    """Return what is done to one VM, without its name."""
    if isinstance(change, PowerChange):
        return Plans.marked(_POWER[change.action])
    text = Plans.tr("Turn on “%1”") if change.on else Plans.tr("Turn off “%1”")
    return fill(text, service_name(change.kind))


def verdict_text(item: PlanItem) -> str:
    """Return what the preview says of one VM."""
    if item.verdict is PlanVerdict.CANNOT:
        return Plans.marked(_OBSTACLES[item.obstacle or Obstacle.WRONG_STATE])
    return Plans.marked(_VERDICTS[item.verdict])


def result_text(result: ItemResult) -> str:
    """Return how one VM's change stands or ended, with the cause of a failure."""
    if result.phase is ItemPhase.FAILED and result.error is not None:
        return fill(Plans.tr("Failed: %1"), explain(result.error).cause)
    return Plans.marked(_ITEM_PHASES[result.phase])


def plan_title(origin: PlanOrigin, changes: frozenset[Change], count: int) -> str:
    """Return what a plan does, in one line.

    Args:
        origin: Where it comes from.
        changes: What it does to its VMs, each once.
        count: To how many changes it amounts.
    """
    if len(changes) == 1:
        (change,) = changes
        what = fill(Plans.tr("%1: %n virtual machines", "", count), change_text(change))
    else:
        what = Plans.tr("%n changes", "", count)
    if origin.kind is OriginKind.PROFILE:
        return fill(Plans.tr("Profile “%1”: %2"), origin.name, what)
    if origin.kind is OriginKind.UNDO:
        return fill(Plans.tr("Undo: %1"), what)
    return what


def draft_title(plan: Plan) -> str:
    """Return what a drafted plan would do."""
    items = plan.would_change or plan.items
    return plan_title(plan.origin, frozenset(item.change for item in items), len(items))


def record_title(record: PlanRecord) -> str:
    """Return what a running or ended plan does."""
    changes = frozenset(result.item.change for result in record.results)
    return plan_title(record.origin, changes, record.total)


def record_status(record: PlanRecord) -> str:
    """Return how far a plan has come, and how much of it failed."""
    text = fill(Plans.marked(_PHASES[record.phase]), str(record.done), str(record.total))
    if record.failed:
        return fill(Plans.tr("%1, %2"), text, Plans.tr("%n failed", "", record.failed))
    return text


def preview_counts(plan: Plan) -> str:
    """Return how many VMs would change, are so already, or cannot be changed."""
    parts = (
        Plans.tr("%n would change", "", len(plan.would_change)),
        Plans.tr("%n already so", "", len(plan.already)),
        Plans.tr("%n cannot be changed", "", len(plan.cannot)),
    )
    return " · ".join(parts)


def run_verb(plan: Plan) -> str:
    """Return the text of the button that runs a plan."""
    return Plans.tr("Make %n changes", "", len(plan.would_change))
