"""A tree of nodes that are always in order, and the signals of every change to it.

Indexes carry integers, never Python objects: Qt keeps an index longer than Python keeps a node.

Brothers are sorted at every moment, even between two signals: a renamed node gets its new sort key
and moves at once, before the next one is looked at. So a place can always be found by bisection.
"""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject

from console.ui.models.ranges import runs
from console.ui.models.row_list import NOWHERE, AnyIndex
from console.ui.models.tree_node import Node, NodeId, NodeKind

_by_sort_key = attrgetter("sort_key")
_ROOT = NodeId(NodeKind.FOLDER, "/")


class NodeModel(QAbstractItemModel):
    """Nodes by number and by id, below an invisible root."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._numbers = 0
        self._is_quiet = False
        self._clear()

    def node_at(self, index: AnyIndex) -> NodeId | None:
        """Return what an index stands for."""
        return self._nodes[index.internalId()].id if index.isValid() else None

    def index_of(self, node_id: NodeId) -> QModelIndex:
        """Return the index of a node, an invalid one when it is not shown."""
        node = self._by_id.get(node_id)
        return self._index(node) if node is not None else QModelIndex()

    def index(self, row: int, column: int, parent: AnyIndex = NOWHERE) -> QModelIndex:
        """Return the index of a child."""
        children = self._node(parent).children
        if column != 0 or parent.column() > 0 or not 0 <= row < len(children):
            return QModelIndex()
        return self.createIndex(row, 0, children[row].number)

    def parent(self, child: AnyIndex = NOWHERE) -> QModelIndex:  # pyright: ignore[reportIncompatibleMethodOverride] - QObject.parent() shares the name
        """Return the index of the parent."""
        if not child.isValid():
            return QModelIndex()
        parent = self._nodes[child.internalId()].parent
        return QModelIndex() if parent is None else self._index(parent)

    def rowCount(self, parent: AnyIndex = NOWHERE) -> int:
        """Return how many children a node has."""
        return len(self._node(parent).children) if parent.column() <= 0 else 0

    def columnCount(self, parent: AnyIndex = NOWHERE) -> int:
        """Return the one column."""
        del parent
        return 1

    def _clear(self) -> None:
        """Begin anew with the invisible root; for a model that is new or being reset."""
        self._root = Node(0, _ROOT, None, "")
        self._nodes: dict[int, Node] = {0: self._root}
        self._by_id: dict[NodeId, Node] = {}

    def _index(self, node: Node) -> QModelIndex:
        if node is self._root:
            return QModelIndex()
        return self.createIndex(node.row(), 0, node.number)

    def _node(self, index: AnyIndex) -> Node:
        return self._nodes[index.internalId()] if index.isValid() else self._root

    def _touch(self, node: Node) -> None:
        if not self._is_quiet and node is not self._root:
            index = self._index(node)
            self.dataChanged.emit(index, index)

    def _touch_above(self, node: Node) -> None:
        """Say that everything a node is in looks different now."""
        above = node.parent
        while above is not None:
            self._touch(above)
            above = above.parent

    def _touch_children(self, node: Node) -> None:
        if node.children and not self._is_quiet:
            first, last = self._index(node.children[0]), self._index(node.children[-1])
            self.dataChanged.emit(first, last)

    def _make(self, node_id: NodeId, parent: Node, label: str) -> Node:
        """Return a node that is not in the tree yet."""
        self._numbers += 1
        return Node(self._numbers, node_id, parent, label)

    def _insert(self, parent: Node, nodes: Sequence[Node]) -> None:
        """Put nodes where they belong below a parent, the last ones first."""
        keys = [child.sort_key for child in parent.children]
        placed = [(bisect_left(keys, n.sort_key), n) for n in sorted(nodes, key=_by_sort_key)]
        groups = [(place, [n for _, n in g]) for place, g in groupby(placed, lambda p: p[0])]
        for place, group in reversed(groups):
            if not self._is_quiet:
                last = place + len(group) - 1
                self.beginInsertRows(self._index(parent), place, last)
            parent.children[place:place] = group
            parent.is_numbered = False
            for node in group:
                self._nodes[node.number] = node
                self._by_id[node.id] = node
            if not self._is_quiet:
                self.endInsertRows()

    def _remove(self, parent: Node, rows: Sequence[int]) -> None:
        """Take children away; ``rows`` are ascending."""
        for first, last in reversed(list(runs(rows))):
            if not self._is_quiet:
                self.beginRemoveRows(self._index(parent), first, last)
            gone = parent.children[first : last + 1]
            del parent.children[first : last + 1]
            parent.is_numbered = False
            for node in gone:
                self._forget(node)
            if not self._is_quiet:
                self.endRemoveRows()

    def _rename(self, node: Node, label: str) -> None:
        """Give a node another name, and its place by that name."""
        parent = node.parent
        if parent is None:
            return
        old = node.row()
        others = [child.sort_key for child in parent.children if child is not node]
        node.set_label(label)
        new = bisect_left(others, node.sort_key)
        if new != old:
            index = self._index(parent)
            # Qt counts the target before the node is taken out.
            if not self._is_quiet:
                self.beginMoveRows(index, old, old, index, new if new < old else new + 1)
            del parent.children[old]
            parent.children.insert(new, node)
            parent.is_numbered = False
            if not self._is_quiet:
                self.endMoveRows()

    def _forget(self, node: Node) -> None:
        del self._nodes[node.number]
        del self._by_id[node.id]
        for child in node.children:
            self._forget(child)
