"""The tiles of the wall of screens, as a list model."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QImage

from console.model.identity import VmKey
from console.model.vm import VmState
from console.ui import texts
from console.ui.sentences.screen import WITH_SCREEN, no_screen, reading, spoken

TILE_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 1
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class WallTile:
    """One tile.

    Attributes:
        key: The VM.
        name: Its name.
        host: What the user calls its host.
        state: The VM's state.
        is_current: Whether the host can be asked.
        resolution: Of the guest's screen, where known.
        image: The last picture.
        problem: Why there is no newer one; empty when there is nothing to say.
    """

    key: VmKey
    name: str
    host: str
    state: VmState
    is_current: bool
    resolution: tuple[int, int] | None = None
    image: QImage | None = None
    problem: str = ""

    @property
    def can_be_asked(self) -> bool:
        """Whether the host has a picture to give."""
        return self.is_current and self.state in WITH_SCREEN

    @property
    def says(self) -> str:
        """What stands in place of the picture; empty when the picture is good."""
        if self.state not in WITH_SCREEN:
            return no_screen(self.state)
        if self.problem:
            return self.problem
        return "" if self.image is not None else reading()


class WallTiles(QAbstractListModel):
    """Tiles in the order that they were given in."""

    def __init__(self) -> None:
        super().__init__()
        self._tiles: list[WallTile] = []
        self._places: dict[VmKey, int] = {}

    @property
    def tiles(self) -> tuple[WallTile, ...]:
        """All of them."""
        return tuple(self._tiles)

    def tile(self, key: VmKey) -> WallTile | None:
        """Return a VM's tile."""
        place = self._places.get(key)
        return None if place is None else self._tiles[place]

    def show(self, tiles: Sequence[WallTile]) -> None:
        """Show these; the pictures of those that stay are kept."""
        kept = [self._with_picture(tile) for tile in tiles]
        if [tile.key for tile in kept] == [tile.key for tile in self._tiles]:
            for tile in kept:
                self.change(tile)
            return
        self.beginResetModel()
        self._tiles = kept
        self._places = {tile.key: place for place, tile in enumerate(kept)}
        self.endResetModel()

    def change(self, tile: WallTile) -> None:
        """Show a tile anew; one that is not there any more is ignored."""
        place = self._places.get(tile.key)
        if place is not None and self._tiles[place] != tile:
            self._tiles[place] = tile
            index = self.index(place)
            self.dataChanged.emit(index, index)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Return how many tiles there are."""
        return 0 if parent.isValid() else len(self._tiles)

    def data(self, index: _Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """Return a tile, its name, or what is said of it."""
        if not index.isValid():
            return None
        tile = self._tiles[index.row()]
        if role == TILE_ROLE:
            return tile
        if role == Qt.ItemDataRole.DisplayRole:
            return tile.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(tile.name, tile.says or texts.vm_state(tile.state))
        if role == Qt.ItemDataRole.ToolTipRole:
            lines = (tile.name, tile.host, texts.vm_state(tile.state), tile.problem)
            return texts.as_tooltip("\n".join(line for line in lines if line))
        return None

    def _with_picture(self, tile: WallTile) -> WallTile:
        known = self.tile(tile.key)
        if known is None:
            return tile
        image = known.image if tile.state in WITH_SCREEN else None
        return replace(tile, image=image, resolution=known.resolution, problem=known.problem)
