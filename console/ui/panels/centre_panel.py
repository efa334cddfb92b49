"""The middle: notices, and views side by side behind tabs; the welcome while there is no host."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from console.ui.panels.notice_bar import NoticeBar
from console.ui.panels.welcome_panel import WelcomePanel
from console.ui.theme import Theme


class CentreView(Protocol):
    """What a view in the middle must be able to do."""

    def refresh_look(self) -> None:
        """Take icons and colours of the scheme of now."""
        ...

    def retranslate(self) -> None:
        """Take the texts of the language of now."""
        ...


@dataclass(frozen=True, slots=True)
class CentreTab:
    """One view.

    Attributes:
        name: Stable; kept with the layout.
        title: The tab's text in the language of now.
        widget: What is shown.
        view: The same, as what can be refreshed.
        focus: Where the keyboard goes.
    """

    name: str
    title: Callable[[], str]
    widget: QWidget
    view: CentreView
    focus: Callable[[], None]


class CentrePanel(QWidget):
    """Places the views.

    Args:
        theme: Icons.
        tabs: The views, the first is shown at the start.
        welcome: The ways to go on without a host.
        parent: The owner in Qt's sense.
    """

    view_changed = Signal(str)
    """The name of the view that is shown now."""

    def __init__(
        self,
        theme: Theme,
        *,
        tabs: Sequence[CentreTab],
        welcome: Sequence[QAction],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("centrePanel")
        self.notices = NoticeBar(theme, self)
        self._tabs = tuple(tabs)
        self._welcome = WelcomePanel(theme, welcome, self)
        self._bar = QTabBar(self)
        self._bar.setObjectName("viewTabs")
        self._bar.setDocumentMode(True)
        self._bar.setDrawBase(False)
        self._bar.setExpanding(False)
        self._bar.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._views = QStackedWidget(self)
        self._views.setObjectName("views")
        for tab in self._tabs:
            self._bar.addTab("")
            self._views.addWidget(tab.widget)
        page = QWidget(self)
        page.setObjectName("viewsPage")
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar)
        column.addWidget(self._views, 1)
        self._page = page
        self._pages = QStackedWidget(self)
        self._pages.setObjectName("centrePages")
        self._pages.addWidget(self._welcome)
        self._pages.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.notices)
        layout.addWidget(self._pages, 1)
        self._bar.currentChanged.connect(self._show_view)

    def sizeHint(self) -> QSize:
        """Ask for no more than is needed: in a narrow window the panes beside keep their width."""
        return self.minimumSizeHint()

    @property
    def is_welcoming(self) -> bool:
        """Whether the welcome is shown."""
        return self._pages.currentWidget() is self._welcome

    @property
    def shown(self) -> str:
        """The name of the view that is shown."""
        return self._tabs[self._views.currentIndex()].name

    def show_view(self, name: str) -> None:
        """Show a view and give it the keyboard; an unknown name is ignored."""
        for place, tab in enumerate(self._tabs):
            if tab.name == name:
                self._bar.setCurrentIndex(place)
                tab.focus()

    def show_hosts(self, there_are: bool) -> None:
        """Show the views when there are hosts, the welcome when there are none."""
        self._pages.setCurrentWidget(self._page if there_are else self._welcome)

    def refresh_look(self) -> None:
        """Take icons and colours of the scheme of now."""
        self.notices.refresh_look()
        for tab in self._tabs:
            tab.view.refresh_look()

    def retranslate(self) -> None:
        """Take the texts of the language of now."""
        self.notices.retranslate()
        self._bar.setAccessibleName(self.tr("Views"))
        for place, tab in enumerate(self._tabs):
            self._bar.setTabText(place, tab.title())
            tab.view.retranslate()
        self._welcome.retranslate()

    def _show_view(self, place: int) -> None:
        self._views.setCurrentIndex(place)
        self.view_changed.emit(self._tabs[place].name)
