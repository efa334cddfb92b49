"""Keeps the saved views: a file of the user's, read and written in a lane."""

from console.settings.views import SavedView, ViewBook
from console.transport.lane import Lane


class ViewShelf:
    """What the window asks for about saved views. All that is awaited raises as ``ViewBook`` does.

    Args:
        book: The file.
    """

    def __init__(self, book: ViewBook) -> None:
        self._book = book
        self._lane = Lane("saved views")
        self._views: tuple[SavedView, ...] = ()

    @property
    def views(self) -> tuple[SavedView, ...]:
        """The views as they were last read or written."""
        return self._views

    async def load(self) -> None:
        """Read the views."""
        self._views = await self._lane.call(self._book.views)

    async def put(self, view: SavedView, place: int | None = None) -> None:
        """Keep a view; one of the same name is replaced where it stands."""
        self._views = await self._lane.call(self._book.put, view, place)

    async def rename(self, old: str, new: str) -> None:
        """Give a view another name; nothing happens where that one is taken or empty."""
        self._views = await self._lane.call(self._book.rename, old, new)

    async def remove(self, name: str) -> None:
        """Forget a view."""
        self._views = await self._lane.call(self._book.remove, name)

    async def move(self, name: str, place: int) -> None:
        """Put a view at another place, counted from 0."""
        self._views = await self._lane.call(self._book.move, name, place)

    def close(self) -> None:
        """End the lane."""
        self._lane.close()
