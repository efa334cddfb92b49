"""What the heartbeat watch keeps on the disk, each call in a lane: restarts, decisions, pictures.

Without a file of its own each part still works as long as the program runs.
"""

import logging
from collections import deque
from datetime import datetime

from console.fleet.connection import LaneLike
from console.fleet.decision import Decision
from console.fleet.decision_file import DecisionFile, text_of
from console.fleet.restart_brake import RestartHistory
from console.fleet.tasks import Spawner
from console.fleet.watch_picture import PictureFolder
from console.model.errors import ConsoleError
from console.model.identity import VmKey
from console.model.screen import Screen
from console.settings.watch_history import RestartBook, RestartNote, RestartNotes

_log = logging.getLogger(__name__)


class WatchStorage:
    """The files of the watch. Used on the loop's thread.

    Args:
        lane: Runs what blocks; closed by ``close``.
        history: The automatic restarts; ``None``: they are forgotten with the program.
        decisions: The text of the decisions; ``None``: it is not written.
        pictures: Pictures of screens; ``None``: none are taken.
    """

    def __init__(
        self,
        lane: LaneLike,
        *,
        history: RestartBook | None = None,
        decisions: DecisionFile | None = None,
        pictures: PictureFolder | None = None,
    ) -> None:
        self._lane = lane
        self._history = history
        self._decisions = decisions
        self._pictures = pictures
        self._notes: RestartNotes | None = None if history else RestartNotes()
        self._unwritten: deque[str] = deque()
        self._is_writing = False
        self.log_error: ConsoleError | None = None
        """Why the last decision could not be written down."""

    @property
    def takes_pictures(self) -> bool:
        """Whether there is a place for pictures."""
        return self._pictures is not None

    @property
    def stopped(self) -> frozenset[VmKey]:
        """VMs that are left alone after a crash loop."""
        return frozenset(note.key for note in self._notes.stops) if self._notes else frozenset()

    def history(self, key: VmKey) -> RestartHistory | None:
        """Return what is known of a VM's restarts; ``None`` while it could not be read."""
        if self._notes is None:
            return None
        restarts = tuple(note.at for note in self._notes.restarts if note.key == key)
        stops = [note.at for note in self._notes.stops if note.key == key]
        return RestartHistory(restarts, stops[-1] if stops else None)

    async def load(self) -> None:
        """Read the restarts of earlier runs, and of other consoles.

        Raises:
            SettingsInvalid: They cannot be understood; nothing is restarted until they can.
        """
        if self._history is None:
            return
        try:
            self._notes = await self._lane.call(self._history.notes)
        except ConsoleError:
            self._notes = None
            raise

    async def note_restart(self, key: VmKey, at: datetime) -> None:
        """Write down a restart that is about to be ordered.

        Raises:
            ConsoleError: It could not be written, so it must not be ordered, and nothing else
                until ``load`` finds the file in order.
        """
        note = RestartNote(key, at)
        if self._history is not None:
            try:
                await self._lane.call(self._history.restarted, note)
            except ConsoleError:
                self._notes = None
                raise
        known = self._notes or RestartNotes()
        if note not in known.restarts:  # another reading may have brought it already
            self._notes = RestartNotes((*known.restarts, note), known.stops)

    async def note_stop(self, key: VmKey, at: datetime | None) -> None:
        """Write down that a VM is left alone (``at``), or is not any more (``None``).

        It holds from now on also when it cannot be written.

        Raises:
            ConsoleError: It could not be written.
        """
        known = self._notes or RestartNotes()
        stops = tuple(note for note in known.stops if note.key != key)
        if at is not None:
            stops = (*stops, RestartNote(key, at))
        if self._notes is not None:
            self._notes = RestartNotes(known.restarts, stops)
        if self._history is None:
            return
        if at is None:
            await self._lane.call(self._history.resumed, key)
        else:
            await self._lane.call(self._history.stopped, RestartNote(key, at))

    async def save_picture(self, screen: Screen, key: VmKey, vm_name: str, at: datetime) -> str:
        """Write a picture and return where it is.

        Raises:
            ConsoleError: It could not be written.
        """
        if self._pictures is None:
            return ""
        return await self._lane.call(self._pictures.save, screen, key, vm_name, at)

    def write_down(self, decision: Decision, spawner: Spawner) -> None:
        """Append a decision to the file, soon and in order."""
        if self._decisions is None or spawner.is_closed:
            return
        self._unwritten.append(text_of(decision))
        if not self._is_writing:
            self._is_writing = True
            spawner.spawn(self._write(self._decisions), "decisions of the watch")

    async def flush(self) -> None:
        """Write what has not been written yet; for the end of the program."""
        if self._decisions is not None and self._unwritten:
            await self._write(self._decisions)

    def close(self) -> None:
        """End the lane."""
        self._lane.close()

    async def _write(self, file: DecisionFile) -> None:
        try:
            while self._unwritten:
                text = "".join(self._unwritten)
                self._unwritten.clear()
                await self._lane.call(file.append, text)
                self.log_error = None
        except ConsoleError as error:
            if self.log_error is None:  # once, not with each decision
                _log.warning("The decisions of the heartbeat watch cannot be written: %s", error)
            self.log_error = error
        finally:
            self._is_writing = False
