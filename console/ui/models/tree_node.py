"""The nodes of the fleet's tree, and the text and icon of each."""

import enum
from dataclasses import dataclass
from typing import Final

from console.model.certificate import Distrust
from console.model.host import Colour, HostSnapshot, LinkState
from console.model.identity import HostId, VmId, VmKey
from console.model.vm import VmSnapshot, VmState
from console.ui import texts
from console.ui.models.natural import natural_key
from console.ui.sentences.colours import colour_name
from console.ui.sentences.trust import distrusted
from console.ui.text_context import Context

Tree = Context("Tree")


class NodeKind(enum.Enum):
    """What a node of the tree stands for; the value is its word in saved layouts."""

    ALL = "all"
    FOLDER = "folder"
    HOST = "host"
    VM = "vm"


@dataclass(frozen=True, slots=True)
class NodeId:
    """What stays the same while a node changes; also the scope that a selected node stands for.

    Attributes:
        kind: What it is.
        name: The folder's path, or the host's id; empty for all hosts.
        vm: The VM's id.
    """

    kind: NodeKind
    name: str = ""
    vm: str = ""

    @property
    def host(self) -> HostId | None:
        """The host that the node is or belongs to."""
        return HostId(self.name) if self.kind in (NodeKind.HOST, NodeKind.VM) else None

    @property
    def key(self) -> VmKey | None:
        """The VM's key, for the node of a VM."""
        return VmKey(HostId(self.name), VmId(self.vm)) if self.kind is NodeKind.VM else None

    def holds(self, host: HostSnapshot) -> bool:
        """Whether the VMs of a host are in this scope (a VM stands for its host's)."""
        if self.kind is NodeKind.ALL:
            return True
        if self.kind is NodeKind.FOLDER:
            return host.folder == self.name or host.folder.startswith(f"{self.name}/")
        return host.id == self.name


ALL_HOSTS: Final = NodeId(NodeKind.ALL)

SortKey = tuple[int, str, str]
"""Favourites, folders, hosts, then natural order, then the id, so that no two are equal."""


class Node:
    """One node: an entry of the model, changed in place.

    Attributes:
        number: The integer that Qt's indexes carry.
        id: What it is.
        parent: ``None`` for the invisible root.
        label: Its name.
        sort_key: Its place among its brothers.
        children: Sorted by ``sort_key``.
        host: The snapshot, for a host.
        vm: The snapshot, for a VM.
        is_favourite: Whether it stands above its brothers.
        colour: What marks it.
        place: Row below the parent, valid while the parent's ``is_numbered``.
        is_numbered: Whether the children know their places.
    """

    __slots__ = (
        "children", "colour", "host", "id", "is_favourite", "is_numbered", "label", "number",
        "parent", "place", "sort_key", "vm",
    )  # fmt: skip

    def __init__(self, number: int, node_id: NodeId, parent: "Node | None", label: str) -> None:
        self.number = number
        self.id = node_id
        self.parent = parent
        self.label = label
        self.is_favourite = False
        self.colour = Colour.NONE
        self.sort_key = _sort_key(node_id, label)
        self.children: list[Node] = []
        self.host: HostSnapshot | None = None
        self.vm: VmSnapshot | None = None
        self.place = 0
        self.is_numbered = True

    def set_label(self, label: str) -> None:
        """Take another name, and with it another place among the brothers."""
        self.label = label
        self.sort_key = _sort_key(self.id, label, is_favourite=self.is_favourite)

    def row(self) -> int:
        """Return the node's row below its parent."""
        parent = self.parent
        if parent is None:
            return 0
        if not parent.is_numbered:
            for place, child in enumerate(parent.children):
                child.place = place
            parent.is_numbered = True
        return self.place

    def vm_count(self) -> int:
        """Return how many VMs are at or below the node."""
        if self.host is not None:
            return len(self.host.vms)
        return sum(child.vm_count() for child in self.children)

    def owner(self) -> HostSnapshot | None:
        """Return the host that the node is or belongs to."""
        if self.host is not None:
            return self.host
        return self.parent.host if self.parent is not None else None


_RANKS: Final = {NodeKind.ALL: 0, NodeKind.FOLDER: 2, NodeKind.HOST: 3, NodeKind.VM: 4}
_FAVOURITE: Final = 1


def _sort_key(node_id: NodeId, label: str, *, is_favourite: bool = False) -> SortKey:
    rank = _FAVOURITE if is_favourite else _RANKS[node_id.kind]
    return rank, natural_key(label), node_id.vm or node_id.name


_VM_ICONS: Final = {
    VmState.RUNNING: "vm-running",
    VmState.OFF: "vm-off",
    VmState.SAVED: "vm-saved",
    VmState.PAUSED: "vm-paused",
    VmState.UNKNOWN: "vm-unknown",
}

_HOST_ICONS: Final = {
    LinkState.ONLINE: "host",
    LinkState.CONNECTING: "host-connecting",
    LinkState.OFFLINE: "host-offline",
    LinkState.STALE: "host-offline",
    LinkState.UNREACHABLE: "host-offline",
}


def node_icon(node: Node) -> str:
    """Return the name of a node's icon."""
    if node.vm is not None:
        return _VM_ICONS.get(node.vm.state, "vm-changing")
    if node.host is not None:
        return _HOST_ICONS.get(node.host.link, "host-error")
    return "folder" if node.id.kind is NodeKind.FOLDER else "all-hosts"


def node_note(node: Node, now: float) -> str:
    """Return what stands beside the name: a count, or why a host cannot be believed and its age."""
    note = _note(node, now)
    return f"★ {note}".rstrip() if node.is_favourite else note


def _note(node: Node, now: float) -> str:
    if node.vm is not None:
        return ""
    host = node.host
    if host is not None and host.is_current and host.is_read_only:
        return texts.fill(Tree.tr("%1 · %2"), str(node.vm_count()), Tree.tr("read-only"))
    if host is None or host.is_current:
        return str(node.vm_count())
    if host.link is LinkState.STALE and host.read_at is not None:
        return texts.fill(Tree.tr("last answer %1"), texts.age(now - host.read_at))
    distrust = distrusted(host.error)
    if distrust is not None and distrust.why is Distrust.CHANGED:
        return Tree.tr("Certificate changed")
    return texts.link(host.link)


def node_text(node: Node, now: float) -> str:
    """Return name and note in one line."""
    note = node_note(node, now)
    return texts.fill(Tree.tr("%1 · %2"), node.label, note) if note else node.label


def node_spoken(node: Node, now: float) -> str:
    """Return what a screen reader says of a node."""
    text = _spoken(node, now)
    if node.is_favourite:
        text = texts.fill(Tree.tr("%1, %2"), text, Tree.tr("favourite"))
    if node.colour is not Colour.NONE:
        text = texts.fill(Tree.tr("%1, %2"), text, colour_name(node.colour))
    return text


def _spoken(node: Node, now: float) -> str:
    if node.vm is not None:
        state = texts.vm_state(node.vm.state, node.vm.transition)
        return texts.fill(Tree.tr("%1, %2"), node.label, state)
    count = Tree.tr("%n VM(s)", "", node.vm_count())
    if node.host is not None and node.host.is_current and node.host.is_read_only:
        return texts.fill(Tree.tr("%1, %2, %3"), node.label, Tree.tr("read-only"), count)
    if node.host is not None and not node.host.is_current:
        note = _note(node, now)
        return texts.fill(Tree.tr("%1, %2, %3"), node.label, note, count)
    return texts.fill(Tree.tr("%1, %2"), node.label, count)


def node_tooltip(node: Node, now: float) -> str:
    """Return a node in full, as plain text."""
    host = node.host
    if host is None:
        return node_spoken(node, now)
    lines = [host.label, host.address, texts.link(host.link)]
    if host.error is not None:
        explanation = texts.explain(host.error)
        lines += [explanation.cause, explanation.next_step]
    if host.read_at is not None and not host.is_current:
        lines.append(texts.fill(Tree.tr("last answer %1"), texts.age(now - host.read_at)))
    marks = host.marks
    if marks.is_favourite:
        lines.append(Tree.tr("Favourite"))
    if marks.colour is not Colour.NONE:
        lines.append(texts.fill(Tree.tr("Colour: %1"), colour_name(marks.colour)))
    if marks.tags:
        lines.append(texts.fill(Tree.tr("Tags: %1"), ", ".join(marks.tags)))
    lines.append(marks.notes[:500])
    return "\n".join(line for line in dict.fromkeys(lines) if line)
