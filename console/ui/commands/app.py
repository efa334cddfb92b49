"""What the actions about the program itself do: preferences, help, about."""

from console.settings.schema import Preferences
from console.ui.actions.row import Run
from console.ui.language import Language
from console.ui.ports import Desk
from console.ui.runner import CommandRunner


class AppCommands:
    """Commands about the program.

    Args:
        desk: Keeps the preferences.
        language: The translators.
        preferences: What is in force.
        runner: Opens dialogs; its theme follows the preferences.
    """

    def __init__(
        self, desk: Desk, language: Language, preferences: Preferences, runner: CommandRunner
    ) -> None:
        self._desk = desk
        self._language = language
        self._preferences = preferences
        self._runner = runner

    def runs(self) -> dict[str, Run]:
        """Return what each action does."""
        return {
            "preferences": lambda _: self.open_preferences(),
            "help": lambda _: self.open_help(),
            "shortcuts": lambda _: self.open_shortcuts(),
            "about": lambda _: self.open_about(),
        }

    def open_preferences(self) -> None:
        """Show the preferences; every change applies at once."""
        from console.ui.dialogs.preferences import PreferencesDialog  # noqa: PLC0415 - fast start

        dialog = PreferencesDialog(self._preferences, self._runner.window)
        dialog.changed.connect(self.apply)
        self._runner.open(dialog)

    def open_help(self) -> None:
        """Say what a host needs."""
        from console.ui.dialogs.connect_help import ConnectHelpDialog  # noqa: PLC0415 - fast start

        self._runner.open(ConnectHelpDialog(self._runner.window))

    def open_shortcuts(self) -> None:
        """Show the keys."""
        from console.ui.dialogs.shortcuts import ShortcutsDialog  # noqa: PLC0415 - fast start

        self._runner.open(ShortcutsDialog(self._runner.window))

    def open_about(self) -> None:
        """Say what this program is."""
        from console.ui.dialogs.about import AboutDialog  # noqa: PLC0415 - fast start

        self._runner.open(AboutDialog(self._runner.theme, self._runner.window))

    def apply(self, preferences: Preferences) -> None:
        """Put preferences in force and keep them."""
        before, self._preferences = self._preferences, preferences
        self._runner.theme.set_preference(preferences.theme.value)
        if preferences.language != before.language:
            self._language.use(preferences.language)
        self._runner.start(self._desk.save_preferences(preferences), "preferences")
