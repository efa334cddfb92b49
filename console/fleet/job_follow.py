"""Follows one job of a host to its end, and asks the host to end it."""

import asyncio
import logging
from collections.abc import Callable
from typing import Final

from console.fleet.clock import Clock
from console.fleet.connection import HostConnection
from console.hyperv import jobs
from console.model.errors import (
    Cancelled,
    ConsoleError,
    Forbidden,
    ObjectGone,
    OutcomeUnknown,
    Refused,
    Untrusted,
)
from console.model.job import JobSnapshot, JobState
from console.wsman.cim import CimReference

_log = logging.getLogger(__name__)

FIRST_LOOK_S: Final = 0.2
LAST_LOOK_S: Final = 1.0
GROWTH: Final = 1.5
MAX_BLIND_LOOKS: Final = 3
"""Looks at a job that may fail in a row."""
NEVER_AGAIN: Final = (Refused, Untrusted, Forbidden)
"""What another look would not change; a refused password must not be tried again at all."""


class JobFollower:
    """Looks at jobs with growing pauses, in which the lane is free for others.

    Args:
        clock: Measures the pauses.
        name: What the job is for, for the log.
        tell: Told of the percentage and of whether the job can be cancelled; ``None``: nobody is.
    """

    def __init__(
        self, clock: Clock, name: str, tell: Callable[[int, bool], None] | None = None
    ) -> None:
        self._clock = clock
        self._name = name
        self._tell = tell
        self._is_following = False
        self._is_cancel_asked = False
        self._is_cancel_sent = False
        self._wake = asyncio.Event()

    @property
    def is_following(self) -> bool:
        """Whether a job is under way."""
        return self._is_following

    def cancel(self) -> None:
        """Have the host asked to end the job, this one or the next; the job tells how that was."""
        self._is_cancel_asked = True
        self._wake.set()

    async def follow(
        self, connection: HostConnection, job: CimReference | None, method: str
    ) -> None:
        """Wait for a job's end; without a job nothing is waited for.

        Args:
            connection: Over which to look.
            job: As it came.
            method: ``Class.Method`` that started it, as errors name it.

        Raises:
            OperationFailed: It failed.
            Cancelled: The host ended it because we asked.
            OutcomeUnknown: It cannot be seen any more.
        """
        if job is None:
            return
        self._is_following = True
        try:
            await self._judge(connection, job, await self._end_of(connection, job), method)
        finally:
            self._is_following = False

    async def _end_of(self, connection: HostConnection, job: CimReference) -> JobSnapshot:
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
            except ConsoleError as problem:
                # Not seen, so not known: neither a quota nor garbage says that the job failed.
                if isinstance(problem, NEVER_AGAIN):
                    raise OutcomeUnknown(str(problem)) from problem
                blind += 1
                if blind >= MAX_BLIND_LOOKS:
                    raise OutcomeUnknown(str(problem)) from problem
                continue
            blind = 0
            if seen.is_finished:
                return seen
            self._show(seen.percent, can_cancel=seen.can_cancel and not self._is_cancel_asked)

    def _show(self, percent: int, *, can_cancel: bool) -> None:
        if self._tell is not None:
            self._tell(percent, can_cancel)

    async def _ask_to_end(self, connection: HostConnection, job: CimReference) -> None:
        """Ask the host once; whether it did is seen in the job's end."""
        try:
            await connection.call(connection.gateway.cancel_job, job)
        except ConsoleError as error:
            _log.info("%s could not be cancelled: %s", self._name, error)

    async def _judge(
        self, connection: HostConnection, job: CimReference, seen: JobSnapshot, method: str
    ) -> None:
        if seen.state is JobState.CANCELLED:
            raise Cancelled("the host ended the job")
        if seen.state is not JobState.FAILED:
            self._show(100, can_cancel=False)
            return
        try:
            more = await connection.call(connection.gateway.error_texts, job)
        except ConsoleError as error:
            _log.info("No more about the failure of %s: %s", self._name, error)
            more = ()
        raise jobs.failure(method, seen, more)

    async def _pause(self, seconds: float) -> None:
        """Wait, shorter when someone cancels."""
        if not self._is_cancel_asked or self._is_cancel_sent:
            self._wake.clear()
        timer = self._clock.later(seconds, self._wake.set)
        try:
            await self._wake.wait()
        finally:
            timer.cancel()
