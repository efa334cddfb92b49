"""What is carried when hosts and folders are dragged in the tree: their ids, nothing else."""

import json
from collections.abc import Iterable
from typing import Final, cast

from PySide6.QtCore import QByteArray, QMimeData

from console.ui.models.tree_node import NodeId, NodeKind

MIME: Final = "application/x-hvconsole-nodes"
DRAGGED: Final = (NodeKind.HOST, NodeKind.FOLDER)
TARGETS: Final = (NodeKind.ALL, NodeKind.FOLDER)


def pack(nodes: Iterable[NodeId]) -> QMimeData:
    """Return what is dragged."""
    data = QMimeData()
    rows = [[node.kind.value, node.name] for node in nodes if node.kind in DRAGGED]
    data.setData(MIME, QByteArray(json.dumps(rows).encode()))
    return data


def unpack(data: QMimeData) -> tuple[NodeId, ...]:
    """Return what was dragged; nothing when it comes from elsewhere."""
    if not data.hasFormat(MIME):
        return ()
    try:
        rows = cast("object", json.loads(bytes(data.data(MIME).data())))
    except ValueError:
        return ()
    kinds = {kind.value: kind for kind in DRAGGED}
    found: list[NodeId] = []
    for row in cast("list[object]", rows) if isinstance(rows, list) else ():
        parts = cast("list[object]", row) if isinstance(row, list) else []
        if len(parts) == 2 and str(parts[0]) in kinds and isinstance(parts[1], str):
            found.append(NodeId(kinds[str(parts[0])], parts[1]))
    return tuple(found)


def can_take(target: NodeId, nodes: Iterable[NodeId]) -> bool:
    """Whether nodes can be put into a folder, or to the top: no folder into itself."""
    if target.kind not in TARGETS:
        return False
    inside = f"{target.name}/"
    return all(
        node.kind is NodeKind.HOST or not inside.startswith(f"{node.name}/") for node in nodes
    )
