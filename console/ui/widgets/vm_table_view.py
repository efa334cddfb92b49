"""The table of VMs: selects whole rows, keeps the selection by VM, copies, asks and never does."""

from collections.abc import Iterable, Sequence
from typing import Final, cast

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from console.model.identity import VmKey
from console.ui.models.columns import CellKind, Column
from console.ui.models.listing import ListedColumn, Listing
from console.ui.models.look import Look
from console.ui.models.ranges import runs
from console.ui.models.row_list import AnyIndex
from console.ui.models.rows import VmRow
from console.ui.models.vm_table import VmTableModel
from console.ui.widgets.bar_delegate import BarDelegate
from console.ui.widgets.busy_clock import BusyClock
from console.ui.widgets.cell_delegate import CellDelegate
from console.ui.widgets.mark_walk import MarkWalk
from console.ui.widgets.marks_delegate import MarksDelegate
from console.ui.widgets.table_copy import as_tsv
from console.ui.widgets.table_header import TableHeader
from console.ui.widgets.table_painter import paint_rows

_SELECT_ROWS: Final = (
    QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
)
_REPLACE: Final = QItemSelectionModel.SelectionFlag.ClearAndSelect | _SELECT_ROWS
_CURRENT: Final = QItemSelectionModel.SelectionFlag.NoUpdate
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class VmTableView(QTableView):
    """Shows a ``VmTableModel``.

    Args:
        vms: The model.
        look: Icons and colours.
        clock: The shared clock of everything that turns.
        parent: The owner in Qt's sense.
    """

    serviceToggleRequested = Signal(object, object, bool)  # noqa: N815 - as Qt names signals
    """``VmKey``, ``ServiceKind``, and the value that is wanted."""
    vm_activated = Signal(object)
    """``VmKey`` on Enter or a double click."""
    selection_changed = Signal(tuple)
    """The selected ``VmKey``s in the order of the table."""
    context_menu_requested = Signal(tuple, QPoint)
    """The selected ``VmKey``s, and where on the screen."""

    def __init__(
        self, vms: VmTableModel, look: Look, clock: BusyClock, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._vms = vms
        self._clock = clock
        self._kept: tuple[tuple[VmKey, ...], VmKey | None, int] = ((), None, 0)
        self._cells = CellDelegate(vms, look, self)
        self._bars = BarDelegate(vms, look, self)
        self._marks = MarksDelegate(vms, look, clock, self)
        self._walk = MarkWalk(self, vms, self._marks)
        self.setObjectName("vmTable")
        self.setAccessibleName(self.tr("Virtual machines"))
        self._header = TableHeader(vms, self._marks.width, self)
        self.setHorizontalHeader(self._header)
        self.setModel(vms)
        self._set_up()
        self._listen()

    @property
    def header(self) -> TableHeader:
        """The headings: which columns, in what order, sorted how."""
        return self._header

    def selected_keys(self) -> tuple[VmKey, ...]:
        """Return the selected VMs in the order of the table."""
        rows: set[int] = set()
        # Iterable, which Qt's stubs do not tell.
        ranges = cast("Iterable[QItemSelectionRange]", self.selectionModel().selection())
        for part in ranges:
            rows.update(range(part.top(), part.bottom() + 1))
        return tuple(self._vms.row_at(row).key for row in sorted(rows))

    def current_key(self) -> VmKey | None:
        """Return the VM that the keyboard is on."""
        index = self.currentIndex()
        return self._vms.row_at(index.row()).key if index.isValid() else None

    def select_keys(self, keys: Iterable[VmKey], current: VmKey | None = None) -> None:
        """Select these VMs as far as they are shown, and put the keyboard on one of them."""
        places = sorted(p for key in keys if (p := self._vms.place_of(key)) is not None)
        selection = QItemSelection()
        last_column = self._vms.columnCount() - 1
        for first, last in runs(places):
            top, bottom = self._vms.index(first, 0), self._vms.index(last, last_column)
            selection.select(top, bottom)
        at = self._vms.place_of(current) if current is not None else None
        at = at if at is not None else (places[0] if places else None)
        if at is not None:
            column = max(self.currentIndex().column(), 0)
            self.selectionModel().setCurrentIndex(self._vms.index(at, column), _CURRENT)
        self.selectionModel().select(selection, _REPLACE)

    def copy_selection(self) -> None:
        """Put the selected rows on the clipboard: shown columns, with headings, tabs between."""
        rows = self._selected_rows()
        if rows:
            QGuiApplication.clipboard().setText(
                as_tsv(_shown_columns(self._vms, self._header), rows)
            )

    def listing(self, *, only_selected: bool) -> Listing:
        """Return what is shown, or only the selected rows where there are several."""
        rows = self._selected_rows() if only_selected else []
        columns = (
            ListedColumn(each.id, each.title, each.text)
            for each in _shown_columns(self._vms, self._header)
        )
        return Listing(tuple(columns), tuple(rows if len(rows) > 1 else self._vms.shown_rows()))

    def refresh_look(self) -> None:
        """Take colours and font of the scheme of now."""
        for delegate in (self._cells, self._bars, self._marks):
            delegate.refresh_look()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 10)
        self._vms.refresh_look()
        self.viewport().update()

    def dataChanged(self, first: AnyIndex, last: AnyIndex, /, roles: Sequence[int] = ()) -> None:
        """Redraw what is visible of it: for a long run of rows elsewhere Qt redraws everything."""
        top, bottom = self.rowAt(0), self.rowAt(self.viewport().height() - 1)
        top = max(top, first.row()) if top >= 0 else self._vms.rowCount()
        bottom = min(bottom, last.row()) if bottom >= 0 else last.row()
        if top <= bottom:
            start = self._vms.index(top, first.column())
            super().dataChanged(start, self._vms.index(bottom, last.column()), roles)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what is visible of the rows."""
        painter = QPainter(self.viewport())
        paint_rows(self, self._vms, painter, event.region(), self._cells)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy, activate, walk the marks; the rest is the table's own."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_selection()
        elif self._walk.takes(Qt.Key(event.key()), event.modifiers()):
            event.accept()
        elif event.key() in _ENTER and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            key = self.current_key()
            if key is not None:
                self.vm_activated.emit(key)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the selection; the key asks at the current row."""
        point = event.globalPos()
        if event.reason() is QContextMenuEvent.Reason.Keyboard and self.currentIndex().isValid():
            rect = self.visualRect(self.currentIndex())
            point = self.viewport().mapToGlobal(rect.bottomLeft())
        self.context_menu_requested.emit(self.selected_keys(), point)
        event.accept()

    def _selected_rows(self) -> list[VmRow]:
        """Return the rows that are selected, in the order of the list."""
        chosen = frozenset(self.selected_keys())
        return [row for row in self._vms.shown_rows() if row.key in chosen] if chosen else []

    def _set_up(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(False)
        vertical = self.verticalHeader()
        vertical.setVisible(False)
        vertical.setSectionResizeMode(vertical.ResizeMode.Fixed)
        vertical.setDefaultSectionSize(self.fontMetrics().height() + 10)
        self.setItemDelegate(self._cells)
        for number, column in enumerate(self._vms.columns):
            if column.kind is CellKind.BAR:
                self.setItemDelegateForColumn(number, self._bars)
            elif column.kind is CellKind.MARKS:
                self.setItemDelegateForColumn(number, self._marks)
        self._header.reset_layout()

    def _listen(self) -> None:
        self._vms.modelAboutToBeReset.connect(self._keep_selection)
        self._vms.modelReset.connect(self._restore_selection)
        self._header.sortIndicatorChanged.connect(self._sort)
        self.selectionModel().selectionChanged.connect(self._tell_selection)
        self._marks.serviceToggleRequested.connect(self.serviceToggleRequested)
        self._clock.ticked.connect(self._turn_marks)
        self.doubleClicked.connect(self._activate)

    def _keep_selection(self) -> None:
        self._kept = (self.selected_keys(), self.current_key(), self.verticalScrollBar().value())

    def _restore_selection(self) -> None:
        keys, current, scrolled = self._kept
        self._kept = ((), None, 0)
        if keys or current is not None:
            self.select_keys(keys, current)
        self.verticalScrollBar().setValue(scrolled)

    def _sort(self, column: int, order: Qt.SortOrder) -> None:
        self._vms.sort(column, order)
        self._header.layout_changed.emit()

    def _tell_selection(self) -> None:
        self.selection_changed.emit(self.selected_keys())

    def _activate(self, index: QModelIndex | QPersistentModelIndex) -> None:
        if self._vms.columns[index.column()].kind is not CellKind.MARKS:
            self.vm_activated.emit(self._vms.row_at(index.row()).key)

    def _turn_marks(self) -> None:
        column = self._vms.column_of("services")
        left, width = self.columnViewportPosition(column), self.columnWidth(column)
        if not self.isColumnHidden(column) and self.isVisible():
            self.viewport().update(left, 0, width, self.viewport().height())


def _shown_columns(vms: VmTableModel, header: TableHeader) -> list[Column]:
    """Return the columns that are shown, from the left."""
    return [vms.columns[vms.column_of(name)] for name in header.shown_columns()]
