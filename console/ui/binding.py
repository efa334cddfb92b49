"""From store and log to the models: what changed and nothing else, a slice of it at a time.

The store tells hosts that changed; the binding notes them and works them off in slices, so that
twenty hosts that answer at once do not hold up one frame. An operation is taken over at once, in
the turn of the loop in which it was asked for: a switch moves under the finger.
"""

import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from console.fleet.operation import (
    OperationLog,
    OperationRecord,
    PowerChange,
    ServiceChange,
)
from console.fleet.store import FleetStore, StoreChange
from console.model.host import HostSnapshot
from console.model.identity import HostId, VmKey
from console.ui.models.fleet_tree import FleetTreeModel
from console.ui.models.rows import NOTHING_PENDING, HostFace, Pending, VmRow, face_of, make_row
from console.ui.models.tree_node import ALL_HOSTS, NodeId
from console.ui.models.vm_table import VmTableModel

SLICE_S: Final = 0.004
"""How long one slice may take; a slice ends with the host in which the time ran out."""


def pending_of(log: OperationLog, key: VmKey) -> Pending:
    """Return what has been asked of a VM and has not ended."""
    records = log.pending_for(key)
    if not records:
        return NOTHING_PENDING
    services = frozenset(
        (record.subject.kind, record.subject.on)
        for record in records
        if isinstance(record.subject, ServiceChange)
    )
    powers = [r.subject.action for r in records if isinstance(r.subject, PowerChange)]
    return Pending(services, powers[-1] if powers else None)


class FleetBinding(QObject):
    """Keeps the table and the tree equal to store and log.

    Args:
        store: Where snapshots come from.
        log: Where operations come from.
        vms: The table's model.
        tree: The tree's model.
        clock: A monotonic clock, for the slices.
        parent: The owner in Qt's sense.
    """

    changed = Signal()
    """The models have taken over a change."""

    def __init__(
        self,
        store: FleetStore,
        log: OperationLog,
        *,
        vms: VmTableModel,
        tree: FleetTreeModel,
        clock: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._log = log
        self._vms = vms
        self._tree = tree
        self._clock = clock
        self._scope = ALL_HOSTS
        self._faces: dict[HostId, HostFace] = {}
        self._shown: dict[HostId, HostSnapshot] = {}
        self._waiting: dict[HostId, None] = {}
        self._slices = QTimer(self)
        self._slices.setSingleShot(True)
        self._slices.timeout.connect(self._work_off)
        self._ends = (store.subscribe(self._note), log.subscribe(self._take_operation))
        for host in store.hosts.values():
            tree.put_host(host)
        self._fill()

    @property
    def scope(self) -> NodeId:
        """What part of the fleet the table shows."""
        return self._scope

    def close(self) -> None:
        """Take over no more changes."""
        for end in self._ends:
            end()
        self._slices.stop()

    def set_scope(self, scope: NodeId) -> None:
        """Show the VMs of another part of the fleet."""
        if scope != self._scope:
            self._scope = scope
            self._fill()

    def flush(self) -> None:
        """Take over now everything that waits."""
        self._store.flush()
        while self._waiting:
            self._work_off()

    def _note(self, change: StoreChange) -> None:
        self._waiting.update(dict.fromkeys(change.hosts))
        if not self._slices.isActive():
            self._slices.start(0)

    def _work_off(self) -> None:
        """Take over hosts until the slice is used up; the rest waits for the next turn."""
        end = self._clock() + SLICE_S
        while self._waiting:
            host = next(iter(self._waiting))
            del self._waiting[host]
            self._take_host(host)
            if self._clock() >= end:
                break
        if self._waiting:
            self._slices.start(0)
        self.changed.emit()

    def _take_host(self, host_id: HostId) -> None:
        host = self._store.hosts.get(host_id)
        if host is None:
            self._tree.drop_host(host_id)
            self._faces.pop(host_id, None)
        else:
            self._tree.put_host(host)
        is_wanted = host is not None and self._scope.holds(host)
        before = self._shown.get(host_id)
        known = {vm.id: vm for vm in before.vms} if before is not None else {}
        rows: list[VmRow] = []
        if host is not None and is_wanted:
            rows = [row for row in self._rows(host) if self._vms.row_of(row.key) is not row]
            for vm in host.vms:
                known.pop(vm.id, None)
            self._shown[host_id] = host
        else:
            self._shown.pop(host_id, None)
        if rows or known:
            self._vms.update(rows, [VmKey(host_id, vm) for vm in known])

    def _fill(self) -> None:
        self._shown = {h.id: h for h in self._store.hosts.values() if self._scope.holds(h)}
        self._vms.apply(row for host in self._shown.values() for row in self._rows(host))

    def _rows(self, host: HostSnapshot) -> list[VmRow]:
        face = face_of(host, self._faces.get(host.id))
        self._faces[host.id] = face
        pending_of_vm, row_of = self._log.pending_for, self._vms.row_of
        rows: list[VmRow] = []
        for vm in host.vms:
            key = VmKey(host.id, vm.id)
            pending = pending_of(self._log, key) if pending_of_vm(key) else NOTHING_PENDING
            rows.append(make_row(face, vm, pending, row_of(key)))
        return rows

    def _take_operation(self, record: OperationRecord) -> None:
        row = self._vms.row_of(record.key) if record.key is not None else None
        if row is not None:
            pending = pending_of(self._log, row.key)
            new = make_row(row.host, row.vm, pending, row)
            if new is not row:
                self._vms.update([new])
        self.changed.emit()
