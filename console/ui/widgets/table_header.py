"""The heading of the table: drag to reorder, right-click to choose columns, remembers itself."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHeaderView, QMenu, QWidget

from console.ui.models.arrangement import SortKey
from console.ui.models.columns import CellKind
from console.ui.models.vm_table import VmTableModel
from console.ui.widgets.cell_delegate import PADDING
from console.ui.widgets.table_layout import (
    MIN_WIDTH,
    ColumnLayout,
    TableLayout,
    layout_from_json,
    merged_order,
)


class TableHeader(QHeaderView):
    """Headings over the columns of a ``VmTableModel``.

    The model holds the sort keys; the header shows the first and asks for others.
    """

    layout_changed = Signal()
    """The user moved, resized, showed or hid a column, or sorted."""

    def __init__(self, vms: VmTableModel, marks_width: int, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._vms = vms
        self._marks_width = marks_width
        self._menu: QMenu | None = None
        self.setObjectName("vmTableHeader")
        self.setSectionsMovable(True)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(MIN_WIDTH)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._offer_columns)
        self.sectionMoved.connect(self._tell)
        self.sectionResized.connect(self._tell)

    def reset_layout(self) -> None:
        """Show the columns of a new table in their first order and width."""
        for number, column in enumerate(self._vms.columns):
            self.moveSection(self.visualIndex(number), number)
            self.setSectionHidden(number, not column.is_default)
            self.resizeSection(number, self._first_width(number))
        self._vms.set_sort([SortKey("name")])
        self.show_sort()

    def saved_layout(self) -> str:
        """Return order, widths, visibility and sort as JSON."""
        columns: list[ColumnLayout] = []
        for visual in range(self.count()):
            number = self.logicalIndex(visual)
            is_hidden = self.isSectionHidden(number)
            # A hidden section has width 0; what it had comes back when it is shown.
            width = self._first_width(number) if is_hidden else self.sectionSize(number)
            columns.append(ColumnLayout(self._vms.columns[number].id, width, not is_hidden))
        sort = tuple((key.column, key.descending) for key in self._vms.sort_keys)
        return TableLayout(tuple(columns), sort).to_json()

    def restore_layout(self, text: str) -> bool:
        """Take what ``saved_layout`` gave; returns whether the text was one."""
        layout = layout_from_json(text)
        if layout is None:
            return False
        wanted = {column.id: column for column in layout.columns}
        known = [column.id for column in self._vms.columns]
        for visual, name in enumerate(merged_order(known, list(wanted))):
            number = known.index(name)
            self.moveSection(self.visualIndex(number), visual)
            column = wanted.get(name)
            if column is not None:
                self.setSectionHidden(number, not column.is_shown)
                self.resizeSection(number, column.width)
        self._keep_one()
        self._vms.set_sort([SortKey(name, descending) for name, descending in layout.sort])
        self.show_sort()
        return True

    def shown_columns(self) -> tuple[str, ...]:
        """Return the columns that are shown, from the left."""
        numbers = map(self.logicalIndex, range(self.count()))
        return tuple(self._vms.columns[n].id for n in numbers if not self.isSectionHidden(n))

    def show_columns(self, names: Sequence[str]) -> None:
        """Show these columns from the left and no others; unknown ones are ignored."""
        known = [column.id for column in self._vms.columns]
        wanted = [name for name in dict.fromkeys(names) if name in known]
        for visual, name in enumerate(wanted):
            self.moveSection(self.visualIndex(known.index(name)), visual)
        for number, name in enumerate(known):
            self.setSectionHidden(number, name not in wanted)
        self._keep_one()
        self.layout_changed.emit()

    def show_sort(self) -> None:
        """Point the arrow at the first sort column of the model."""
        keys = self._vms.sort_keys
        was_blocked = self.blockSignals(True)
        self.setSortIndicatorShown(bool(keys))
        if keys:
            descending = keys[0].descending
            order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
            self.setSortIndicator(self._vms.column_of(keys[0].column), order)
        self.blockSignals(was_blocked)
        self.viewport().update()

    def show_column(self, name: str, shown: bool) -> None:
        """Show or hide one column; the last one stays."""
        self.setSectionHidden(self._vms.column_of(name), not shown)
        self._keep_one()
        self.layout_changed.emit()

    def make_menu(self) -> QMenu:
        """Return the menu of columns, ticked as they are shown."""
        menu = QMenu(self)
        menu.setObjectName("columnMenu")
        for number, column in enumerate(self._vms.columns):
            action = menu.addAction(column.title)
            action.setCheckable(True)
            action.setChecked(not self.isSectionHidden(number))
            action.setData(column.id)
        menu.addSeparator()
        reset = menu.addAction(self.tr("Reset Columns"))
        reset.setObjectName("resetColumns")
        menu.triggered.connect(self._choose)
        return menu

    def _choose(self, action: QAction) -> None:
        name: object = action.data()
        if isinstance(name, str):
            self.show_column(name, action.isChecked())
        else:
            self.reset_layout()
            self.layout_changed.emit()

    def _offer_columns(self, point: QPoint) -> None:
        if self._menu is not None:
            self._menu.deleteLater()
        self._menu = self.make_menu()
        self._menu.popup(self.mapToGlobal(point))

    def _keep_one(self) -> None:
        if self.hiddenSectionCount() == self.count():
            self.setSectionHidden(0, False)

    def _first_width(self, number: int) -> int:
        column = self._vms.columns[number]
        # Room for the arrow of the sort and the padding on both sides.
        title = self.fontMetrics().horizontalAdvance(column.title) + 28
        if column.kind is CellKind.MARKS:
            return max(self._marks_width, title)
        return max(column.width * self.fontMetrics().averageCharWidth() + 2 * PADDING, title)

    def _tell(self) -> None:
        self.layout_changed.emit()
