"""Takes the pictures of the documentation: the real program on the simulated fleet, off-screen.

Usage: screenshots.py FOLDER [LOOK]. Each look is a process of its own, since a
process has one application.
"""

import asyncio
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QTableView,
    QTabWidget,
    QTreeView,
    QWidget,
)

from console.app.loop import run
from console.app.window import Options, Program, make_application
from console.fleet.operation import OperationPhase
from console.model.identity import VmKey
from console.model.service import ServiceKind
from console.settings.places import find_places
from console.settings.preferences import PreferencesFile
from console.settings.schema import Preferences, Theme
from console.ui.models.tree_node import NodeId, NodeKind
from console.ui.panels.screen_wall import ScreenWall
from console.ui.widgets.fleet_tree_view import FleetTreeView
from console.ui.widgets.matrix_view import MatrixView
from console.ui.widgets.vm_table_view import VmTableView

from search_pictures import see_search  # isort: skip -- a sibling of this script
from trust_pictures import see_trust  # isort: skip -- a sibling of this script

LOOKS = {
    "light": (Theme.LIGHT, "en"),
    "dark": (Theme.DARK, "en"),
    "light-zh": (Theme.LIGHT, "zh_CN"),
    "dark-zh": (Theme.DARK, "zh_CN"),
}
SIZE = (1440, 900)
LIMIT_S = 60.0


async def until(is_so: Callable[[], bool]) -> None:
    """Wait for something that will come."""
    end = time.monotonic() + LIMIT_S
    while not is_so():
        if time.monotonic() > end:
            raise TimeoutError
        await asyncio.sleep(0.05)  # the window's own timers run meanwhile


async def take(program: Program, folder: Path, look: str) -> int:
    """Live the program's life up to a telling moment, and take pictures."""
    living = asyncio.get_running_loop().create_task(program.live())
    await until(lambda: hasattr(program, "window") and program.window.isVisible())
    window, fleet = program.window, program.fleet
    window.resize(*SIZE)
    if look == "light":
        await asyncio.sleep(0.2)
        window.grab().save(str(folder / "welcome.png"))
    await program.desk.start_demo()
    await until(lambda: sum(host.is_current for host in fleet.store.hosts.values()) >= 3)
    await until(lambda: all(vm.services for h in fleet.store.hosts.values() for vm in h.vms))
    key = next(
        VmKey(host.id, vm.id)
        for host in fleet.store.hosts.values()
        for vm in host.vms
        if vm.name.startswith("mail-01")
    )
    table = window.findChild(VmTableView, "vmTable")
    table.select_keys([key], key)
    record = fleet.set_service(key, ServiceKind.GUEST_SERVICE, True)
    await until(lambda: not fleet.operations.record(record.id).is_pending)
    assert fleet.operations.record(record.id).phase is OperationPhase.SUCCEEDED
    await asyncio.sleep(0.5)
    window.grab().save(str(folder / f"main-{look}.png"))
    await see_views(program, folder, look)
    await see_trouble(program, folder, look)
    await see_search(program, folder, look, until)
    await see_trust(program, folder, look, until)
    window.close()
    return await living


async def see_views(program: Program, folder: Path, look: str) -> None:
    """Take pictures of the guest's tab, the matrix with a preview, and the profiles."""
    window = program.window

    def trigger(name: str) -> None:
        window.findChild(QAction, name).trigger()

    tabs = window.findChild(QTabWidget, "vmTabs")
    tabs.setCurrentIndex(1)
    items = window.findChild(QTableView, "guestItems")
    await until(lambda: items.model().rowCount() > 0)
    await asyncio.sleep(0.5)
    window.grab().save(str(folder / f"guest-{look}.png"))
    tabs.setCurrentIndex(0)
    await see_sessions(program, folder, look)
    trigger("show-matrix")
    matrix = window.findChild(MatrixView, "serviceMatrix")
    await until(lambda: matrix.model().rowCount() > 0)
    matrix.select_service(ServiceKind.TIME_SYNC)
    await asyncio.sleep(0.5)
    window.grab().save(str(folder / f"matrix-{look}.png"))
    window.findChild(QPushButton, "matrixOff").click()
    await asyncio.sleep(0.5)
    preview = window.findChild(QDialog, "planPreviewDialog")
    preview.grab().save(str(folder / f"plan-{look}.png"))
    preview.reject()
    await program.intent.take_example("domain-controller.toml")
    await program.intent.take_example("backup-consistent.toml")
    window.followers.profiles.load()
    trigger("show-profiles")
    drift = window.findChild(QTreeView, "driftRows")
    await until(lambda: drift.model().rowCount() > 0)
    await asyncio.sleep(0.5)
    window.grab().save(str(folder / f"profiles-{look}.png"))


async def see_sessions(program: Program, folder: Path, look: str) -> None:
    """Take pictures of the wall of screens, and of the dialogs about sessions."""
    window = program.window
    window.findChild(QAction, "show-screens").trigger()
    tiles = window.findChild(ScreenWall, "screenWall").tiles
    await until(lambda: sum(tile.image is not None for tile in tiles.tiles) >= 16)
    await asyncio.sleep(0.5)
    window.grab().save(str(folder / f"screens-{look}.png"))
    window.findChild(QAction, "show-list").trigger()
    for action in ("session-doctor", "session-options"):
        window.findChild(QAction, action).trigger()

        def opened() -> QDialog | None:
            dialogs = [d for d in window.findChildren(QDialog) if d.isVisible()]
            return dialogs[0] if dialogs else None

        await until(lambda: opened() is not None)
        await asyncio.sleep(0.5)
        dialog = opened()
        dialog.grab().save(str(folder / f"{action}-{look}.png"))
        dialog.reject()
        await until(lambda: opened() is None)


async def see_trouble(program: Program, folder: Path, look: str) -> None:
    """Take pictures of a host that cannot be added, and of the connection doctor, red and green."""
    window = program.window
    window.findChild(QAction, "add-host").trigger()
    await until(lambda: bool(window.findChildren(QDialog, "addHostDialog")))
    adding = window.findChild(QDialog, "addHostDialog")
    for name, text in (("address", "127.0.0.1"), ("user", "LAB\\admin"), ("password", "x")):
        adding.findChild(QLineEdit, name).setText(text)
    adding.findChild(QSpinBox, "port").setValue(9)
    adding.findChild(QPushButton, "testHost").click()
    why = adding.findChild(QPushButton, "findOutWhy")
    await until(why.isVisible)
    await asyncio.sleep(0.3)
    adding.grab().save(str(folder / f"add-host-{look}.png"))
    why.click()
    await see_doctor(adding, folder / f"doctor-red-{look}.png")
    adding.reject()
    await until(lambda: not adding.isVisible())
    host = next(host for host in program.fleet.store.hosts.values() if host.is_current)
    window.findChild(FleetTreeView, "fleetTree").select(NodeId(NodeKind.HOST, host.id))
    window.findChild(QAction, "connection-doctor").trigger()
    await see_doctor(window, folder / f"doctor-{look}.png")


async def see_doctor(parent: QWidget, picture: Path) -> None:
    """Wait for the end of an examination, take its picture, and close it."""

    def doctor() -> QDialog | None:
        return parent.findChild(QDialog, "connectionDoctorDialog")

    await until(lambda: doctor() is not None)
    dialog = doctor()
    await until(dialog.findChild(QPushButton, "doctorCopy").isEnabled)
    await asyncio.sleep(0.3)
    dialog.grab().save(str(picture))
    dialog.reject()
    await until(lambda: doctor() is None)


def one(folder: Path, look: str) -> int:
    """Take the pictures of one look in this process."""
    theme, language = LOOKS[look]
    places = find_places()
    preferences = replace(Preferences(), theme=theme, language=language)
    PreferencesFile(places.preferences_file).save(preferences)
    application = make_application()
    program = Program(application, places, Options())
    return run(application, take(program, folder, look))


def main() -> int:
    """Take all pictures, or those of one look."""
    folder = Path(sys.argv[1]).absolute()
    folder.mkdir(parents=True, exist_ok=True)
    if len(sys.argv) > 2:
        return one(folder, sys.argv[2])
    for look in LOOKS:
        with tempfile.TemporaryDirectory() as home:
            environment = {**os.environ, "HVCONSOLE_HOME": home}
            subprocess.run(
                [sys.executable, __file__, str(folder), look], check=True, env=environment
            )
        print(f"{folder}/main-{look}.png")
    return 0


if __name__ == "__main__":
    sys.exit(main())
