"""Shows the tree of hosts: one thing is selected, and that decides what the table shows."""

from typing import Final

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, QPoint, Signal
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QAbstractItemView, QTreeView, QWidget

from console.ui.models.fleet_tree import FleetTreeModel
from console.ui.models.tree_node import ALL_HOSTS, NodeId, NodeKind

_OPEN_HOSTS: Final = 8
"""With more hosts than this a new host stays closed, so that the hosts themselves can be seen."""


class FleetTreeView(QTreeView):
    """The pane on the left.

    Args:
        tree: The model.
        parent: The owner in Qt's sense.
    """

    scope_changed = Signal(object)
    """The ``NodeId`` that is selected now."""
    context_menu_requested = Signal(object, QPoint)
    """The ``NodeId`` that is selected, and where on the screen."""

    def __init__(self, tree: FleetTreeModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tree = tree
        self._scope = ALL_HOSTS
        self._known: set[NodeId] = set()
        self.setObjectName("fleetTree")
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setIndentation(14)
        self.setFrameShape(QTreeView.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setModel(tree)
        self.open_new()
        self.select(ALL_HOSTS)
        self.retranslate()

    @property
    def scope(self) -> NodeId:
        """What is selected."""
        return self._scope

    def select(self, node: NodeId) -> None:
        """Select a node, or all hosts when it is not there; nothing happens when it is selected."""
        index = self._tree.index_of(node)
        if not index.isValid():
            index = self._tree.index_of(ALL_HOSTS)
        if index != self.currentIndex():
            flags = QItemSelectionModel.SelectionFlag
            self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect)

    def open_new(self) -> None:
        """Open folders and hosts that were not there before; what the user closed stays closed."""
        hosts = self._tree.host_count
        for node in self._tree.openable():
            if node in self._known:
                continue
            if node.kind is not NodeKind.HOST or hosts <= _OPEN_HOSTS:
                self.expand(self._tree.index_of(node))
            self._known.add(node)

    def retranslate(self) -> None:
        """Take the texts of the language of now."""
        self.setAccessibleName(self.tr("Hosts"))

    def currentChanged(
        self,
        current: QModelIndex | QPersistentModelIndex,
        previous: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Tell what is selected."""
        super().currentChanged(current, previous)
        node = self._tree.node_at(current)
        if node is not None and node != self._scope:
            self._scope = node
            self.scope_changed.emit(node)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of what is selected."""
        point = event.globalPos()
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            point = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).bottomLeft())
        self.context_menu_requested.emit(self._scope, point)
        event.accept()
