"""What the window needs of whoever organises hosts (``app.rack.HostRack``)."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Protocol

from console.model.host import HostMarks
from console.model.identity import HostId
from console.settings.folders import FolderConfig
from console.settings.host_import import ImportedHost, ImportPlan, ImportProblem
from console.settings.schema import HostConfig


class Rack(Protocol):
    """Puts hosts into folders, marks them, takes them from lists; nothing in it blocks."""

    @property
    def folders(self) -> tuple[str, ...]:
        """The paths of folders that have an entry, with or without hosts."""
        ...

    def folder(self, path: str) -> FolderConfig:
        """Return what is said about a folder."""
        ...

    def subscribe(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Call when folders have come, gone or changed; returns what ends that."""
        ...

    async def read(self, path: Path) -> tuple[tuple[ImportedHost, ...], tuple[ImportProblem, ...]]:
        """Return the hosts of a list."""
        ...

    def plan(
        self, found: Iterable[ImportedHost], problems: Iterable[ImportProblem], into: str
    ) -> ImportPlan:
        """Return what an import would do."""
        ...

    async def write(self, path: Path, hosts: Iterable[HostId] | None = None) -> int:
        """Write hosts as CSV; return how many."""
        ...

    async def take(self, configs: tuple[HostConfig, ...]) -> None:
        """Add hosts, all or none."""
        ...

    async def drop(self, hosts: Iterable[HostId]) -> None:
        """Remove hosts again that were just added."""
        ...

    async def move(self, places: Mapping[HostId, str]) -> dict[HostId, str]:
        """Put hosts into folders; return where they were."""
        ...

    async def mark(self, host: HostId, marks: HostMarks) -> None:
        """Give a host other tags, colour, favourite, notes."""
        ...

    async def describe_folder(self, path: str, colour: str, note: str) -> None:
        """Make a folder, or say something else about it."""
        ...

    async def move_folder(self, old: str, new: str) -> None:
        """Rename or move a folder with all that is inside it."""
        ...

    async def remove_folder(self, path: str) -> None:
        """Remove a folder; what is inside it moves up."""
        ...
