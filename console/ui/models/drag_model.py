"""A tree of nodes of which hosts and folders can be dragged into folders and to the top."""

from collections.abc import Iterable

from PySide6.QtCore import QMimeData, QModelIndex, Qt

from console.ui.models.node_model import NodeModel
from console.ui.models.row_list import AnyIndex
from console.ui.models.tree_drag import DRAGGED, MIME, TARGETS, pack


class DragModel(NodeModel):
    """What can be dragged, and where to."""

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Let hosts and folders be dragged, into folders and to the top."""
        flags = super().flags(index)
        node = self.node_at(index)
        if node is not None and node.kind in DRAGGED:
            flags |= Qt.ItemFlag.ItemIsDragEnabled
        if node is not None and node.kind in TARGETS:
            flags |= Qt.ItemFlag.ItemIsDropEnabled
        return flags

    def supportedDropActions(self) -> Qt.DropAction:
        """Things are moved, not copied."""
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        """Return the one kind that is dragged."""
        return [MIME]

    def mimeData(self, indexes: Iterable[QModelIndex]) -> QMimeData:
        """Return what is dragged."""
        found = (self.node_at(index) for index in indexes)
        return pack(node for node in found if node is not None)
