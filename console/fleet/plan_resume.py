"""What becomes of a plan's item when its turn comes, also after it was cut off: pure.

An item whose journal says ``sent`` and no more may have been done or not. A switch is read afresh
from the host, and once more after some seconds: as wished, it was done (by whom cannot be told, so
it is not repeated); otherwise it is set once more, which can do no harm. A change of power is never
repeated: a VM that is running may have been started by us and shut down and started by somebody
since; unless its state shows the effect, its outcome stays unknown.
"""

from dataclasses import dataclass
from typing import Final

from console.fleet.operation import PowerChange, ServiceChange
from console.fleet.plan import Change, Obstacle, PlanItem, PlanVerdict, is_shown, judge
from console.fleet.plan_record import ItemPhase, ItemResult
from console.model.errors import ConsoleError, NotPossible, OutcomeUnknown
from console.model.host import HostSnapshot
from console.model.vm import VmSnapshot

_WHY: Final = {
    Obstacle.SERVICE_MISSING: "service_missing",
    Obstacle.NOT_READ: "services_not_read",
    Obstacle.VM_GONE: "vm_gone",
    Obstacle.READ_ONLY: "read_only",
    Obstacle.HOST_AWAY: "host_not_connected",
    Obstacle.WRONG_STATE: "state_forbids",
    Obstacle.SAME_VM_TWICE: "vm_on_two_hosts",
}


@dataclass(frozen=True, slots=True)
class Doubt:
    """An item that was handed to its host by a run of the plan that was cut off.

    Attributes:
        before: The switch's position then; ``None``: not known, or a change of power.
    """

    before: bool | None


def outcome_before_sending(
    item: PlanItem, host: HostSnapshot | None, vm: VmSnapshot | None, doubt: Doubt | None
) -> ItemResult | None:
    """Return how an item ends without being sent; ``None``: it is to be sent.

    Args:
        item: Whose turn it is.
        host: Its host, as the store shows it.
        vm: Its VM; read afresh where there is a doubt.
        doubt: What an earlier run left open.
    """
    change = item.change
    if doubt is not None:
        if is_shown(vm, change):
            return ItemResult(item, ItemPhase.SUCCEEDED, None, _was_changed(change, doubt))
        if isinstance(change, PowerChange):
            return unknown(item)
    judgement = judge(host, vm, change)
    if judgement.verdict is PlanVerdict.ALREADY_SO:
        return ItemResult(item, ItemPhase.SKIPPED)
    if judgement.obstacle is not None:
        return ItemResult(item, ItemPhase.FAILED, obstacle_error(item, host, judgement.obstacle))
    return None


def is_unread(vm: VmSnapshot | None, change: Change) -> bool:
    """Whether a service must be read before it can be told what a change would do."""
    return isinstance(change, ServiceChange) and vm is not None and not vm.service(change.kind)


def unknown(item: PlanItem, cause: ConsoleError | None = None) -> ItemResult:
    """Return the result of an item that was sent, and of which nothing can be found out."""
    error = OutcomeUnknown("the program ended after it was sent")
    error.__cause__ = cause
    return ItemResult(item, ItemPhase.UNKNOWN_OUTCOME, error)


def obstacle_error(item: PlanItem, host: HostSnapshot | None, obstacle: Obstacle) -> ConsoleError:
    """Return what stands in the way of an item, as an error; for a host away, the host's own."""
    if obstacle is Obstacle.HOST_AWAY and host is not None and host.error is not None:
        return host.error
    name = item.host_label if obstacle is Obstacle.HOST_AWAY else item.vm_name
    return NotPossible(_WHY[obstacle], name)


def _was_changed(change: Change, doubt: Doubt) -> bool:
    return isinstance(change, ServiceChange) and doubt.before is (not change.on)
