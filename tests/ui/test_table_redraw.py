"""What of the table is drawn again when rows change."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication

from console.ui.models.vm_table import VmTableModel
from console.ui.widgets.busy_clock import BusyClock
from console.ui.widgets.vm_table_view import VmTableView
from tests.ui.fleets import large_fleet, rows_of


class PaintNote(QObject):
    """Keeps the heights of what is painted."""

    def __init__(self, view: VmTableView) -> None:
        super().__init__()
        self.heights: list[int] = []
        view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.heights.append(sum(rect.height() for rect in event.region()))
        return super().eventFilter(watched, event)


@pytest.fixture
def view(look, qtbot):
    model = VmTableModel(look, lambda: 200.0)
    model.apply(rows_of(*large_fleet(400)))
    made = VmTableView(model, look, BusyClock())
    qtbot.addWidget(made)
    made.resize(1400, 500)
    made.show()
    made.grab()
    QApplication.sendPostedEvents()
    return made


def change(view: VmTableView, places: list[int]) -> None:
    shown = list(view.model().shown_rows())
    view.model().update(
        [replace(shown[n], vm=replace(shown[n].vm, cpu_percent=99)) for n in places]
    )


def test_rows_out_of_sight_draw_nothing_and_two_rows_not_what_is_between(view):
    note = PaintNote(view)
    change(view, list(range(100, 300)))
    QApplication.processEvents()
    assert note.heights == []
    change(view, [2, 9])
    QApplication.processEvents()
    (height,) = note.heights
    assert 2 * view.rowHeight(0) <= height < 3 * view.rowHeight(0)


def test_rows_drawn_by_themselves_look_as_when_all_are_drawn(view):
    change(view, [1, 2, 5, *range(40, 200, 3)])
    QApplication.processEvents()
    partly = view.screen().grabWindow(view.winId()).toImage()
    view.viewport().update()
    QApplication.processEvents()
    assert partly == view.screen().grabWindow(view.winId()).toImage()
    assert not partly.isNull()


def test_a_run_that_reaches_into_the_sight_is_drawn_up_to_its_end(view):
    note = PaintNote(view)
    last = view.rowAt(view.viewport().height() - 1)
    assert last > 5
    change(view, list(range(last - 1, 350)))
    QApplication.processEvents()
    seen = view.viewport().height() - view.rowViewportPosition(last - 1)
    assert note.heights == [seen]
