"""What the view of profiles asks for: kept in files, judged, and put right by way of a preview."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFileDialog, QLabel, QPushButton, QTreeWidget, QWidget

from console.app.intent import IntentDesk
from console.fleet.clock import SystemClock
from console.fleet.drift_watch import DriftWatch
from console.fleet.operation import ServiceChange
from console.fleet.plan import OriginKind, PlanOrigin
from console.model.errors import ConsoleError, SettingsInvalid
from console.model.identity import VmKey
from console.model.service import ServiceKind
from console.settings.file import SettingsNotWritten
from console.settings.profile_book import ProfileBook
from console.settings.tags import TagBook
from console.ui.commands.plan import PlanCommands
from console.ui.commands.profile import ProfileCommands
from console.ui.dialogs.plan_preview import PlanPreviewDialog
from console.ui.models.rows import face_of, make_row
from console.ui.panels.drift_panel import DriftPanel
from console.ui.panels.matrix_panel import MatrixPanel
from console.ui.resources import resource_root
from console.ui.runner import CommandRunner
from console.ui.theme import Theme
from console.ui.widgets.busy_clock import BusyClock
from tests.ui.samples import FakeFleet, sample_hosts
from tests.ui.waiting import run_async, until

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

K = ServiceKind
HOSTS = sample_hosts()
KEYS = tuple(VmKey(HOSTS[0].id, vm.id) for vm in HOSTS[0].vms)
WANTS_GUEST_SERVICE = """\
[profile]
name = "Copy in"
why = "Files are copied into these."
[[rule]]
name = "web servers"
match = { names = ["web*"], hosts = ["hv01"] }
services = { guest_service = "on" }
"""


class Scene:
    """The view over real files and a fleet that only notes."""

    def __init__(self, window: QWidget, home: Path) -> None:
        self.home = home
        self.fleet = FakeFleet(HOSTS)
        self.window = window
        self.told: list[ConsoleError] = []
        self.tasks: list[asyncio.Task] = []
        theme = Theme("light")
        runner = CommandRunner(window, theme, self._spawn, self.told.append)
        self.plans = PlanCommands(self.fleet, runner, lambda: datetime.now(UTC))
        self.store = IntentDesk(
            ProfileBook(home / "profiles.toml"),
            TagBook(home / "tags.toml"),
            home / "own",
            resource_root() / "profiles",
        )
        self.watch = DriftWatch(self.fleet.store, self.fleet.plans, SystemClock())
        self.panel = DriftPanel(theme, window)
        self.matrix = MatrixPanel(theme, BusyClock(window), window)
        self.commands = ProfileCommands(
            self.panel,
            self.matrix,
            store=self.store,
            watch=self.watch,
            plans=self.plans,
            runner=runner,
        )

    def _spawn(self, coroutine, name):
        self.tasks.append(asyncio.get_running_loop().create_task(coroutine, name=name))
        return self.tasks[-1]

    @property
    def profiles(self) -> QTreeWidget:
        return self.panel.findChild(QTreeWidget, "profiles")

    def listed(self) -> list[str]:
        tree = self.profiles
        return [tree.topLevelItem(n).text(0) for n in range(tree.topLevelItemCount())]

    def write(self, text: str, name: str = "mine.toml") -> Path:
        path = self.home / name
        path.write_text(text, encoding="utf-8")
        return path

    async def use(self, text: str, name: str = "mine.toml") -> Path:
        path = self.write(text, name)
        await self.store.put_profile(path, watched=False)
        self.commands.load()
        await self.ended()
        return path

    async def drifting(self, count: int) -> None:
        await until(lambda: len(self.watch.report.drifts) == count)

    async def preview(self) -> PlanPreviewDialog:
        def shown():
            return [d for d in self.window.findChildren(PlanPreviewDialog) if d.isVisible()]

        await until(shown)
        return shown()[0]

    def press(self, name: str, below: QWidget | None = None) -> None:
        (below or self.panel).findChild(QPushButton, name).click()

    async def ended(self) -> None:
        await until(lambda: all(task.done() for task in self.tasks))


@pytest.fixture
def play(qtbot, qapp, tmp_path):
    window = QWidget()
    qtbot.addWidget(window)
    window.show()

    def run(story):
        async def tell():
            scene = Scene(window, tmp_path)
            try:
                await story(scene)
                await scene.ended()
            finally:
                scene.watch.close()
                scene.store.close()

        run_async(qapp, tell())

    return run


def test_an_example_is_taken_listed_and_judged(play):
    async def story(scene):
        scene.commands.load()
        await scene.ended()
        assert scene.listed() == []
        scene.panel.example_requested.emit("linux.toml")
        await scene.ended()
        assert scene.listed() == ["Linux"]
        assert [each.profile.name for each in scene.watch.profiles] == ["Linux"]
        assert (scene.home / "own" / "linux.toml").exists()

    play(story)


def test_a_broken_profile_is_shown_with_file_and_line_and_judges_nothing(play):
    async def story(scene):
        path = await scene.use(WANTS_GUEST_SERVICE.replace('"on"', '"perhaps"'))
        (text,) = scene.listed()
        assert text.startswith("Cannot be used: ")
        assert scene.profiles.topLevelItem(0).text(3) == f"{path}:7"
        assert scene.watch.profiles == ()
        assert scene.told == []
        path.write_text(WANTS_GUEST_SERVICE, encoding="utf-8")
        scene.press("reloadProfiles")
        await scene.ended()
        assert scene.listed() == ["Copy in"]

    play(story)


def test_drift_is_put_right_by_a_plan_of_the_profile(play):
    async def story(scene):
        await scene.use(WANTS_GUEST_SERVICE)
        await scene.drifting(2)  # web01 does not have the service
        assert [d.vm_name for d in scene.watch.report.drifts] == ["web02", "web03"]
        assert scene.panel.findChild(QLabel, "driftSummary").text() == (
            "2 services drift · 1 not judged"
        )
        scene.press("applyDrift")
        dialog = await scene.preview()
        assert scene.fleet.plans.calls == []
        scene.press("planRun", dialog)
        await scene.ended()
        ((_, plan, _),) = scene.fleet.plans.calls
        assert plan.origin == PlanOrigin(OriginKind.PROFILE, "Copy in")
        wanted = ServiceChange(K.GUEST_SERVICE, True)
        assert [(each.key, each.change) for each in plan.would_change] == [
            (KEYS[3], wanted), (KEYS[4], wanted),
        ]  # fmt: skip

    play(story)


def test_drift_from_several_profiles_is_a_plan_of_nobodys_name(play):
    async def story(scene):
        await scene.use(WANTS_GUEST_SERVICE)
        other = WANTS_GUEST_SERVICE.replace("Copy in", "Data").replace(
            'guest_service = "on"', 'heartbeat = "off"'
        )
        await scene.use(other, "other.toml")
        await scene.drifting(5)
        scene.press("applyDrift")
        dialog = await scene.preview()
        assert dialog.plan.origin == PlanOrigin(OriginKind.CHOSEN)
        assert len(dialog.plan.would_change) == 5
        dialog.reject()

    play(story)


def test_rules_that_disagree_change_nothing(play):
    async def story(scene):
        await scene.use(WANTS_GUEST_SERVICE)
        await scene.use(WANTS_GUEST_SERVICE.replace('"on"', '"off"'), "other.toml")
        await until(lambda: len(scene.watch.report.conflicts) == 2)
        assert scene.watch.report.drifts == ()
        assert not scene.panel.findChild(QPushButton, "applyDrift").isEnabled()
        assert scene.panel.model.rowCount() == 2

    play(story)


def test_the_box_lets_a_profile_correct_by_itself_and_that_is_kept(play):
    async def story(scene):
        await scene.use(WANTS_GUEST_SERVICE)
        scene.profiles.topLevelItem(0).setCheckState(2, Qt.CheckState.Checked)
        await scene.ended()
        assert scene.watch.profiles[0].entry.watched
        assert (await scene.store.load_profiles()).profiles[0].entry.watched
        scene.profiles.topLevelItem(0).setCheckState(2, Qt.CheckState.Unchecked)
        await scene.ended()
        assert not scene.watch.profiles[0].entry.watched

    play(story)


def test_the_box_says_what_holds_when_the_disk_refuses(play, monkeypatch):
    async def story(scene):
        await scene.use(WANTS_GUEST_SERVICE)

        def refuse(_book, _entry):
            raise SettingsNotWritten("profiles.toml", "No space left on device")

        monkeypatch.setattr(ProfileBook, "put", refuse)
        scene.profiles.topLevelItem(0).setCheckState(2, Qt.CheckState.Checked)
        await scene.ended()
        assert [type(each) for each in scene.told] == [SettingsNotWritten]
        assert scene.profiles.topLevelItem(0).checkState(2) is Qt.CheckState.Unchecked
        assert not scene.watch.profiles[0].entry.watched

    play(story)


def test_a_profile_is_taken_off_the_list_and_its_drift_with_it(play):
    async def story(scene):
        path = await scene.use(WANTS_GUEST_SERVICE)
        await scene.drifting(2)
        scene.press("removeProfile")
        await scene.ended()
        assert scene.listed() == []
        await scene.drifting(0)
        assert scene.panel.model.rowCount() == 0
        assert path.exists()

    play(story)


def test_a_file_is_added_by_the_dialog(play):
    async def story(scene):
        path = scene.write(WANTS_GUEST_SERVICE)
        scene.press("addProfile")
        await until(lambda: scene.window.findChild(QFileDialog, "profileFileDialog"))
        dialog = scene.window.findChild(QFileDialog, "profileFileDialog")
        dialog.filesSelected.emit([str(path)])
        dialog.done(1)
        await scene.ended()
        assert scene.listed() == ["Copy in"]
        assert not scene.watch.profiles[0].entry.watched

    play(story)


def test_a_file_that_is_added_again_goes_on_correcting_by_itself(play):
    async def story(scene):
        path = await scene.use(WANTS_GUEST_SERVICE)
        await scene.store.put_profile(path, watched=True)
        scene.press("reloadProfiles")
        await scene.ended()
        scene.press("addProfile")
        await until(lambda: scene.window.findChild(QFileDialog, "profileFileDialog"))
        dialog = scene.window.findChild(QFileDialog, "profileFileDialog")
        dialog.filesSelected.emit([str(path)])
        dialog.done(1)
        await scene.ended()
        assert scene.watch.profiles[0].entry.watched

    play(story)


def test_a_broken_list_is_told(play):
    async def story(scene):
        (scene.home / "profiles.toml").write_text("profile = 5\n", encoding="utf-8")
        scene.commands.load()
        await scene.ended()
        assert [type(each) for each in scene.told] == [SettingsInvalid]

    play(story)


def test_tags_are_kept_and_reach_rules_and_the_matrix(play):
    async def story(scene):
        face = face_of(HOSTS[0])
        scene.matrix.model.apply([make_row(face, vm, known=None) for vm in HOSTS[0].vms])
        await scene.use(WANTS_GUEST_SERVICE.replace('names = ["web*"]', 'tags = ["front"]'))
        assert scene.watch.report.drifts == ()
        scene.commands.put_tags(KEYS[0], ("Front",), "dc01")
        await scene.ended()
        assert scene.commands.tags == {KEYS[0]: ("Front",)}
        await scene.drifting(1)
        assert scene.watch.report.drifts[0].key == KEYS[0]
        tag = scene.matrix.findChild(QComboBox, "matrixTag")
        assert tag.findText("#Front") > 0
        tag.setCurrentIndex(tag.findText("#Front"))
        assert [row.key for row in scene.matrix.model.shown_rows()] == [KEYS[0]]

    play(story)
