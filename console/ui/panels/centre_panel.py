"""The middle: notices, the filter and the table; the welcome while there is no host."""

from collections.abc import Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from console.ui.models.vm_table import VmTableModel
from console.ui.panels.notice_bar import NoticeBar
from console.ui.panels.welcome_panel import WelcomePanel
from console.ui.theme import Theme
from console.ui.widgets.filter_box import FilterBox
from console.ui.widgets.vm_table_view import VmTableView


class CentrePanel(QWidget):
    """Places the table and what belongs to it.

    Args:
        theme: Icons.
        vms: The table's model.
        table: The table.
        welcome: The ways to go on without a host.
        parent: The owner in Qt's sense.
    """

    def __init__(
        self,
        theme: Theme,
        *,
        vms: VmTableModel,
        table: VmTableView,
        welcome: Sequence[QAction],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("centrePanel")
        self.notices = NoticeBar(theme, self)
        self.filter = FilterBox(theme, self)
        self._table = table
        self._welcome = WelcomePanel(theme, welcome, self)
        self._page = QWidget(self)
        self._page.setObjectName("tablePage")
        page = QVBoxLayout(self._page)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(self.filter)
        page.addWidget(table, 1)
        self._pages = QStackedWidget(self)
        self._pages.setObjectName("centrePages")
        self._pages.addWidget(self._welcome)
        self._pages.addWidget(self._page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.notices)
        layout.addWidget(self._pages, 1)
        self.filter.changed.connect(vms.set_filter)
        self.filter.left.connect(table.setFocus)
        vms.counts_changed.connect(self.filter.show_counts)

    @property
    def is_welcoming(self) -> bool:
        """Whether the welcome is shown."""
        return self._pages.currentWidget() is self._welcome

    def show_hosts(self, there_are: bool) -> None:
        """Show the table when there are hosts, the welcome when there are none."""
        self._pages.setCurrentWidget(self._page if there_are else self._welcome)

    def refresh_look(self) -> None:
        """Take icons and colours of the scheme of now."""
        self.notices.refresh_look()
        self.filter.refresh_look()
        self._table.refresh_look()

    def retranslate(self) -> None:
        """Take the texts of the language of now."""
        self.notices.retranslate()
        self.filter.retranslate()
        self._welcome.retranslate()
