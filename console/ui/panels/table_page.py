"""The list of virtual machines: the filter, and the table below it."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.ui.models.vm_table import VmTableModel
from console.ui.theme import Theme
from console.ui.widgets.filter_box import FilterBox
from console.ui.widgets.vm_table_view import VmTableView


class TablePage(QWidget):
    """Places the filter and the table.

    Args:
        theme: Icons.
        vms: The table's model.
        table: The table.
        parent: The owner in Qt's sense.
    """

    def __init__(
        self, theme: Theme, vms: VmTableModel, table: VmTableView, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("tablePage")
        self.filter = FilterBox(theme, self)
        self._table = table
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.filter)
        layout.addWidget(table, 1)
        self.filter.changed.connect(vms.set_filter)
        self.filter.left.connect(table.setFocus)
        vms.counts_changed.connect(self.filter.show_counts)

    def refresh_look(self) -> None:
        """Take icons and colours of the scheme of now."""
        self.filter.refresh_look()
        self._table.refresh_look()

    def retranslate(self) -> None:
        """Take the texts of the language of now."""
        self.filter.retranslate()
