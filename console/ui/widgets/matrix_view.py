"""The view of the service matrix: cells to click, and rectangles, rows and columns to select."""

from collections.abc import Iterable
from typing import Final, cast

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from console.model.identity import VmKey
from console.model.service import ServiceKind
from console.ui.models.look import Look
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

_WIDTHS: Final = {NAME: 190, HOST: 90, SYSTEM: 190, DRIFT: 170, TROUBLE: 100}
_SERVICE_WIDTH: Final = 108
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
        self.setObjectName("serviceMatrix")
        self.setModel(model)
        self._delegate = MatrixDelegate(model, look, self)
        self.setItemDelegate(self._delegate)
        self._set_up()
        self._delegate.toggle_requested.connect(self.toggle_requested)
        self.doubleClicked.connect(self._activate)
        self.selectionModel().selectionChanged.connect(self.cells_selected)
        model.modelAboutToBeReset.connect(self._keep_selection)
        model.modelReset.connect(self._restore_selection)
        clock.ticked.connect(self.viewport().update)
        self.customContextMenuRequested.connect(
            lambda point: self.context_menu_requested.emit(self.viewport().mapToGlobal(point))  # pyright: ignore[reportUnknownLambdaType, reportUnknownArgumentType]
        )

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The selected cells of services, row by row."""
        # Iterable, which Qt's stubs do not tell.
        parts = cast("Iterable[QItemSelectionRange]", self.selectionModel().selection())
        found: list[Cell] = []
        for part in parts:
            columns = [c for c in range(part.left(), part.right() + 1) if kind_of(c) is not None]
            for place in range(part.top(), part.bottom() + 1):
                key = self._matrix.row_at(place).key
                found.extend((key, KINDS[column - FIRST_SERVICE]) for column in columns)
        return tuple(dict.fromkeys(found))

    @property
    def current_key(self) -> VmKey | None:
        """The VM that the keyboard is on."""
        index = self.currentIndex()
        return self._matrix.row_at(index.row()).key if index.isValid() else None

    def select_cells(self, cells: tuple[Cell, ...]) -> None:
        """Select exactly these cells; those that are not shown are left out."""
        selection = QItemSelection()
        for key, kind in cells:
            place = self._matrix.place_of(key)
            if place is not None:
                index = self._matrix.index(place, column_of(kind))
                selection.select(index, index)
        self.selectionModel().select(selection, Flag.ClearAndSelect)

    def select_service(self, kind: ServiceKind) -> None:
        """Select the whole column of a service."""
        self._select_block(0, self._matrix.rowCount() - 1, column_of(kind), column_of(kind))

    def select_vm(self) -> None:
        """Select all services of the VM that the keyboard is on."""
        place = self.currentIndex().row()
        if place >= 0:
            self._select_block(place, place, FIRST_SERVICE, FIRST_SERVICE + len(KINDS) - 1)

    def refresh_look(self) -> None:
        """Take the colours of the scheme of now."""
        self._delegate.refresh_look()
        self.viewport().update()

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
        header.setFixedHeight(2 * self.fontMetrics().height() + 12)
        for column in range(self._matrix.columnCount()):
            width = self.fontMetrics().averageCharWidth() * 18
            header.resizeSection(column, _WIDTHS.get(column, max(_SERVICE_WIDTH, width)))
        header.moveSection(TROUBLE, 1)
        column, is_descending = self._matrix.sort_column
        order = Qt.SortOrder.DescendingOrder if is_descending else Qt.SortOrder.AscendingOrder
        header.setSortIndicator(column, order)
        # From now on a press on a heading sorts; columns are selected by Ctrl+Space or the menu.
        self.setSortingEnabled(True)

    def _select_block(self, top: int, bottom: int, left: int, right: int) -> None:
        if bottom < top:
            return
        block = QItemSelection(self._matrix.index(top, left), self._matrix.index(bottom, right))
        self.selectionModel().select(block, Flag.ClearAndSelect)

    def _activate(self, index: AnyIndex) -> None:
        if kind_of(index.column()) is None:
            self.vm_activated.emit(self._matrix.row_at(index.row()).key)

    def _keep_selection(self) -> None:
        self._kept = (self.cells, self.verticalScrollBar().value())

    def _restore_selection(self) -> None:
        cells, scrolled = self._kept
        self._kept = ((), 0)
        if cells:
            self.select_cells(cells)
        self.verticalScrollBar().setValue(scrolled)
