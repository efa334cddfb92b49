"""What the actions about sessions do: connect, start and connect, modes, remedies, dialogs."""

from collections.abc import Callable
from functools import partial

from console.fleet.operation import OperationRecord
from console.model.errors import NotPossible
from console.model.identity import VmKey
from console.model.power import PowerAction
from console.model.session import SessionMode
from console.model.vm import VmState
from console.ui.actions.row import Run
from console.ui.models.tree_node import NodeId, NodeKind
from console.ui.runner import CommandRunner
from console.ui.selection import Selection
from console.ui.sessions.case import NOTHING_READ, ReadFacts, SessionView
from console.ui.sessions.dialogs import SessionDialogs
from console.ui.sessions.facts import SessionReader
from console.ui.sessions.opening import SessionOpening, Windows
from console.ui.sessions.ports import SessionFleet, Sessions
from console.ui.sessions.remedies import SessionRemedies
from console.ui.sessions.waiting import runs as until_it_runs

_OFF = (VmState.OFF, VmState.SAVED)


class SessionCommands:
    """Commands about sessions.

    Args:
        fleet: Starts VMs, changes hosts and rights.
        sessions: Opens sessions.
        reader: Tells what is known.
        runner: Runs coroutines and opens dialogs.
        note: Says something that is no error: text, and more.
    """

    def __init__(
        self,
        fleet: SessionFleet,
        sessions: Sessions,
        reader: SessionReader,
        runner: CommandRunner,
        note: Callable[[str, str], None],
    ) -> None:
        self._fleet = fleet
        self._sessions = sessions
        self._reader = reader
        self._runner = runner
        self.remedies = SessionRemedies(
            fleet,
            sessions,
            reader,
            runner,
            note=note,
            show_doctor=self.show_doctor,
            show_access=self.show_access,
        )
        self._dialogs = SessionDialogs(fleet, sessions, reader, runner)
        windows = Windows(runner, note, self._show_doctor, self.connect)
        self._opening = SessionOpening(sessions, reader, windows)

    def runs(self) -> dict[str, Run]:
        """Return what each action does."""
        modes: dict[str, Run] = {
            f"connect-{mode.value}": partial(self._connect_selected, mode) for mode in SessionMode
        }
        return {
            **modes,
            "connect": partial(self._connect_selected, None),
            "start-connect": self._on_last(self.start_and_connect),
            "session-options": self._on_last(self.show_options),
            "session-doctor": self._on_last(self.show_doctor),
            "console-access": self._on_last(self.show_access),
            "session-clients": lambda _: self.show_clients(),
            "allow-enhanced": partial(self._set_policy, True),
            "forbid-enhanced": partial(self._set_policy, False),
        }

    def connect(self, key: VmKey, mode: SessionMode | None = None) -> None:
        """Open the best session, or one in this mode; a VM that is off is started first."""
        vm = self._fleet.store.vm(key)
        if vm is not None and vm.state in _OFF:
            self.start_and_connect(key, mode)
        else:
            self._runner.start(self._connect(key, mode), f"session {key.vm}")

    def start_and_connect(self, key: VmKey, mode: SessionMode | None = None) -> None:
        """Start a VM, wait until it runs, and open a session."""
        self._runner.start(self._start_and_connect(key, mode), f"session {key.vm}")

    def choose(self, key: VmKey, mode: SessionMode | None) -> None:
        """Remember in which mode a VM's sessions are to be opened; ``None`` for the best."""
        vm = self._fleet.store.vm(key)
        name = vm.name if vm is not None else ""
        self._runner.start(self._sessions.books.put_mode(key, mode, name), "session mode")

    def show_doctor(self, key: VmKey) -> None:
        """Show all findings about a VM."""
        self._runner.start(self._examine(key), "session doctor")

    def show_options(self, key: VmKey) -> None:
        """Have the options of a VM's sessions changed."""
        self._runner.start(self._options(key), "session options")

    def show_clients(self) -> None:
        """Have the programs for sessions chosen."""
        self._runner.start(self._dialogs.clients(), "session programs")

    def show_access(self, key: VmKey) -> None:
        """Show who may open a VM's console."""
        self._runner.start(self._access(key), "console access")

    async def _known(self, key: VmKey) -> tuple[SessionView, ReadFacts]:
        """Return all that can be known of a VM now, read now."""
        await self._sessions.discover()
        await self._sessions.books.load()
        host = self._fleet.store.hosts.get(key.host)
        read = await self._reader.read(host, key.vm) if host is not None else NOTHING_READ
        view = self._reader.view(key, read)
        if view is None:
            raise NotPossible("vm_gone", str(key.vm))
        return view, read

    async def _connect(self, key: VmKey, mode: SessionMode | None) -> None:
        view, read = await self._known(key)
        await self._opening.open(view, read, mode)

    async def _start_and_connect(self, key: VmKey, mode: SessionMode | None) -> None:
        def begin() -> OperationRecord:
            return self._fleet.change_power(key, PowerAction.START)

        await until_it_runs(self._fleet, key, begin)
        await self._connect(key, mode)

    async def _examine(self, key: VmKey) -> None:
        view, _ = await self._known(key)
        self._show_doctor(view)

    def _show_doctor(self, view: SessionView) -> None:
        self._dialogs.show_doctor(view, self.remedies.carry_out)

    async def _options(self, key: VmKey) -> None:
        view, read = await self._known(key)
        await self._dialogs.options(view, read, self._opening.request)

    async def _access(self, key: VmKey) -> None:
        view = self._reader.view(key)
        if view is None:
            raise NotPossible("vm_gone", str(key.vm))
        await self._dialogs.access(view, self._reader.side(key.host).user)

    def _connect_selected(self, mode: SessionMode | None, selection: Selection) -> None:
        for choice in selection.vms:
            self.connect(choice.key, mode)

    def _set_policy(self, on: bool, selection: Selection) -> None:
        hosts = tuple(dict.fromkeys(choice.host.id for choice in selection.vms))
        if not hosts and selection.host is not None:
            hosts = (selection.host.id,)
        elif not hosts and selection.folder:
            below = NodeId(NodeKind.FOLDER, selection.folder)
            known = self._fleet.store.hosts.values()
            hosts = tuple(host.id for host in known if host.is_current and below.holds(host))
        self.remedies.set_policy(hosts, on)

    def _on_last(self, act: Callable[[VmKey], None]) -> Run:
        def run(selection: Selection) -> None:
            if selection.vms:
                act(selection.vms[-1].key)

        return run
