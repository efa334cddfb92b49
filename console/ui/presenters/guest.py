"""Keeps the guest tab of the VM that is shown up to date, and carries out what it asks for.

Theory of operation
-------------------
The tab reads only while it can be seen: at once, every 30 seconds, when an operation that changes
what it shows has ended, when the VM's state or its data exchange changed, and when it is asked
to. One reading runs at a time; what asks for another one meanwhile has it begin anew at its end.
Every reading belongs to a *turn*: showing another VM, or none, begins a new one, and an answer
that comes for an earlier turn is dropped. Nothing here waits: readings are coroutines of the
runner's, and their errors stand in the tab.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject, QTimer

from console.fleet.clock import Clock
from console.fleet.operation import GuestItemChange, NetworkChange, OperationRecord, Subject
from console.fleet.store import StoreChange
from console.model.errors import ConsoleError
from console.model.guest import GuestData, GuestItem
from console.model.host import HostSnapshot
from console.model.identity import VmKey
from console.model.network import GuestNetwork
from console.model.service import ServiceKind
from console.model.vm import VmSnapshot
from console.ui import texts
from console.ui.guest_questions import GuestQuestions
from console.ui.panels.guest_tab import GuestTab
from console.ui.ports import FleetControl
from console.ui.runner import CommandRunner
from console.ui.sentences.read_only import unchangeable

READ_EVERY_S: Final = 30.0
TICK_MS: Final = 5_000
"""How often the age is told anew; a multiple of it is the pause between readings."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """What was read in this turn."""

    data: GuestData
    at: float


class GuestPresenter(QObject):
    """Between the fleet and the guest tab.

    Args:
        fleet: Reads and changes.
        runner: Runs readings.
        questions: Opens the dialogs.
        tab: Shows.
        clock: Tells how old a reading is.
        parent: The owner in Qt's sense.
    """

    def __init__(
        self,
        fleet: FleetControl,
        runner: CommandRunner,
        questions: GuestQuestions,
        tab: GuestTab,
        clock: Clock,
        *,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._fleet = fleet
        self._runner = runner
        self._tab = tab
        self._clock = clock
        self._key: VmKey | None = None
        self._turn = 0
        self._reading: _Reading | None = None
        self._networks: tuple[GuestNetwork, ...] | None = None
        self._tried_at = 0.0
        self._is_reading = False
        self._wants_another = False
        self._is_visible = tab.isVisible()
        self._questions = questions
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self.tick)
        self._ends: tuple[Callable[[], None], ...] = (
            fleet.store.subscribe(self._store_changed),
            fleet.operations.subscribe(self._operation_changed),
        )
        self._listen()

    def show_vm(self, key: VmKey | None) -> None:
        """Turn to another VM, or to none; the same one changes nothing."""
        if key == self._key:
            return
        self._key = key
        self._turn += 1
        self._reading = None
        self._networks = None
        self._is_reading = self._wants_another = False
        self._tab.show_reading()
        self._follow()

    def refresh(self) -> None:
        """Read now, or as soon as the reading under way has ended."""
        if self._key is None or not self._is_visible:
            return
        if self._is_reading:
            self._wants_another = True
            return
        self._is_reading = True
        self._tried_at = self._clock.monotonic()
        self._runner.start(self._read(self._key, self._turn), "guest-data")

    def tick(self) -> None:
        """Tell the age anew, and read when it is time."""
        self._show()
        if self._clock.monotonic() - self._tried_at >= READ_EVERY_S:
            self.refresh()

    def ask_item(self, item: GuestItem | None) -> None:
        """Ask for an item of the VM that is shown: a new one, or another value."""
        if self._key is not None:
            items = self._reading.data.items if self._reading is not None else ()
            self._questions.item(self._key, items, item)

    def ask_network(self, network: GuestNetwork) -> None:
        """Ask for the configuration of an adapter of the VM that is shown."""
        if self._key is not None:
            networks = self._networks or ()
            place = networks.index(network) if network in networks else 0
            self._questions.network(self._key, network, place)

    def ask_copy(self) -> None:
        """Ask for a file to copy into the VM that is shown."""
        if self._key is not None:
            self._questions.copy(self._key)

    def close(self) -> None:
        """Follow nothing any more."""
        self._turn += 1
        self._key = None
        self._timer.stop()
        for end in self._ends:
            end()

    def _listen(self) -> None:
        tab = self._tab
        tab.visibility_changed.connect(self._visibility_changed)
        tab.refresh_requested.connect(self.refresh)
        tab.change_requested.connect(self._order)
        tab.item_requested.connect(self.ask_item)
        tab.network_requested.connect(self.ask_network)
        tab.details_requested.connect(self._questions.details)
        tab.copy_file_requested.connect(self.ask_copy)

    async def _read(self, key: VmKey, turn: int) -> None:
        """Read both parts; what was read of the first stays when the second cannot be."""
        error: ConsoleError | None = None
        try:
            data = await self._fleet.ask(key.host, lambda host: host.read_guest_data(key.vm))
            if turn == self._turn:
                self._reading = _Reading(data, self._clock.monotonic())
                self._show()
            networks = await self._fleet.ask(key.host, lambda host: host.read_networks(key.vm))
            if turn == self._turn:
                self._networks = networks
                self._tab.show_networks(networks)
        except ConsoleError as problem:
            error = problem
        if turn != self._turn:
            return
        self._is_reading = False
        self._tab.show_problem(error)
        if self._wants_another:
            self._wants_another = False
            self.refresh()

    def _visibility_changed(self, is_visible: bool) -> None:
        self._is_visible = is_visible
        self._follow()

    def _follow(self) -> None:
        """Begin or end to follow the VM that is shown."""
        if self._key is None or not self._is_visible:
            self._timer.stop()
            return
        self._timer.start()
        self._show()
        self.refresh()

    def _show(self) -> None:
        host, vm = self._found(self._key)
        self._tab.set_can_change(host is not None and host.may_change, unchangeable(host))
        if self._reading is not None and vm is not None:
            age = texts.age(self._clock.monotonic() - self._reading.at)
            self._tab.show_data(vm, self._reading.data, age)

    def _store_changed(self, change: StoreChange) -> None:
        """Show the VM as it is now; read again when it started, stopped, or may tell more."""
        key = self._key
        if key is None or not self._is_visible:
            return
        host = change.hosts.get(key.host)
        if host is None:
            return
        self._show()
        if _says_differently(_vm(host.before, key), _vm(host.after, key)):
            self.refresh()

    def _operation_changed(self, record: OperationRecord) -> None:
        is_ours = isinstance(record.subject, GuestItemChange | NetworkChange)
        if is_ours and record.key == self._key and not record.is_pending:
            self.refresh()

    def _order(self, subject: Subject) -> None:
        if self._key is not None:
            self._fleet.order(self._key, subject)

    def _found(self, key: VmKey | None) -> tuple[HostSnapshot | None, VmSnapshot | None]:
        if key is None:
            return None, None
        return self._fleet.store.hosts.get(key.host), self._fleet.store.vm(key)


def _vm(host: HostSnapshot | None, key: VmKey) -> VmSnapshot | None:
    return host.vm(key.vm) if host is not None else None


def _says_differently(before: VmSnapshot | None, after: VmSnapshot | None) -> bool:
    """Whether the guest may tell something else now."""
    if before is None or after is None:
        return before is not after
    exchange = before.service(ServiceKind.KVP), after.service(ServiceKind.KVP)
    return before.state is not after.state or exchange[0] != exchange[1]
