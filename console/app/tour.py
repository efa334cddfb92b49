"""The guided tour: the demo walks through itself and saves pictures, where there is no screen.

It uses the same widgets and actions as a person, waits for what it expects to see, and fails with
a sentence when that does not come.
"""

import asyncio
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QPushButton, QTableView, QTabWidget, QTreeView, QWidget

from console.app.simulated import SimulatedFleetProcess
from console.fleet.operation import OperationPhase
from console.fleet.plans import PlanDesk
from console.model.host import HostSnapshot, LinkState
from console.model.identity import HostId, PlanId, VmKey
from console.model.service import ServiceKind
from console.model.vm import VmSnapshot, VmState
from console.transport.lane import Lane
from console.ui.models.tree_node import NodeId, NodeKind
from console.ui.panels.screen_wall import ScreenWall
from console.ui.widgets.filter_box import FilterBox
from console.ui.widgets.fleet_tree_view import FleetTreeView
from console.ui.widgets.matrix_view import MatrixView
from console.ui.widgets.toggle_switch import ToggleSwitch
from console.ui.widgets.vm_table_view import VmTableView

if TYPE_CHECKING:
    from console.app.window import Program

_WidgetT = TypeVar("_WidgetT", bound=QWidget)
_PATIENCE_S: Final = 60.0
_LOOK_EVERY_S: Final = 0.05
_WINDOW: Final = (1440, 900)
_SCREENS: Final = 12


class TourFailed(Exception):
    """Something that the tour waited for did not come; the message says what."""


async def run_tour(program: "Program", folder: Path) -> int:
    """Walk through the window, save pictures into an existing folder, return an exit code."""
    tour = Tour(program, folder)
    try:
        await tour.walk()
    except TourFailed as problem:
        tour.picture("failed")
        print(f"tour: {problem}", file=sys.stderr)  # noqa: T201 -- the tour is a command
        return 1
    return 0


class Tour:
    """One walk through the window.

    Args:
        program: The running program, on a simulated fleet.
        folder: Where the pictures go.
    """

    def __init__(self, program: "Program", folder: Path) -> None:
        self._program = program
        self._window = program.window
        self._folder = folder
        self._count = 0
        self._window.resize(*_WINDOW)

    async def walk(self) -> None:
        """Go from stop to stop.

        Raises:
            TourFailed: Something did not come.
        """
        await self._see_the_fleet()
        await self._switch_a_service()
        await self._read_a_guest()
        await self._look_at_screens()
        await self._switch_many()
        await self._judge_a_profile()
        await self._filter()
        await self._start_and_shut_down()
        await self._lose_a_host()

    def picture(self, name: str, of: QWidget | None = None) -> None:
        """Save what the window, or one of its dialogs, shows."""
        self._count += 1
        path = self._folder / f"{self._count:02}-{name}.png"
        (of or self._window).grab().save(str(path))
        print(f"tour: {path.name}")  # noqa: T201 -- the tour is a command

    async def _see_the_fleet(self) -> None:
        await self._until("hosts connect", lambda: len(self._online()) >= 3)
        await self._until(
            "services are read",
            lambda: all(vm.services for host in self._online() for vm in host.vms),
        )
        await _settle()
        self.picture("fleet")

    async def _switch_a_service(self) -> None:
        key = self._find(
            "a running VM that answers", lambda vm: _is_on(vm, ServiceKind.TIME_SYNC), "web-01"
        )
        self._select(key)
        await _settle()
        self.picture("vm")
        self._widget(ToggleSwitch, f"{ServiceKind.TIME_SYNC.value}Switch").click()
        self.picture("switching")
        await self._until(
            "the service is off", lambda: not _is_on(self._vm(key), ServiceKind.TIME_SYNC)
        )
        await self._finished()
        await _settle()
        self.picture("switched")
        self._trigger("undo")
        await self._until("the undo is done", lambda: _is_on(self._vm(key), ServiceKind.TIME_SYNC))
        await self._finished()
        await _settle()
        self.picture("undone")

    async def _read_a_guest(self) -> None:
        tabs = self._widget(QTabWidget, "vmTabs")
        tabs.setCurrentIndex(1)
        items = self._widget(QTableView, "guestItems")
        await self._until("the guest's data come", lambda: items.model().rowCount() > 0)
        await _settle()
        self.picture("guest")
        tabs.setCurrentIndex(0)

    async def _look_at_screens(self) -> None:
        """Show the wall of screens, and what is known of a console session."""
        self._trigger("show-screens")
        tiles = self._widget(ScreenWall, "screenWall").tiles
        await self._until(
            "screens are read",
            lambda: sum(tile.image is not None for tile in tiles.tiles) >= _SCREENS,
        )
        await _settle()
        self.picture("screens")
        self._trigger("show-list")
        for action, dialog in (
            ("session-doctor", "sessionDoctorDialog"),
            ("session-options", "sessionOptionsDialog"),
        ):
            self._trigger(action)
            await self._until(f"{action} opens", lambda name=dialog: self._is_open(name))
            await _settle()
            shown = self._widget(QDialog, dialog)
            self.picture(action, shown)
            shown.reject()
            await self._until(f"{action} closes", lambda name=dialog: not self._is_open(name))

    async def _switch_many(self) -> None:
        """Switch a column of the matrix in one plan, and take the whole back."""
        self._trigger("show-matrix")
        view = self._widget(MatrixView, "serviceMatrix")
        await self._until("the matrix is filled", lambda: view.model().rowCount() > 0)
        await _settle()
        self.picture("matrix")
        view.select_service(ServiceKind.TIME_SYNC)
        await _settle()
        self._widget(QPushButton, "matrixOff").click()
        await _settle()
        self.picture("plan", self._widget(QDialog, "planPreviewDialog"))
        self._widget(QPushButton, "planRun").click()
        plans = self._program.fleet.plans
        await self._until("the plan runs", lambda: bool(plans.records))
        done = plans.records[-1]
        await self._until("the plan ends", lambda: not _is_running(plans, done.id))
        await _settle()
        self.picture("plan-done")
        back = plans.start(plans.undo(done.id))
        await self._until("the plan is taken back", lambda: not _is_running(plans, back.id))
        await _settle()
        self.picture("plan-undone")

    async def _judge_a_profile(self) -> None:
        await self._program.intent.take_example("domain-controller.toml")
        self._window.followers.profiles.load()
        self._trigger("show-profiles")
        rows = self._widget(QTreeView, "driftRows")
        await self._until("drift is found", lambda: rows.model().rowCount() > 0)
        await _settle()
        self.picture("profiles")
        self._trigger("show-list")

    async def _filter(self) -> None:
        box = self._widget(FilterBox, "filterBox")
        box.type("windows")
        await _settle()
        self.picture("filtered")
        box.type("")

    async def _start_and_shut_down(self) -> None:
        key = self._find("a VM that is off", lambda vm: vm.state is VmState.OFF, "template-w2022")
        self._select(key)
        self._trigger("start")
        await self._until(
            "the VM starts", lambda: self._vm(key).state in (VmState.STARTING, VmState.RUNNING)
        )
        await _settle()
        self.picture("starting")
        await self._until("the VM runs", lambda: self._vm(key).state is VmState.RUNNING)
        running = self._find(
            "a guest that can shut down", lambda vm: _is_on(vm, ServiceKind.SHUTDOWN), "web-02"
        )
        self._select(running)
        self._trigger("shutdown")
        await self._until("the guest shuts down", lambda: self._vm(running).state is VmState.OFF)
        await self._finished()
        await _settle()
        self.picture("shut-down")

    async def _lose_a_host(self) -> None:
        """Add one more simulated host, and end it while the window looks on."""
        process = SimulatedFleetProcess(("--hosts", "1", "--vms", "6", "--seed", "7"))
        lane = Lane("host to lose", process.stop)
        try:
            addresses = await lane.call(process.start)
            (host,) = self._program.desk.add_simulated(addresses, process)
            await self._until("the host connects", lambda: self._host(host).is_current)
            await self._until(
                "its VMs are read", lambda: all(vm.services for vm in self._host(host).vms)
            )
            self._widget(FleetTreeView, "fleetTree").select(NodeId(NodeKind.HOST, host))
            await lane.call(process.stop)
            self._program.fleet.refresh(host)
            await self._until(
                "the host is missed", lambda: self._host(host).link is LinkState.STALE
            )
            await _settle()
            self.picture("host-lost")
        finally:
            lane.close()

    def _is_open(self, dialog: str) -> bool:
        return any(each.isVisible() for each in self._window.findChildren(QDialog, dialog))

    def _online(self) -> list[HostSnapshot]:
        return [host for host in self._program.fleet.store.hosts.values() if host.is_current]

    def _host(self, host: HostId) -> HostSnapshot:
        return self._program.fleet.store.hosts[host]

    def _vm(self, key: VmKey) -> VmSnapshot:
        vm = self._program.fleet.store.vm(key)
        if vm is None:
            raise TourFailed(f"{key.vm} is gone")
        return vm

    def _find(self, what: str, matches: Callable[[VmSnapshot], bool], favourite: str) -> VmKey:
        """Return a VM that fits, the one whose name begins so if it does."""
        found = [
            (not vm.name.startswith(favourite), host.is_slow, vm.name, VmKey(host.id, vm.id))
            for host in self._online()
            for vm in host.vms
            if matches(vm)
        ]
        if not found:
            raise TourFailed(f"the demo has no such VM: {what}")
        return min(found)[-1]

    def _select(self, key: VmKey) -> None:
        self._widget(VmTableView, "vmTable").select_keys([key], key)

    def _trigger(self, name: str) -> None:
        action = self._window.findChild(QAction, name)
        if action is None or not action.isEnabled():
            raise TourFailed(f"the action {name!r} cannot be used: {action and action.toolTip()}")
        action.trigger()

    def _widget(self, kind: type[_WidgetT], name: str) -> _WidgetT:
        widget = self._window.findChild(kind, name)
        if widget is None:
            raise TourFailed(f"the window has no {name}")
        return widget

    async def _finished(self) -> None:
        records = self._program.fleet.operations
        await self._until("operations end", lambda: not any(r.is_pending for r in records.records))
        last = records.records[-1]
        if last.phase is not OperationPhase.SUCCEEDED:
            raise TourFailed(f"an operation ended as {last.phase.value}: {last.error}")

    async def _until(self, what: str, is_so: Callable[[], bool]) -> None:
        end = time.monotonic() + _PATIENCE_S
        while not is_so():
            if time.monotonic() > end:
                raise TourFailed(f"waited {_PATIENCE_S:g} s for this: {what}")
            await asyncio.sleep(_LOOK_EVERY_S)


def _is_on(vm: VmSnapshot, kind: ServiceKind) -> bool:
    service = vm.service(kind)
    return (
        vm.state is VmState.RUNNING
        and service is not None
        and bool(service.enabled)
        and service.is_answering
    )


def _is_running(plans: PlanDesk, plan: PlanId) -> bool:
    record = plans.record(plan)
    return record is not None and record.is_pending


async def _settle() -> None:
    """Let the store tell and the window paint."""
    await asyncio.sleep(0.3)
