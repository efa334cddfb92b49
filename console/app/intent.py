"""Keeps profiles and tags: files of the user's, read and written in a lane."""

import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from console.model.errors import NotPossible
from console.model.identity import VmKey
from console.settings.file import SettingsNotWritten
from console.settings.profile_book import LoadedProfiles, ProfileBook, ProfileEntry
from console.settings.tags import TagBook
from console.transport.lane import Lane


class IntentDesk:
    """What the window asks for about profiles and tags.

    Args:
        profiles: Which profiles are used.
        tags: The tags of VMs.
        own: Folder of the user's own profiles, for copies of examples.
        examples: Folder of the examples that come with the program.
    """

    def __init__(self, profiles: ProfileBook, tags: TagBook, own: Path, examples: Path) -> None:
        self._profiles = profiles
        self._tags = tags
        self._own = own
        self._examples = examples
        self._lane = Lane("profiles")

    def examples(self) -> tuple[str, ...]:
        """Return the file names of the examples; a look at one small folder of our own."""
        return tuple(sorted(path.name for path in self._examples.glob("*.toml")))

    async def load_profiles(self) -> LoadedProfiles:
        """Read every profile that is used.

        Raises:
            SettingsInvalid: The list of profiles cannot be understood.
        """
        return await self._lane.call(self._profiles.load_all)

    async def put_profile(self, path: Path, *, watched: bool) -> None:
        """Use a profile, or say whether it corrects by itself.

        Raises:
            SettingsInvalid: The list of profiles cannot be understood; it was left alone.
            SettingsNotWritten: The disk refused.
        """
        await self._lane.call(self._profiles.put, ProfileEntry(path, watched))

    async def remove_profile(self, path: Path) -> None:
        """Use a profile no more; its file stays.

        Raises:
            SettingsInvalid: The list of profiles cannot be understood; it was left alone.
            SettingsNotWritten: The disk refused.
        """
        await self._lane.call(self._profiles.remove, path)

    async def take_example(self, name: str) -> Path:
        """Copy an example into the user's folder, never over a file that is there; use it.

        Raises:
            NotPossible: ``example_unknown``.
            SettingsNotWritten: The disk refused.
        """
        if name not in self.examples():
            raise NotPossible("example_unknown", name)
        path = await self._lane.call(self._copy, name)
        await self._lane.call(self._use, path)
        return path

    async def load_tags(self) -> Mapping[VmKey, tuple[str, ...]]:
        """Read the tags of all VMs.

        Raises:
            SettingsInvalid: The file cannot be understood.
        """
        return await self._lane.call(self._tags.tags)

    async def put_tags(self, key: VmKey, tags: tuple[str, ...], name: str) -> None:
        """Give a VM other tags.

        Raises:
            SettingsInvalid: The file on the disk cannot be understood; it was left alone.
            SettingsNotWritten: The disk refused.
        """
        await self._lane.call(self._tags.put, key, tags, name)

    def close(self) -> None:
        """End the lane."""
        self._lane.close()

    def _use(self, path: Path) -> None:
        """Put a profile on the list; one that is there already goes on correcting by itself."""
        if all(entry.path != path.absolute() for entry in self._profiles.entries()):
            self._profiles.put(ProfileEntry(path))

    def _copy(self, name: str) -> Path:
        target = self._own / name
        # A copy that was cut off (a full disk) must not be taken for the user's own file later.
        part = target.with_name(f".{name}.part")
        try:
            self._own.mkdir(parents=True, exist_ok=True)
            if not target.exists():
                shutil.copyfile(self._examples / name, part)
                part.replace(target)
        except OSError as problem:
            with suppress(OSError):
                part.unlink(missing_ok=True)
            raise SettingsNotWritten(str(target), problem.strerror or "") from problem
        return target
