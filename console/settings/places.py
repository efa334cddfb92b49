"""Where the console keeps its files, by the conventions of each system."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import platformdirs

_NAME = "hvconsole"
OVERRIDE = "HVCONSOLE_HOME"


@dataclass(frozen=True, slots=True)
class Places:
    """Folders of this user; none is made until something is written.

    Attributes:
        config_dir: Settings: small, worth a backup, may be shared.
        state_dir: What the program remembers of itself, such as the window's layout.
        log_dir: Logs and crash reports.
        cache_dir: What may be deleted at any time.
    """

    config_dir: Path
    state_dir: Path
    log_dir: Path
    cache_dir: Path

    @property
    def hosts_file(self) -> Path:
        """The list of hosts."""
        return self.config_dir / "hosts.toml"

    @property
    def profiles_file(self) -> Path:
        """Which intent profiles are used."""
        return self.config_dir / "profiles.toml"

    @property
    def tags_file(self) -> Path:
        """The tags of VMs."""
        return self.config_dir / "tags.toml"

    @property
    def last_known_file(self) -> Path:
        """What was last known of hosts."""
        return self.cache_dir / "last-known.db"

    @property
    def preferences_file(self) -> Path:
        """The preferences."""
        return self.config_dir / "preferences.toml"


def find_places(environment: Mapping[str, str] | None = None) -> Places:
    """Return the folders of this user; ``HVCONSOLE_HOME`` puts all of them under one folder."""
    home = (os.environ if environment is None else environment).get(OVERRIDE, "")
    if home:
        root = Path(home).expanduser().absolute()
        return Places(root / "config", root / "state", root / "log", root / "cache")
    dirs = platformdirs.PlatformDirs(_NAME, appauthor=False, roaming=False)
    return Places(
        dirs.user_config_path, dirs.user_state_path, dirs.user_log_path, dirs.user_cache_path
    )
