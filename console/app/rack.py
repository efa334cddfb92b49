"""Organises the user's hosts: takes them from lists, puts them into folders, marks them.

A host that changes its folder may get another account with it, when it has none of its own; it is
connected anew then. Everything that touches files runs in a lane.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from console.app.accounts import AccountDesk
from console.fleet.fleet import Fleet
from console.model.host import HostMarks
from console.model.identity import HostId
from console.settings.folders import FolderBook, FolderConfig, moved_path
from console.settings.host_import import ImportedHost, ImportPlan, ImportProblem, plan_import
from console.settings.host_list import read_list, write_list
from console.settings.hosts import HostBook
from console.settings.schema import HostConfig
from console.settings.session_schema import clean_path
from console.settings.vault import folder_account_name
from console.transport.lane import Lane


class HostRack:
    """Where the user's hosts stand.

    Args:
        fleet: Shows and reads the hosts.
        configs: The hosts, shared with the desk.
        unsaved: Those of this run only, such as the demo's; shared too.
        accounts: Knows the folders and their accounts.
        book: Keeps the hosts.
    """

    def __init__(
        self,
        fleet: Fleet,
        configs: dict[HostId, HostConfig],
        unsaved: set[HostId],
        accounts: AccountDesk,
        book: HostBook,
    ) -> None:
        self._fleet = fleet
        self._configs = configs
        self._unsaved = unsaved
        self._accounts = accounts
        self._book = book
        self._folders = FolderBook(book.path)
        self._lane = Lane("lists of hosts")
        self._told: list[Callable[[], None]] = []

    @property
    def folders(self) -> tuple[str, ...]:
        """The paths of folders that have an entry, with or without hosts."""
        return tuple(self._accounts.folders)

    def folder(self, path: str) -> FolderConfig:
        """Return what is said about a folder."""
        return self._accounts.folders.get(path) or FolderConfig(path)

    def subscribe(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Call when folders have come, gone or changed; returns what ends that."""
        self._told.append(callback)
        return lambda: self._told.remove(callback)

    async def read(self, path: Path) -> tuple[tuple[ImportedHost, ...], tuple[ImportProblem, ...]]:
        """Return the hosts of a list.

        Raises:
            ImportInvalid: It cannot be read or understood.
        """
        return await self._lane.call(read_list, path)

    def plan(
        self, found: Iterable[ImportedHost], problems: Iterable[ImportProblem], into: str
    ) -> ImportPlan:
        """Return what an import would do."""
        return plan_import(found, problems, self._configs, into=into)

    async def write(self, path: Path, hosts: Iterable[HostId] | None = None) -> int:
        """Write hosts as CSV, all of the user's when none are named; return how many.

        Raises:
            SettingsNotWritten: The disk refused.
        """
        wanted = set(hosts) if hosts is not None else set(self._configs) - self._unsaved
        configs = tuple(config for config in self._configs.values() if config.id in wanted)
        await self._lane.call(write_list, path, configs)
        return len(configs)

    async def take(self, configs: tuple[HostConfig, ...]) -> None:
        """Add hosts, all or none, and connect to those whose password is known.

        Raises:
            SettingsInvalid: The file on the disk cannot be understood; nothing was added.
            SettingsNotWritten: The disk refused; nothing was added.
        """
        await self._lane.call(self._book.put, *configs)
        for config in configs:
            self._configs[config.id] = config
            await self._accounts.connect(config)

    async def drop(self, hosts: Iterable[HostId]) -> None:
        """Remove hosts again that were just added; passwords are not touched.

        Raises:
            SettingsInvalid: The file on the disk cannot be understood; it was left alone.
            SettingsNotWritten: The disk refused.
        """
        for host in hosts:
            if self._configs.pop(host, None) is not None:
                self._fleet.remove(host)
                if host not in self._unsaved:
                    await self._lane.call(self._book.remove, host)
                self._unsaved.discard(host)

    async def move(self, places: Mapping[HostId, str]) -> dict[HostId, str]:
        """Put hosts into folders, which are made when need be; return where they were.

        Raises:
            SettingsInvalid: The file on the disk cannot be understood; nothing was moved.
            SettingsNotWritten: The disk refused; nothing was moved.
        """
        changed = [
            replace(config, folder=clean_path(folder))
            for host, folder in places.items()
            if (config := self._configs.get(host)) is not None
            and config.folder != clean_path(folder)
        ]
        before = {config.id: self._configs[config.id].folder for config in changed}
        await self._put(changed)
        return before

    async def mark(self, host: HostId, marks: HostMarks) -> None:
        """Give a host other tags, colour, favourite, notes.

        Raises:
            SettingsInvalid: The file on the disk cannot be understood; nothing was changed.
            SettingsNotWritten: The disk refused; nothing was changed.
        """
        config = self._configs.get(host)
        if config is not None and config.marks != marks:
            await self._put([replace(config, marks=marks)])

    async def describe_folder(self, path: str, colour: str, note: str) -> None:
        """Make a folder, or say something else about it.

        Raises:
            SettingsInvalid: The file on the disk cannot be understood; it was left alone.
            SettingsNotWritten: The disk refused.
        """

        def edit(folder: FolderConfig) -> FolderConfig:
            return replace(folder, colour=colour, note=note)

        await self._lane.call(self._folders.change, clean_path(path), edit)
        await self._accounts.load_folders()
        self.tell()

    async def move_folder(self, old: str, new: str) -> None:
        """Rename or move a folder with all that is inside it.

        Raises:
            SettingsInvalid: The file on the disk cannot be understood; nothing was moved.
            SettingsNotWritten: The disk refused; nothing was moved.
        """
        old, new = clean_path(old), clean_path(new)
        if not old or not new or old == new or new.startswith(f"{old}/"):
            return
        await self._accounts.move_folder(old, new)
        moved = [
            replace(config, folder=moved_path(config.folder, old, new))
            for config in self._configs.values()
            if moved_path(config.folder, old, new) != config.folder
        ]
        await self._put(moved)
        self.tell()

    async def remove_folder(self, path: str) -> None:
        """Remove a folder; its hosts and the folders inside it move up into the one above.

        Raises:
            SettingsInvalid: The file on the disk cannot be understood; nothing was moved.
            SettingsNotWritten: The disk refused; nothing was moved.
            VaultUnavailable: The password of the folder's account could not be forgotten.
        """
        path = clean_path(path)
        gone = self._accounts.folders.get(path)
        above = path.rpartition("/")[0]
        below = [each for each in self.folders if each.startswith(f"{path}/")]
        for each in below:
            rest = each.removeprefix(f"{path}/")
            await self._accounts.move_folder(each, f"{above}/{rest}" if above else rest)
        moved = [
            replace(config, folder=clean_path(f"{above}/{config.folder.removeprefix(path)}"))
            for config in self._configs.values()
            if config.folder == path or config.folder.startswith(f"{path}/")
        ]
        await self._put(moved)
        await self._lane.call(self._folders.remove, path)
        await self._accounts.load_folders()
        self.tell()
        if gone is not None and gone.user:
            await self._accounts.passwords.forget(folder_account_name(gone.user, path))

    def close(self) -> None:
        """End the lane."""
        self._lane.close()

    async def _put(self, configs: list[HostConfig]) -> None:
        """Keep hosts on the disk first, then show them: what cannot be kept is not shown either."""
        kept = [config for config in configs if config.id not in self._unsaved]
        if kept:
            await self._lane.call(self._book.put, *kept)
        for config in configs:
            self._configs[config.id] = config
            await self._accounts.show(config)

    def tell(self) -> None:
        """Say that folders have come, gone or changed."""
        for callback in tuple(self._told):
            callback()
