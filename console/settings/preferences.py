"""What the user prefers, kept in a file that people may edit."""

from pathlib import Path
from typing import Final, cast

import tomlkit
from tomlkit.items import Table

from console.settings.file import TomlFile
from console.settings.reading import Reader
from console.settings.schema import MAX_PACE_S, MIN_PACE_S, PollPace, Preferences, Theme

_PACE: Final = ("states_s", "services_s", "inventory_s")
_DEFAULT: Final = Preferences()


class PreferencesFile:
    """The preferences. Both methods read or write the file and block: call them in a lane.

    Args:
        path: The file; it need not exist.
    """

    def __init__(self, path: Path) -> None:
        self._file = TomlFile(path)

    @property
    def path(self) -> Path:
        """Where the file is."""
        return self._file.path

    def load(self) -> Preferences:
        """Return what the file says, defaults for what it does not say.

        Raises:
            SettingsInvalid: The file cannot be understood; see ``TomlFile``.
        """
        return _preferences(self._file.read(_preferences))

    def save(self, preferences: Preferences) -> None:
        """Write what differs from the file; a default is written only over another value.

        Raises:
            SettingsInvalid: The file on the disk cannot be understood; it is left alone.
            SettingsNotWritten: The disk refused.
        """

        def edit(document: tomlkit.TOMLDocument) -> None:
            _set(document, "language", preferences.language, _DEFAULT.language)
            _set(document, "theme", preferences.theme.value, _DEFAULT.theme.value)
            _set(document, "read_only", preferences.read_only, _DEFAULT.read_only)
            if "pace" not in document and preferences.pace != _DEFAULT.pace:
                document.append("pace", tomlkit.table())
            if "pace" in document:
                table = cast("Table", document["pace"])
                for key in _PACE:
                    _set(table, key, getattr(preferences.pace, key), getattr(_DEFAULT.pace, key))

        self._file.change(edit, _preferences)

    def start_afresh(self) -> str:
        """Give up a broken file because the user said so; returns where its copy is.

        Raises:
            SettingsNotWritten: The disk refused; nothing is lost.
        """
        return self._file.start_afresh()


def _preferences(reader: Reader) -> Preferences:
    pace = reader.table("pace")
    default = _DEFAULT.pace
    return Preferences(
        language=reader.text("language"),
        theme=reader.choice("theme", Theme.SYSTEM),
        read_only=reader.flag("read_only", default=False),
        pace=PollPace(
            states_s=pace.number("states_s", default.states_s, MIN_PACE_S, MAX_PACE_S),
            services_s=pace.number("services_s", default.services_s, MIN_PACE_S, MAX_PACE_S),
            inventory_s=pace.number("inventory_s", default.inventory_s, MIN_PACE_S, MAX_PACE_S),
        ),
    )


def _set(table: tomlkit.TOMLDocument | Table, key: str, value: object, default: object) -> None:
    plain = cast("dict[str, object]", table.unwrap())
    if key in plain:
        if plain[key] != value:
            table[key] = value
    elif value != default:
        table.append(key, tomlkit.item(value))
