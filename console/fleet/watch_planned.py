"""Whether a plan that runs still has something in store for a VM: then it is not restarted."""

from collections.abc import Callable, Iterable

from console.fleet.plan_record import PlanRecord
from console.model.identity import VmKey


def planned_by(records: Callable[[], Iterable[PlanRecord]]) -> Callable[[VmKey], bool]:
    """Return the question for ``HeartbeatWatch``; ``records`` returns the plans as they stand."""

    def is_planned(key: VmKey) -> bool:
        return any(
            result.item.key == key and not result.phase.is_finished
            for record in records()
            if record.is_pending
            for result in record.results
        )

    return is_planned
