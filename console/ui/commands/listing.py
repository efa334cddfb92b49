"""What the actions about the list that is shown do: copy it in other forms, write it to a file."""

from collections.abc import Callable, Coroutine
from functools import partial
from pathlib import Path
from typing import Any, Final, Protocol

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from console.ui import texts
from console.ui.actions.row import Run
from console.ui.centre_views import CentreViews
from console.ui.dialogs.ask import ask_file
from console.ui.models.listing import Listing, as_csv, as_json, as_markdown
from console.ui.runner import CommandRunner
from console.ui.text_context import Context

Listings = Context("Listings")
Tell = Callable[[str, Callable[[], None] | None], None]
Form = Callable[[Listing], str]

_FORMS: Final[dict[str, Form]] = {"csv": as_csv, "json": as_json, "markdown": as_markdown}


class Writer(Protocol):
    """Makes and writes texts elsewhere than in the window's thread."""

    async def text(self, make: Callable[[], str]) -> str:
        """Return a text that takes a while to make."""
        ...

    async def write(self, path: Path, make: Callable[[], str], encoding: str) -> None:
        """Make a text and write it; raises ``SettingsNotWritten`` where the disk refuses."""
        ...


class ListingCommands:
    """Commands about the list that is shown.

    Args:
        views: The list of VMs, and the service matrix.
        writer: Makes and writes texts.
        runner: Asks for a file, and starts what is awaited.
        tell: Says what was done.
    """

    def __init__(
        self, views: CentreViews, writer: Writer, runner: CommandRunner, tell: Tell
    ) -> None:
        self._views = views
        self._writer = writer
        self._runner = runner
        self._tell = tell

    def runs(self) -> dict[str, Run]:
        """Return what each action does."""
        copies = {f"copy-as-{name}": partial(self._copy, form) for name, form in _FORMS.items()}
        return {**copies, "export-list": lambda _: self._start(self._export())}

    def _copy(self, form: Form, _selection: object) -> None:
        self._start(self._copied(form, self._views.listing(only_selected=True)))

    async def _copied(self, form: Form, listing: Listing) -> None:
        text = await self._writer.text(partial(form, listing))
        QGuiApplication.clipboard().setText(text)
        self._tell(Listings.tr("%n row(s) copied.", "", len(listing.rows)), None)

    async def _export(self) -> None:
        path = await self._ask_file()
        if path is None:
            return
        listing = self._views.listing(only_selected=False)
        is_json = path.suffix.lower() == ".json"
        # The mark makes spreadsheets read CSV as UTF-8; JSON must not have one.
        form, encoding = (as_json, "utf-8") if is_json else (as_csv, "utf-8-sig")
        await self._writer.write(path, partial(form, listing), encoding)
        text = Listings.tr("%n row(s) written to %1.", "", len(listing.rows))
        self._tell(texts.fill(text, str(path)), None)

    def _start(self, work: Coroutine[Any, Any, Any]) -> None:
        self._runner.start(work, "list")

    async def _ask_file(self) -> Path | None:
        """Let a file be chosen; nothing waits meanwhile."""
        dialog = QFileDialog(self._runner.window)
        dialog.setObjectName("listFile")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([Listings.tr("CSV (*.csv)"), Listings.tr("JSON (*.json)")])
        dialog.setDefaultSuffix("csv")
        dialog.filterSelected.connect(partial(_follow_filter, dialog))
        dialog.selectFile("virtual-machines.csv")
        return await ask_file(dialog)


def _follow_filter(dialog: QFileDialog, chosen: str) -> None:
    dialog.setDefaultSuffix("json" if "json" in chosen else "csv")
