"""What follows the fleet on behalf of the window: profiles, the watch, the guest tab."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QWidget

from console.fleet.clock import SystemClock
from console.fleet.plan_record import PlanPhase
from console.ui.actions.row import Run
from console.ui.centre_views import CentreViews
from console.ui.commands.budget import BudgetCommands
from console.ui.commands.folder import FolderCommands
from console.ui.commands.guest import GuestCommands
from console.ui.commands.host_list import ListCommands
from console.ui.commands.listing import ListingCommands, Writer
from console.ui.commands.mark import MarkCommands
from console.ui.commands.plan import PlanCommands
from console.ui.commands.profile import IntentStore, ProfileCommands
from console.ui.commands.search import SearchCommands
from console.ui.commands.view import Shelf, ViewCommands
from console.ui.commands.watch import WatchCommands, WatchStore
from console.ui.file_drops import FileDrops
from console.ui.guest_questions import GuestQuestions
from console.ui.models.fleet_tree import FleetTreeModel
from console.ui.panels.activity_panel import ActivityPanel
from console.ui.panels.inspector import Inspector
from console.ui.ports import FleetControl, Watches
from console.ui.presenters.guest import GuestPresenter
from console.ui.presenters.panes import SelectionPresenter
from console.ui.presenters.watch import WatchPresenter
from console.ui.rack_ports import Rack
from console.ui.read_only import ReadOnlyMark
from console.ui.runner import CommandRunner
from console.ui.sessions.facts import ConfigOf
from console.ui.sessions.followers import SessionFollowers, SessionParts
from console.ui.sessions.ports import SessionFleet, Sessions


@dataclass(frozen=True, slots=True)
class WindowParts:
    """What the followers show things in.

    Attributes:
        views: The views in the middle.
        tree: Marks VMs in trouble.
        activity: Lists decisions.
        inspector: Has the guest tab and the VM's panel.
        show_panel: Has the inspector's pane seen.
        icon: For the tray.
        tell: Shows a message in the window: title and text.
        window: The owner in Qt's sense.
    """

    views: CentreViews
    tree: FleetTreeModel
    activity: ActivityPanel
    inspector: Inspector
    show_panel: Callable[[], None]
    icon: QIcon
    tell: Callable[[str, str], None]
    window: QWidget


@dataclass(frozen=True, slots=True)
class Keepers:
    """What keeps things on behalf of the user.

    Attributes:
        intent: Keeps profiles and tags.
        watching: Keeps how VMs are watched.
        watches: What looks at the fleet by itself.
        sessions: Opens console sessions, and keeps their options.
        hosts: Changes hosts as a whole.
        rack: Keeps where hosts stand.
        shelf: Keeps saved views.
        writer: Makes and writes lists.
    """

    intent: IntentStore
    watching: WatchStore
    watches: Watches
    sessions: Sessions
    hosts: SessionFleet
    rack: Rack
    shelf: Shelf
    writer: Writer


class Followers:
    """Made by the window once its parts are there.

    Args:
        fleet: The fleet.
        runner: Runs coroutines and opens dialogs.
        plans: Previews and runs plans.
        keepers: What keeps things.
        config_of: How hosts are configured.
        parts: What things are shown in.
    """

    def __init__(
        self,
        fleet: FleetControl,
        runner: CommandRunner,
        plans: PlanCommands,
        *,
        keepers: Keepers,
        config_of: ConfigOf,
        parts: WindowParts,
    ) -> None:
        self._fleet = fleet
        self._plans = plans
        self._runner = runner
        watching, watches = keepers.watching, keepers.watches
        self._watching = watching
        self.profiles = ProfileCommands(
            parts.views.drift,
            parts.views.matrix,
            store=keepers.intent,
            watch=watches.drift,
            plans=plans,
            runner=runner,
        )
        questions = GuestQuestions(fleet, runner)
        self.guest = GuestPresenter(
            fleet, runner, questions, parts.inspector.guest_tab, SystemClock(), parent=parts.window
        )
        self._guest_commands = GuestCommands(fleet, questions, runner)
        self.watch_commands = WatchCommands(watching, self.profiles, runner)
        self._watch = WatchPresenter(
            watching.watch,
            tree=parts.tree,
            activity=parts.activity,
            icon=parts.icon,
            tell=parts.tell,
            parent=parts.window,
        )
        self.sessions = self._follow_sessions(keepers, config_of, parts)
        parts.activity.decision_requested.connect(self.watch_commands.show_decision)
        self._know(parts)
        self._organise(keepers.rack, parts)
        told = parts.views.show_done
        self.saved = ViewCommands(keepers.shelf, runner, told, parts.tell)
        self._listing = ListingCommands(parts.views, keepers.writer, runner, told)

    def _follow_sessions(
        self, keepers: Keepers, config_of: ConfigOf, parts: WindowParts
    ) -> SessionFollowers:
        return SessionFollowers(
            self._fleet,
            keepers.hosts,
            keepers.sessions,
            self._runner,
            config_of=config_of,
            tell=parts.tell,
            parts=SessionParts(
                parts.inspector.vm_panel, parts.views, parts.tree, parts.show_panel, parts.window
            ),
        )

    def _know(self, parts: WindowParts) -> None:
        """Make what tells of everything known: search, and what reading it costs."""
        clock = SystemClock().monotonic
        self._read_only = ReadOnlyMark(self._fleet, parts.window)
        self.search = SearchCommands(self._fleet.store, parts.views, self._runner, clock)
        panel = parts.inspector.host_panel
        self._budget = BudgetCommands(self._fleet, panel, self._runner, clock)

    def _organise(self, rack: Rack, parts: WindowParts) -> None:
        """Make what puts hosts in order: folders, marks, lists."""
        fleet, runner = self._fleet, self._runner
        self.folders = FolderCommands(fleet, rack, runner, parts.tree, parts.views.show_done)
        self._marks = MarkCommands(rack, runner)
        self._lists = ListCommands(fleet, rack, runner, self.folders)
        FileDrops(parts.window, self._lists.take)

    def join(self, presenter: SelectionPresenter) -> None:
        """Show the VM that the window shows."""
        presenter.shown_changed.connect(self.guest.show_vm)
        self.sessions.join(presenter)

    def begin(self) -> None:
        """Read what belongs to the user and is not needed for the first paint."""
        self.profiles.load()
        self.saved.load()
        self.sessions.begin()
        self._runner.start(self._load_watch(), "watch settings")

    def offer_plans(self) -> None:
        """Offer the plans that an earlier run left unfinished."""
        for record in self._fleet.plans.records:
            if record.phase is PlanPhase.INTERRUPTED:
                self._plans.show(record.id)

    def close(self) -> None:
        """Follow no more."""
        self.guest.close()
        self.search.close()
        self.folders.close()
        self._read_only.close()
        self._budget.close()
        self._guest_commands.close()
        self._watch.close()
        self.sessions.close()

    def runs(self) -> dict[str, Run]:
        """Return what the actions do that end here."""
        return {
            **self._guest_commands.runs(),
            **self.search.runs(),
            **self.folders.runs(),
            **self._marks.runs(),
            **self._lists.runs(),
            **self.saved.runs(),
            **self._listing.runs(),
            **self._budget.runs(),
            **self.watch_commands.runs(),
            **self.sessions.runs(),
        }

    async def _load_watch(self) -> None:
        self._watch.apply(await self._watching.load())
