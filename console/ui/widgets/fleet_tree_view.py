"""The tree of folders, hosts and VMs: says what scope is chosen, remembers what is open."""

import json
from collections.abc import Iterable
from typing import Final, cast

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QKeyEvent,
    QPainter,
    QPalette,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from console.ui.models.fleet_tree import COLOUR_ROLE, LABEL_ROLE, NOTE_ROLE, FleetTreeModel
from console.ui.models.row_list import AnyIndex
from console.ui.models.tree_node import ALL_HOSTS, NodeId, NodeKind
from console.ui.widgets.drop_tree import DropTree

_GAP: Final = 6
_STRIPE: Final = 4
_OPEN_HOSTS: Final = 8
"""With more hosts than this a new host stays closed, so that the hosts themselves can be seen."""
_SELECT: Final = QItemSelectionModel.SelectionFlag.ClearAndSelect
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class TreeDelegate(QStyledItemDelegate):
    """Draws the name as the style does, and the note beside it in a softer colour."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Let the style draw the name only."""
        super().initStyleOption(option, index)
        option.text = str(index.data(LABEL_ROLE) or "")

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """Return the size of name and note."""
        size = super().sizeHint(option, index)
        note = _note(index)
        width = option.fontMetrics.horizontalAdvance(note) + 2 * _GAP
        return QSize(size.width() + width, max(size.height(), option.fontMetrics.height() + 8))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Draw one node."""
        super().paint(painter, option, index)
        colour = index.data(COLOUR_ROLE)
        if isinstance(colour, QColor):
            self._draw_stripe(painter, option, colour)
        note = _note(index)
        if not note:
            return
        full = QStyleOptionViewItem(option)
        self.initStyleOption(full, index)
        area = self._note_area(full)
        is_selected = bool(full.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setPen(self._colour(full, is_selected=is_selected))
        shown = full.fontMetrics.elidedText(note, Qt.TextElideMode.ElideRight, area.width())
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        visual = QStyle.visualAlignment(full.direction, flags)
        painter.drawText(area, visual, shown)
        painter.restore()

    def _draw_stripe(self, painter: QPainter, option: QStyleOptionViewItem, colour: QColor) -> None:
        """Draw the mark of a colour; the tooltip and the spoken text name it."""
        row: QRect = option.rect  # pyright: ignore[reportAttributeAccessIssue] -- stubs lack it
        is_mirrored = option.direction is Qt.LayoutDirection.RightToLeft
        left = row.left() + 1 if is_mirrored else row.right() - _STRIPE
        painter.fillRect(QRect(left, row.top() + 3, _STRIPE, row.height() - 6), colour)

    def _note_area(self, option: QStyleOptionViewItem) -> QRect:
        widget = option.widget
        part = QStyle.SubElement.SE_ItemViewItemText
        area = widget.style().subElementRect(part, option, widget)
        used = option.fontMetrics.horizontalAdvance(option.text) + _GAP
        if option.direction is Qt.LayoutDirection.RightToLeft:
            return QRect(option.rect.left(), area.top(), area.width() - used, area.height())
        right = option.rect.right() - 2 - _STRIPE
        return QRect(area.left() + used, area.top(), right - area.left() - used, area.height())

    def _colour(self, option: QStyleOptionViewItem, *, is_selected: bool) -> QColor:
        role = QPalette.ColorRole
        return option.palette.color(role.HighlightedText if is_selected else role.PlaceholderText)


class FleetTreeView(DropTree):
    """Shows a ``FleetTreeModel``.

    Args:
        tree: The model.
        parent: The owner in Qt's sense.
    """

    scope_changed = Signal(object)
    """The ``NodeId`` that is selected now: the scope of the table."""
    node_activated = Signal(object)
    """``NodeId`` of a host or VM on Enter or a double click."""
    context_menu_requested = Signal(object, QPoint)
    """The ``NodeId`` that is selected, and where on the screen."""

    def __init__(self, tree: FleetTreeModel, parent: QWidget | None = None) -> None:
        super().__init__(tree, parent)
        self._kept: tuple[tuple[NodeId, ...], NodeId | None] = ((), None)
        self._scope = ALL_HOSTS
        self._known: set[NodeId] = set()
        self._remembered: dict[NodeId, bool] = {}
        self.setObjectName("fleetTree")
        self.setModel(tree)
        self.setItemDelegate(TreeDelegate(self))
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setExpandsOnDoubleClick(False)
        self.setIndentation(14)
        self.setFrameShape(QTreeView.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.open_new()
        self.select(ALL_HOSTS)
        self._listen()
        self.retranslate()

    @property
    def scope(self) -> NodeId:
        """What is chosen; all hosts while nothing is."""
        return self._scope

    @property
    def selected(self) -> tuple[NodeId, ...]:
        """Everything that is selected, from the top."""
        nodes = (self._tree.node_at(index) for index in self.selectedIndexes())
        return tuple(node for node in nodes if node is not None)

    def select(self, node: NodeId) -> None:
        """Select a node, or all hosts when it is not there; nothing happens when it is selected."""
        index = self._tree.index_of(node)
        if not index.isValid():
            index = self._tree.index_of(ALL_HOSTS)
        if index != self.currentIndex():
            self.selectionModel().setCurrentIndex(index, _SELECT)
            self.scrollTo(index)

    def reveal(self, node: NodeId) -> None:
        """Select a node that a filter may hide, with everything above it open."""
        if not self._tree.index_of(node).isValid():
            self._tree.set_filter("")
        self.select(node)

    def open_new(self) -> None:
        """Open folders and hosts that were not there before, as they were left in the last run.

        What the user closed stays closed.
        """
        hosts = self._tree.host_count
        for node in self._tree.openable():
            if node in self._known:
                continue
            is_open = node.kind is not NodeKind.HOST or hosts <= _OPEN_HOSTS
            if self._remembered.get(node, is_open):
                self.expand(self._tree.index_of(node))
            self._known.add(node)

    def retranslate(self) -> None:
        """Take the texts of the language of now."""
        self.setAccessibleName(self.tr("Hosts"))

    def open_nodes(self) -> tuple[NodeId, ...]:
        """Return the nodes that are open."""
        found: list[NodeId] = []
        self._collect_open(QModelIndex(), found)
        return tuple(found)

    def set_open(self, nodes: Iterable[NodeId]) -> None:
        """Open nodes as far as they are there."""
        for node in nodes:
            index = self._tree.index_of(node)
            if index.isValid():
                self.expand(index)

    def saved_layout(self) -> str:
        """Return what is open and what is closed as JSON."""
        opened = set(self.open_nodes())
        states = self._remembered | {node: node in opened for node in self._tree.openable()}
        return json.dumps([[n.kind.value, n.name, is_open] for n, is_open in states.items()])

    def restore_layout(self, text: str) -> bool:
        """Open and close what ``saved_layout`` told of, now or when it comes; false if it did not.

        Hosts come after the window, so what is not there yet is remembered for ``open_new``.
        """
        try:
            items = cast("object", json.loads(text))
        except ValueError:
            return False
        if not isinstance(items, list):
            return False
        states = [found for item in cast("list[object]", items) if (found := _saved_node(item))]
        self._remembered = dict(states)
        for node, is_open in states:
            index = self._tree.index_of(node)
            if index.isValid():
                self.setExpanded(index, is_open)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Activate on Enter; the rest is the tree's own."""
        node = self._tree.node_at(self.currentIndex())
        if event.key() in _ENTER and node is not None:
            self._activate(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of what is selected: the press that opens it has selected."""
        point = event.globalPos()
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            point = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).bottomLeft())
        self.context_menu_requested.emit(self._scope, point)
        event.accept()

    def _listen(self) -> None:
        self._tree.modelAboutToBeReset.connect(self._keep)
        self._tree.modelReset.connect(self._restore)
        self._tree.rowsRemoved.connect(self._give_way)
        self.selectionModel().currentChanged.connect(self._tell_scope)
        self.doubleClicked.connect(self._activate)

    def _collect_open(self, parent: QModelIndex, found: list[NodeId]) -> None:
        for row in range(self._tree.rowCount(parent)):
            index = self._tree.index(row, 0, parent)
            node = self._tree.node_at(index)
            if node is None or node.kind is NodeKind.VM:
                return
            if self.isExpanded(index):
                found.append(node)
                self._collect_open(index, found)

    def _keep(self) -> None:
        self._kept = (self.open_nodes(), self._tree.node_at(self.currentIndex()))

    def _restore(self) -> None:
        nodes, current = self._kept
        self.set_open(nodes)
        self.select(current or ALL_HOSTS)

    def _give_way(self) -> None:
        """Choose something else when what was chosen is gone."""
        if self._tree.index_of(self._scope).isValid():
            return
        current = self._tree.node_at(self.currentIndex())
        self.select(current or ALL_HOSTS)
        self._tell_scope(self.currentIndex())

    def _tell_scope(self, index: QModelIndex) -> None:
        node = self._tree.node_at(index)
        if node is not None and node != self._scope:
            self._scope = node
            self.scope_changed.emit(node)

    def _activate(self, index: AnyIndex) -> None:
        node = self._tree.node_at(index)
        if node is None:
            return
        if node.kind in (NodeKind.ALL, NodeKind.FOLDER):
            at = self._tree.index_of(node)
            self.setExpanded(at, not self.isExpanded(at))
        else:
            self.node_activated.emit(node)


def _note(index: AnyIndex) -> str:
    note = index.data(NOTE_ROLE)
    return f"· {note}" if note else ""


def _saved_node(item: object) -> tuple[NodeId, bool] | None:
    if not isinstance(item, list):
        return None
    parts = cast("list[object]", item)
    kinds = {kind.value: kind for kind in NodeKind}
    if len(parts) != 3 or not isinstance(parts[1], str) or not isinstance(parts[2], bool):
        return None
    kind = kinds.get(str(parts[0]))
    return (NodeId(kind, parts[1]), parts[2]) if kind is not None else None
