"""The columns of the table as data: what each sorts by, shows, explains and speaks.

``value`` sorts (``None`` goes last in both directions), ``text`` shows and is copied, ``tooltip``
explains, ``accessible`` speaks. Titles are translated when the columns are built, so a change of
language builds them anew.
"""

import enum
from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter

from PySide6.QtCore import Qt

from console.ui import texts
from console.ui.models import row_text
from console.ui.models.natural import natural_key
from console.ui.models.rows import VmRow
from console.ui.text_context import Context

Table = Context("Table")

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter

SortValue = str | int | float | None


class CellKind(enum.Enum):
    """What draws a cell."""

    TEXT = "text"
    BAR = "bar"
    MARKS = "marks"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the table.

    Attributes:
        id: Stable word for settings and exports.
        title: Translated heading.
        value: What the column sorts by.
        text: What it shows.
        tooltip: What it explains; empty for nothing.
        accessible: What a screen reader says.
        width: In average characters of the font.
        align_right: Whether it is a column of numbers.
        is_default: Whether a new table shows it.
        kind: What draws it.
    """

    id: str
    title: str
    value: Callable[[VmRow], SortValue]
    text: Callable[[VmRow], str]
    tooltip: Callable[[VmRow], str]
    accessible: Callable[[VmRow], str]
    width: int = 12
    align_right: bool = False
    is_default: bool = True
    kind: CellKind = CellKind.TEXT

    @property
    def alignment(self) -> Qt.AlignmentFlag:
        """How the text stands in the cell."""
        return _RIGHT if self.align_right else _LEFT


def _column(
    id: str,  # noqa: A002 - the field is called so
    title: str,
    value: Callable[[VmRow], SortValue],
    text: Callable[[VmRow], str],
    *,
    tooltip: Callable[[VmRow], str] | None = None,
    accessible: Callable[[VmRow], str] | None = None,
    width: int = 12,
    align_right: bool = False,
    is_default: bool = True,
    kind: CellKind = CellKind.TEXT,
) -> Column:
    def spoken(row: VmRow) -> str:
        shown = text(row)
        return texts.fill(Table.tr("%1: %2"), title, shown or Table.tr("not known"))

    return Column(
        id,
        title,
        value,
        text,
        tooltip or _no_tooltip,
        accessible or spoken,
        width,
        align_right,
        is_default,
        kind,
    )


def build_columns(clock: Callable[[], float]) -> tuple[Column, ...]:
    """Return all columns in their first order, titles in the language of now.

    Args:
        clock: ``time.monotonic`` or a virtual one, for ages.
    """
    return (
        *_place_columns(clock),
        *_load_columns(),
        *_guest_columns(),
        *_setting_columns(),
        *_label_columns(),
    )


def _place_columns(clock: Callable[[], float]) -> tuple[Column, ...]:
    def stale(row: VmRow) -> str:
        return row_text.staleness(row, clock())

    return (
        _column(
            "name",
            Table.tr("Name"),
            attrgetter("name_key"),
            attrgetter("vm.name"),
            tooltip=lambda r: row_text.name_tooltip(r, clock()),
            accessible=lambda r: row_text.summary(r, clock()),
            width=26,
        ),
        _column(
            "host",
            Table.tr("Host"),
            attrgetter("host.label_key"),
            row_text.host,
            tooltip=lambda r: row_text.host_tooltip(r, clock()),
            width=14,
        ),
        _column(
            "state",
            Table.tr("State"),
            row_text.state_rank,
            row_text.state,
            tooltip=stale,
            width=14,
        ),
    )


def _load_columns() -> tuple[Column, ...]:
    return (
        _column(
            "cpu",
            Table.tr("CPU"),
            row_text.load,
            row_text.cpu,
            width=14,
            align_right=True,
            kind=CellKind.BAR,
        ),
        _column(
            "memory",
            Table.tr("Memory"),
            row_text.assigned,
            row_text.memory,
            width=10,
            align_right=True,
        ),
        _column(
            "uptime",
            Table.tr("Uptime"),
            attrgetter("vm.uptime_s"),
            row_text.uptime,
            width=15,
            align_right=True,
        ),
    )


def _guest_columns() -> tuple[Column, ...]:
    return (
        _column(
            "services",
            Table.tr("Integration services"),
            row_text.services_rank,
            row_text.services,
            accessible=row_text.services,
            width=20,
            kind=CellKind.MARKS,
        ),
        _column(
            "heartbeat",
            Table.tr("Heartbeat"),
            row_text.heartbeat_rank,
            lambda r: texts.heartbeat(r.vm.heartbeat),
            width=25,
        ),
        _column(
            "os",
            Table.tr("Guest system"),
            lambda r: natural_key(r.vm.guest.os_name) or None,
            lambda r: r.vm.guest.os_name,
            tooltip=lambda r: r.vm.guest.os_version,
            width=32,
        ),
        _column(
            "addresses",
            Table.tr("Addresses"),
            lambda r: natural_key(r.vm.guest.addresses[0]) if r.vm.guest.addresses else None,
            lambda r: ", ".join(r.vm.guest.addresses),
            tooltip=lambda r: "\n".join(r.vm.guest.addresses),
            width=22,
        ),
    )


def _optional(
    name: str,
    title: str,
    text: Callable[[VmRow], str],
    width: int,
    number: Callable[[VmRow], SortValue] | None = None,
) -> Column:
    """Return a column that a new table does not show; of numbers, or of text that may be empty."""
    return _column(
        name,
        title,
        number or (lambda row: natural_key(text(row)) or None),
        text,
        width=width,
        align_right=number is not None,
        is_default=False,
    )


def _counted(number: Callable[[VmRow], int | None]) -> Callable[[VmRow], str]:
    def text(row: VmRow) -> str:
        value = number(row)
        return "" if value is None else str(value)

    return text


def _setting_columns() -> tuple[Column, ...]:
    generation = attrgetter("vm.generation")
    checkpoints = attrgetter("vm.checkpoints")
    processors = attrgetter("vm.processors")
    return (
        _optional("generation", Table.tr("Generation"), _counted(generation), 12, generation),
        _optional("version", Table.tr("Version"), attrgetter("vm.version"), 9),
        _optional("checkpoints", Table.tr("Checkpoints"), _counted(checkpoints), 12, checkpoints),
        _optional("processors", Table.tr("Processors"), _counted(processors), 12, processors),
    )


def _label_columns() -> tuple[Column, ...]:
    return (
        _optional("guest_name", Table.tr("Guest name"), attrgetter("vm.guest.computer_name"), 18),
        _optional("notes", Table.tr("Notes"), lambda r: " ".join(r.vm.notes.split()), 24),
        _optional("folder", Table.tr("Folder"), attrgetter("host.folder"), 16),
        _optional("id", Table.tr("Id"), attrgetter("key.vm"), 38),
    )


def _no_tooltip(row: VmRow) -> str:
    del row
    return ""
