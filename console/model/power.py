"""What can be done to the power of a VM, and when."""

import enum

from console.model.vm import VmState


class PowerAction(enum.Enum):
    """A change of power; the value is its word on the command line."""

    START = "start"
    SHUTDOWN = "shutdown"
    RESTART = "restart"
    SAVE = "save"
    PAUSE = "pause"
    RESUME = "resume"
    RESET = "reset"
    TURN_OFF = "off"


_ALLOWED: dict[VmState, frozenset[PowerAction]] = {
    VmState.RUNNING: frozenset(
        {
            PowerAction.SHUTDOWN,
            PowerAction.RESTART,
            PowerAction.SAVE,
            PowerAction.PAUSE,
            PowerAction.RESET,
            PowerAction.TURN_OFF,
        }
    ),
    VmState.OFF: frozenset({PowerAction.START}),
    VmState.SAVED: frozenset({PowerAction.START}),
    VmState.PAUSED: frozenset({PowerAction.RESUME, PowerAction.SAVE, PowerAction.TURN_OFF}),
    VmState.STOPPING: frozenset({PowerAction.TURN_OFF}),
    VmState.UNKNOWN: frozenset(PowerAction),
}


def allowed_actions(state: VmState) -> frozenset[PowerAction]:
    """Return what a host accepts for a VM in this state.

    A VM that hangs while it stops may still be turned off; in any other transition the host
    refuses everything, so nothing is offered. (Saving a paused VM: ``Save-VM`` does it.)
    """
    return _ALLOWED.get(state, frozenset())


def loses_data(action: PowerAction) -> bool:
    """Whether the action cuts the guest off without asking it: such an action is confirmed."""
    return action in (PowerAction.RESET, PowerAction.TURN_OFF)
