"""Keeps the session card of the VM that is shown up to date, and carries out what it asks for.

What the store holds is shown at once. What must be read (port, channel, rights, edition) is read
when a VM is turned to, when its state has settled into another, and when a change of it has ended;
only while the card can be seen, and a moment later, so that running over a list with the arrow keys
asks hosts nothing. An answer for a VM that is shown no more is dropped.
"""

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QTimer

from console.fleet.operation import (
    AccessChange,
    EnhancedPolicyChange,
    OperationPhase,
    OperationRecord,
    TransportChange,
)
from console.fleet.store import StoreChange
from console.model.identity import VmKey
from console.model.vm import EnhancedSession, VmState
from console.ui.panels.session_card import SessionCard
from console.ui.runner import CommandRunner
from console.ui.sessions.case import NOTHING_READ, ReadFacts
from console.ui.sessions.commands import SessionCommands
from console.ui.sessions.facts import SessionReader
from console.ui.sessions.ports import SessionFleet, Sessions

_OURS = (AccessChange, EnhancedPolicyChange, TransportChange)
_PENDING = (OperationPhase.WAITING, OperationPhase.RUNNING)
SETTLE_MS: Final = 300
"""How long a VM must be shown before its host is asked about its sessions."""
_Reached = tuple[bool, VmState, EnhancedSession]


class SessionPresenter(QObject):
    """Between the fleet and the session card.

    Args:
        fleet: What is followed.
        sessions: Open sessions and choices.
        reader: Reads.
        commands: Carries out.
        runner: Runs readings.
        card: Shows.
        parent: The owner in Qt's sense.
    """

    def __init__(
        self,
        fleet: SessionFleet,
        sessions: Sessions,
        reader: SessionReader,
        commands: SessionCommands,
        *,
        runner: CommandRunner,
        card: SessionCard,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._fleet = fleet
        self._sessions = sessions
        self._reader = reader
        self._commands = commands
        self._runner = runner
        self._card = card
        self._key: VmKey | None = None
        self._turn = 0
        self._read: ReadFacts = NOTHING_READ
        self._reached: _Reached | None = None
        self._is_due = False
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle.timeout.connect(self._refresh_when_seen)
        self._ends: tuple[Callable[[], None], ...] = (
            fleet.store.subscribe(self._store_changed),
            fleet.operations.subscribe(self._operation_changed),
            sessions.subscribe(self._show),
        )
        self._listen()

    def begin(self) -> None:
        """Look for clients and read what was chosen, once at the start."""
        self._runner.start(self._begin(), "session tools")

    def show_vm(self, key: VmKey | None) -> None:
        """Turn to another VM, or to none; the same one changes nothing."""
        if key == self._key:
            return
        self._key = key
        self._read = NOTHING_READ
        self._reached = None
        self._turn += 1
        self._is_due = False
        self._follow()

    def refresh(self) -> None:
        """Read again what must be read, once the card has been seen for a moment."""
        self._turn += 1
        self._is_due = self._key is not None
        self._refresh_soon()

    def close(self) -> None:
        """Follow no more."""
        for end in self._ends:
            end()
        self._key = None
        self._settle.stop()

    def _refresh_soon(self) -> None:
        if self._is_due:
            self._settle.start()

    def _refresh_when_seen(self) -> None:
        if self._is_due and self._key is not None and self._card.isVisible():
            self._is_due = False
            self._runner.start(self._read_facts(self._key, self._turn), "session facts")

    def _listen(self) -> None:
        card, commands = self._card, self._commands
        card.seen.connect(self._refresh_soon)
        card.connect_requested.connect(partial(self._on_shown, commands.connect))
        card.start_requested.connect(partial(self._on_shown, commands.start_and_connect))
        card.mode_chosen.connect(partial(self._on_shown, commands.choose))
        card.remedy_requested.connect(partial(self._on_shown, commands.remedies.carry_out))
        card.doctor_requested.connect(partial(self._on_shown, commands.show_doctor))
        card.options_requested.connect(partial(self._on_shown, commands.show_options))
        card.access_requested.connect(partial(self._on_shown, commands.show_access))
        card.end_requested.connect(commands.remedies.end)
        card.front_requested.connect(commands.remedies.bring_to_front)

    def _on_shown(self, act: Callable[..., None], *args: object) -> None:
        if self._key is not None:
            act(self._key, *args)

    def _show(self) -> None:
        if self._key is not None:
            self._card.show_case(self._reader.view(self._key, self._read))
        else:
            self._card.show_case(None)

    def _follow(self) -> None:
        """Show anew, and read anew when what is read may have changed."""
        reached = self._now()
        self._show()
        if reached != self._reached:
            self._reached = reached
            self.refresh()

    def _now(self) -> _Reached | None:
        if self._key is None:
            return None
        host, vm = self._fleet.store.hosts.get(self._key.host), self._fleet.store.vm(self._key)
        if host is None or vm is None:
            return None
        return host.is_current, vm.state, vm.enhanced_session

    def _store_changed(self, change: StoreChange) -> None:
        if self._key is not None and self._key.host in change.hosts:
            self._follow()

    def _operation_changed(self, record: OperationRecord) -> None:
        if self._key is None or record.phase in _PENDING or record.host != self._key.host:
            return
        if isinstance(record.subject, _OURS) and record.key in (None, self._key):
            self.refresh()

    async def _begin(self) -> None:
        await self._sessions.books.load()
        await self._sessions.discover()

    async def _read_facts(self, key: VmKey, turn: int) -> None:
        host = self._fleet.store.hosts.get(key.host)
        if host is None:
            return
        read = await self._reader.read(host, key.vm)
        if turn == self._turn:
            self._read = read
            self._show()
