"""Keeps how VMs are watched, and makes the heartbeat watch with its files."""

from console.fleet.clock import SystemClock
from console.fleet.decision_file import DecisionFile
from console.fleet.fleet import Fleet
from console.fleet.plan_record import PlanPhase
from console.fleet.watch import HeartbeatWatch
from console.fleet.watch_picture import PictureFolder
from console.fleet.watch_storage import WatchStorage
from console.model.identity import VmKey
from console.settings.places import Places
from console.settings.watch import WatchBook
from console.settings.watch_history import RestartBook
from console.settings.watch_schema import VmWatch, WatchSettings
from console.transport.lane import Lane


class WatchDesk:
    """The heartbeat watch and its settings.

    Args:
        fleet: What is watched.
        places: Where files are kept.
        is_demo: Keep no file: the demo leaves the user's own alone.
    """

    def __init__(self, fleet: Fleet, places: Places, *, is_demo: bool) -> None:
        self._fleet = fleet
        self._book = WatchBook(places.config_dir / "watch.toml")
        self._lane = Lane("watch settings")
        self._is_demo = is_demo
        self.settings = WatchSettings()
        storage_lane = Lane("watch files")
        state = places.state_dir
        storage = (
            WatchStorage(storage_lane)
            if is_demo
            else WatchStorage(
                storage_lane,
                history=RestartBook(state / "restarts.toml"),
                decisions=DecisionFile(places.log_dir / "heartbeat.log"),
                pictures=PictureFolder(state / "screens"),
            )
        )
        self.watch = HeartbeatWatch(
            fleet,
            store=fleet.store,
            log=fleet.operations,
            clock=SystemClock(),
            storage=storage,
            is_planned=self._is_planned,
        )

    async def load(self) -> WatchSettings:
        """Read the settings, and the restarts of earlier runs.

        Raises:
            SettingsInvalid: A file cannot be understood.
        """
        if not self._is_demo:
            self.settings = await self._lane.call(self._book.read)
        self.watch.apply(self.settings)
        await self.watch.load()
        return self.settings

    async def put(self, key: VmKey, watch: VmWatch, name: str) -> None:
        """Watch a VM otherwise from now on.

        Raises:
            SettingsInvalid: The file on the disk cannot be understood; it was left alone.
            SettingsNotWritten: The disk refused.
        """
        if self._is_demo:
            self.settings = WatchSettings(
                self.settings.defaults,
                {**self.settings.vms, key: watch},
                self.settings.quiet_hours,
            )
        else:
            await self._lane.call(self._book.put, key, watch, name)
            self.settings = await self._lane.call(self._book.read)
        self.watch.apply(self.settings)

    async def close(self) -> None:
        """End the watch and its lanes."""
        self._lane.close()
        await self.watch.close(0.3)

    def _is_planned(self, key: VmKey) -> bool:
        """Whether a plan that runs has something in store for a VM."""
        return any(
            result.item.key == key
            for record in self._fleet.plans.records
            if record.phase in (PlanPhase.RUNNING, PlanPhase.STOPPING)
            for result in record.results
        )
