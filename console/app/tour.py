"""The guided tour: the demo walks through itself and saves pictures, where there is no screen.

It uses the same widgets and actions as a person, waits for what it expects to see, and fails with
a sentence when that does not come.
"""

import sys
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QDialog, QPushButton, QTableView, QTabWidget, QTreeView

from console.app.simulated import SimulatedFleetProcess
from console.app.tour_guide import Guide, Toured, TourFailed, settle
from console.fleet.plans import PlanDesk
from console.model.host import LinkState
from console.model.identity import PlanId
from console.model.service import ServiceKind
from console.model.vm import VmSnapshot, VmState
from console.transport.lane import Lane
from console.ui.models.tree_node import NodeId, NodeKind
from console.ui.panels.screen_wall import ScreenWall
from console.ui.widgets.filter_box import FilterBox
from console.ui.widgets.fleet_tree_view import FleetTreeView
from console.ui.widgets.matrix_view import MatrixView
from console.ui.widgets.toggle_switch import ToggleSwitch

_SCREENS: Final = 12


async def run_tour(program: Toured, folder: Path) -> int:
    """Walk through the window, save pictures into an existing folder, return an exit code."""
    tour = Tour(program, folder)
    try:
        await tour.walk()
    except TourFailed as problem:
        tour.picture("failed")
        print(f"tour: {problem}", file=sys.stderr)  # noqa: T201 -- the tour is a command
        return 1
    return 0


class Tour(Guide):
    """One walk through the window."""

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

    async def _see_the_fleet(self) -> None:
        await self.until("hosts connect", lambda: len(self.online()) >= 3)
        await self.until(
            "services are read",
            lambda: all(vm.services for host in self.online() for vm in host.vms),
        )
        await settle()
        self.picture("fleet")

    async def _switch_a_service(self) -> None:
        key = self.find(
            "a running VM that answers", lambda vm: _is_on(vm, ServiceKind.TIME_SYNC), "web-01"
        )
        self.select(key)
        await settle()
        self.picture("vm")
        self.widget(ToggleSwitch, f"{ServiceKind.TIME_SYNC.value}Switch").click()
        self.picture("switching")
        await self.until(
            "the service is off", lambda: not _is_on(self.vm(key), ServiceKind.TIME_SYNC)
        )
        await self.finished()
        await settle()
        self.picture("switched")
        self.trigger("undo")
        await self.until("the undo is done", lambda: _is_on(self.vm(key), ServiceKind.TIME_SYNC))
        await self.finished()
        await settle()
        self.picture("undone")

    async def _read_a_guest(self) -> None:
        tabs = self.widget(QTabWidget, "vmTabs")
        tabs.setCurrentIndex(1)
        items = self.widget(QTableView, "guestItems")
        await self.until("the guest's data come", lambda: items.model().rowCount() > 0)
        await settle()
        self.picture("guest")
        tabs.setCurrentIndex(0)

    async def _look_at_screens(self) -> None:
        """Show the wall of screens, and what is known of a console session."""
        self.trigger("show-screens")
        tiles = self.widget(ScreenWall, "screenWall").tiles
        await self.until(
            "screens are read",
            lambda: sum(tile.image is not None for tile in tiles.tiles) >= _SCREENS,
        )
        await settle()
        self.picture("screens")
        self.trigger("show-list")
        for action, dialog in (
            ("session-doctor", "sessionDoctorDialog"),
            ("session-options", "sessionOptionsDialog"),
        ):
            self.trigger(action)
            await self.until(f"{action} opens", lambda name=dialog: self.is_open(name))
            await settle()
            shown = self.widget(QDialog, dialog)
            self.picture(action, shown)
            shown.reject()
            await self.until(f"{action} closes", lambda name=dialog: not self.is_open(name))

    async def _switch_many(self) -> None:
        """Switch a column of the matrix in one plan, and take the whole back."""
        self.trigger("show-matrix")
        view = self.widget(MatrixView, "serviceMatrix")
        await self.until("the matrix is filled", lambda: view.model().rowCount() > 0)
        await settle()
        self.picture("matrix")
        view.select_service(ServiceKind.TIME_SYNC)
        await settle()
        self.widget(QPushButton, "matrixOff").click()
        await settle()
        self.picture("plan", self.widget(QDialog, "planPreviewDialog"))
        self.widget(QPushButton, "planRun").click()
        plans = self.program.fleet.plans
        await self.until("the plan runs", lambda: bool(plans.records))
        done = plans.records[-1]
        await self.until("the plan ends", lambda: not _is_running(plans, done.id))
        await settle()
        self.picture("plan-done")
        back = plans.start(plans.undo(done.id))
        await self.until("the plan is taken back", lambda: not _is_running(plans, back.id))
        await settle()
        self.picture("plan-undone")

    async def _judge_a_profile(self) -> None:
        await self.program.intent.take_example("domain-controller.toml")
        self.window.followers.profiles.load()
        self.trigger("show-profiles")
        rows = self.widget(QTreeView, "driftRows")
        await self.until("drift is found", lambda: rows.model().rowCount() > 0)
        await settle()
        self.picture("profiles")
        self.trigger("show-list")

    async def _filter(self) -> None:
        box = self.widget(FilterBox, "filterBox")
        box.type("windows")
        await settle()
        self.picture("filtered")
        box.type("")

    async def _start_and_shut_down(self) -> None:
        key = self.find("a VM that is off", lambda vm: vm.state is VmState.OFF, "template-w2022")
        self.select(key)
        self.trigger("start")
        await self.until(
            "the VM starts", lambda: self.vm(key).state in (VmState.STARTING, VmState.RUNNING)
        )
        await settle()
        self.picture("starting")
        await self.until("the VM runs", lambda: self.vm(key).state is VmState.RUNNING)
        running = self.find(
            "a guest that can shut down", lambda vm: _is_on(vm, ServiceKind.SHUTDOWN), "web-02"
        )
        self.select(running)
        self.trigger("shutdown")
        await self.until("the guest shuts down", lambda: self.vm(running).state is VmState.OFF)
        await self.finished()
        await settle()
        self.picture("shut-down")

    async def _lose_a_host(self) -> None:
        """Add one more simulated host, and end it while the window looks on."""
        process = SimulatedFleetProcess(("--hosts", "1", "--vms", "6", "--seed", "7"))
        lane = Lane("host to lose", process.stop)
        try:
            addresses = await lane.call(process.start)
            (host,) = self.program.desk.add_simulated(addresses, process)
            await self.until("the host connects", lambda: self.host(host).is_current)
            await self.until(
                "its VMs are read", lambda: all(vm.services for vm in self.host(host).vms)
            )
            self.widget(FleetTreeView, "fleetTree").select(NodeId(NodeKind.HOST, host))
            await lane.call(process.stop)
            self.program.fleet.refresh(host)
            await self.until("the host is missed", lambda: self.host(host).link is LinkState.STALE)
            await settle()
            self.picture("host-lost")
        finally:
            lane.close()


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
