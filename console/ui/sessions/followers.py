"""Sessions, screens and keys in the window: the card, the picture, the wall, the tree's marks."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QMenu, QWidget

from console.fleet.clock import SystemClock
from console.model.identity import VmKey
from console.model.vm import VmState
from console.ui.actions.row import Run
from console.ui.centre_views import CentreViews
from console.ui.commands.keys import KeysCommands
from console.ui.models.fleet_tree import FleetTreeModel
from console.ui.models.tree_node import NodeId
from console.ui.panels.vm_panel import VmPanel
from console.ui.ports import FleetControl
from console.ui.presenters.panes import SelectionPresenter
from console.ui.presenters.screen import ScreenPresenter
from console.ui.presenters.wall import WallPresenter
from console.ui.runner import CommandRunner
from console.ui.sessions.commands import SessionCommands
from console.ui.sessions.facts import ConfigOf, SessionReader
from console.ui.sessions.ports import SessionFleet, Sessions
from console.ui.sessions.presenter import SessionPresenter

_OFF = (VmState.OFF, VmState.SAVED)


@dataclass(frozen=True, slots=True)
class SessionParts:
    """What sessions are shown in.

    Attributes:
        panel: Has the card and the picture of the VM that is shown.
        views: Has the wall of screens.
        tree: Marks the VMs whose sessions are open.
        show_panel: Has the pane with the panel seen.
        window: The owner in Qt's sense.
    """

    panel: VmPanel
    views: CentreViews
    tree: FleetTreeModel
    show_panel: Callable[[], None]
    window: QWidget


class SessionFollowers:
    """Everything about sessions that follows the fleet on behalf of the window.

    Args:
        fleet: Hosts and operations.
        hosts: The same, where hosts are changed as a whole.
        sessions: Opens sessions, and keeps their options.
        runner: Runs coroutines and opens dialogs.
        config_of: How hosts are configured.
        tell: Shows a message in the window: title and text.
        parts: What is shown in.
    """

    def __init__(
        self,
        fleet: FleetControl,
        hosts: SessionFleet,
        sessions: Sessions,
        runner: CommandRunner,
        *,
        config_of: ConfigOf,
        tell: Callable[[str, str], None],
        parts: SessionParts,
    ) -> None:
        self._fleet = fleet
        self._sessions = sessions
        self._parts = parts
        self._shown: VmKey | None = None
        clock = SystemClock()
        reader = SessionReader(fleet, sessions, config_of)
        self.commands = SessionCommands(hosts, sessions, reader, runner, tell)
        self._card = SessionPresenter(
            hosts,
            sessions,
            reader,
            self.commands,
            runner=runner,
            card=parts.panel.sessions,
            parent=parts.window,
        )
        screen, wall = parts.panel.picture, parts.views.wall
        self._screen = ScreenPresenter(fleet, runner, screen, clock, parent=parts.window)
        self._wall = WallPresenter(fleet, runner, wall, clock, parent=parts.window)
        self._keys = KeysCommands(fleet, runner, clock)
        self._end = sessions.subscribe(self._mark_open)
        screen.activated.connect(self._connect_shown)
        for signal in (wall.activated, parts.views.table.vm_activated):
            signal.connect(self.open)
        wall.visibility_changed.connect(self._fill_wall)
        parts.views.vms.counts_changed.connect(self._refill_wall)
        self._marked: frozenset[VmKey] = frozenset()

    def join(self, presenter: SelectionPresenter) -> None:
        """Show the VM that the window shows."""
        presenter.shown_changed.connect(self._show_vm)

    def begin(self) -> None:
        """Look for clients and read what was chosen, after the first paint."""
        self._card.begin()

    def open(self, key: VmKey) -> None:
        """Open a session because of a double click or Enter; never starts a VM that is off."""
        vm = self._fleet.store.vm(key)
        if vm is not None and vm.state in _OFF:
            self._parts.show_panel()
            self._parts.panel.sessions.take_focus()
        else:
            self.commands.connect(key)

    def open_node(self, node: NodeId) -> None:
        """Open a session because a VM of the tree was activated."""
        if node.key is not None:
            self.open(node.key)

    def fill_keys(self, menu: QMenu) -> None:
        """Add the key combinations to a menu; they go to the VM that is shown."""
        self._keys.fill_menu(menu, lambda: self._shown)

    def runs(self) -> dict[str, Run]:
        """Return what the actions do that end here."""
        return {**self.commands.runs(), **self._keys.runs()}

    def retranslate(self) -> None:
        """Take the texts of the language of now."""
        self._screen.retranslate()

    def close(self) -> None:
        """Follow no more."""
        self._end()
        for part in (self._card, self._screen, self._wall):
            part.close()

    def _show_vm(self, key: VmKey | None) -> None:
        self._shown = key
        self._card.show_vm(key)
        self._screen.show_vm(key)

    def _connect_shown(self) -> None:
        if self._shown is not None:
            self.open(self._shown)

    def _fill_wall(self, is_visible: bool) -> None:
        """Show the selected VMs when there are several, else all of the list."""
        if not is_visible:
            self._wall.show_vms(())
            return
        selected = self._parts.views.table.selected_keys()
        rows = self._parts.views.vms.shown_rows()
        self._wall.show_vms(selected if len(selected) > 1 else [row.key for row in rows])

    def _refill_wall(self) -> None:
        if self._parts.views.wall.can_be_seen:
            self._fill_wall(True)

    def _mark_open(self) -> None:
        opened = frozenset(each.key for each in self._sessions.open_sessions)
        for key in opened ^ self._marked:
            self._parts.tree.set_session(key, is_open=key in opened)
        self._marked = opened
