"""The main window: it places panels and owns no feature."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

from PySide6.QtCore import QEvent, QPoint, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow

from console.model.errors import ConsoleError
from console.model.identity import VmKey
from console.settings.schema import Preferences
from console.ui.actions.menus import FOLDER_MENU, HOST_MENU, VM_MENU
from console.ui.actions.row import Run
from console.ui.actions.table import ActionTable
from console.ui.binding import FleetBinding
from console.ui.centre_views import CentreViews
from console.ui.commands.app import AppCommands
from console.ui.commands.credential import CredentialCommands
from console.ui.commands.doctor import DoctorCommands
from console.ui.commands.host import HostCommands
from console.ui.commands.plan import PlanCommands
from console.ui.commands.view_stage import ViewStage
from console.ui.commands.vm import VmCommands
from console.ui.followers import Followers, Keepers, WindowParts
from console.ui.language import Language
from console.ui.models.fleet_tree import FleetTreeModel
from console.ui.models.tree_node import NodeId, NodeKind
from console.ui.pane_docks import PaneDocks
from console.ui.panels.activity_panel import ActivityPanel
from console.ui.panels.centre_panel import CentrePanel
from console.ui.panels.inspector import Inspector
from console.ui.ports import Desk, FleetControl, LayoutStore, Spawn, Watches
from console.ui.presenters.panes import Presented, SelectionPresenter
from console.ui.questions import before_quitting
from console.ui.read_only import ReadOnlyCommands
from console.ui.runner import CommandRunner
from console.ui.selection import Selection
from console.ui.sessions.facts import ConfigOf
from console.ui.status import StatusLine
from console.ui.theme import Theme
from console.ui.tool_bar import make_tool_bar
from console.ui.widgets.busy_clock import BusyClock
from console.ui.widgets.fleet_tree_view import FleetTreeView
from console.ui.widgets.toggle_switch import ToggleSwitch
from console.ui.window_signals import join_activity, join_inspector, join_lists


class MainWindow(QMainWindow):
    """Tree left, table in the middle, properties right, activity at the bottom.

    Args:
        fleet: Hosts and operations.
        desk: Keeps hosts, passwords and preferences.
        theme: Icons and colours.
        language: The translators.
        preferences: What is in force.
        keepers: Keep profiles, watches and sessions.
        layout: Keeps the window's layout.
        spawn: Starts coroutines.
        clock: ``time.monotonic`` or a virtual one, for ages.
    """

    closing = Signal()
    """The user wants to quit; nothing has been closed yet."""

    def __init__(
        self,
        *,
        fleet: FleetControl,
        desk: Desk,
        keepers: Keepers,
        theme: Theme,
        language: Language,
        preferences: Preferences,
        layout: LayoutStore,
        spawn: Spawn,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__()
        self._fleet = fleet
        self._theme = theme
        self._is_leaving = False
        self.setObjectName("mainWindow")
        self.setWindowTitle("HV Console")
        self.setWindowIcon(theme.icon("hvconsole", size=64))
        self._runner = CommandRunner(self, theme, spawn, self.show_error)
        self._plans = PlanCommands(fleet, self._runner, lambda: datetime.now(UTC))
        self._vm_commands = VmCommands(fleet, self._plans, self._runner)
        doctor = DoctorCommands(desk, self._runner)
        self._host_commands = HostCommands(fleet, desk, self._runner, doctor)
        self._read_only = ReadOnlyCommands(desk, self._runner)
        self._app_commands = AppCommands(desk, language, preferences, self._runner)
        self._make_panes(clock)
        self._docks = PaneDocks(
            self,
            {"tree": self._tree, "panel": self._inspector, "activity": self._activity},
            (self._table, self._table.header),
            layout,
        )
        self.followers = self._make_followers(keepers, desk.effective)
        self._make_actions()
        self._bind(keepers.watches, clock)
        self._listen()
        # Not before: under a style sheet, what is put into something else is styled anew each time.
        self.setStyleSheet(theme.stylesheet())
        self.retranslate()
        self._docks.restore()
        self._follow()

    def _bind(self, watches: Watches, clock: Callable[[], float]) -> None:
        """Join models and panels with the fleet."""
        self._binding = FleetBinding(
            self._fleet.store,
            self._fleet.operations,
            vms=(self._vms, self._views.feed),
            tree=self._tree_model,
            busy=self._turning,
            parent=self,
        )
        presented = Presented(
            self._vms, self._inspector, self._activity, self._actions, self._status
        )
        self._presenter = SelectionPresenter(self._fleet, watches.answers, presented, clock, self)

    def show_error(self, error: ConsoleError) -> None:
        """Show an error that belongs to no VM, above the table."""
        self._centre.notices.show_error(error)

    def show_crash(self, line: str) -> None:
        """Say that something unexpected happened and was written to the log."""
        self._centre.notices.show_note(self.tr("Something unexpected went wrong."), line)

    @property
    def credentials(self) -> CredentialCommands:
        """What asks for accounts and passwords."""
        return self._host_commands.credentials

    def save_layout(self) -> None:
        """Keep how the window is laid out."""
        self._docks.save()

    def retranslate(self) -> None:
        """Take the texts of the language of now."""
        self._docks.set_titles(
            {
                "tree": self.tr("Hosts"),
                "panel": self.tr("Properties"),
                "activity": self.tr("Activity"),
            }
        )
        self._toolbar.setWindowTitle(self.tr("Tool bar"))
        for part in (self._actions, self._vms, self._tree, self._centre, self._activity):
            part.retranslate()
        self._tree_model.refresh()
        self._inspector.retranslate()
        self.followers.sessions.retranslate()
        self._status.show_vms(self._vms.rowCount(), self._vms.total)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
            self._presenter.present()
        super().changeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask only when operations are under way; who listens to ``closing`` ends the program."""
        event.ignore()
        running = self._activity.model.pending
        if running and not self._is_leaving:
            self._runner.confirm(before_quitting(running), self._leave)
        else:
            self._leave()

    def _leave(self) -> None:
        self._is_leaving = True
        self.closing.emit()

    def _make_panes(self, clock: Callable[[], float]) -> None:
        theme = self._theme
        turning = self._turning = BusyClock(self)
        self._views = CentreViews(theme, turning, clock, self)
        self._vms, self._table = self._views.vms, self._views.table
        self._tree_model = FleetTreeModel(theme, clock, self)
        self._tree = FleetTreeView(self._tree_model, self)
        self._inspector = Inspector(theme, partial(ToggleSwitch, theme, turning), self)
        self._activity = ActivityPanel(theme, self)

    def _make_followers(self, keepers: Keepers, config_of: ConfigOf) -> Followers:
        parts = WindowParts(
            self._views,
            self._tree_model,
            self._activity,
            self._inspector,
            partial(self._docks.show, "panel"),
            self.windowIcon(),
            self._note,
            self,
        )
        return Followers(
            self._fleet,
            self._runner,
            self._plans,
            keepers=keepers,
            config_of=config_of,
            parts=parts,
        )

    def _note(self, title: str, text: str) -> None:
        self._centre.notices.show_note(title, text)

    def _make_actions(self) -> None:
        self._actions = ActionTable(self._theme, self._runs(), self)
        self._centre = CentrePanel(
            self._theme,
            tabs=self._views.tabs(),
            welcome=[self._actions.action(name) for name in ("add-host", "demo", "help")],
            parent=self,
        )
        self._views.follow(self._centre)
        self.setCentralWidget(self._centre)
        self._actions.add_filler(">keys", self.followers.sessions.fill_keys)
        self._actions.add_filler(">views", self.followers.saved.fill_menu)
        self._actions.fill_menu_bar(self.menuBar())
        self._toolbar = make_tool_bar(self._actions, self)
        self._status = StatusLine(self.statusBar())

    def _listen(self) -> None:
        views = self._views
        join_lists(views, self._presenter, self._vm_commands, self._plans)
        join_inspector(self._inspector, self._vm_commands, self._host_commands)
        join_activity(self._activity, self._presenter, self._vm_commands, self._plans, self._status)
        self.followers.join(self._presenter)
        self.followers.search.join(self._tree)
        self.followers.folders.join(self._tree)
        self.followers.saved.join(ViewStage(views, self._tree))
        self._tree.scope_changed.connect(self._change_scope)
        self._tree.context_menu_requested.connect(self._tree_menu)
        self._table.context_menu_requested.connect(lambda _, point: self._menu(VM_MENU, point))  # pyright: ignore[reportUnknownLambdaType, reportUnknownArgumentType]
        self._tree.node_activated.connect(self.followers.sessions.open_node)
        views.matrix.vm_activated.connect(self.followers.sessions.open)
        views.wall.menu_requested.connect(partial(self._menu, VM_MENU))
        self._vms.counts_changed.connect(self._status.show_vms)
        self._binding.changed.connect(self._follow)
        self._binding.aged.connect(self._presenter.present)
        self._theme.changed.connect(self._refresh_look)

    def _follow(self) -> None:
        """Take over what changed in the fleet."""
        self._centre.show_hosts(bool(self._fleet.store.hosts))
        self._tree.open_new()
        self._presenter.present()

    def _change_scope(self, node: NodeId) -> None:
        self._binding.set_scope(node)
        folder = node.name if node.kind is NodeKind.FOLDER else ""
        self._presenter.select_host(node.host, folder)
        keys: tuple[VmKey, ...] = (node.key,) if node.key is not None else ()
        self._table.select_keys(keys, node.key)

    def _tree_menu(self, node: NodeId, point: QPoint) -> None:
        is_host = node.host is not None
        self._menu(VM_MENU if node.key else HOST_MENU if is_host else FOLDER_MENU, point)

    def _menu(self, names: tuple[str, ...], point: QPoint) -> None:
        self._actions.open_menu(names, point, self)

    def _runs(self) -> dict[str, Run]:
        own: dict[str, Run] = {
            "cancel-operation": lambda _: self._activity.cancel_current(),
            "copy-powershell": lambda _: self._activity.copy_current(),
            "quit": partial(_close, self),
        }
        for commands in (
            self._vm_commands,
            self._host_commands,
            self._read_only,
            self._app_commands,
            self._docks,
            self._views,
            self.followers,
        ):
            own.update(commands.runs())
        return own

    def _refresh_look(self) -> None:
        self.setStyleSheet(self._theme.stylesheet())
        for part in (self._actions, self._centre, self._inspector, self._activity):
            part.refresh_look()
        self._tree_model.refresh()


def _close(window: QMainWindow, _selection: Selection) -> None:
    window.close()
