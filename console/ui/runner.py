"""Runs what commands start: coroutines whose errors are told, dialogs, and questions."""

from collections.abc import Callable, Coroutine
from typing import Any

from PySide6.QtWidgets import QDialog, QWidget

from console.model.errors import ConsoleError
from console.ui.dialogs.ask import ask
from console.ui.ports import Spawn
from console.ui.questions import Question
from console.ui.theme import Theme


class CommandRunner:
    """What all commands of a window share.

    Args:
        window: The parent of dialogs.
        theme: Icons for dialogs.
        spawn: Starts coroutines.
        tell: Shows an error in the window.
    """

    def __init__(
        self, window: QWidget, theme: Theme, spawn: Spawn, tell: Callable[[ConsoleError], None]
    ) -> None:
        self.window = window
        self.theme = theme
        self.spawn = spawn
        self.tell = tell

    def start(self, coroutine: Coroutine[Any, Any, Any], name: str) -> None:
        """Run a coroutine; an error of the console is shown in the window."""
        self.spawn(self._told(coroutine), name)

    def open(self, dialog: QDialog) -> None:
        """Open a dialog."""
        self.start(ask(dialog), dialog.objectName())

    def confirm(self, question: Question, act: Callable[[], None]) -> None:
        """Ask, and act when the answer is yes."""
        self.start(self._if_confirmed(question, act), "confirmation")

    def show_error(self, title: str, error: ConsoleError) -> None:
        """Show an error in full."""
        from console.ui.dialogs.details import DetailsDialog  # noqa: PLC0415 - fast start

        self.open(DetailsDialog(title, error, self.window))

    async def _if_confirmed(self, question: Question, act: Callable[[], None]) -> None:
        from console.ui.dialogs.confirm import ConfirmDialog  # noqa: PLC0415 - fast start

        dialog = ConfirmDialog(
            self.theme,
            question=question.question,
            loss=question.loss,
            verb=question.verb,
            names=question.names,
            parent=self.window,
        )
        if await ask(dialog) == QDialog.DialogCode.Accepted:
            act()

    async def _told(self, coroutine: Coroutine[Any, Any, Any]) -> None:
        try:
            await coroutine
        except ConsoleError as error:
            self.tell(error)
