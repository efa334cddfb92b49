"""Opens the window: the one place where fleet, desk, look and window meet.

The order matters for the start: Qt and the window come first and are painted; the settings are read
in a lane, and whatever talks to hosts is loaded when the first lane needs it.
"""

import argparse
import asyncio
import logging
import os
import sys
import tempfile
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QApplication

from console import __version__
from console.app import crash
from console.app.desk import Desk, KeptFiles
from console.app.exit_codes import ExitCode
from console.app.first_paint import FirstPaint
from console.app.intent import IntentDesk
from console.app.layout import LayoutFile
from console.app.list_writer import ListWriter
from console.app.logs import log_qt_messages, start_logging
from console.app.loop import run
from console.app.sessions import SessionDesk
from console.app.signals import EndSignals
from console.app.simulated import SimulatedFleetProcess
from console.app.view_shelf import ViewShelf
from console.app.watch import WatchDesk
from console.fleet.answer_watch import AnswerWatch
from console.fleet.clock import Clock, SystemClock
from console.fleet.drift_watch import DriftWatch
from console.fleet.fleet import Fleet
from console.fleet.last_known_keeper import LastKnownKeeper
from console.fleet.plan_journal import PlanJournal
from console.fleet.tasks import Spawner
from console.model.errors import ConsoleError
from console.settings.console_pins import PinBook
from console.settings.hosts import HostBook
from console.settings.last_known import LastKnownBook
from console.settings.places import Places, find_places
from console.settings.preferences import PreferencesFile
from console.settings.profile_book import ProfileBook
from console.settings.schema import HostConfig, Preferences
from console.settings.service_restore import RestoreBook
from console.settings.session_options import OptionsBook
from console.settings.tags import TagBook
from console.settings.vault import KeyringVault
from console.settings.views import ViewBook
from console.transport.connect import connect
from console.transport.lane import Lane
from console.transport.sign_in_guard import SignInGuard
from console.ui.followers import Keepers
from console.ui.language import Language
from console.ui.ports import Watches
from console.ui.resources import resource_root
from console.ui.theme import Theme
from console.ui.window import MainWindow

_log = logging.getLogger(__name__)
_KEEP_S = 0.5
"""How long writing what was last known may take at the end."""
_CLOSE_S = 0.8
"""How long the end may take: a second for everything, window and lanes."""

_NO_DISPLAY = (
    "hvconsole: there is no display to open a window on.\n"
    "  Set DISPLAY or WAYLAND_DISPLAY, or use the command line: hvconsole --help"
)


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line asks of the window.

    Attributes:
        is_demo: Open it on a simulated fleet, and leave the user's own hosts alone.
        tour: Where the guided tour saves its pictures; ``None`` for no tour.
        fleet_file: The simulated fleet's description.
        language: Instead of the preference.
        is_read_only: Change nothing on any host, whatever the preference says.
    """

    is_demo: bool = False
    tour: Path | None = None
    fleet_file: Path | None = None
    language: str = ""
    is_read_only: bool = False


def run_window(arguments: argparse.Namespace) -> int:
    """Open the window and return the exit code when it is closed."""
    is_demo = arguments.command == "demo"
    if is_demo and arguments.tour is not None and arguments.read_only:
        print("hvconsole: the tour changes VMs; leave out --read-only", file=sys.stderr)  # noqa: T201
        return ExitCode.USAGE
    if not has_display():
        if not is_demo or arguments.tour is None:
            print(_NO_DISPLAY, file=sys.stderr)  # noqa: T201 -- there is no window to say it in
            return ExitCode.USAGE
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    if is_demo and arguments.tour is not None:
        arguments.tour.mkdir(parents=True, exist_ok=True)
    options = Options(
        is_demo=is_demo,
        tour=arguments.tour if is_demo else None,
        fleet_file=arguments.fleet if is_demo else None,
        language=arguments.language,
        is_read_only=arguments.read_only,
    )
    places = find_places()
    try:
        start_logging(places.log_dir)
    except OSError as problem:
        logging.basicConfig(level=logging.INFO)
        _log.info("no log file: %s", problem)
    log_qt_messages()
    application = make_application()
    return run(application, Program(application, places, options).live())


def has_display() -> bool:
    """Tell whether a window can be shown: elsewhere than on Linux always."""
    if sys.platform != "linux" or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def make_application() -> QApplication:
    """Return the application object, named for the system."""
    application = QApplication(["hvconsole"])
    application.setApplicationName("hvconsole")
    application.setApplicationDisplayName("HV Console")
    application.setApplicationVersion(__version__)
    application.setDesktopFileName("hvconsole")
    application.setQuitOnLastWindowClosed(False)  # the end is ours: lanes and layout come first
    return application


class Program:
    """The running program.

    Args:
        application: Qt's.
        places: Where files are kept.
        options: What was asked for.
    """

    def __init__(self, application: QApplication, places: Places, options: Options) -> None:
        self._options = options
        self._preferences_file = PreferencesFile(places.preferences_file)
        self._problem: ConsoleError | None = None
        self.preferences = self._load_preferences()
        self.language = Language(application)
        self.language.use(options.language or self.preferences.language)
        self.theme = Theme(self.preferences.theme.value)
        self.theme.apply_to(application)
        self._application = application
        self._places = places
        self.layout = LayoutFile(places.state_dir / "layout.json")
        self._last_known: LastKnownKeeper | None = None

    def _load_preferences(self) -> Preferences:
        """Read the preferences before there is a window whose language they decide."""
        try:
            return self._preferences_file.load()
        except ConsoleError as problem:
            self._problem = problem
            return Preferences()

    async def live(self) -> int:
        """Open the window, live until it is closed, and end everything."""
        self._meet()
        closed = asyncio.Event()
        self.window.closing.connect(closed.set)
        restore = crash.install(self._tell_of_crash)
        signals = EndSignals(closed.set)
        try:
            self.window.show()
            if self._problem is not None:
                self.window.show_error(self._problem)
            begun = self.spawner.spawn(self._begin(), "begin")
            if self._options.tour is not None:
                from console.app.tour import run_tour  # noqa: PLC0415 -- only for the tour

                await begun
                return await run_tour(self, self._options.tour)
            await closed.wait()
            return 0
        finally:
            signals.close()
            restore()
            await self._end()

    def _meet(self) -> None:
        """Make the objects and introduce them to one another."""
        if not self._options.is_demo:
            self.layout.read()
        places, resources = self._places, resource_root()
        is_demo = self._options.is_demo
        guard = SignInGuard()
        self.fleet = Fleet(
            partial(connect, guard=guard),
            pace=self.preferences.pace,
            copy_book=None if is_demo else RestoreBook(places.state_dir / "copies.toml"),
            journal=None if is_demo else PlanJournal(places.state_dir / "plans"),
            is_read_only=self._options.is_read_only,
        )
        self.fleet.set_read_only(self.preferences.read_only)
        self.spawner = Spawner()
        clock = SystemClock()
        self.watches = self._new_watches(clock)
        self.watching = WatchDesk(self.fleet, places, is_demo=is_demo)
        self.intent = IntentDesk(
            ProfileBook(places.profiles_file),
            TagBook(places.tags_file),
            places.config_dir / "profiles",
            resources / "profiles",
        )
        fleet_file = self._options.fleet_file or resources / "fleets" / "demo.toml"
        self.desk = Desk(
            self.fleet,
            KeptFiles(HostBook(self._places.hosts_file), self._preferences_file, KeyringVault()),
            SimulatedFleetProcess(("--fleet", str(fleet_file))),
            guard,
            partial(self._recall, clock),
        )
        folder = self._folder()
        self.sessions = self._new_sessions(folder)
        self.writer = ListWriter()
        self.shelf = ViewShelf(ViewBook(folder / "views.toml"))
        self.window = MainWindow(
            fleet=self.fleet,
            desk=self.desk,
            keepers=self._keepers(),
            theme=self.theme,
            language=self.language,
            preferences=self.preferences,
            layout=self.layout,
            spawn=self.spawner.spawn,
        )
        self._first_paint = FirstPaint(self.window)

    def _keepers(self) -> Keepers:
        hosts, rack = self.fleet, self.desk.rack
        return Keepers(
            self.intent,
            self.watching,
            self.watches,
            self.sessions,
            hosts,
            rack,
            self.shelf,
            self.writer,
        )

    async def _recall(self, clock: Clock, configs: Sequence[HostConfig]) -> None:
        """Show what was known of hosts when the program last ran, and keep it from now on."""
        book = LastKnownBook(self._places.last_known_file)
        lane = Lane("last known rows", book.close)
        self._last_known = LastKnownKeeper(
            book,
            lane,
            self.fleet.store,
            clock,
            self.spawner,
            url_of=self.desk.kept_url,
            tell=self.window.show_error,
        )
        found = await self._last_known.recall(self.fleet, configs)
        _log.info("last known rows of %d hosts shown", found)

    def _new_watches(self, clock: Clock) -> Watches:
        """Return what looks at the fleet by itself."""
        store, operations = self.fleet.store, self.fleet.operations
        drift = DriftWatch(
            store,
            self.fleet.plans,
            clock,
            is_busy=lambda key: bool(operations.pending_for(key)),
        )
        return Watches(AnswerWatch(store, operations, clock), drift)

    def _new_sessions(self, folder: Path) -> SessionDesk:
        """Return what opens consoles."""
        return SessionDesk(
            OptionsBook(folder / "sessions.toml"),
            PinBook(folder / "console-pins.toml"),
            self.desk.password_of,
        )

    def _folder(self) -> Path:
        """Return where the user's choices are kept; nothing of the demo's stays there."""
        if not self._options.is_demo:
            return self._places.config_dir
        self._demo_folder = tempfile.TemporaryDirectory(prefix="hvconsole-demo-")
        return Path(self._demo_folder.name)

    async def _begin(self) -> None:
        """Begin part by part: a file that cannot be read keeps the others from nothing."""
        hosts = self.desk.start_demo if self._options.is_demo else self.desk.load_hosts
        await self._told(hosts)
        self.window.credentials.ask_missing()
        self.window.followers.begin()
        await self._told(self.fleet.restorer.load)
        await self._told(self._look_back)

    async def _told(self, part: Callable[[], Awaitable[object]]) -> None:
        try:
            await part()
        except ConsoleError as problem:
            _log.info("%s", problem)
            self.window.show_error(problem)

    async def _look_back(self) -> None:
        """Find the plans that an earlier run left unfinished, and offer to resume them."""
        for problem in await self.fleet.plans.load():
            self.window.show_error(problem)
        self.window.followers.offer_plans()

    def _tell_of_crash(self, line: str) -> None:
        asyncio.get_running_loop().call_soon_threadsafe(self.window.show_crash, line)

    async def _end(self) -> None:
        self.window.hide()
        self.window.save_layout()
        self.window.followers.close()
        await self.watching.close()
        self.sessions.close()
        self.watches.answers.close()
        self.watches.drift.close()
        await self.fleet.close(_CLOSE_S)
        if self._last_known is not None:
            await self._last_known.close(_KEEP_S)
        await self.spawner.close(0.1)
        self.desk.close()
        self.intent.close()
        self.shelf.close()
        self.writer.close()
        if not self._options.is_demo:
            self.layout.write()
        self.window.deleteLater()
