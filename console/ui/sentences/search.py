"""Search in words: what each operator asks, what a query has wrong, what was found."""

from typing import Final

from console.search.fact import FactKind
from console.search.operator import ValueKind
from console.search.query import Problem, ProblemKind
from console.ui.text_context import QT_TRANSLATE_NOOP, Context, fill

Search = Context("Search")

_OPERATORS: Final = {
    "is": QT_TRANSLATE_NOOP("Search", "state of the VM or its host"),
    "name": QT_TRANSLATE_NOOP("Search", "name of the VM"),
    "os": QT_TRANSLATE_NOOP("Search", "guest system"),
    "host": QT_TRANSLATE_NOOP("Search", "host, by label or address"),
    "folder": QT_TRANSLATE_NOOP("Search", "folder of the host"),
    "tag": QT_TRANSLATE_NOOP("Search", "a tag; pr* for its beginning"),
    "ip": QT_TRANSLATE_NOOP("Search", "guest address, or a network"),
    "mac": QT_TRANSLATE_NOOP("Search", "hardware address, in any spelling"),
    "switch": QT_TRANSLATE_NOOP("Search", "virtual switch"),
    "vlan": QT_TRANSLATE_NOOP("Search", "VLAN id"),
    "disk": QT_TRANSLATE_NOOP("Search", "path of a disk or image"),
    "checkpoint": QT_TRANSLATE_NOOP("Search", "name of a checkpoint"),
    "checkpoints": QT_TRANSLATE_NOOP("Search", "how many checkpoints"),
    "note": QT_TRANSLATE_NOOP("Search", "notes of the VM"),
    "item": QT_TRANSLATE_NOOP("Search", "guest item, key or key=value"),
    "timesync": QT_TRANSLATE_NOOP("Search", "time synchronization"),
    "heartbeat": QT_TRANSLATE_NOOP("Search", "heartbeat service"),
    "kvp": QT_TRANSLATE_NOOP("Search", "data exchange"),
    "shutdown": QT_TRANSLATE_NOOP("Search", "shutdown service"),
    "vss": QT_TRANSLATE_NOOP("Search", "backup service (VSS)"),
    "guest": QT_TRANSLATE_NOOP("Search", "guest service (file copy)"),
    "age": QT_TRANSLATE_NOOP("Search", "time since an absent host was last read"),
    "uptime": QT_TRANSLATE_NOOP("Search", "how long the VM has been running"),
    "mem": QT_TRANSLATE_NOOP("Search", "assigned memory"),
    "cpu": QT_TRANSLATE_NOOP("Search", "virtual processors"),
    "load": QT_TRANSLATE_NOOP("Search", "processor load in per cent"),
    "gen": QT_TRANSLATE_NOOP("Search", "generation of the VM"),
    "id": QT_TRANSLATE_NOOP("Search", "id (GUID) of the VM"),
}

_FACTS: Final = {
    FactKind.NAME: QT_TRANSLATE_NOOP("Search", "Name: %1"),
    FactKind.COMPUTER: QT_TRANSLATE_NOOP("Search", "Computer name: %1"),
    FactKind.ADDRESS: QT_TRANSLATE_NOOP("Search", "Address: %1"),
    FactKind.MAC: QT_TRANSLATE_NOOP("Search", "MAC: %1"),
    FactKind.SYSTEM: QT_TRANSLATE_NOOP("Search", "Guest system: %1"),
    FactKind.TAG: QT_TRANSLATE_NOOP("Search", "Tag: %1"),
    FactKind.NOTE: QT_TRANSLATE_NOOP("Search", "Note: %1"),
    FactKind.DISK: QT_TRANSLATE_NOOP("Search", "Disk: %1"),
    FactKind.SWITCH: QT_TRANSLATE_NOOP("Search", "Switch: %1"),
    FactKind.VLAN: QT_TRANSLATE_NOOP("Search", "VLAN: %1"),
    FactKind.CHECKPOINT: QT_TRANSLATE_NOOP("Search", "Checkpoint: %1"),
    FactKind.ITEM: QT_TRANSLATE_NOOP("Search", "Guest item: %1"),
    FactKind.STATE: QT_TRANSLATE_NOOP("Search", "State: %1"),
    FactKind.HOST: QT_TRANSLATE_NOOP("Search", "Host: %1"),
    FactKind.FOLDER: QT_TRANSLATE_NOOP("Search", "Folder: %1"),
    FactKind.ID: QT_TRANSLATE_NOOP("Search", "Id: %1"),
}

_EXPECTED: Final = {
    ValueKind.TEXT: QT_TRANSLATE_NOOP("Search", "a text such as %1 is expected"),
    ValueKind.FIGURE: QT_TRANSLATE_NOOP("Search", "a figure such as %1 is expected"),
    ValueKind.DURATION: QT_TRANSLATE_NOOP("Search", "a time such as %1 is expected (s, h, d, w)"),
    ValueKind.SIZE: QT_TRANSLATE_NOOP("Search", "a size such as %1 is expected (m, g, t)"),
}
MAX_SHOWN: Final = 120


def operator_meaning(name: str) -> str:
    """Return what an operator asks."""
    return Search.marked(_OPERATORS[name])


def fact(kind: FactKind, text: str) -> str:
    """Return what was found, one line of it, with what it is."""
    shown = " ".join(text.split())
    if len(shown) > MAX_SHOWN:
        shown = shown[: MAX_SHOWN - 1] + "…"
    return fill(Search.marked(_FACTS[kind]), shown)


def problem(found: Problem) -> str:
    """Return what a part of a query has wrong, with its place counted from 1."""
    place = str(found.start + 1)
    if found.kind is ProblemKind.QUOTE_OPEN:
        return fill(Search.tr("The quote at character %1 is not closed."), place)
    if found.kind is ProblemKind.UNKNOWN_OPERATOR or found.operator is None:
        text = Search.tr("There is no operator “%1”; it is looked for as text (character %2).")
        return fill(text, found.name, place)
    operator = found.operator
    if operator.words:
        expected = fill(Search.tr("one of %1 is expected"), ", ".join(operator.words))
    else:
        expected = fill(Search.marked(_EXPECTED[operator.kind]), operator.example)
    return fill(Search.tr("%1: %2 (character %3)."), operator.name, expected, place)
