"""Makes lists into text, and writes them into files, in a lane."""

from collections.abc import Callable
from pathlib import Path

from console.settings.export_file import write_whole
from console.transport.lane import Lane


class ListWriter:
    """What the window asks for about lists that leave it."""

    def __init__(self) -> None:
        self._lane = Lane("lists")

    async def text(self, make: Callable[[], str]) -> str:
        """Return a text that takes a while to make."""
        return await self._lane.call(make)

    async def write(self, path: Path, make: Callable[[], str], encoding: str) -> None:
        """Make a text and write it, all or nothing.

        Raises:
            SettingsNotWritten: The disk refused; a file that was there is left as it was.
        """
        await self._lane.call(lambda: write_whole(path, make(), encoding))

    def close(self) -> None:
        """End the lane."""
        self._lane.close()
