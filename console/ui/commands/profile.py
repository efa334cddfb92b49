"""What the view of profiles asks for: add, watch, remove, and put drift right."""

from collections.abc import Coroutine, Mapping
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtWidgets import QFileDialog

from console.fleet.drift_report import Drift, DriftReport
from console.fleet.drift_watch import DriftWatch
from console.fleet.operation import ServiceChange
from console.fleet.plan import OriginKind, PlanOrigin
from console.model.errors import ConsoleError
from console.model.identity import VmKey
from console.settings.profile_book import LoadedProfiles
from console.ui.commands.plan import PlanCommands
from console.ui.dialogs.ask import ask
from console.ui.panels.drift_panel import DriftPanel
from console.ui.panels.matrix_panel import MatrixPanel
from console.ui.runner import CommandRunner


class IntentStore(Protocol):
    """What keeps profiles and tags (``app.intent.IntentDesk``)."""

    def examples(self) -> tuple[str, ...]:
        """Return the file names of the examples."""
        ...

    async def load_profiles(self) -> LoadedProfiles:
        """Read every profile that is used."""
        ...

    async def put_profile(self, path: Path, *, watched: bool) -> None:
        """Use a profile, or say whether it corrects by itself."""
        ...

    async def remove_profile(self, path: Path) -> None:
        """Use a profile no more."""
        ...

    async def take_example(self, name: str) -> Path:
        """Copy an example for the user, and use it."""
        ...

    async def load_tags(self) -> Mapping[VmKey, tuple[str, ...]]:
        """Read the tags of all VMs."""
        ...

    async def put_tags(self, key: VmKey, tags: tuple[str, ...], name: str) -> None:
        """Give a VM other tags."""
        ...


class ProfileCommands:
    """Joins the view of profiles with what keeps and judges them.

    Args:
        panel: The view.
        matrix: Filters by tags.
        store: Keeps profiles and tags.
        watch: Judges the fleet.
        plans: Previews and runs corrections.
        runner: Runs coroutines, opens dialogs.
    """

    def __init__(
        self,
        panel: DriftPanel,
        matrix: MatrixPanel,
        *,
        store: IntentStore,
        watch: DriftWatch,
        plans: PlanCommands,
        runner: CommandRunner,
    ) -> None:
        self._panel = panel
        self._matrix = matrix
        self._store = store
        self._watch = watch
        self._plans = plans
        self._runner = runner
        self.tags: Mapping[VmKey, tuple[str, ...]] = {}
        self._loaded = LoadedProfiles()
        panel.offer_examples(store.examples())
        panel.add_requested.connect(lambda: self._do(self._add()))
        panel.example_requested.connect(lambda name: self._do(self._take(name)))  # pyright: ignore[reportUnknownLambdaType, reportUnknownArgumentType]
        panel.remove_requested.connect(lambda path: self._do(self._remove(path)))  # pyright: ignore[reportUnknownLambdaType, reportUnknownArgumentType]
        panel.reload_requested.connect(lambda: self._do(self._load()))
        panel.watch_requested.connect(lambda path, on: self._do(self._watch_file(path, on)))  # pyright: ignore[reportUnknownLambdaType, reportUnknownArgumentType]
        panel.apply_requested.connect(self.apply)
        watch.subscribe(self._take_report)

    def load(self) -> None:
        """Read profiles and tags, at the start."""
        self._do(self._load())
        self._do(self._load_tags())

    def apply(self, drifts: tuple[Drift, ...]) -> None:
        """Show what putting drift right would do, and do it when that is accepted."""
        wishes = [(drift.key, ServiceChange(drift.kind, drift.wanted)) for drift in drifts]
        names = {drift.profile for drift in drifts}
        name = names.pop() if len(names) == 1 else ""
        kind = OriginKind.PROFILE if name else OriginKind.CHOSEN
        self._plans.propose(wishes, PlanOrigin(kind, name))

    def put_tags(self, key: VmKey, tags: tuple[str, ...], name: str) -> None:
        """Give a VM other tags."""
        self._do(self._put_tags(key, tags, name))

    def _do(self, work: Coroutine[Any, Any, None]) -> None:
        self._runner.start(work, "profiles")

    def _take_report(self, report: DriftReport) -> None:
        self._panel.show_report(report)

    async def _load(self) -> None:
        self._loaded = await self._store.load_profiles()
        self._watch.use(self._loaded.profiles)
        self._panel.show_profiles(self._loaded)

    async def _load_tags(self) -> None:
        self.tags = await self._store.load_tags()
        self._watch.set_tags(self.tags)
        self._matrix.set_tags(self.tags)

    async def _put_tags(self, key: VmKey, tags: tuple[str, ...], name: str) -> None:
        await self._store.put_tags(key, tags, name)
        await self._load_tags()

    async def _add(self) -> None:
        dialog = QFileDialog(self._runner.window)
        dialog.setObjectName("profileFileDialog")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilters(["TOML (*.toml)"])
        chosen: list[str] = []
        dialog.filesSelected.connect(chosen.extend)
        await ask(dialog)
        watched = {each.entry.path for each in self._loaded.profiles if each.entry.watched}
        try:
            for path in map(Path, chosen):
                await self._store.put_profile(path, watched=path in watched)
        finally:
            if chosen:
                await self._load()

    async def _take(self, name: str) -> None:
        await self._store.take_example(name)
        await self._load()

    async def _remove(self, path: Path) -> None:
        await self._store.remove_profile(path)
        await self._load()

    async def _watch_file(self, path: Path, on: bool) -> None:
        try:
            await self._store.put_profile(path, watched=on)
        except ConsoleError:
            self._panel.show_profiles(self._loaded)  # the box says what holds, not what was clicked
            raise
        await self._load()
