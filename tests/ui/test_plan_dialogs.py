"""The preview of a plan, its live results, and its row in the list of activity."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QLabel,
    QProgressBar,
    QPushButton,
    QSpinBox,
    QTreeView,
)

from console.fleet.operation import PowerChange, ServiceChange
from console.fleet.plan import (
    Obstacle,
    OriginKind,
    Plan,
    PlanItem,
    PlanOrigin,
    PlanVerdict,
    draft,
)
from console.fleet.plan_record import ItemPhase, ItemResult, PlanPhase, PlanRecord
from console.fleet.plans import PlanLimits
from console.model.errors import OperationFailed
from console.model.identity import HostId, PlanId, VmId, VmKey
from console.model.power import PowerAction
from console.model.service import ServiceKind
from console.ui.dialogs.plan_preview import PlanPreviewDialog
from console.ui.dialogs.plan_results import PlanResultsDialog
from console.ui.models.plan_rows import STATE_COLUMN, PlanRowsModel
from console.ui.panels.activity_panel import ActivityPanel
from console.ui.theme import Theme
from tests.ui.samples import sample_hosts, sample_record

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
CHOSEN = PlanOrigin(OriginKind.CHOSEN)
K = ServiceKind
OFF = ServiceChange(K.KVP, False)
DISPLAY = Qt.ItemDataRole.DisplayRole


def item(name: str, verdict=PlanVerdict.WOULD_CHANGE, obstacle=None, change=OFF) -> PlanItem:
    return PlanItem(VmKey(HostId("h1"), VmId(name)), "hv01", name, change, verdict, obstacle)


def plan_of(*items: PlanItem, origin=CHOSEN) -> Plan:
    return Plan(PlanId("p1"), origin, items, NOW)


MIXED = (
    item("web01"),
    item("web02"),
    item("web03", PlanVerdict.ALREADY_SO),
    *(item(each.value, PlanVerdict.CANNOT, each) for each in Obstacle),
)


def record_of(*phases: ItemPhase, phase=PlanPhase.RUNNING, **fields) -> PlanRecord:
    results = tuple(ItemResult(item(f"vm{n}"), each) for n, each in enumerate(phases))
    return replace(PlanRecord(PlanId("p1"), CHOSEN, phase, results, NOW), **fields)


def cells(model: QAbstractItemModel, column: int) -> list[str]:
    return [model.index(row, column).data(DISPLAY) for row in range(model.rowCount())]


def label(dialog, name: str) -> str:
    return dialog.findChild(QLabel, name).text()


def button(dialog, name: str) -> QPushButton:
    return dialog.findChild(QPushButton, name)


@pytest.fixture
def preview(qtbot):
    def make(plan: Plan, loss: str = "") -> PlanPreviewDialog:
        made = PlanPreviewDialog(Theme("light"), plan, loss)
        qtbot.addWidget(made)
        made.show()
        return made

    return make


@pytest.fixture
def results(qtbot):
    def make(record: PlanRecord) -> PlanResultsDialog:
        made = PlanResultsDialog(Theme("light"), record)
        qtbot.addWidget(made)
        made.show()
        return made

    return make


# --- preview ---


def test_the_preview_counts_and_says_of_each_machine_what_or_why_not(preview):
    dialog = preview(plan_of(*MIXED))
    rest = len(Obstacle)
    assert label(dialog, "planCounts") == (
        f"2 would change · 1 already so · {rest} cannot be changed"
    )
    assert label(dialog, "planTitle") == "Turn off “Data exchange”: 2 virtual machines"
    states = cells(dialog.findChild(QTreeView, "planRows").model(), STATE_COLUMN)
    assert states[:3] == ["Would change", "Would change", "Already so"]
    assert len(set(states[3:])) == rest, "every obstacle has a sentence of its own"
    assert all(state.startswith("Cannot: ") for state in states[3:])


def test_the_sentence_of_each_obstacle_comes_from_a_real_draft(preview):
    first, second, away, _ = sample_hosts()
    wanted = ServiceChange(K.GUEST_SERVICE, True)
    keys = (
        VmKey(first.id, first.vms[2].id),
        VmKey(first.id, VmId("gone")),
        VmKey(away.id, away.vms[0].id),
        VmKey(second.id, second.vms[0].id),
    )
    plan = draft(
        {each.id: each for each in sample_hosts()},
        [(key, wanted) for key in keys],
        origin=CHOSEN,
        made_at=NOW,
    )
    dialog = preview(plan)
    assert cells(dialog.findChild(QTreeView, "planRows").model(), STATE_COLUMN) == [
        "Cannot: this virtual machine does not have the service",
        "Cannot: the virtual machine is gone",
        "Cannot: the host is not connected",
        "Would change",
    ]


def test_the_choice_shows_only_one_verdict(preview):
    dialog = preview(plan_of(*MIXED))
    choice = dialog.findChild(QComboBox, "planRowsShown")
    model = dialog.findChild(QTreeView, "planRows").model()
    assert [choice.itemText(n) for n in range(4)] == [
        "All", "Would change", "Already so", "Cannot be changed",
    ]  # fmt: skip
    counts = []
    for place in range(4):
        choice.setCurrentIndex(place)
        counts.append(model.rowCount())
    assert counts == [len(MIXED), 2, 1, len(Obstacle)]


def test_a_plan_stops_after_failures_only_when_that_is_wanted(preview):
    dialog = preview(plan_of(item("a")))
    errors = dialog.findChild(QSpinBox, "planErrors")
    assert not errors.isEnabled()
    assert dialog.limits == PlanLimits()
    dialog.findChild(QCheckBox, "planStops").setChecked(True)
    assert errors.isEnabled()
    errors.setValue(3)
    assert dialog.limits == PlanLimits(stop_after=3)
    dialog.findChild(QCheckBox, "planStops").setChecked(False)
    assert dialog.limits.stop_after is None


def test_where_nothing_would_change_nothing_can_be_run(preview):
    dialog = preview(plan_of(item("a", PlanVerdict.ALREADY_SO)))
    run = button(dialog, "planRun")
    assert not run.isEnabled()
    assert run.text() == "Make 0 changes"
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert not dialog.isVisible()
    assert dialog.result() == QDialog.DialogCode.Rejected


def test_enter_runs_what_can_be_undone_and_is_safe_where_something_is_lost(preview):
    harmless = preview(plan_of(item("a"), item("b")))
    assert button(harmless, "planRun").text() == "Make 2 changes"
    QTest.keyClick(harmless, Qt.Key.Key_Return)
    assert harmless.result() == QDialog.DialogCode.Accepted
    off = PowerChange(PowerAction.TURN_OFF)
    lossy = preview(plan_of(item("a", change=off)), "Unsaved data is lost.")
    assert label(lossy, "planLoss") == "Unsaved data is lost."
    assert not button(lossy, "planRun").isDefault()
    QTest.keyClick(lossy, Qt.Key.Key_Return)
    assert not lossy.isVisible()
    assert lossy.result() == QDialog.DialogCode.Rejected


def test_undo_is_promised_only_where_there_is_undo(preview):
    assert "can be undone" in label(preview(plan_of(item("a"))), "planNote")
    start = PowerChange(PowerAction.START)
    mixed = preview(plan_of(item("a"), item("b", change=start)))
    assert "undone" not in label(mixed, "planNote")


def test_titles_tell_where_a_plan_comes_from(preview):
    profile = PlanOrigin(OriginKind.PROFILE, "Lin<b>ux %1")
    dialog = preview(plan_of(item("a"), item("b", change=ServiceChange(K.VSS, True)),
                             origin=profile))  # fmt: skip
    title = dialog.findChild(QLabel, "planTitle")
    assert title.text() == "Profile “Lin<b>ux %1”: 2 changes"
    assert title.textFormat() is Qt.TextFormat.PlainText
    undo = preview(plan_of(item("a"), item("b"), origin=PlanOrigin(OriginKind.UNDO)))
    assert label(undo, "planTitle") == "Undo: Turn off “Data exchange”: 2 virtual machines"


# --- rows ---


def test_the_rows_keep_qts_rules_and_tell_only_what_changed(look):
    model = PlanRowsModel(look)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert tester.model() is model
    model.show_plan(plan_of(*MIXED))
    model.show_results(record_of(*[ItemPhase.WAITING] * 4).results)
    changed: list[int] = []
    model.dataChanged.connect(lambda top, end: changed.extend(range(top.row(), end.row() + 1)))
    now = (ItemPhase.WAITING, ItemPhase.RUNNING, ItemPhase.WAITING, ItemPhase.FAILED)
    model.show_results(record_of(*now).results)
    model.show_results(record_of(*now).results)
    assert changed == [1, 3]


def test_every_phase_has_a_word_an_icon_and_a_voice(look):
    model = PlanRowsModel(look)
    model.show_results(record_of(*ItemPhase).results)
    assert len(set(cells(model, STATE_COLUMN))) == len(ItemPhase)
    for row in range(model.rowCount()):
        index = model.index(row, STATE_COLUMN)
        assert not index.data(Qt.ItemDataRole.DecorationRole).isNull()
        assert index.data(Qt.ItemDataRole.AccessibleTextRole).startswith("Result: ")


def test_hostile_names_stay_one_cell_and_plain(look):
    evil = "a\tb\n<b>c</b>\u202e%1"
    model = PlanRowsModel(look)
    model.show_plan(plan_of(replace(item("x"), vm_name=evil, host_label="h\r\nh")))
    assert model.as_text().splitlines()[1].split("\t") == [
        "a b <b>c</b>\u202e%1", "h h", "Turn off “Data exchange”", "Would change",
    ]  # fmt: skip
    assert "<b>" not in model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)


# --- results ---


def test_results_follow_the_record_and_no_other(results):
    dialog = results(record_of(*[ItemPhase.WAITING] * 4))
    bar = dialog.findChild(QProgressBar, "planProgress")
    model = dialog.findChild(QTreeView, "planRows").model()
    assert label(dialog, "planCounts") == "Running, 0 of 4"
    done, failed = ItemPhase.SUCCEEDED, ItemPhase.FAILED
    dialog.show_record(record_of(done, failed, ItemPhase.RUNNING, ItemPhase.WAITING))
    assert label(dialog, "planCounts") == "Running, 2 of 4, 1 failed"
    assert (bar.value(), bar.maximum()) == (2, 4)
    assert cells(model, STATE_COLUMN) == ["Done", "Failed", "Running", "Waiting"]
    dialog.show_record(record_of(*[done] * 4, id=PlanId("other")))
    assert cells(model, STATE_COLUMN)[1] == "Failed"


def test_a_failure_tells_its_cause(results):
    error = OperationFailed("ModifyResourceSettings", 32773)
    record = record_of(ItemPhase.FAILED)
    record = replace(record, results=(replace(record.results[0], error=error),))
    dialog = results(record)
    (state,) = cells(dialog.findChild(QTreeView, "planRows").model(), STATE_COLUMN)
    assert state.startswith("Failed: ")
    assert "32773" in state


def test_the_rows_of_a_choice_come_and_go_with_the_results(results):
    dialog = results(record_of(*[ItemPhase.WAITING] * 3))
    model = dialog.findChild(QTreeView, "planRows").model()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert tester.model() is model
    dialog.findChild(QComboBox, "planRowsShown").setCurrentIndex(1)
    assert cells(model, 0) == []
    dialog.show_record(record_of(ItemPhase.FAILED, ItemPhase.SUCCEEDED, ItemPhase.UNKNOWN_OUTCOME))
    assert cells(model, 0) == ["vm0", "vm2"]
    dialog.findChild(QComboBox, "planRowsShown").setCurrentIndex(2)
    assert cells(model, 0) == ["vm1"]


@pytest.mark.parametrize(
    ("phase", "can_undo", "shown"),
    [
        (PlanPhase.RUNNING, False, {"planStop"}),
        (PlanPhase.STOPPING, False, {"planStop"}),
        (PlanPhase.FINISHED, True, {"planUndo"}),
        (PlanPhase.FINISHED, False, set()),
        (PlanPhase.STOPPED, True, {"planUndo"}),
        (PlanPhase.INTERRUPTED, False, {"planResume", "planDiscard"}),
    ],
)
def test_only_what_is_possible_is_offered(results, phase, can_undo, shown):
    dialog = results(record_of(ItemPhase.SUCCEEDED, phase=phase, can_undo=can_undo))
    names = ("planStop", "planUndo", "planResume", "planDiscard")
    assert {name for name in names if button(dialog, name).isVisible()} == shown
    assert button(dialog, "planStop").isEnabled() is (phase is PlanPhase.RUNNING)


def test_buttons_ask_for_this_plan(results):
    dialog = results(record_of(ItemPhase.RUNNING))
    asked: list[tuple[str, PlanId]] = []
    for name in ("stop", "undo", "resume", "discard"):
        signal = getattr(dialog, f"{name}_requested")
        signal.connect(lambda plan, name=name: asked.append((name, plan)))
    button(dialog, "planStop").click()
    dialog.show_record(record_of(ItemPhase.SUCCEEDED, phase=PlanPhase.FINISHED, can_undo=True))
    button(dialog, "planUndo").click()
    dialog.show_record(record_of(ItemPhase.WAITING, phase=PlanPhase.INTERRUPTED))
    button(dialog, "planResume").click()
    button(dialog, "planDiscard").click()
    assert asked == [(name, PlanId("p1")) for name in ("stop", "undo", "resume", "discard")]


def test_the_shown_rows_are_copied_as_a_table(results):
    dialog = results(record_of(ItemPhase.SUCCEEDED, ItemPhase.FAILED))
    button(dialog, "planCopy").click()
    head, *lines = QGuiApplication.clipboard().text().splitlines()
    assert head.split("\t") == ["Virtual machine", "Host", "Change", "Result"]
    assert [line.split("\t")[0] for line in lines] == ["vm0", "vm1"]
    dialog.findChild(QComboBox, "planRowsShown").setCurrentIndex(1)
    view = dialog.findChild(QTreeView, "planRows")
    dialog.activateWindow()
    assert QTest.qWaitForWindowActive(dialog)
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert [line.split("\t")[0] for line in QGuiApplication.clipboard().text().splitlines()] == [
        "Virtual machine", "vm1",
    ]  # fmt: skip


# --- in the list of activity ---


@pytest.fixture
def activity(qtbot):
    panel = ActivityPanel(Theme("light"))
    qtbot.addWidget(panel)
    panel.resize(900, 160)
    panel.show()
    return panel


def test_a_plan_is_one_row_and_its_parts_are_none(activity):
    activity.put(record_of(ItemPhase.SUCCEEDED, ItemPhase.RUNNING))
    activity.put(sample_record(1, plan=PlanId("p1")))
    model = activity.view.model()
    assert model.rowCount() == 1
    row = [model.index(0, column).data(DISPLAY) for column in range(model.columnCount())]
    assert "Turn off “Data exchange”: 2 virtual machines" in row
    assert "Running, 1 of 2" in row
    activity.put(record_of(*[ItemPhase.SUCCEEDED] * 2, phase=PlanPhase.FINISHED))
    assert model.rowCount() == 1
    assert "Done, 2 of 2" in [model.index(0, c).data(DISPLAY) for c in range(model.columnCount())]


def test_the_row_of_a_plan_opens_its_results_and_stops_it(activity):
    activity.put(record_of(ItemPhase.RUNNING))
    activity.view.setCurrentIndex(activity.view.model().index(0, 0))
    opened: list[PlanId] = []
    stopped: list[PlanId] = []
    activity.plan_requested.connect(opened.append)
    activity.plan_stop_requested.connect(stopped.append)
    activity.show_details()
    activity.cancel_current()
    assert (opened, stopped) == ([PlanId("p1")], [PlanId("p1")])
    activity.put(record_of(ItemPhase.SUCCEEDED, phase=PlanPhase.FINISHED))
    activity.cancel_current()
    assert stopped == [PlanId("p1")]
