"""Pictures of searching everything known, and of hosts taken from another program's list."""

import asyncio
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QFileDialog, QLineEdit, QListView

from console.app.window import Program

Until = Callable[[Callable[[], bool]], Awaitable[None]]
LIST = """<?xml version="1.0" encoding="utf-8"?>
<RDCMan programVersion="2.7" schemaVersion="3"><file>
 <properties><name>Lab</name></properties>
 <logonCredentials inherit="None"><userName>ann</userName><domain>LAB</domain></logonCredentials>
 <group><properties><name>Rack 3</name></properties>
  <server><properties><displayName>Front</displayName><name>hv11.lab.example</name></properties></server>
  <server><properties><name>hv12.lab.example</name></properties></server>
 </group>
 <group><properties><name>Rack 4</name></properties>
  <server><properties><name>hv13.lab.example</name></properties></server>
  <server><properties><name>not a name</name></properties></server>
 </group>
</file></RDCMan>"""


async def see_search(program: Program, folder: Path, look: str, until: Until) -> None:
    """Take pictures of Go To with a query of operators, and of a list about to be taken."""
    window = program.window

    def dialog(name: str) -> QDialog | None:
        return next((d for d in window.findChildren(QDialog, name) if d.isVisible()), None)

    window.findChild(QAction, "go-to").trigger()
    await until(lambda: dialog("quickSearchDialog") is not None)
    search = dialog("quickSearchDialog")
    search.findChild(QLineEdit, "quickSearchLine").setText("os:server is:running timesync:on")
    hits = search.findChild(QListView, "quickSearchHits")
    await until(lambda: hits.model().rowCount() > 0)
    await asyncio.sleep(0.5)
    search.grab().save(str(folder / f"search-{look}.png"))
    search.reject()
    with tempfile.TemporaryDirectory() as place:
        file = Path(place, "racks.rdg")
        file.write_text(LIST, encoding="utf-8")  # noqa: ASYNC240 - a few bytes, no window waits
        window.findChild(QAction, "import-hosts").trigger()
        await until(lambda: bool(window.findChildren(QFileDialog, "hostListFile")))
        chooser = window.findChild(QFileDialog, "hostListFile")
        chooser.findChild(QLineEdit, "fileNameEdit").setText(str(file))
        chooser.accept()
        await until(lambda: dialog("hostImportDialog") is not None)
    await asyncio.sleep(0.5)
    listing = dialog("hostImportDialog")
    listing.grab().save(str(folder / f"import-{look}.png"))
    listing.reject()
    await until(lambda: dialog("hostImportDialog") is None)
