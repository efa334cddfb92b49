"""A service is switched from the panel and from the table, undone, and refused."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton

from console.fleet.operation import OperationPhase
from console.model.service import ServiceKind
from console.simulator.descriptions import ChangeStyle, JobFault, VmDescription
from console.simulator.faults import AnswerFault, RefuseMethod, Reset, Scope
from console.ui.widgets.marks import MarkState
from console.ui.widgets.marks_delegate import KINDS
from console.wsman.message import Fault
from tests.ui.living import WITHIN_S, Setting, hosting, run_program
from tests.ui.waiting import until

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

KVP = ServiceKind.KVP
WEB = VmDescription("web01")
MODIFY = "ModifyResourceSettings"


def _click_switch(site):
    QTest.mouseClick(site.switch(KVP), Qt.MouseButton.LeftButton)


def _click_mark(site):
    table, vms = site.table, site.vms
    index = vms.index(vms.place_of(site.key("web01")), vms.column_of("services"))
    table.scrollTo(index)
    cell = table.visualRect(index)
    mark = table._marks.mark_rect(cell, KINDS.index(KVP))
    assert cell.contains(mark)
    assert table.viewport().rect().contains(mark)
    plain = Qt.KeyboardModifier.NoModifier
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, plain, mark.center())


def _by_key(site):
    site.window.activateWindow()
    site.table.setFocus()
    QTest.keyClick(site.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)


def _by_action(site):
    assert site.action("undo").isEnabled()
    site.action("undo").trigger()


def _by_row(site):
    QTest.mouseClick(site.find(QToolButton, "kvpUndo"), Qt.MouseButton.LeftButton, pos=QPoint(4, 4))


def _faces(site):
    """Return what panel and table say: on, busy, mark, words."""
    switch = site.switch(KVP)
    return (
        switch.isChecked(), switch.is_busy, site.mark("web01", KVP), site.says("kvpStatus"),
    )  # fmt: skip


ON = (True, False, MarkState.OK, "On, running")
OFF = (False, False, MarkState.OFF, "Off")
TURNING_OFF = (False, True, MarkState.TURNING_OFF, "Turning off…")
TURNING_ON = (True, True, MarkState.TURNING_ON, "Turning on…")


@pytest.mark.parametrize("style", ChangeStyle)
@pytest.mark.parametrize(
    ("toggle", "undo"),
    [(_click_switch, _by_key), (_click_mark, _by_action), (_click_switch, _by_row)],
)
def test_a_toggle_shows_at_once_reaches_the_host_and_is_undone(qapp, tmp_path, toggle, undo, style):
    async def story(site):
        await site.filled(2)
        site.select("web01")
        assert _faces(site) == ON
        assert not site.action("undo").isEnabled()
        toggle(site)
        assert _faces(site) == TURNING_OFF, "in the turn of the click"
        assert site.truth("web01", "kvp"), "the host has not been asked yet"
        assert site.says("pendingStatus") == "1 operation under way"
        await until(lambda: not site.switch(KVP).is_busy, WITHIN_S)
        assert _faces(site) == OFF
        assert not site.truth("web01", "kvp")
        assert "Without it" in site.switch(KVP).parent()._status.toolTip()
        await until(lambda: site.action("undo").isEnabled())
        undo(site)
        assert _faces(site) == TURNING_ON, "in the turn of the key or click"
        await until(lambda: not site.switch(KVP).is_busy, WITHIN_S)
        assert _faces(site) == ON
        assert site.truth("web01", "kvp")
        assert not site.action("undo").isEnabled()
        assert site.says("pendingStatus") == ""
        assert len(site.calls_of(MODIFY)) == 2
        assert site.truth("web02", "kvp")

    vms = (replace(WEB, changes=style), VmDescription("web02"))
    run_program(qapp, tmp_path, story, Setting((hosting(*vms, pace=0.2),)))


DENIED = Fault(
    0x80070005, "w:AccessDenied", "Access is denied.", wmi_code=0x80041003, wmi_text="Access denied"
)
REFUSALS = {
    "return value": (
        lambda plan: plan.add(RefuseMethod(32773), Scope(method=MODIFY)),
        WEB,
        "The host refused with error 32773.\nCopy the details",
        ("method: ", MODIFY, "code: 32773"),
    ),
    "fault": (
        lambda plan: plan.add(AnswerFault(DENIED), Scope(method=MODIFY)),
        WEB,
        "The account may not do this on the host.\nAdd it to the host's groups",
        ("error: Forbidden", "0x80041003"),
    ),
    "method of the VM": (
        lambda plan: None,
        replace(WEB, job_faults=(("modify", JobFault.REFUSED),)),
        "The virtual machine's state does not allow this now.\nRefresh, wait",
        ("error: OperationFailed", MODIFY),
    ),
    "job": (
        lambda plan: None,
        replace(
            WEB, changes=ChangeStyle.JOB, job_faults=(("modify", JobFault.FILE_NOT_FOUND),)
        ),
        "The host refused: ",
        ("error: OperationFailed", "host says: "),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSALS)
def test_a_refusal_puts_the_switch_back_and_says_why(qapp, tmp_path, case):
    refuse, vm, words, details = REFUSALS[case]

    async def story(site):
        await site.filled(1)
        site.select("web01")
        refuse(site.live["HV01"].plan)
        told = set()
        site.fleet.store.subscribe(
            lambda _: told.add(site.fleet.store.vm(site.key("web01")).service(KVP).enabled)
        )
        _click_switch(site)
        assert _faces(site) == TURNING_OFF
        await until(lambda: not site.switch(KVP).is_busy, WITHIN_S)
        assert _faces(site) == ON
        assert site.truth("web01", "kvp")
        assert words in site.says("kvpError")
        assert site.fleet.operations.records[-1].phase is OperationPhase.FAILED
        assert not site.action("undo").isEnabled()
        QGuiApplication.clipboard().clear()
        site.find(QToolButton, "kvpCopy").click()
        copied = QGuiApplication.clipboard().text()
        assert all(part in copied for part in details), copied
        site.fleet.refresh()
        read_at = site.snapshot().read_at
        await until(lambda: site.snapshot().read_at != read_at, WITHIN_S)
        assert told <= {True}, "the store was never wrong"
        assert site.says("kvpError"), "the reason stays until the next try"

    run_program(qapp, tmp_path, story, Setting((hosting(vm, pace=0.2),)))


@pytest.mark.parametrize("performs", [True, False])
def test_a_lost_answer_says_so_and_the_truth_is_read_again(qapp, tmp_path, performs):
    async def story(site):
        await site.filled(1)
        site.select("web01")
        site.live["HV01"].plan.add(Reset(performs=performs), Scope(method=MODIFY))
        _click_switch(site)
        await until(lambda: not site.switch(KVP).is_busy, WITHIN_S)
        assert "its outcome is unknown" in site.says("kvpError")
        await until(lambda: _faces(site) == (OFF if performs else ON), WITHIN_S)
        assert site.truth("web01", "kvp") is not performs

    run_program(qapp, tmp_path, story, Setting((hosting(WEB),)))


def test_the_reason_goes_with_the_next_try_that_works(qapp, tmp_path):
    async def story(site):
        await site.filled(1)
        site.select("web01")
        plan = site.live["HV01"].plan
        refusal = plan.add(RefuseMethod(32775), Scope(method=MODIFY))
        _click_mark(site)
        await until(lambda: site.says("kvpError"), WITHIN_S)
        plan.remove(refusal)
        _click_mark(site)
        assert site.says("kvpError") == ""
        await until(lambda: _faces(site) == OFF, WITHIN_S)
        assert site.says("kvpError") == ""

    run_program(qapp, tmp_path, story, Setting((hosting(WEB),)))
