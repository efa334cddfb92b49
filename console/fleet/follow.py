"""VMs whose state is expected to change soon, so that their host is read in quick steps: pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from console.model.identity import VmId
from console.model.power import PowerAction
from console.model.vm import VmSnapshot, VmState

STEP_S: Final = 1.0
PATIENCE_S: Final = 120.0
"""A guest that shuts down may install updates first; then the usual pace is good enough."""
RESTART_PATIENCE_S: Final = 30.0
"""A restart ends in the state it began in, so nothing tells its end."""

_GOALS: Final = {
    PowerAction.START: VmState.RUNNING,
    PowerAction.RESUME: VmState.RUNNING,
    PowerAction.SHUTDOWN: VmState.OFF,
    PowerAction.TURN_OFF: VmState.OFF,
    PowerAction.SAVE: VmState.SAVED,
    PowerAction.PAUSE: VmState.PAUSED,
}


@dataclass(frozen=True, slots=True)
class _Watch:
    goal: VmState | None
    until: float


class Following:
    """The VMs of one host that are followed."""

    def __init__(self) -> None:
        self._watches: dict[VmId, _Watch] = {}

    @property
    def is_on(self) -> bool:
        """Whether any VM is followed."""
        return bool(self._watches)

    def begin(self, vm: VmId, action: PowerAction, now: float) -> None:
        """Follow a VM until the action has shown its effect, or patience ends."""
        goal = _GOALS.get(action)
        patience = RESTART_PATIENCE_S if goal is None else PATIENCE_S
        self._watches[vm] = _Watch(goal, now + patience)

    def seen(self, rows: Iterable[VmSnapshot], now: float) -> None:
        """Note new rows: what has arrived, vanished or taken too long is followed no more."""
        states = {row.id: row.state for row in rows if row.id in self._watches}
        self._watches = {
            vm: watch
            for vm, watch in self._watches.items()
            if vm in states and states[vm] is not watch.goal and now < watch.until
        }
