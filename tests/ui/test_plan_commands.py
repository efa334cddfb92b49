"""What is done to many VMs: by way of a preview, with results that are shown live."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtWidgets import QCheckBox, QDialog, QPushButton, QSpinBox, QWidget

from console.fleet.operation import PowerChange, ServiceChange
from console.fleet.plan import OriginKind, PlanItem, PlanOrigin
from console.fleet.plan_record import ItemPhase, ItemResult, PlanPhase, PlanRecord
from console.fleet.plans import PlanLimits
from console.model.errors import ConsoleError, NotPossible
from console.model.identity import PlanId, VmKey
from console.model.power import PowerAction
from console.model.service import ServiceKind
from console.ui.commands.plan import PlanCommands
from console.ui.dialogs.plan_preview import PlanPreviewDialog
from console.ui.dialogs.plan_results import PlanResultsDialog
from console.ui.runner import CommandRunner
from console.ui.theme import Theme
from tests.ui.samples import FakeFleet, sample_hosts
from tests.ui.waiting import run_async, until

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
K = ServiceKind
HOSTS = sample_hosts()
KEYS = tuple(VmKey(HOSTS[0].id, vm.id) for vm in HOSTS[0].vms)
GONE = NotPossible("plan_unknown", "p1")


class Scene:
    """Commands over a fleet that only notes, and a window for their dialogs."""

    def __init__(self, window: QWidget) -> None:
        self.fleet = FakeFleet(HOSTS)
        self.window = window
        self.told: list[ConsoleError] = []
        self.tasks: list[asyncio.Task] = []
        runner = CommandRunner(window, Theme("light"), self._spawn, self.told.append)
        self.commands = PlanCommands(self.fleet, runner, lambda: NOW)

    def _spawn(self, coroutine, name):
        self.tasks.append(asyncio.get_running_loop().create_task(coroutine, name=name))
        return self.tasks[-1]

    def shown(self, kind: type[QDialog]) -> list[QDialog]:
        return [each for each in self.window.findChildren(kind) if each.isVisible()]

    async def opened(self, kind: type[QDialog]) -> QDialog:
        await until(lambda: self.shown(kind))
        (dialog,) = self.shown(kind)
        return dialog

    async def ended(self) -> None:
        await until(lambda: all(task.done() for task in self.tasks))


@pytest.fixture
def play(qtbot, qapp):
    window = QWidget()
    qtbot.addWidget(window)
    window.show()

    def run(story):
        async def tell():
            scene = Scene(window)
            await story(scene)
            await scene.ended()
            for task in scene.tasks:
                task.result()

        run_async(qapp, tell())

    return run


def press(dialog: QDialog, name: str) -> None:
    dialog.findChild(QPushButton, name).click()


def record(phase=PlanPhase.RUNNING, plan="p1", **fields) -> PlanRecord:
    item = PlanItem(KEYS[0], "hv01", "dc01", ServiceChange(K.KVP, False))
    made = PlanRecord(PlanId(plan), PlanOrigin(OriginKind.CHOSEN), phase, (ItemResult(item),), NOW)
    return replace(made, **fields)


def test_one_cell_is_switched_at_once(play):
    async def story(scene):
        scene.commands.switch(((KEYS[0], K.KVP),), on=False)
        assert scene.fleet.calls == [("set_service", KEYS[0], K.KVP, False)]
        assert scene.fleet.plans.calls == []
        assert scene.tasks == []

    play(story)


def test_several_cells_are_switched_when_the_preview_is_accepted(play):
    async def story(scene):
        cells = tuple((key, K.HEARTBEAT) for key in KEYS[:3])
        scene.commands.switch(cells, on=False)
        dialog = await scene.opened(PlanPreviewDialog)
        assert scene.fleet.calls == []
        assert scene.fleet.plans.calls == []
        dialog.findChild(QCheckBox, "planStops").setChecked(True)
        dialog.findChild(QSpinBox, "planErrors").setValue(2)
        press(dialog, "planRun")
        await scene.ended()
        ((call, plan, limits),) = scene.fleet.plans.calls
        assert (call, limits) == ("start", PlanLimits(stop_after=2))
        assert plan.made_at == NOW
        assert plan.origin == PlanOrigin(OriginKind.CHOSEN)
        change = ServiceChange(K.HEARTBEAT, False)
        assert [(each.key, each.change) for each in plan.would_change] == [
            (key, change) for key in KEYS[:3]
        ]

    play(story)


def test_nothing_is_done_when_the_preview_is_left(play):
    async def story(scene):
        scene.commands.switch(tuple((key, K.KVP) for key in KEYS[:2]), on=False)
        (await scene.opened(PlanPreviewDialog)).reject()
        await scene.ended()
        assert scene.fleet.plans.calls == []

    play(story)


@pytest.mark.parametrize(
    ("action", "warns"), [(PowerAction.SHUTDOWN, False), (PowerAction.TURN_OFF, True)]
)
def test_power_of_several_warns_where_something_is_lost(play, action, warns):
    async def story(scene):
        scene.commands.change_power(action, KEYS[:3])
        dialog = await scene.opened(PlanPreviewDialog)
        assert (dialog.findChild(QWidget, "planLoss") is not None) is warns
        assert dialog.findChild(QPushButton, "planRun").isDefault() is not warns
        press(dialog, "planRun")
        await scene.ended()
        (call,) = scene.fleet.plans.calls
        assert {each.change for each in call[1].would_change} == {PowerChange(action)}

    play(story)


def test_results_are_live_and_their_buttons_reach_the_plan(play):
    async def story(scene):
        plans = scene.fleet.plans
        plans.records = (record(),)
        scene.commands.show(PlanId("p1"))
        dialog = await scene.opened(PlanResultsDialog)
        assert not dialog.isModal()
        press(dialog, "planStop")
        plans.tell(record(PlanPhase.INTERRUPTED))
        press(dialog, "planResume")
        press(dialog, "planDiscard")
        assert plans.calls == [(name, PlanId("p1")) for name in ("stop", "resume", "discard")]
        done = ItemResult(record().results[0].item, ItemPhase.SUCCEEDED)
        plans.tell(record(PlanPhase.FINISHED, results=(done,), can_undo=True))
        press(dialog, "planUndo")
        preview = await scene.opened(PlanPreviewDialog)
        assert preview.plan.origin == PlanOrigin(OriginKind.UNDO, undoes=PlanId("p1"))
        preview.reject()
        dialog.reject()
        await scene.ended()
        assert plans._callbacks == [], "nobody listens after the dialog is gone"

    play(story)


def test_the_results_of_a_plan_are_open_only_once(play):
    async def story(scene):
        scene.fleet.plans.records = (record(), record(plan="p2"))
        for _ in range(2):
            scene.commands.show(PlanId("p1"))
            await scene.opened(PlanResultsDialog)
        scene.commands.show(PlanId("p2"))
        await until(lambda: len(scene.shown(PlanResultsDialog)) == 2)
        for dialog in scene.shown(PlanResultsDialog):
            dialog.reject()
        await scene.ended()
        scene.commands.show(PlanId("p1"))
        (await scene.opened(PlanResultsDialog)).reject()

    play(story)


def test_a_plan_that_is_not_kept_any_more_is_not_shown(play):
    async def story(scene):
        scene.commands.show(PlanId("p1"))
        assert scene.tasks == []

    play(story)


@pytest.mark.parametrize("name", ["resume", "discard", "undo"])
def test_what_became_impossible_meanwhile_is_told_in_the_window(play, monkeypatch, name):
    async def story(scene):
        def refuse(_plan):
            raise GONE

        monkeypatch.setattr(scene.fleet.plans, name, refuse)
        getattr(scene.commands, name)(PlanId("p1"))
        await scene.ended()
        assert scene.told == [GONE]
        assert scene.shown(PlanPreviewDialog) == []

    play(story)
