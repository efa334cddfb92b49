"""A tree in which hosts and folders are dragged into folders."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QAbstractItemView, QTreeView, QWidget

from console.ui.models.fleet_tree import FleetTreeModel
from console.ui.models.tree_drag import TARGETS, can_take, unpack
from console.ui.models.tree_node import ALL_HOSTS, NodeId


class DropTree(QTreeView):
    """Says what was dropped where; who listens moves it, and the model follows.

    Args:
        tree: The model.
        parent: The owner in Qt's sense.
    """

    dropped = Signal(tuple, object)
    """The ``NodeId`` of hosts and folders, and the one of the folder that they were dropped on."""

    def __init__(self, tree: FleetTreeModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tree = tree
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show where what is dragged can be put."""
        super().dragMoveEvent(event)
        if self._dropped_on(event) is None:
            event.ignore()
        else:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell what was dropped where; who listens moves it, and the model follows."""
        target = self._dropped_on(event)
        if target is None:
            event.ignore()
            return
        event.acceptProposedAction()
        self.dropped.emit(unpack(event.mimeData()), target)

    def _dropped_on(self, event: QDropEvent) -> NodeId | None:
        """Return the folder under the pointer, of a host the one it is in; ``None``: not here."""
        nodes = unpack(event.mimeData())
        index = self.indexAt(event.position().toPoint())
        target = self._tree.node_at(index) or ALL_HOSTS
        while target.kind not in TARGETS:
            index = index.parent()
            target = self._tree.node_at(index) or ALL_HOSTS
        return target if nodes and can_take(target, nodes) else None
