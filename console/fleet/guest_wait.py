"""Waits until a guest that was asked to shut down or restart has done so.

The host says only that the guest has taken the request. What came of it is seen in the snapshots of
the store, which the background reading refreshes in quick steps meanwhile (``HostSession.follow``);
no lane is held. A restart begins and ends in the same state: that it took place is seen by the
uptime falling, the VM leaving the running state, or its heartbeat being interrupted.
"""

from typing import Final

from console.fleet.clock import Clock
from console.fleet.session import HostSession
from console.model.errors import NotPossible, OutcomeUnknown
from console.model.identity import VmId
from console.model.power import PowerAction
from console.model.vm import Heartbeat, VmSnapshot, VmState

PATIENCE_S: Final = 120.0
LOOK_S: Final = 0.25
GUEST_ACTIONS: Final = frozenset({PowerAction.SHUTDOWN, PowerAction.RESTART})
"""Actions that a guest is asked for, and may ignore."""
_BEATING: Final = frozenset(
    {Heartbeat.OK, Heartbeat.APPLICATIONS_OK, Heartbeat.APPLICATIONS_CRITICAL}
)
_SILENT: Final = frozenset({Heartbeat.NO_CONTACT, Heartbeat.LOST_COMMUNICATION, Heartbeat.NONE})


class GuestWait:
    """Looks at one VM's snapshots; make it before the guest is asked.

    Args:
        clock: Measures.
        session: The host.
        vm: The VM.
        action: ``SHUTDOWN`` or ``RESTART``.
        patience_s: How long a guest may take.
    """

    def __init__(
        self, clock: Clock, session: HostSession, vm: VmId, action: PowerAction, patience_s: float
    ) -> None:
        self._clock = clock
        self._session = session
        self._vm = vm
        self._action = action
        self._patience_s = patience_s
        self._before = session.snapshot.vm(vm)

    async def wait(self) -> None:
        """Return when it is done; for a restart, also when its effect could never be seen.

        Raises:
            NotPossible: ``guest_ignores_shutdown``: patience has ended; the guest was left alone.
            OutcomeUnknown: Patience has ended and the host does not answer, or the VM is gone.
        """
        deadline = self._clock.monotonic() + self._patience_s
        while not self._is_done():
            if self._clock.monotonic() >= deadline:
                if not self._session.snapshot.is_current:
                    raise OutcomeUnknown("the host does not answer")
                raise NotPossible("guest_ignores_shutdown", self._vm)
            await self._clock.sleep(LOOK_S)

    def _is_done(self) -> bool:
        now = self._session.snapshot.vm(self._vm)
        if now is None:
            raise OutcomeUnknown("the VM is gone")
        if self._action is PowerAction.SHUTDOWN:
            return now.state is VmState.OFF
        before, self._before = self._before, now
        return before is None or before.uptime_s is None or _has_restarted(before, now)


def _has_restarted(before: VmSnapshot, now: VmSnapshot) -> bool:
    has_fallen = (now.uptime_s or 0) < (before.uptime_s or 0)
    has_stopped = before.state is VmState.RUNNING and now.state is not VmState.RUNNING
    is_interrupted = before.heartbeat in _BEATING and now.heartbeat in _SILENT
    return has_fallen or has_stopped or is_interrupted
