"""The view of the service matrix: cells to click, and rectangles, rows and columns to select."""

from collections.abc import Iterable, Iterator
from typing import Final, cast

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from console.model.identity import VmKey
from console.model.service import ServiceKind
from console.ui.models.listing import ListedColumn, Listing
from console.ui.models.look import Look
from console.ui.models.matrix_counts import short_name
from console.ui.models.matrix_text import column_id, shown_text, title
from console.ui.models.ranges import runs
from console.ui.models.row_list import AnyIndex
from console.ui.models.service_matrix import (
    DRIFT,
    FIRST_SERVICE,
    HOST,
    KINDS,
    NAME,
    SYSTEM,
    TROUBLE,
    Cell,
    ServiceMatrixModel,
    column_of,
    kind_of,
)
from console.ui.widgets.busy_clock import BusyClock
from console.ui.widgets.matrix_delegate import MatrixDelegate
from console.ui.widgets.matrix_painter import MatrixPainter

_CHARACTERS: Final = {NAME: 23, HOST: 12, SYSTEM: 19, DRIFT: 26, TROUBLE: 13}
"""Widths in average characters of the font; a service has the one that its words need."""
Flag = QItemSelectionModel.SelectionFlag


class MatrixView(QTableView):
    """Shows a ``ServiceMatrixModel``.

    Args:
        model: The matrix.
        look: Icons and colours.
        clock: Held by whoever knows that something is pending; its beat turns the glyphs.
        parent: The owner in Qt's sense.
    """

    toggle_requested = Signal(object, object, bool)
    """``VmKey``, ``ServiceKind``, and the value that is wanted."""
    cells_selected = Signal()
    """Other cells are selected now."""
    vm_activated = Signal(object)
    """``VmKey`` that was double-clicked, or entered."""
    context_menu_requested = Signal(QPoint)

    def __init__(
        self,
        model: ServiceMatrixModel,
        look: Look,
        clock: BusyClock,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._matrix = model
        self._kept: tuple[tuple[Cell, ...], int] = ((), 0)
        self._is_drawing = False
        self.setObjectName("serviceMatrix")
        self.setModel(model)
        self._delegate = MatrixDelegate(model, look, clock, self)
        self.setItemDelegate(self._delegate)
        self._painter = MatrixPainter(self, model, self._delegate, look)
        self._set_up()
        self._delegate.toggle_requested.connect(self.toggle_requested)
        self.doubleClicked.connect(self._activate)
        self.selectionModel().selectionChanged.connect(self.cells_selected)
        model.modelAboutToBeReset.connect(self._keep_selection)
        model.modelReset.connect(self._restore_selection)
        clock.ticked.connect(self._turn)
        self.customContextMenuRequested.connect(
            lambda point: self.context_menu_requested.emit(self.viewport().mapToGlobal(point))  # pyright: ignore[reportUnknownLambdaType, reportUnknownArgumentType]
        )

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The selected cells of services, row by row."""
        kinds: dict[int, set[ServiceKind]] = {}
        for places, chosen in self._parts():
            for place in places:
                kinds.setdefault(place, set()).update(chosen)
        return tuple(
            (self._matrix.row_at(place).key, kind)
            for place in sorted(kinds)
            for kind in KINDS
            if kind in kinds[place]
        )

    @property
    def extent(self) -> tuple[int, int, frozenset[ServiceKind]]:
        """How many cells of services are selected, of how many VMs, and of which services."""
        rows: set[int] = set()
        kinds: set[ServiceKind] = set()
        cells = 0
        for places, chosen in self._parts():
            cells += len(places) * len(chosen)
            rows.update(places)
            kinds.update(chosen)
        return cells, len(rows), frozenset(kinds)

    @property
    def current_key(self) -> VmKey | None:
        """The VM that the keyboard is on."""
        index = self.currentIndex()
        return self._matrix.row_at(index.row()).key if index.isValid() else None

    def select_cells(self, cells: tuple[Cell, ...]) -> None:
        """Select exactly these cells; those that are not shown are left out."""
        places: dict[int, list[int]] = {}
        for key, kind in cells:
            place = self._matrix.place_of(key)
            if place is not None:
                places.setdefault(column_of(kind), []).append(place)
        selection = QItemSelection()
        for column, rows in places.items():
            for first, last in runs(sorted(rows)):
                top, bottom = self._matrix.index(first, column), self._matrix.index(last, column)
                selection.select(top, bottom)
        self.selectionModel().select(selection, Flag.ClearAndSelect)

    def select_service(self, kind: ServiceKind) -> None:
        """Select the whole column of a service."""
        self._select_block(0, self._matrix.rowCount() - 1, column_of(kind), column_of(kind))

    def select_vm(self) -> None:
        """Select all services of the VM that the keyboard is on."""
        place = self.currentIndex().row()
        if place >= 0:
            self._select_block(place, place, FIRST_SERVICE, FIRST_SERVICE + len(KINDS) - 1)

    def listing(self) -> Listing:
        """Return what is shown, as words."""
        header = self.horizontalHeader()
        order = map(header.logicalIndex, range(header.count()))
        return Listing(tuple(map(_listed, order)), tuple(self._matrix.shown_rows()))

    def refresh_look(self) -> None:
        """Take the colours of the scheme of now."""
        self._delegate.refresh_look()
        self._painter.forget()
        self.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        """Follow font and direction."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.LayoutDirectionChange):
            self.refresh_look()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what is visible of the cells."""
        painter = QPainter(self.viewport())
        self._painter.paint(painter, event.rect())
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space switches; Ctrl+Space selects the column, Shift+Space the row."""
        index = self.currentIndex()
        kind = kind_of(index.column()) if index.isValid() else None
        if event.key() == Qt.Key.Key_Space:
            modifiers = event.modifiers()
            if modifiers == Qt.KeyboardModifier.ControlModifier and kind is not None:
                self.select_service(kind)
            elif modifiers == Qt.KeyboardModifier.ShiftModifier:
                self.select_vm()
            elif index.isValid():
                self._delegate.request_toggle(index)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            self._activate(index)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Note whether a rectangle of services begins here, or whole rows."""
        column = self.columnAt(event.position().toPoint().x())
        self._is_drawing = column >= 0 and kind_of(column) is not None
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End what the press began."""
        super().mouseReleaseEvent(event)
        self._is_drawing = False

    def selectionCommand(self, index: AnyIndex, event: QEvent | None = None) -> Flag:
        """Select whole rows by the columns that are no services, as by the name of a VM."""
        flags = super().selectionCommand(index, event)  # pyright: ignore[reportArgumentType] -- None is allowed
        is_service = not index.isValid() or kind_of(index.column()) is not None
        return flags if is_service or self._is_drawing or not flags else flags | Flag.Rows

    def _set_up(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        vertical = self.verticalHeader()
        vertical.setVisible(False)
        vertical.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        vertical.setDefaultSectionSize(self.fontMetrics().height() + 12)
        header = self.horizontalHeader()
        header.setObjectName("matrixHeader")
        header.setHighlightSections(False)
        header.setFixedHeight(3 * self.fontMetrics().height() + 12)
        for column in range(self._matrix.columnCount()):
            characters = _CHARACTERS.get(column)
            width = self.fontMetrics().averageCharWidth() * (characters or 0)
            header.resizeSection(column, width if characters else self._delegate.width)
        # The six services stand next to the name, so that all are seen at once.
        header.moveSection(TROUBLE, 1)
        for column in (HOST, SYSTEM, DRIFT):
            header.moveSection(header.visualIndex(column), header.count() - 1)
        column, is_descending = self._matrix.sort_column
        order = Qt.SortOrder.DescendingOrder if is_descending else Qt.SortOrder.AscendingOrder
        header.setSortIndicator(column, order)
        # From now on a press on a heading sorts; columns are selected by Ctrl+Space or the menu.
        self.setSortingEnabled(True)
        # The heading asks of each column whether all its cells are selected: 11,000 questions to
        # Python at 1,000 rows. It is told of an empty selection, as it shows none anyway.
        header.setSelectionModel(QItemSelectionModel(self._matrix, header))

    def _parts(self) -> Iterator[tuple[range, tuple[ServiceKind, ...]]]:
        """Yield the selected rectangles that hold services: places of rows, and services."""
        # Iterable, which Qt's stubs do not tell; its ranges do not overlap.
        parts = cast("Iterable[QItemSelectionRange]", self.selectionModel().selection())
        for part in parts:
            columns = range(part.left(), part.right() + 1)
            kinds = tuple(kind for kind in map(kind_of, columns) if kind is not None)
            if kinds:
                yield range(part.top(), part.bottom() + 1), kinds

    def _select_block(self, top: int, bottom: int, left: int, right: int) -> None:
        if bottom < top:
            return
        block = QItemSelection(self._matrix.index(top, left), self._matrix.index(bottom, right))
        self.selectionModel().select(block, Flag.ClearAndSelect)

    def _activate(self, index: AnyIndex) -> None:
        if kind_of(index.column()) is None:
            self.vm_activated.emit(self._matrix.row_at(index.row()).key)

    def _turn(self) -> None:
        """Draw the rows again in which something turns."""
        if not self.isVisible():
            return
        first, last = self.rowAt(0), self.rowAt(self.viewport().height() - 1)
        last = last if last >= 0 else self._matrix.rowCount() - 1
        for place in range(max(first, 0), last + 1):
            if self._matrix.row_at(place).is_busy:
                top, height = self.rowViewportPosition(place), self.rowHeight(place)
                self.viewport().update(0, top, self.viewport().width(), height)

    def _keep_selection(self) -> None:
        self._kept = (self.cells, self.verticalScrollBar().value())

    def _restore_selection(self) -> None:
        cells, scrolled = self._kept
        self._kept = ((), 0)
        if cells:
            self.select_cells(cells)
        self.verticalScrollBar().setValue(scrolled)


def _listed(column: int) -> ListedColumn:
    kind = kind_of(column)
    heading = title(column) if kind is None else short_name(kind)
    return ListedColumn(column_id(column), heading, lambda row: shown_text(row, column))
