"""Copies a file into a guest and leaves everything else as it was.

Theory of operation
-------------------
The steps, each awaited on the loop, everything blocking in a lane:

1. *Stage* (only for a file of this computer): copy it to a fresh folder where the host finds it,
   in a lane of its own, piece by piece.
2. *Look* at the guest service. When it is off: *write a note*, then *switch it on*.
3. *Wait* until the guest answers on it, with patience.
4. *Copy*: one call, then its job is followed. Only this call counts as "sent".
5. *Give back*, in every outcome: switch the service off again if it was off, read it to be sure,
   remove the staged file, remove the note.

What is borrowed is noted *before* it is borrowed, and the note goes *after* it was given back. So
at any moment at which the program may be killed, the note is there whenever something is owed. Too
much in the note does no harm: switching off what is off and removing what is not there change
nothing. From the moment of the note on, the service counts as switched on by us, even if the
request failed or its answer was lost.

Step 5 runs in ``finally``, also while the task is being cancelled. Where it fails, even after
another try or two, or is cut off itself (the host is lost or disconnected, the program ends), the
note is left to ``ServiceRestorer``. A VM that is gone, or does not have the service any more, owes
nothing.

Cancelling: before the copy is sent the task is cancelled (``Execution.cancel`` asks the token);
from then on the host is asked to end the job, and the job tells how that was.
"""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path, PureWindowsPath
from typing import Final, Protocol
from uuid import uuid4

from console.fleet import staging
from console.fleet.clock import Clock
from console.fleet.connection import HostConnection, LaneFactory, LaneLike
from console.fleet.copy_note import CopyNotes
from console.fleet.job_follow import JobFollower
from console.fleet.operation import FileCopy, OperationStep
from console.fleet.outcome import COPY_METHOD
from console.fleet.sending import SendToken
from console.fleet.session import HostSession
from console.hyperv import services
from console.model.errors import ConsoleError, NotPossible
from console.model.identity import VmKey
from console.model.service import ServiceKind, ServiceSnapshot, ServiceStatus
from console.model.vm import VmState
from console.settings.service_restore import CopyNote

_log = logging.getLogger(__name__)

KIND: Final = ServiceKind.GUEST_SERVICE
CONTACT_PATIENCE_S: Final = 60.0
"""How long a guest may take to answer after the service was switched on."""
FIRST_LOOK_S: Final = 0.5
LAST_LOOK_S: Final = 3.0
GIVE_BACK_PAUSES_S: Final = (0.0, 1.0, 3.0)
"""Before each try to give back."""
REMOVE_PATIENCE_S: Final = 20.0
"""How long removing the staged file may take; a share that hangs must not hold the copy up."""
_READY: Final = frozenset({ServiceStatus.OK, ServiceStatus.DEGRADED, ServiceStatus.UNKNOWN})
"""Where the host reports a status that we do not know, it is the host that judges."""
NOTHING_OWED: Final = frozenset({"vm_gone", "service_missing"})


class Tell(Protocol):
    """Takes what is to be seen of a copy."""

    def __call__(
        self, *, step: OperationStep, percent: int | None = None, can_cancel: bool = True
    ) -> None:
        """Show a step."""
        ...


def _token() -> str:
    return uuid4().hex[:16]


@dataclass(frozen=True, slots=True)
class CopyTools:
    """What all copies share.

    Attributes:
        notes: Where is noted what is borrowed.
        lanes: Makes a lane for each staging.
        clock: Measures pauses and tells the time of day.
        token: Makes what distinguishes notes and staged files; fresh each time.
    """

    notes: CopyNotes
    lanes: LaneFactory
    clock: Clock
    token: Callable[[], str] = _token


class FileCopying:
    """One copy under way.

    Args:
        subject: What to copy.
        key: The VM.
        session: Its host.
        tools: What all copies share.
        follower: Follows the copy's job.
        token: Decides between sending the copy and cancelling.
        tell: Shows each step.
    """

    def __init__(
        self,
        subject: FileCopy,
        key: VmKey,
        *,
        session: HostSession,
        tools: CopyTools,
        follower: JobFollower,
        token: SendToken,
        tell: Tell,
    ) -> None:
        self._subject = subject
        self._key = key
        self._session = session
        self._notes = tools.notes
        self._lanes = tools.lanes
        self._clock = tools.clock
        self._id = tools.token()
        self._follower = follower
        self._token = token
        self._tell = tell
        self._owed: CopyNote | None = None
        self._file: staging.StagedFile | None = None
        self._lane: LaneLike | None = None

    @property
    def owes(self) -> bool:
        """Whether something has not been given back."""
        return self._owed is not None

    async def run(self) -> None:
        """Copy, and give back what was borrowed, whatever happens.

        Raises:
            StagingFailed: The file could not be staged.
            NotPossible: ``service_missing``, ``vm_not_running``, ``guest_service_no_contact``.
            Cancelled: The host ended the copy because we asked.
            ConsoleError: Anything else that kept the copy from being made.
        """
        try:
            source = await self._stage()
            connection = self._session.interactive()
            await self._borrow_service(connection)
            await self._copy(connection, source)
        finally:
            try:
                await self._give_back()
            finally:
                if self._lane is not None:
                    self._lane.close()

    async def _stage(self) -> str:
        """Bring the file to the host; return its path there."""
        subject = self._subject
        if not subject.staged_from:
            return subject.source
        folder = staging.staging_folder(subject.staging, self._id)
        name = PureWindowsPath(subject.source).name
        self._tell(step=OperationStep.STAGING)
        await self._note_down(staged=str(folder))
        file = self._file = staging.StagedFile(Path(subject.staged_from), folder, name)
        lane = self._lane = self._lanes(f"staging {self._id}", file.close)
        while (percent := await lane.call(file.advance)) is not None:
            self._tell(step=OperationStep.STAGING, percent=percent)
        return staging.staged_source(subject.source, self._id)

    async def _borrow_service(self, connection: HostConnection) -> None:
        service = await self._look(connection)
        if service.enabled is None:
            raise NotPossible("service_missing", self._key.vm)
        if service.status is ServiceStatus.NOT_RUNNING and not self._is_running():
            raise NotPossible("vm_not_running", self._key.vm)
        if not service.enabled:
            await self._note_down(service=KIND)
            self._tell(step=OperationStep.SWITCHING_ON)
            await self._switch(connection, on=True)
            service = None
        if service is None or service.status not in _READY:
            await self._wait_for_guest(connection)

    async def _wait_for_guest(self, connection: HostConnection) -> None:
        self._tell(step=OperationStep.WAITING_FOR_GUEST)
        deadline = self._clock.monotonic() + CONTACT_PATIENCE_S
        pause = FIRST_LOOK_S
        while True:
            await self._clock.sleep(pause)
            if (await self._look(connection)).status in _READY:
                return
            pause = min(LAST_LOOK_S, pause * 2)
            if self._clock.monotonic() + pause > deadline:
                raise NotPossible("guest_service_no_contact", self._key.vm)

    async def _copy(self, connection: HostConnection, source: str) -> None:
        self._tell(step=OperationStep.COPYING)
        subject = self._subject
        send = partial(
            connection.gateway.copy_file,
            self._key.vm,
            source,
            subject.destination,
            overwrite=subject.overwrite,
            create_folders=subject.create_folders,
        )
        started = await connection.call(self._token.send, send)
        await self._follower.follow(connection, started.job, COPY_METHOD)

    async def _give_back(self) -> None:
        """Give back what was borrowed; tells nothing but ``owes`` when that fails."""
        note = self._owed
        if note is None:
            return
        self._tell(step=OperationStep.PUTTING_BACK, can_cancel=False)
        try:
            await self._settle(note)
        except ConsoleError as error:
            _log.info("Copy %s could not remove its note: %s", self._id, error)
        except Exception:  # noqa: BLE001 - the note must be left to the restorer
            _log.exception("Giving back after copy %s failed", self._id)
        finally:
            self._notes.leave(note)

    async def _settle(self, note: CopyNote) -> None:
        if note.service is not None and await self._is_service_given_back():
            note = await self._note_settled(replace(note, service=None))
        if note.staged and await self._is_staged_removed(Path(note.staged)):
            await self._note_settled(replace(note, staged=""))

    async def _note_settled(self, note: CopyNote) -> CopyNote:
        self._owed = None if note.is_settled else note
        await self._notes.settle(note)
        return note

    async def _is_staged_removed(self, folder: Path) -> bool:
        """Remove the staged file, after the piece that may still be written."""
        lane, file = self._lane, self._file
        try:
            async with asyncio.timeout(REMOVE_PATIENCE_S):
                if lane is None or file is None:
                    await self._notes.lane.call(staging.remove, folder)
                else:
                    await lane.call(file.discard)
        except (ConsoleError, TimeoutError) as error:
            _log.info("Copy %s could not remove its staged file: %s", self._id, error)
            return False
        return True

    async def _is_service_given_back(self) -> bool:
        """Switch the service off and make sure; ``False`` when that cannot be done now."""
        for pause in GIVE_BACK_PAUSES_S:
            await self._clock.sleep(pause)
            try:
                connection = self._session.interactive()
                await self._switch(connection, on=False)
                if (await self._look(connection)).enabled is not True:
                    return True
            except NotPossible as error:
                # Either the VM has nothing to be given back, or there is no way to it now.
                return error.why in NOTHING_OWED
            except ConsoleError as error:
                _log.info("Copy %s could not switch the service off: %s", self._id, error)
        return False

    async def _switch(self, connection: HostConnection, *, on: bool) -> None:
        gateway = connection.gateway
        started = await connection.call(gateway.set_service, self._key.vm, KIND, on)
        follower = JobFollower(self._clock, f"The service for copy {self._id}")
        await follower.follow(connection, started.job, services.FULL_METHOD)

    async def _look(self, connection: HostConnection) -> ServiceSnapshot:
        return await connection.call(connection.gateway.read_service, self._key.vm, KIND)

    async def _note_down(self, *, staged: str = "", service: ServiceKind | None = None) -> None:
        """Write, before something is borrowed, that it is."""
        before = self._owed
        now: datetime = self._clock.now()
        note = before or CopyNote(self._id, self._key.host, self._key.vm, now)
        note = replace(note, staged=staged or note.staged, service=service or note.service)
        self._owed = note  # first: when we are cancelled while it is written, it may be written
        try:
            await self._notes.begin(note)
        except ConsoleError:
            self._owed = before
            if before is None:
                self._notes.leave(note)
            raise

    def _is_running(self) -> bool:
        vm = self._session.snapshot.vm(self._key.vm)
        return vm is None or vm.state is VmState.RUNNING
