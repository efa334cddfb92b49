"""The list of operations."""

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QPushButton

from console.fleet.operation import MAX_RECORDS, OperationPhase
from console.model.errors import OperationFailed
from console.model.identity import OperationId
from console.ui.panels.activity_panel import ActivityPanel
from console.ui.panels.operation_model import STATUS_COLUMN, OperationModel
from console.ui.theme import Theme
from tests.ui.samples import sample_record, sample_records


@pytest.fixture
def panel(qtbot):
    panel = ActivityPanel(Theme("light"))
    qtbot.addWidget(panel)
    panel.resize(900, 160)
    panel.show()
    return panel


def _button(panel, name):
    return panel.findChild(QPushButton, name)


def _shown(model: QAbstractItemModel, row, column=STATUS_COLUMN, role=Qt.ItemDataRole.DisplayRole):
    return model.index(row, column).data(role)


def test_the_model_keeps_qts_rules(qapp):
    model = OperationModel(Theme("light"))
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for record in sample_records():
        model.put(record)
    model.put(sample_record(3, phase=OperationPhase.FAILED, error=OperationFailed("X", 5)))
    assert tester.model() is model
    assert model.rowCount() == 6


def test_the_newest_is_at_the_top_and_changes_in_place(qapp):
    model = OperationModel(Theme("light"))
    model.put(sample_record(1, phase=OperationPhase.RUNNING))
    model.put(sample_record(2, phase=OperationPhase.WAITING))
    assert [_shown(model, row) for row in range(2)] == ["Waiting", "Running"]
    model.put(sample_record(1, phase=OperationPhase.RUNNING, percent=70))
    assert _shown(model, 1) == "Running, 70 %"
    assert model.rowCount() == 2


def test_the_oldest_is_forgotten(qapp):
    model = OperationModel(Theme("light"))
    for number in range(MAX_RECORDS + 3):
        model.put(sample_record(1).__class__(**_fields(sample_record(1), number)))
    assert model.rowCount() == MAX_RECORDS
    assert model.record_at(MAX_RECORDS - 1).id == OperationId(3)


def _fields(record, number):
    from dataclasses import fields

    return {f.name: getattr(record, f.name) for f in fields(record)} | {"id": OperationId(number)}


def test_states_are_told_by_icon_word_and_voice(qapp):
    model = OperationModel(Theme("light"))
    for record in sample_records():
        model.put(record)
    for row in range(model.rowCount()):
        assert _shown(model, row)
        assert not _shown(model, row, role=Qt.ItemDataRole.DecorationRole).isNull()
        assert "State" in _shown(model, row, role=Qt.ItemDataRole.AccessibleTextRole)


def test_a_tooltip_shows_what_a_host_said_as_it_is(qapp):
    model = OperationModel(Theme("light"))
    error = OperationFailed("X", 1, "<b>no</b>")
    model.put(sample_record(1, phase=OperationPhase.FAILED, error=error))
    assert "&lt;b&gt;no" in _shown(model, 0, role=Qt.ItemDataRole.ToolTipRole)


def test_buttons_follow_the_selected_operation(panel, qtbot):
    records = sample_records()
    for record in records:
        panel.put(record, OperationId(1))
    assert panel.current.id == 6, "the newest is followed while nothing else is chosen"
    assert _button(panel, "cancelOperation").isEnabled()
    assert not _button(panel, "operationDetails").isEnabled()
    panel.view.setCurrentIndex(panel.model.index(4, 0))
    assert panel.current.id == 2
    assert _button(panel, "operationDetails").isEnabled()
    with qtbot.waitSignal(panel.details_requested) as asked:
        _button(panel, "operationDetails").click()
    assert asked.args == [records[1]]
    panel.view.setCurrentIndex(panel.model.index(5, 0))
    assert _button(panel, "undoOperation").isEnabled()


def test_a_chosen_operation_stays_chosen(panel):
    for record in sample_records():
        panel.put(record)
    panel.view.setCurrentIndex(panel.model.index(2, 0))
    chosen = panel.current.id
    panel.put(sample_record(9))
    assert panel.current.id == chosen


def test_cancel_and_copy(panel, qtbot):
    panel.put(sample_record(5, phase=OperationPhase.RUNNING, can_cancel=True))
    with qtbot.waitSignal(panel.cancel_requested) as asked:
        _button(panel, "cancelOperation").click()
    assert asked.args == [OperationId(5)]
    _button(panel, "copyPowerShell").click()
    assert QGuiApplication.clipboard().text().startswith("Enable-VMIntegrationService")


def test_what_is_under_way_is_counted(panel, qtbot):
    with qtbot.waitSignal(panel.pending_changed) as told:
        panel.put(sample_record(1, phase=OperationPhase.RUNNING))
    assert told.args == [1]
    with qtbot.waitSignal(panel.pending_changed) as told:
        panel.put(sample_record(1))
    assert told.args == [0]


def test_progress_is_drawn(panel):
    panel.put(sample_record(1, phase=OperationPhase.RUNNING, percent=0))
    panel.view.setCurrentIndex(panel.model.index(-1, 0))
    before = panel.view.viewport().grab().toImage()
    panel.put(sample_record(1, phase=OperationPhase.RUNNING, percent=90))
    assert panel.view.viewport().grab().toImage() != before
