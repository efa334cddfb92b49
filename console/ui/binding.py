"""From the store and the operations to the models, once a frame.

The store tells of changed hosts; they are noted and worked off in the next frame. The work is a
generator that pauses between hosts: when a turn has used up its share, the rest follows in the next
turn of the loop, and what the user does comes in between. The table takes all rows of a frame at
once, so that it sorts once.

An operation is shown in the turn in which it begins: the switch moves with the click. What is
asked changes neither sort nor filter, so this touches one line of the table.

Rows are always built from what the store holds now, never from what was told: when an operation
ends, the line jumps to the value that was read back even if the store has not told of it yet.
"""

import time
from collections.abc import Callable, Generator, Iterable, Sequence
from typing import Final, Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from console.fleet.claims import ClaimBook
from console.fleet.operation import (
    OperationLog,
    OperationRecord,
    OperationStep,
    PowerChange,
    ServiceChange,
)
from console.fleet.store import FleetStore, StoreChange
from console.model.host import HostSnapshot
from console.model.identity import HostId, VmKey
from console.model.power import PowerAction
from console.model.service import ServiceKind
from console.ui.models.fleet_tree import FleetTreeModel
from console.ui.models.rows import NOTHING_PENDING, HostFace, Pending, VmRow, face_of, make_row
from console.ui.models.tree_node import ALL_HOSTS, NodeId
from console.ui.widgets.busy_clock import BusyClock

FRAME_MS: Final = 16
PARTS_MS: Final = 100
"""How often the parts of plans are shown."""
TURN_S: Final = 0.005
"""How long one turn may build rows before it lets others have a go."""
AGES_MS: Final = 10_000
"""How often ages are told anew: the coarsest unit that changes visibly is seconds to minutes."""


def pending_of(log: OperationLog, key: VmKey) -> Pending:
    """Return what is asked of a VM and not decided yet; of two asks for one thing the later."""
    services: dict[ServiceKind, bool] = {}
    power: PowerAction | None = None
    for record in log.pending_for(key):
        if isinstance(record.subject, ServiceChange):
            services[record.subject.kind] = record.subject.on
        elif isinstance(record.subject, PowerChange) and not _waits_for_guest(record):
            power = record.subject.action
    return Pending(frozenset(services.items()), power) if services or power else NOTHING_PENDING


def _waits_for_guest(record: OperationRecord) -> bool:
    """Whether the guest was asked and takes its time: then it may still be turned off."""
    return record.step is OperationStep.WAITING_FOR_GUEST


class RowModel(Protocol):
    """A model that shows rows of VMs."""

    def apply(self, rows: Iterable[VmRow]) -> None:
        """Show exactly these rows."""
        ...

    def update(self, rows: Iterable[VmRow], removed: Iterable[VmKey] = ()) -> None:
        """Add or replace some rows and drop others."""
        ...


class FleetBinding(QObject):
    """Keeps the models as the store and the operations are.

    Args:
        store: The latest snapshots.
        log: What has been asked.
        vms: The models of the table and of the matrix.
        tree: The tree's model.
        busy: Held while anything is pending, so that its marks turn.
        clock: Measures the turns.
        parent: The owner in Qt's sense.
    """

    changed = Signal()
    """The models have taken over a change: a frame of the store's, or an operation at once."""
    aged = Signal()
    """Time has passed: ages read differently now."""

    def __init__(
        self,
        store: FleetStore,
        log: OperationLog,
        *,
        vms: Sequence[RowModel],
        tree: FleetTreeModel,
        busy: BusyClock | None = None,
        clock: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._log = log
        self._vms = vms
        self._tree = tree
        self._busy = busy
        self._clock = clock
        self._scope = ALL_HOSTS
        self._faces: dict[HostId, HostFace] = {}
        self._rows: dict[HostId, dict[str, VmRow]] = {}
        self._in_table: set[HostId] = set()
        self._dirty: dict[HostId, None] = dict.fromkeys(store.hosts)
        self._claims = ClaimBook(store.hosts)
        self._pending: set[VmKey] = set()
        self._work: Generator[None] | None = None
        self._frame = QTimer(self, singleShot=True, interval=FRAME_MS)
        self._frame.timeout.connect(self._begin_frame)
        self._turn = QTimer(self, singleShot=True, interval=0)
        self._turn.timeout.connect(self._take_turn)
        self._touched: dict[VmKey, None] = {}
        self._parts = QTimer(self, singleShot=True, interval=PARTS_MS)
        self._parts.timeout.connect(self._show_parts)
        self._ages = QTimer(self, interval=AGES_MS)
        self._ages.timeout.connect(self._age)
        self._ends = (store.subscribe(self._host_changed), log.subscribe(self._take_operation))
        self._ages.start()
        for record in log.records:
            self._note_pending(record)
        self._finish()

    @property
    def scope(self) -> NodeId:
        """Whose VMs the table shows."""
        return self._scope

    def set_scope(self, scope: NodeId) -> None:
        """Show the VMs of all hosts, a folder or a host, at once; a VM stands for its host."""
        if scope == self._scope:
            return
        self._scope = scope
        hosts = self._store.hosts
        shown = [id_ for id_ in hosts if id_ in self._rows and scope.holds(hosts[id_])]
        self._in_table = set(shown)
        rows = [row for id_ in shown for row in self._rows[id_].values()]
        for model in self._vms:
            model.apply(rows)

    def flush(self) -> None:
        """Bring the models up to date with the store now, however long it takes."""
        self._store.flush()
        self._finish()

    def close(self) -> None:
        """Stop following; the models stay as they are."""
        for end in self._ends:
            end()
        for timer in (self._frame, self._turn, self._ages, self._parts):
            timer.stop()
        self._work = None
        if self._busy is not None:
            self._busy.release(self)

    def _host_changed(self, change: StoreChange) -> None:
        self._dirty.update(dict.fromkeys((*change.hosts, *self._claims.take(change))))
        self._schedule()

    def _schedule(self) -> None:
        if self._work is None and not self._frame.isActive():
            self._frame.start()

    def _finish(self) -> None:
        self._frame.stop()
        self._turn.stop()
        while self._work is not None or self._dirty:
            for _ in self._work or self._apply_dirty():
                pass
            self._work = None

    def _begin_frame(self) -> None:
        self._work = self._apply_dirty()
        self._take_turn()

    def _take_turn(self) -> None:
        work = self._work
        if work is None:
            return
        until = self._clock() + TURN_S
        for _ in work:
            if self._clock() >= until:
                self._turn.start()
                return
        self._work = None
        if self._dirty:
            self._schedule()

    def _apply_dirty(self) -> Generator[None]:
        """Build the rows of what changed, host by host, then show them."""
        dirty, self._dirty = self._dirty, {}
        changed: list[VmKey] = []
        removed: list[VmKey] = []
        for host_id in dirty:
            host = self._store.hosts.get(host_id)
            if host is None:
                self._tree.drop_host(host_id)
            else:
                self._tree.put_host(host)
            self._build(host_id, host, changed, removed)
            yield
        # Since a row was built, an operation may have changed it, or the scope another answer.
        latest = [row for key in changed if (row := self._table_row(key)) is not None]
        gone = [key for key in removed if self._table_row(key) is None]
        if latest or gone:
            for model in self._vms:
                model.update(latest, gone)
        self.changed.emit()

    def _build(
        self,
        host_id: HostId,
        host: HostSnapshot | None,
        changed: list[VmKey],
        removed: list[VmKey],
    ) -> None:
        """Make the rows of a host, and note which of them the table has to show or to drop."""
        known = self._rows.pop(host_id, {})
        was_shown = host_id in self._in_table
        self._in_table.discard(host_id)
        rows: dict[str, VmRow] = {}
        if host is None:
            self._faces.pop(host_id, None)
        else:
            face = self._faces[host_id] = face_of(host, self._faces.get(host_id))
            for vm in host.vms:
                before = known.get(vm.id)
                key = before.key if before is not None else VmKey(host_id, vm.id)
                rivals = self._claims.rivals(key)
                rows[vm.id] = make_row(face, vm, self._pending_of(key), before, rivals=rivals)
            self._rows[host_id] = rows
            if self._scope.holds(host):
                self._in_table.add(host_id)
        is_shown = host_id in self._in_table
        if was_shown:
            removed.extend(r.key for name, r in known.items() if not is_shown or name not in rows)
        if is_shown:
            changed.extend(
                row.key for name, row in rows.items() if not was_shown or known.get(name) is not row
            )

    def _row(self, key: VmKey) -> VmRow | None:
        return self._rows.get(key.host, {}).get(key.vm)

    def _table_row(self, key: VmKey) -> VmRow | None:
        return self._row(key) if key.host in self._in_table else None

    def _take_operation(self, record: OperationRecord) -> None:
        """Show one operation at once; the parts of plans, hundreds at a time, once a frame."""
        self._note_pending(record)
        if record.key is None:
            return
        if record.plan is not None:
            self._touched[record.key] = None
            if not self._parts.isActive():
                self._parts.start()
            return
        self._show_operations((record.key,))

    def _show_parts(self) -> None:
        touched, self._touched = self._touched, {}
        self._show_operations(touched)

    def _show_operations(self, keys: Iterable[VmKey]) -> None:
        """Take over what is asked of VMs, and what was read back of them."""
        rows: list[VmRow] = []
        is_known = False
        for key in keys:
            before, vm = self._row(key), self._store.vm(key)
            if before is None or vm is None:
                continue
            is_known = True
            row = make_row(before.host, vm, self._pending_of(key), before)
            if row is not before:
                self._rows[key.host][key.vm] = row
                if key.host in self._in_table:
                    rows.append(row)
        if rows:
            for model in self._vms:
                model.update(rows)
        if is_known:
            self.changed.emit()

    def _pending_of(self, key: VmKey) -> Pending:
        return pending_of(self._log, key) if key in self._pending else NOTHING_PENDING

    def _note_pending(self, record: OperationRecord) -> None:
        if record.key is None:
            return
        if self._log.pending_for(record.key):
            self._pending.add(record.key)
        else:
            self._pending.discard(record.key)
        if self._busy is not None:
            if self._pending:
                self._busy.hold(self)
            else:
                self._busy.release(self)

    def _age(self) -> None:
        self._tree.refresh_ages()
        self.aged.emit()
