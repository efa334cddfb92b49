"""The views in the middle of the window: list, service matrix, profiles, screens."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from console.ui.actions.row import Run
from console.ui.models.listing import Listing
from console.ui.models.matrix_feed import MatrixFeed
from console.ui.models.vm_table import VmTableModel
from console.ui.panels.centre_panel import CentrePanel, CentreTab
from console.ui.panels.drift_panel import DriftPanel
from console.ui.panels.matrix_panel import MatrixPanel
from console.ui.panels.screen_wall import ScreenWall
from console.ui.panels.table_page import TablePage
from console.ui.selection import Selection
from console.ui.theme import Theme
from console.ui.widgets.busy_clock import BusyClock
from console.ui.widgets.vm_table_view import VmTableView


class CentreViews(QObject):
    """Makes the views, and knows which one is shown.

    Args:
        theme: Icons and colours.
        busy: The beat of what is pending.
        clock: ``time.monotonic`` or a virtual one, for ages.
        parent: The window.
    """

    def __init__(
        self, theme: Theme, busy: BusyClock, clock: Callable[[], float], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.vms = VmTableModel(theme, clock, parent)
        self.table = VmTableView(self.vms, theme, busy, parent)
        self.table.setFrameShape(VmTableView.Shape.NoFrame)
        self.page = TablePage(theme, self.vms, self.table, parent)
        self.matrix = MatrixPanel(theme, busy, parent)
        self.feed = MatrixFeed(self.matrix.model)
        self.drift = DriftPanel(theme, parent)
        self.wall = ScreenWall(theme, parent)
        self._centre: CentrePanel | None = None

    def tabs(self) -> tuple[CentreTab, ...]:
        """Return the views as tabs, the first is shown at the start."""
        return (
            CentreTab(
                "list",
                lambda: self.tr("Virtual machines"),
                self.page,
                self.page,
                self.table.setFocus,
            ),
            CentreTab(
                "matrix",
                lambda: self.tr("Integration services"),
                self.matrix,
                self.matrix,
                self.matrix.view.setFocus,
            ),
            CentreTab(
                "profiles",
                lambda: self.tr("Profiles"),
                self.drift,
                self.drift,
                self.drift.focus_rows,
            ),
            CentreTab(
                "screens",
                lambda: self.tr("Screens"),
                self.wall,
                self.wall,
                self.wall.view.setFocus,
            ),
        )

    def follow(self, centre: CentrePanel) -> None:
        """Know which view is shown: the matrix is fed only while it is."""
        self._centre = centre
        centre.view_changed.connect(self._shown)

    @property
    def shown(self) -> str:
        """The name of the view that is shown."""
        return self._centre.shown if self._centre is not None else "list"

    def show(self, name: str) -> None:
        """Show a view; an unknown name is ignored."""
        if self._centre is not None:
            self._centre.show_view(name)

    def listing(self, *, only_selected: bool) -> Listing:
        """Return the list that is shown: of the matrix where that is shown, else of the VMs.

        Args:
            only_selected: Whether, where several VMs are selected in the list, it holds only those.
        """
        if self.shown == "matrix":
            return self.matrix.view.listing()
        return self.table.listing(only_selected=only_selected)

    def show_done(self, text: str, undo: Callable[[], None] | None) -> None:
        """Say what was done, with a button that takes it back where that is possible."""
        if self._centre is not None:
            self._centre.notices.show_done(text, undo)

    def runs(self) -> dict[str, Run]:
        """Return what the actions about views do."""
        names = ("list", "matrix", "profiles", "screens")
        shows = {f"show-{name}": partial(self._show, name) for name in names}
        return {**shows, "find": self._find}

    def _shown(self, name: str) -> None:
        self.feed.show(name == "matrix")

    def _show(self, name: str, _selection: Selection) -> None:
        self.show(name)

    def _find(self, _selection: Selection) -> None:
        """Put the keyboard into the filter of the view that is shown."""
        shown = self.shown
        if shown in ("profiles", "screens"):
            self.show("list")
        (self.matrix.filter if shown == "matrix" else self.page.filter).start()
