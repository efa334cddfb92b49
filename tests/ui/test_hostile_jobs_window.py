"""Jobs that hang, fail or vanish, and hosts that restart meanwhile, as the window shows them."""

import pytest
from PySide6.QtWidgets import QPushButton, QTreeView

from console.fleet.operation import OperationPhase
from console.model.host import LinkState
from console.model.service import ServiceKind
from console.model.vm import VmState
from console.simulator.descriptions import JobFault, StartState, VmDescription
from console.simulator.faults import AnswerFault, Hang, Scope, ShiftDate
from console.wsman import fault_codes
from console.wsman.message import Fault
from tests.ui.living import WITHIN_S, Setting, hosting, run_program
from tests.ui.waiting import until

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

DB = VmDescription("db01")
GONE = Fault(fault_codes.DESTINATION_UNREACHABLE, "a:DestinationUnreachable", "gone")
LOOK = Scope(operation="Get", class_name="Msvm_ConcreteJob")


def off(**more):
    return VmDescription("web01", state=StartState.OFF, **more)


def row(site, column=None):
    """Return what the newest line of the activity says."""
    model = site.window._activity.model
    columns = range(model.columnCount()) if column is None else (column,)
    return " | ".join(str(model.index(0, each).data()) for each in columns)


async def started(site):
    await site.filled(2)
    site.select("web01")
    site.action("start").trigger()
    await until(lambda: site.window._activity.model.rowCount() == 1, WITHIN_S)


def newest(site):
    return site.fleet.operations.records[-1]


def choose(site, record):
    """Select an operation in the list."""
    view = site.find(QTreeView, "operations")
    view.setCurrentIndex(view.model().index(view.model().row_of(record.id), 0))


async def told(site, phase, cause):
    """Wait for the end, and see it in the list and in the details."""
    await until(lambda: newest(site).phase is phase, WITHIN_S)
    site.window._activity.show_details()
    dialog = await site.opened("detailsDialog")
    assert cause in site.says("detailsCause", dialog)
    assert site.says("detailsNext", dialog)
    dialog.reject()
    await site.closed("detailsDialog")


def test_a_job_that_hangs_can_be_cancelled_and_keeps_nothing_else_from_going_on(qapp, tmp_path):
    async def story(site):
        await started(site)
        await until(lambda: newest(site).can_cancel, WITHIN_S)
        site.fleet.set_service(site.key("db01"), ServiceKind.VSS, False)
        await until(lambda: not site.truth("db01", "vss"), WITHIN_S)
        await until(lambda: newest(site).phase is OperationPhase.SUCCEEDED, WITHIN_S)
        hanging = site.fleet.operations.records[0]
        assert not hanging.phase.is_finished
        assert site.cell("db01", "name") == "db01"
        choose(site, hanging)
        cancel = site.find(QPushButton, "cancelOperation")
        await until(cancel.isEnabled, WITHIN_S)
        cancel.click()
        await until(
            lambda: site.fleet.operations.records[0].phase is OperationPhase.CANCELLED, WITHIN_S
        )

    hangs = off(job_faults=(("start", JobFault.HANGS),))
    run_program(qapp, tmp_path, story, Setting((hosting(hangs, DB, pace=0.2),)))


def test_a_job_that_fails_is_told_with_the_hosts_words(qapp, tmp_path):
    async def story(site):
        await started(site)
        await told(site, OperationPhase.FAILED, "'web01' failed to start")
        await until(lambda: site.cell("web01", "state") == "Off", WITHIN_S)

    fails = off(job_faults=(("start", JobFault.NOT_ENOUGH_MEMORY),))
    run_program(qapp, tmp_path, story, Setting((hosting(fails, DB, pace=0.2),)))


def test_a_job_that_vanishes_leaves_its_outcome_unknown_and_the_truth_is_read(qapp, tmp_path):
    async def story(site):
        await site.filled(2)
        site.live["HV01"].plan.add(AnswerFault(GONE), LOOK)
        await started(site)
        await told(site, OperationPhase.UNKNOWN_OUTCOME, "outcome is unknown")
        await until(lambda: site.cell("web01", "state") == "Running", WITHIN_S)

    run_program(qapp, tmp_path, story, Setting((hosting(off(), DB),)))


@pytest.mark.parametrize("operation", ["Pull", "Get"])
def test_a_host_that_restarts_in_the_middle_comes_back_by_itself(qapp, tmp_path, operation):
    """In the middle of a list, and of looking at a job; its rows stay meanwhile."""

    async def story(site):
        await site.filled(2)
        host = site.live["HV01"]
        scope = LOOK if operation == "Get" else Scope(operation="Pull")
        rule = host.plan.add(Hang(), scope)
        if operation == "Get":
            site.select("web01")
            site.action("start").trigger()
        await until(lambda: host.plan.hits(rule), WITHIN_S)
        host.stop_listening()
        await until(lambda: site.snapshot().link is LinkState.STALE, WITHIN_S)
        assert site.vms.rowCount() == 2
        host.plan.remove(rule)
        host.restart()
        await until(lambda: site.snapshot().link is LinkState.ONLINE, WITHIN_S)
        if operation == "Get":
            await until(lambda: newest(site).phase.is_finished, WITHIN_S)
            assert newest(site).phase is not OperationPhase.FAILED, "it was sent, so it may be done"
            await until(
                lambda: site.fleet.store.vm(site.key("web01")).state is VmState.RUNNING, WITHIN_S
            )

    run_program(qapp, tmp_path, story, Setting((hosting(off(), DB),)))


@pytest.mark.parametrize("years", [-25, 25])
def test_a_clock_that_is_years_off_spoils_no_age(qapp, tmp_path, years):
    """NTLM asks for no clock, and ages are told by this computer's."""

    async def story(site):
        await site.filled(2)
        assert site.snapshot().is_current
        assert site.note("HV01") == "2"
        site.live["HV01"].stop_listening()
        await until(lambda: site.note("HV01").startswith("last answer"), WITHIN_S)
        assert "now" in site.note("HV01") or "s ago" in site.note("HV01")

    off_by = ShiftDate(years * 365.25 * 86_400)
    run_program(qapp, tmp_path, story, Setting((hosting(DB, off()),), faults=(off_by,)))
