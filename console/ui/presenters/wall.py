"""Feeds the wall of screens, within the bounds of ``wall_turns``.

A tick eight times a second asks the turns who is next, as long as the wall can be seen. The first
turn of a tile brings its picture, the second the size of its screen, so that every request of ours
is counted. Answers for tiles that are gone are dropped; errors stand in the tiles.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QObject, QTimer

from console.fleet.clock import Clock
from console.fleet.store import StoreChange
from console.model.errors import ConsoleError
from console.model.identity import VmKey
from console.ui import texts
from console.ui.models.wall_tiles import WallTile
from console.ui.panels.screen_wall import ScreenWall
from console.ui.ports import FleetControl
from console.ui.presenters.wall_turns import WallTurns
from console.ui.runner import CommandRunner
from console.ui.widgets.screen_paint import image_of

TICK_MS: Final = 125
SHAPE_EVERY: Final = 20
"""In every so many turns of a tile, one reads the size of the screen instead."""


class WallPresenter(QObject):
    """Between the fleet and the wall.

    Args:
        fleet: Reads.
        runner: Runs readings.
        wall: Shows.
        clock: Measures.
        parent: The owner in Qt's sense.
    """

    def __init__(
        self,
        fleet: FleetControl,
        runner: CommandRunner,
        wall: ScreenWall,
        clock: Clock,
        *,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._fleet = fleet
        self._runner = runner
        self._wall = wall
        self._clock = clock
        self._keys: tuple[VmKey, ...] = ()
        self._turns = WallTurns()
        self._counts: dict[VmKey, int] = {}
        self._is_closed = False
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self.tick)
        self._end: Callable[[], None] = fleet.store.subscribe(self._store_changed)
        wall.visibility_changed.connect(self._follow)

    def show_vms(self, keys: Sequence[VmKey]) -> None:
        """Show these VMs, in this order."""
        self._keys = tuple(keys)
        wanted = set(self._keys)
        self._turns.forget([key for key in self._counts if key not in wanted])
        self._counts = {key: n for key, n in self._counts.items() if key in wanted}
        self._show()

    def tick(self) -> None:
        """Ask for what is due."""
        if self._is_closed or not self._wall.can_be_seen:
            return
        askable = [tile.key for tile in self._wall.tiles.tiles if tile.can_be_asked]
        if not askable:
            return
        seen = set(self._wall.visible_keys())
        visible = [key for key in askable if key in seen]
        hidden = [key for key in askable if key not in seen]
        for key in self._turns.begin(visible, hidden, self._clock.monotonic()):
            self._runner.start(self._read(key), "screen-of-wall")

    def close(self) -> None:
        """Ask for nothing any more."""
        self._is_closed = True
        self._timer.stop()
        self._end()

    async def _read(self, key: VmKey) -> None:
        count = self._counts.get(key, 0)
        error: ConsoleError | None = None
        try:
            await (self._read_shape(key) if count % SHAPE_EVERY == 1 else self._read_picture(key))
        except ConsoleError as problem:
            error = problem
        finally:
            self._turns.end(key, failed=error is not None)
        tile = self._wall.tiles.tile(key)
        if tile is None or self._is_closed:
            return
        if error is None:
            self._counts[key] = count + 1
        cause = "" if error is None else texts.explain(error).cause
        self._wall.tiles.change(replace(tile, problem=cause))

    async def _read_shape(self, key: VmKey) -> None:
        shape = await self._fleet.ask(key.host, lambda host: host.read_resolution(key.vm))
        tile = self._wall.tiles.tile(key)
        if tile is not None and not self._is_closed:
            self._wall.tiles.change(replace(tile, resolution=shape))

    async def _read_picture(self, key: VmKey) -> None:
        tile = self._wall.tiles.tile(key)
        if tile is None:
            return
        size = self._wall.size_for(tile)
        width, height = size.width(), size.height()
        picture = await self._fleet.ask(
            key.host, lambda host: host.read_screen(key.vm, width, height)
        )
        tile = self._wall.tiles.tile(key)
        if tile is not None and tile.can_be_asked and not self._is_closed:
            self._wall.tiles.change(replace(tile, image=image_of(picture)))

    def _show(self) -> None:
        self._wall.tiles.show([tile for key in self._keys if (tile := self._tile(key))])

    def _tile(self, key: VmKey) -> WallTile | None:
        host, vm = self._fleet.store.hosts.get(key.host), self._fleet.store.vm(key)
        if host is None or vm is None:
            return None
        return WallTile(key, vm.name, host.label, vm.state, host.is_current)

    def _store_changed(self, change: StoreChange) -> None:
        if any(key.host in change.hosts for key in self._keys):
            self._show()

    def _follow(self, is_visible: bool) -> None:
        if is_visible and not self._is_closed:
            self._timer.start()
            self.tick()
        else:
            self._timer.stop()
