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

A file copy has steps of its own in place of 2 and 3, see ``file_copy``. After a shutdown or restart
was accepted the guest is waited for, and the turn is over meanwhile: who loses patience may turn
the VM off. Cancelling the waiting leaves the guest alone.

Cancelling before the change is sent drops it. While the call runs it cannot be stopped: the
outcome is unknown, the VM is read again after the call's end (the lane keeps the order). While a
job runs, the host is asked to end it, and the job tells how that was. A change is never repeated.
"""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from console.fleet.clock import Clock
from console.fleet.file_copy import CopyTools, FileCopying
from console.fleet.guest_wait import GUEST_ACTIONS, PATIENCE_S, GuestWait
from console.fleet.job_follow import JobFollower
from console.fleet.operation import (
    FileCopy,
    OperationLog,
    OperationPhase,
    OperationRecord,
    OperationStep,
    PowerChange,
    Subject,
)
from console.fleet.outcome import method_of, phase_of, shown_error
from console.fleet.sending import SendToken
from console.fleet.session import HostSession
from console.fleet.subject import read_back, sending_of
from console.model.errors import Cancelled, ConsoleError, NotPossible, OutcomeUnknown
from console.model.identity import HostId, VmKey

_log = logging.getLogger(__name__)


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
        copies: What file copies share.
        patience_s: How long a guest may take to shut down or restart.
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
        copies: CopyTools,
        patience_s: float = PATIENCE_S,
    ) -> None:
        self._record = record
        self._key = key
        self._session = session
        self._log = log
        self._clock = clock
        self._begins = begins
        self._ended = ended
        self._copies = copies
        self._patience_s = patience_s
        self._token = SendToken()
        self._follower = JobFollower(clock, f"Operation {record.id}", self._job_seen)
        self._copying: FileCopying | None = None
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
                wait = await self._carry_out()
            if wait is not None:
                self._update(step=OperationStep.WAITING_FOR_GUEST, percent=None, can_cancel=True)
                await wait.wait()
            self._end(OperationPhase.SUCCEEDED, None)
        except ConsoleError as error:
            if self._is_known_unsent():
                is_cancelled = isinstance(error, Cancelled)
                self._end(
                    OperationPhase.CANCELLED if is_cancelled else OperationPhase.FAILED, error
                )
            else:
                self._end(phase_of(error), shown_error(error))
        except Exception as problem:  # noqa: BLE001 - the record must come to an end
            _log.exception("Operation %d failed", self._record.id)
            self._end(self._phase_of_mistake(), ConsoleError(type(problem).__name__))

    def cancel(self) -> None:
        """Cancel it as far as that is possible; see the module's theory."""
        if self._record.phase.is_finished or not self._record.can_cancel:
            return
        is_copy_sent = self._copying is not None and not self._token.revoke()
        if self._follower.is_following or is_copy_sent:
            self._update(can_cancel=False)
            self._follower.cancel()
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

    async def _carry_out(self) -> GuestWait | None:
        """Make the change; return what is to be waited for after it."""
        session = self._session
        if session is None:
            raise NotPossible("host_unknown", self._record.host_label)
        subject = self._record.subject
        is_copy = isinstance(subject, FileCopy)
        wait = None if is_copy else self._wait_of(session, subject)
        connection = session.interactive(for_change=True)
        self._begins(self._record)
        self._update(phase=OperationPhase.RUNNING)
        if is_copy:
            await self._copy(session, subject)
        else:
            send = sending_of(connection.gateway, self._key.vm, subject)
            started = await connection.call(self._token.send, send)
            await self._follower.follow(connection, started.job, method_of(subject))
        self._update(can_cancel=False)
        await self._read_back(session)
        return wait

    def _wait_of(self, session: HostSession, subject: Subject) -> GuestWait | None:
        """Return what waits for the guest after the change, where that must be."""
        if not isinstance(subject, PowerChange) or subject.action not in GUEST_ACTIONS:
            return None
        return GuestWait(self._clock, session, self._key.vm, subject.action, self._patience_s)

    async def _copy(self, session: HostSession, subject: FileCopy) -> None:
        copying = FileCopying(
            subject,
            self._key,
            session=session,
            tools=self._copies,
            follower=self._follower,
            token=self._token,
            tell=self._step_seen,
        )
        self._copying = copying
        try:
            await copying.run()
        finally:
            self._update(owes=copying.owes)

    async def _read_back(self, session: HostSession) -> None:
        try:
            await read_back(session, self._key.vm, self._record.subject)
        except ConsoleError as error:
            _log.info("Operation %d could not be read back: %s", self._record.id, error)
            session.doubt()

    def _job_seen(self, percent: int, can_cancel: bool) -> None:
        self._update(percent=percent, can_cancel=can_cancel)

    def _step_seen(
        self, *, step: OperationStep, percent: int | None = None, can_cancel: bool = True
    ) -> None:
        self._update(step=step, percent=percent, can_cancel=can_cancel)

    def _is_known_unsent(self) -> bool:
        """Whether a step before the change failed, so that the change itself was not made."""
        return self._copying is not None and not self._token.has_begun

    def _phase_of_mistake(self) -> OperationPhase:
        sent = self._token.has_begun
        return OperationPhase.UNKNOWN_OUTCOME if sent else OperationPhase.FAILED

    def _update(self, **changes: Any) -> None:  # noqa: ANN401 - fields of a record, of all types
        self._record = replace(self._record, **changes)
        self._log.put(self._record)

    def _end(self, phase: OperationPhase, error: ConsoleError | None) -> None:
        self._update(phase=phase, error=error, finished_at=self._clock.now(), can_cancel=False)
        self._ended(self._record)
