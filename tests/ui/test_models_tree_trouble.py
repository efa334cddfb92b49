"""What the tree says of a host that is in trouble: the cause and the next step."""

from PySide6.QtCore import Qt

from console.model.errors import Unreachable, UnreachableReason
from console.model.host import HostSnapshot, LinkState
from console.model.identity import HostId
from console.ui import texts
from console.ui.models.fleet_tree import FleetTreeModel
from console.ui.models.row_text import rich
from console.ui.models.tree_node import NodeId, NodeKind
from console.ui.theme import Theme


def test_a_host_in_trouble_tells_cause_and_next_step(qapp):
    error = Unreachable(UnreachableReason.PORT_CLOSED, "hv1.example")
    tree = FleetTreeModel(Theme(), lambda: 0.0)
    tree.put_host(HostSnapshot(HostId("h"), "hv1", link=LinkState.UNREACHABLE, error=error))
    tooltip = tree.data(tree.index_of(NodeId(NodeKind.HOST, "h")), Qt.ItemDataRole.ToolTipRole)
    explanation = texts.explain(error)
    for sentence in (explanation.cause, explanation.next_step):
        assert rich(sentence).removeprefix("<qt>").removesuffix("</qt>") in tooltip
