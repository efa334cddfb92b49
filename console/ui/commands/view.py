"""What the actions about saved views do: save one, open one, put them in order."""

from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any, Final, Protocol

from PySide6.QtWidgets import QDialog, QMenu

from console.settings.views import SavedView, is_same_name
from console.ui import texts
from console.ui.actions.row import Run
from console.ui.commands.view_stage import ViewStage
from console.ui.dialogs.ask import ask
from console.ui.runner import CommandRunner
from console.ui.text_context import Context

Views = Context("Views")
Tell = Callable[[str, Callable[[], None] | None], None]
"""Says what was done, with what takes it back."""

_Undo = Callable[[], Coroutine[Any, Any, Any]]

_NUMBERED: Final = 9
"""How many views a digit opens in the menu."""


class Shelf(Protocol):
    """Keeps views; nothing in it blocks.

    What is awaited raises ``SettingsInvalid`` where the file cannot be understood, and
    ``SettingsNotWritten`` where the disk refuses.
    """

    @property
    def views(self) -> tuple[SavedView, ...]:
        """The views, as they were last read or written."""
        ...

    async def load(self) -> None:
        """Read the views."""
        ...

    async def put(self, view: SavedView, place: int | None = None) -> None:
        """Keep a view; one of the same name is replaced where it stands."""
        ...

    async def rename(self, old: str, new: str) -> None:
        """Give a view another name; nothing happens where that one is taken or empty."""
        ...

    async def remove(self, name: str) -> None:
        """Forget a view."""
        ...

    async def move(self, name: str, place: int) -> None:
        """Put a view at another place, counted from 0."""
        ...


class ViewCommands:
    """Commands about saved views.

    Args:
        shelf: Keeps them.
        runner: Asks, shows, and starts what is awaited.
        tell: Says what was done.
        warn: Says what is missing.
    """

    def __init__(
        self, shelf: Shelf, runner: CommandRunner, tell: Tell, warn: Callable[[str, str], None]
    ) -> None:
        self._shelf = shelf
        self._runner = runner
        self._tell = tell
        self._warn = warn
        self._stage: ViewStage | None = None
        self._listed: Callable[[tuple[SavedView, ...]], None] | None = None

    def join(self, stage: ViewStage) -> None:
        """Know the window."""
        self._stage = stage

    def runs(self) -> dict[str, Run]:
        """Return what each action does."""
        return {
            "save-view": lambda _: self._start(self._save()),
            "manage-views": lambda _: self._start(self._manage()),
        }

    def load(self) -> None:
        """Read the views."""
        self._start(self._shelf.load())

    def fill_menu(self, menu: QMenu) -> None:
        """Put the views into a menu, the first nine with a digit."""
        views = self._shelf.views
        menu.addSeparator()
        for number, view in enumerate(views, 1):
            digit = f"&{number} " if number <= _NUMBERED else ""
            action = menu.addAction(digit + view.name.replace("&", "&&"), partial(self.open, view))
            action.setObjectName(f"view{number}")
        if not views:
            menu.addAction(Views.tr("No view is saved yet")).setEnabled(False)

    def open(self, view: SavedView) -> None:
        """Show a view in the window; say so where what it was about is gone."""
        if self._stage is None or self._stage.show(view):
            return
        if view.folder:
            text = Views.tr("The folder %1 of the view %2 is not there.")
            text = texts.fill(text, view.folder, view.name)
        else:
            text = texts.fill(Views.tr("The host of the view %1 is not there."), view.name)
        self._warn(text, Views.tr("All hosts are shown."))

    def _start(self, work: Coroutine[Any, Any, Any]) -> None:
        self._runner.start(work, "saved views")

    async def _save(self) -> None:
        from console.ui.dialogs.view_entry import ViewEntryDialog  # noqa: PLC0415 - fast start

        if self._stage is None:
            return
        names = [view.name for view in self._shelf.views]
        dialog = ViewEntryDialog(names, self._runner.window)
        if await ask(dialog) != QDialog.DialogCode.Accepted:
            return
        view = self._stage.seen_as(dialog.name)
        before = self._known(view.name)
        await self._shelf.put(view)
        if before is None:
            told = Views.tr("The view %1 is saved.")
            self._tell_done(told, view, partial(self._shelf.remove, view.name))
        else:
            told = Views.tr("The view %1 is replaced.")
            self._tell_done(told, view, partial(self._shelf.put, before))

    async def _manage(self) -> None:
        from console.ui.dialogs.view_list import ViewListDialog  # noqa: PLC0415 - fast start

        dialog = ViewListDialog(self._shelf.views, self._runner.window)
        dialog.opened.connect(self._open_named)
        dialog.renamed.connect(lambda old, new: self._change(self._shelf.rename(old, new)))  # pyright: ignore[reportUnknownLambdaType, reportUnknownArgumentType]
        dialog.moved.connect(lambda name, place: self._change(self._shelf.move(name, place)))  # pyright: ignore[reportUnknownLambdaType, reportUnknownArgumentType]
        dialog.removed.connect(lambda name: self._change(self._remove(name)))  # pyright: ignore[reportUnknownLambdaType, reportUnknownArgumentType]
        self._listed = dialog.show_views
        try:
            await ask(dialog, is_modal=False)
        finally:
            self._listed = None

    async def _remove(self, name: str) -> None:
        view = self._known(name)
        if view is None:
            return
        place = self._shelf.views.index(view)
        await self._shelf.remove(name)
        told = Views.tr("The view %1 is removed.")
        self._tell_done(told, view, partial(self._shelf.put, view, place))

    def _tell_done(self, text: str, view: SavedView, undo: _Undo) -> None:
        self._tell(texts.fill(text, view.name), lambda: self._change(undo()))

    def _change(self, work: Coroutine[Any, Any, Any]) -> None:
        self._start(self._changed(work))

    async def _changed(self, work: Coroutine[Any, Any, Any]) -> None:
        """Do it, and have an open list show what there is then, also where it was refused."""
        try:
            await work
        finally:
            if self._listed is not None:
                self._listed(self._shelf.views)

    def _open_named(self, name: str) -> None:
        view = self._known(name)
        if view is not None:
            self.open(view)

    def _known(self, name: str) -> SavedView | None:
        found = (view for view in self._shelf.views if is_same_name(view.name, name))
        return next(found, None)
