"""The tree's model: all hosts, folders, hosts, VMs.

A new look at a host changes what differs and nothing else: rows go, move, change in place and come,
each with Qt's signals around it, so that views keep selection and expansion by themselves. Only a
new filter resets the model.
"""

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QBrush

from console.model.host import Colour, HostSnapshot
from console.model.identity import HostId, VmKey
from console.model.vm import VmSnapshot
from console.search.query import NO_QUERY, Query, read_query
from console.ui import texts
from console.ui.models.drag_model import DragModel
from console.ui.models.look import Look
from console.ui.models.row_list import AnyIndex
from console.ui.models.row_text import rich
from console.ui.models.tree_filter import wanted_vms
from console.ui.models.tree_node import (
    ALL_HOSTS,
    Node,
    NodeId,
    NodeKind,
    Tree,
    node_icon,
    node_note,
    node_spoken,
    node_text,
    node_tooltip,
)
from console.ui.sentences.colours import shade

NOTE_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 1
"""What stands beside the name, to be drawn less loudly."""
LABEL_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 2
"""The name alone."""

COLOUR_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 3
"""The ``QColor`` that marks it, ``None`` for none."""

_DISPLAY: Final = int(Qt.ItemDataRole.DisplayRole)


class FleetTreeModel(DragModel):
    """Everything that is configured and found, by folder and host.

    Args:
        look: Icons and colours.
        clock: ``time.monotonic`` or a virtual one, for ages.
        parent: The owner in Qt's sense.
    """

    def __init__(
        self, look: Look, clock: Callable[[], float], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._clock = clock
        self._hosts: dict[HostId, HostSnapshot] = {}
        self._query: Query = NO_QUERY
        self._alerts: dict[VmKey, str] = {}
        self._open: set[VmKey] = set()
        self._folders: dict[str, Colour] = {}
        self._roles = self._node_roles()
        self._plant()

    @property
    def host_count(self) -> int:
        """How many hosts there are."""
        return len(self._hosts)

    def openable(self) -> list[NodeId]:
        """Return everything that can be opened, parents before their children."""
        found: list[NodeId] = []
        waiting = list(self._root.children)
        while waiting:
            node = waiting.pop(0)
            if node.id.kind is not NodeKind.VM:
                found.append(node.id)
                waiting.extend(node.children if node.id.kind is not NodeKind.HOST else ())
        return found

    def set_folders(self, folders: Mapping[str, Colour]) -> None:
        """Show these folders also while they are empty, marked by their colours."""
        gone = set(self._folders) - set(folders)
        self._folders = dict(folders)
        if self._query == NO_QUERY:
            for path in folders:
                self._folder(path)
        for path in sorted(gone, key=len, reverse=True):
            node = self._by_id.get(NodeId(NodeKind.FOLDER, path))
            if node is not None:
                self._prune(node)
        for node in list(self._nodes.values()):
            if node.id.kind is NodeKind.FOLDER and node.parent is not None:
                node.colour = self._folders.get(node.id.name, Colour.NONE)
                self._touch(node)

    def put_host(self, host: HostSnapshot) -> None:
        """Take a new look at a host."""
        if self._hosts.get(host.id) is not host:
            self._hosts[host.id] = host
            self._show_host(host)

    def drop_host(self, host: HostId) -> None:
        """Forget a host; an unknown one is ignored."""
        if self._hosts.pop(host, None) is not None:
            self._hide_host(host)

    def set_filter(self, text: str) -> None:
        """Show only what passes a query (``search.query``), and what leads there."""
        query = read_query(text)
        if query == self._query:
            return
        self._query = query
        self.beginResetModel()
        self._is_quiet = True
        self._plant()
        for host in self._hosts.values():
            self._show_host(host)
        if query == NO_QUERY:
            for path in self._folders:
                self._folder(path)
        self._is_quiet = False
        self.endResetModel()

    def refresh_ages(self) -> None:
        """Say again how old hosts are that do not answer."""
        for host in self._hosts.values():
            node = self._by_id.get(NodeId(NodeKind.HOST, host.id))
            if node is not None and not host.is_current:
                self._touch(node)

    def set_alert(self, key: VmKey, word: str) -> None:
        """Mark a VM as in trouble, by a few words; empty takes the mark away."""
        if word:
            self._alerts[key] = word
        else:
            self._alerts.pop(key, None)
        self._touch_vm(key)

    def set_session(self, key: VmKey, *, is_open: bool) -> None:
        """Mark a VM as one whose console session is open, or no more."""
        if is_open:
            self._open.add(key)
        else:
            self._open.discard(key)
        self._touch_vm(key)

    def _touch_vm(self, key: VmKey) -> None:
        node = self._by_id.get(NodeId(NodeKind.VM, key.host, key.vm))
        if node is not None:
            self._touch(node)

    def refresh(self) -> None:
        """Take texts, icons and colours of now."""
        self._top.set_label(Tree.tr("All hosts"))
        for node in self._nodes.values():
            self._touch_children(node)

    def data(self, index: AnyIndex, role: int = _DISPLAY) -> object:
        """Return one fact about a node."""
        show = self._roles.get(role)
        if show is None or not index.isValid():
            return None
        return show(self._nodes[index.internalId()])

    def _node_roles(self) -> dict[int, Callable[[Node], object]]:
        def colour(node: Node) -> object:
            owner = node.owner()
            is_pale = owner is not None and not owner.is_current
            return QBrush(self._look.colour("muted")) if is_pale else None

        def word(node: Node) -> str:
            key = node.id.key
            if key is None:
                return ""
            session = Tree.tr("session open") if key in self._open else ""
            alert = self._alerts.get(key, "")
            return (
                texts.fill(Tree.tr("%1 · %2"), alert, session)
                if alert and session
                else (alert or session)
            )

        def icon(node: Node) -> str:
            key = node.id.key
            if key in self._alerts:
                return "warn"
            return "connect" if key in self._open else node_icon(node)

        def told(text: str, node: Node) -> str:
            return texts.fill(Tree.tr("%1 · %2"), text, word(node)) if word(node) else text

        role = Qt.ItemDataRole
        return {
            _DISPLAY: lambda node: told(node_text(node, self._clock()), node),
            LABEL_ROLE: lambda node: node.label,
            COLOUR_ROLE: lambda node: shade(node.colour),
            NOTE_ROLE: lambda node: word(node) or node_note(node, self._clock()),
            int(role.DecorationRole): lambda node: self._look.icon(icon(node)),
            int(role.ForegroundRole): colour,
            int(role.ToolTipRole): lambda node: rich(told(node_tooltip(node, self._clock()), node)),
            int(role.AccessibleTextRole): lambda node: told(node_spoken(node, self._clock()), node),
        }

    def _plant(self) -> None:
        """Begin with "All hosts"."""
        self._clear()
        self._top = self._make(ALL_HOSTS, self._root, Tree.tr("All hosts"))
        was_quiet, self._is_quiet = self._is_quiet, True
        self._insert(self._root, [self._top])
        self._is_quiet = was_quiet

    def _show_host(self, host: HostSnapshot) -> None:
        vms = wanted_vms(host, self._query, self._clock())
        if vms is None:
            self._hide_host(host.id)
            return
        node_id = NodeId(NodeKind.HOST, host.id)
        node = self._by_id.get(node_id)
        if node is not None and (node.host is None or node.host.folder != host.folder):
            self._hide_host(host.id)
            node = None
        if node is None:
            parent = self._folder(host.folder)
            node = self._make(node_id, parent, host.label)
            node.host = host
            node.is_favourite = host.marks.is_favourite
            node.set_label(host.label)
            self._insert(parent, [node])
        elif node.label != host.label or node.is_favourite is not host.marks.is_favourite:
            node.is_favourite = host.marks.is_favourite
            self._rename(node, host.label)
        node.colour = host.marks.colour
        known, node.host = node.host, host
        self._show_vms(node, vms)
        if known is None or _looks_different(known, host):
            self._touch(node)
        if known is not None and known.is_current != host.is_current:
            self._touch_children(node)
        if known is None or known is host or len(known.vms) != len(host.vms):
            self._touch_above(node)

    def _show_vms(self, node: Node, vms: list[VmSnapshot]) -> None:
        host_id = node.id.name
        wanted = {vm.id: vm for vm in vms}
        gone = [row for row, child in enumerate(node.children) if child.id.vm not in wanted]
        self._remove(node, gone)
        for child in list(node.children):
            vm = wanted.pop(child.vm.id) if child.vm is not None else None
            if vm is None:
                continue
            before, child.vm = child.vm, vm
            if child.label != vm.name:
                self._rename(child, vm.name)
            if before is None or before.state is not vm.state or before.name != vm.name:
                self._touch(child)
        fresh: list[Node] = []
        for vm in wanted.values():
            child = self._make(NodeId(NodeKind.VM, host_id, vm.id), node, vm.name)
            child.vm = vm
            fresh.append(child)
        self._insert(node, fresh)

    def _hide_host(self, host: HostId) -> None:
        """Take a host out of the tree, and folders that are empty without it."""
        node = self._by_id.get(NodeId(NodeKind.HOST, host))
        if node is None or node.parent is None:
            return
        parent = node.parent
        self._remove(parent, [node.row()])
        self._prune(parent)

    def _prune(self, node: Node) -> None:
        """Take a folder away that is empty and that nothing is said about, and those above it."""
        while node.parent is not None and node is not self._top:
            parent = node.parent
            is_kept = self._query == NO_QUERY and node.id.name in self._folders
            if node.children or is_kept:
                break
            self._remove(parent, [node.row()])
            node = parent
        self._touch_above(node)
        self._touch(node)

    def _folder(self, path: str) -> Node:
        """Return the node of a folder, made with all above it when need be."""
        if not path:
            return self._top
        node = self._by_id.get(NodeId(NodeKind.FOLDER, path))
        if node is None:
            above, _, label = path.rpartition("/")
            parent = self._folder(above)
            node = self._make(NodeId(NodeKind.FOLDER, path), parent, label)
            node.colour = self._folders.get(path, Colour.NONE)
            self._insert(parent, [node])
        return node


def _looks_different(before: HostSnapshot, after: HostSnapshot) -> bool:
    """Whether the node of a host is to be drawn anew; a mere new reading is not."""
    return (
        before.label != after.label
        or before.link is not after.link
        or before.error != after.error
        or before.marks != after.marks
        or before.is_read_only is not after.is_read_only
        or len(before.vms) != len(after.vms)
    )
