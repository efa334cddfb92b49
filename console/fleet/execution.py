"""Carries out one operation: send, follow the job, read back.

Theory of operation
-------------------
An operation goes through these steps, all on the loop, every blocking call in the host's
interactive lane:

1. *Its turn*: operations on one VM run one after the other, in the order in which they were asked
   for. (The record says WAITING.)
2. *Send*: one call that makes the change. A ``SendToken`` decides between sending and cancelling.
   (RUNNING from here on; in a busy lane it may in truth still wait, and can be cancelled exactly.)
3. *Job*: looked at with growing pauses, in which the lane is free for others. A few looks may
   fail before the outcome counts as unknown.
4. *Read back*, and end. The reading back may fail: the host said that it was done, so the
   operation succeeded, and the background reading will show it.

Cancelling before the change is sent drops it. While the call runs it cannot be stopped: the
outcome is unknown, the VM is read again after the call's end (the lane keeps the order). While a
job runs, the host is asked to end it, and the job tells how that was. A change is never repeated.
"""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from console.fleet.clock import Clock
from console.fleet.connection import HostConnection
from console.fleet.operation import (
    OperationLog,
    OperationPhase,
    OperationRecord,
    PowerChange,
    ServiceChange,
)
from console.fleet.outcome import method_of, phase_of, shown_error
from console.fleet.sending import SendToken
from console.fleet.session import HostSession
from console.hyperv import jobs
from console.hyperv.jobs import Started
from console.model.errors import (
    Cancelled,
    ConsoleError,
    NotPossible,
    ObjectGone,
    OutcomeUnknown,
    TimedOut,
    Unreachable,
)
from console.model.identity import HostId, VmKey
from console.model.job import JobSnapshot, JobState
from console.wsman.cim import CimReference

_log = logging.getLogger(__name__)

FIRST_LOOK_S: Final = 0.2
LAST_LOOK_S: Final = 1.0
GROWTH: Final = 1.5
MAX_BLIND_LOOKS: Final = 3
"""Looks at a job that may fail in a row, for want of a connection."""


class Execution:
    """One operation under way.

    Args:
        record: Where it stands; every change of it goes to ``log``.
        key: The VM.
        session: The host, or ``None`` when there is no such host.
        log: Takes the record.
        clock: Measures pauses and tells the time of day.
        begins: Told right before the change is sent.
        ended: Told of the last record, once.
    """

    def __init__(
        self,
        record: OperationRecord,
        key: VmKey,
        *,
        session: HostSession | None,
        log: OperationLog,
        clock: Clock,
        begins: Callable[[OperationRecord], None],
        ended: Callable[[OperationRecord], None],
    ) -> None:
        self._record = record
        self._key = key
        self._session = session
        self._log = log
        self._clock = clock
        self._begins = begins
        self._ended = ended
        self._token = SendToken()
        self._job: CimReference | None = None
        self._is_cancel_asked = False
        self._is_cancel_sent = False
        self._wake = asyncio.Event()
        self.task: asyncio.Task[Any] | None = None

    @property
    def host(self) -> HostId:
        """Which host it runs on."""
        return self._key.host

    async def run(self, turn: asyncio.Lock) -> None:
        """Carry it out; the record tells how it ended.

        Nothing is raised but cancellation, and then the owner calls ``cut_off``: a task that is
        cancelled before its first step never gets here.
        """
        try:
            async with turn:
                await self._carry_out()
        except ConsoleError as error:
            self._end(phase_of(error), shown_error(error))
        except Exception as problem:  # noqa: BLE001 - the record must come to an end
            _log.exception("Operation %d failed", self._record.id)
            self._end(self._phase_of_mistake(), ConsoleError(type(problem).__name__))

    def cancel(self) -> None:
        """Cancel it as far as that is possible; see the module's theory."""
        if self._record.phase.is_finished or not self._record.can_cancel:
            return
        if self._job is not None:
            self._is_cancel_asked = True
            self._update(can_cancel=False)
            self._wake.set()
        elif self.task is not None:
            self.task.cancel()

    def cut_off(self) -> None:
        """End the record after the task was cancelled, by the user, a disconnect, or the end."""
        if self._record.phase.is_finished:
            return
        if self._token.revoke():
            self._end(OperationPhase.CANCELLED, Cancelled("before it was sent"))
        else:
            error = OutcomeUnknown("cut off after it was sent")
            self._end(OperationPhase.UNKNOWN_OUTCOME, error)

    async def _carry_out(self) -> None:
        session = self._session
        if session is None:
            raise NotPossible("host_unknown", self._record.host_label)
        connection = session.interactive()
        self._begins(self._record)
        self._update(phase=OperationPhase.RUNNING)
        started = await self._send(connection)
        self._job = started.job
        if self._job is not None:
            await self._follow_job(connection, self._job)
        self._job = None
        self._update(can_cancel=False)
        await self._read_back(session)
        self._end(OperationPhase.SUCCEEDED, None)

    async def _send(self, connection: HostConnection) -> Started:
        vm, gateway = self._key.vm, connection.gateway
        match self._record.subject:
            case ServiceChange(kind, on):
                return await connection.call(self._token.send, gateway.set_service, vm, kind, on)
            case PowerChange(action, force):
                return await connection.call(
                    self._token.send, gateway.change_power, vm, action, force
                )

    async def _read_back(self, session: HostSession) -> None:
        try:
            match self._record.subject:
                case ServiceChange():
                    await session.read_back_services(self._key.vm)
                case PowerChange(action):
                    session.follow(self._key.vm, action)
                    await session.read_back_states(self._key.vm)
        except ConsoleError as error:
            _log.info("Operation %d could not be read back: %s", self._record.id, error)
            session.doubt()

    async def _follow_job(self, connection: HostConnection, job: CimReference) -> None:
        """Wait for a job's end.

        Raises:
            OperationFailed: It failed.
            Cancelled: The host ended it because we asked.
            OutcomeUnknown: It cannot be seen any more.
        """
        pause, blind = FIRST_LOOK_S, 0
        while True:
            await self._pause(pause)
            pause = min(LAST_LOOK_S, pause * GROWTH)
            if self._is_cancel_asked and not self._is_cancel_sent:
                self._is_cancel_sent = True
                await self._ask_to_end(connection, job)
            try:
                seen = await connection.call(connection.gateway.read_job, job)
            except ObjectGone as problem:
                raise OutcomeUnknown("the host has dropped the job") from problem
            except Cancelled as problem:  # the lane was closed: the job goes on without us
                raise OutcomeUnknown("disconnected while the job ran") from problem
            except (Unreachable, TimedOut) as problem:
                blind += 1
                if blind >= MAX_BLIND_LOOKS:
                    raise OutcomeUnknown(str(problem)) from problem
                continue
            blind = 0
            if seen.is_finished:
                await self._judge(connection, job, seen)
                return
            can_cancel = seen.can_cancel and not self._is_cancel_asked
            self._update(percent=seen.percent, can_cancel=can_cancel)

    async def _ask_to_end(self, connection: HostConnection, job: CimReference) -> None:
        """Ask the host once; whether it did is seen in the job's end."""
        try:
            await connection.call(connection.gateway.cancel_job, job)
        except ConsoleError as error:
            _log.info("Operation %d could not be cancelled: %s", self._record.id, error)

    async def _judge(
        self, connection: HostConnection, job: CimReference, seen: JobSnapshot
    ) -> None:
        if seen.state is JobState.CANCELLED:
            raise Cancelled("the host ended the job")
        if seen.state is not JobState.FAILED:
            self._update(percent=100)
            return
        try:
            more = await connection.call(connection.gateway.error_texts, job)
        except ConsoleError as error:
            _log.info("No more about the failure of operation %d: %s", self._record.id, error)
            more = ()
        raise jobs.failure(method_of(self._record.subject), seen, more)

    async def _pause(self, seconds: float) -> None:
        """Wait, shorter when someone cancels."""
        self._wake.clear()
        timer = self._clock.later(seconds, self._wake.set)
        try:
            await self._wake.wait()
        finally:
            timer.cancel()

    def _phase_of_mistake(self) -> OperationPhase:
        sent = self._token.has_begun
        return OperationPhase.UNKNOWN_OUTCOME if sent else OperationPhase.FAILED

    def _update(self, **changes: Any) -> None:  # noqa: ANN401 - fields of a record, of all types
        self._record = replace(self._record, **changes)
        self._log.put(self._record)

    def _end(self, phase: OperationPhase, error: ConsoleError | None) -> None:
        self._update(phase=phase, error=error, finished_at=self._clock.now(), can_cancel=False)
        self._ended(self._record)
