"""The connection doctor's window: live, the trouble unfolded, the fix one click away."""

import asyncio
from dataclasses import replace

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton, QWidget

from console.doctor.finding import Cause, Circumstances, Finding, Step, StepState
from console.model.errors import Cancelled
from console.simulator.descriptions import VmDescription
from console.ui.dialogs.connection_doctor import ConnectionDoctorDialog, DoctorPatient
from console.ui.theme import Theme
from tests.ui.living import PASSWORD, USER, Setting, fill_in, hosting, run_program
from tests.ui.test_program_trouble import DEAF
from tests.ui.waiting import run_async
from tests.ui.waiting import until as wait_until

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

PATIENT = DoctorPatient("HV01", "http://hv01:5985/wsman", "LAB\\admin")
SEEN = Circumstances("hv01", 5985, user="LAB\\admin", addresses=("192.0.2.1",))


async def until(condition):
    """Wait as long as a busy computer may need."""
    await wait_until(condition, 60.0)


async def opened(site, name):
    """Wait for a dialog and return it."""
    await until(lambda: site.dialog(name))
    return site.dialog(name)


async def closed(site, name):
    """Wait until a dialog is gone."""
    await until(lambda: not site.dialog(name))


def findings(trouble=None, state=StepState.RED, cause=Cause.NOT_HYPER_V_ADMIN):
    """Return what a walk finds, with one trouble or none."""
    found, is_over = [], False
    for step in Step:
        here = StepState.SKIPPED if is_over else state if step is trouble else StepState.GREEN
        found.append(
            Finding(step, here, cause if step is trouble else None, f"{step.value} <b>", 3.4, SEEN)
        )
        is_over = is_over or here is StepState.RED
    return found


class Walking:
    """A walk whose steps are let go one by one."""

    def __init__(self, found, error=None):
        self.found = found
        self.error = error
        self.gate = asyncio.Semaphore(0)
        self.begun = 0
        self.ended = 0

    async def __call__(self):
        self.begun += 1
        try:
            for finding in self.found:
                await self.gate.acquire()
                yield finding
            if self.error:
                raise self.error
        finally:
            self.ended += 1

    def go(self, steps=99):
        for _ in range(steps):
            self.gate.release()


@pytest.fixture
def make(qtbot):
    def make(walk):
        def spawn(coroutine, name):
            return asyncio.get_running_loop().create_task(coroutine, name=name)

        dialog = ConnectionDoctorDialog(Theme("light"), PATIENT, walk, spawn)
        qtbot.addWidget(dialog)
        dialog.show()
        dialog.begin()
        return dialog

    return make


def says(dialog, name):
    label = dialog.findChild(QLabel, name)
    return label.text() if label is not None and label.isVisible() else ""


def state(dialog, step):
    return says(dialog, f"step-{step.value}State")


def button(dialog, name):
    return dialog.findChild(QPushButton, name)


def test_steps_are_shown_as_they_are_taken(qapp, make):
    async def story():
        walk = Walking(findings())
        dialog = make(walk)
        assert state(dialog, Step.NAME) == "Looking…"
        assert state(dialog, Step.ADDRESS) == ""
        walk.go(2)
        await until(lambda: state(dialog, Step.PORT) == "Looking…")
        assert state(dialog, Step.ADDRESS) == "In order"
        assert says(dialog, "step-addressTook") == "3 ms"
        assert not button(dialog, "doctorCopy").isEnabled()
        walk.go()
        await until(lambda: "All is in order" in says(dialog, "doctorVerdict"))
        assert {state(dialog, step) for step in Step} == {"In order"}
        assert button(dialog, "doctorAgain").text() == "Run &Again"

    run_async(qapp, story())


def test_the_red_step_is_unfolded_with_cause_next_step_and_script(qapp, make):
    async def story():
        walk = Walking(findings(Step.AUTHORISATION))
        walk.go()
        dialog = make(walk)
        await until(lambda: "stops at “Rights”" in says(dialog, "doctorVerdict"))
        assert state(dialog, Step.AUTHORISATION) == "Stops here"
        assert state(dialog, Step.HYPER_V) == "Not reached"
        assert "is no Hyper-V administrator" in says(dialog, "step-authorisationCause")
        assert "Add it to the group" in says(dialog, "step-authorisationNext")
        assert says(dialog, "step-authorisationDetail") == "authorisation <b>"
        assert "On the host" in says(dialog, "step-authorisationScript0Title")
        button(dialog, "step-authorisationScript0Copy").click()
        copied = QGuiApplication.clipboard().text()
        assert copied == "Add-LocalGroupMember -SID S-1-5-32-578 -Member 'LAB\\admin'"
        assert says(dialog, "step-authorisationScript0Copied") == "✓ Copied"
        assert not dialog.findChild(QWidget, "step-nameBody").isVisible()
        assert says(dialog, "step-nameGlance") == "192.0.2.1"
        assert says(dialog, "step-authorisationGlance") == ""

    run_async(qapp, story())


def test_an_amber_step_is_unfolded_when_all_else_is_green(qapp, make):
    async def story():
        walk = Walking(findings(Step.PORT, StepState.AMBER, Cause.CONSOLE_PORT_CLOSED))
        walk.go()
        dialog = make(walk)
        await until(lambda: "can be managed, but" in says(dialog, "doctorVerdict"))
        assert state(dialog, Step.PORT) == "Works, but look at it"
        assert says(dialog, "step-portCause")
        assert state(dialog, Step.HYPER_V) == "In order"

    run_async(qapp, story())


def test_a_step_can_be_unfolded_by_the_keyboard_and_speaks(qapp, make, qtbot):
    async def story():
        walk = Walking(findings(Step.HTTP))
        walk.go()
        dialog = make(walk)
        await until(lambda: says(dialog, "doctorVerdict").startswith("It stops"))
        head = dialog.findChild(QToolButton, "step-nameHead")
        assert head.accessibleName() == "Name: In order"
        assert head.accessibleDescription() == "192.0.2.1"
        head.click()
        assert says(dialog, "step-nameDetail") == "name <b>"
        head.click()
        assert not says(dialog, "step-nameDetail")
        assert not dialog.findChild(QToolButton, "step-identifyHead").isEnabled()

    run_async(qapp, story())


def test_it_stops_and_runs_again(qapp, make):
    async def story():
        walk = Walking(findings())
        dialog = make(walk)
        walk.go(1)
        await until(lambda: state(dialog, Step.ADDRESS) == "Looking…")
        button(dialog, "doctorAgain").click()
        await until(lambda: walk.ended == 1)
        assert says(dialog, "doctorVerdict") == "Stopped before the end."
        assert state(dialog, Step.ADDRESS) == ""
        button(dialog, "doctorAgain").click()
        walk.go()
        await until(lambda: "All is in order" in says(dialog, "doctorVerdict"))
        assert walk.begun == 2

    run_async(qapp, story())


def test_closing_ends_the_walk(qapp, make):
    async def story():
        walk = Walking(findings())
        dialog = make(walk)
        walk.go(1)
        await until(lambda: state(dialog, Step.ADDRESS) == "Looking…")
        dialog.reject()
        await until(lambda: walk.ended == 1)

    run_async(qapp, story())


def test_an_error_of_the_walk_is_told(qapp, make):
    async def story():
        walk = Walking(findings()[:1], Cancelled("the lane is closed"))
        walk.go()
        dialog = make(walk)
        await until(lambda: says(dialog, "doctorVerdict") == "This was cancelled.")
        assert button(dialog, "doctorAgain").text() == "Run &Again"

    run_async(qapp, story())


def test_the_report_can_be_copied(qapp, make):
    async def story():
        walk = Walking(findings(Step.AUTHORISATION))
        walk.go()
        dialog = make(walk)
        await until(lambda: button(dialog, "doctorCopy").isEnabled())
        button(dialog, "doctorCopy").click()
        report = QGuiApplication.clipboard().text()
        assert report.startswith("http://hv01:5985/wsman\ngreen    name ")
        assert "is no Hyper-V administrator" in report

    run_async(qapp, story())


HOST = (hosting(VmDescription("web01")),)


def test_a_host_that_is_away_is_examined_from_its_panel_and_menu(qapp, tmp_path):
    async def story(site):
        await until(lambda: site.snapshot() and site.snapshot().error)
        await until(lambda: site.node("HV01") == "HV01")
        site.select_host("HV01")
        await until(lambda: site.find(QPushButton, "hostDoctor").isVisible())
        site.find(QPushButton, "hostDoctor").click()
        dialog = await opened(site, "connectionDoctorDialog")
        await until(lambda: "stops at “Port”" in site.says("doctorVerdict", dialog))
        assert "nothing listens on port 1" in site.says("step-portCause", dialog)
        dialog.reject()
        await closed(site, "connectionDoctorDialog")
        assert site.action("connection-doctor").isEnabled()
        site.action("connection-doctor").trigger()
        dialog = await opened(site, "connectionDoctorDialog")
        dialog.reject()
        await closed(site, "connectionDoctorDialog")

    run_program(qapp, tmp_path, story, Setting(configs=(DEAF,)))


def test_a_refused_password_is_not_tried_again(qapp, tmp_path):
    async def story(site):
        await until(lambda: site.snapshot() and site.snapshot().error)
        before = len(site.live["HV01"].log.records)
        await until(lambda: site.node("HV01") == "HV01")
        site.select_host("HV01")
        site.action("connection-doctor").trigger()
        dialog = await opened(site, "connectionDoctorDialog")
        await until(lambda: "“Sign-in”" in site.says("doctorVerdict", dialog))
        assert "was not tried again" in site.says("step-authenticationCause", dialog)
        assert len(site.live["HV01"].log.records) - before == 2  # the knock and the open Identify
        dialog.reject()
        await closed(site, "connectionDoctorDialog")

    run_program(qapp, tmp_path, story, Setting(HOST, kept_password="wrong"))


def test_add_host_offers_the_doctor_when_its_test_failed(qapp, tmp_path):
    async def story(site):
        site.action("add-host").trigger()
        adding = await opened(site, "addHostDialog")
        why = adding.findChild(QPushButton, "findOutWhy")
        assert not why.isVisible()
        fill_in(adding, address="127.0.0.1", port=1, user=USER, password=PASSWORD)
        adding.findChild(QPushButton, "testHost").click()
        await until(why.isVisible)
        why.click()
        await until(lambda: adding.findChild(ConnectionDoctorDialog) is not None)
        dialog = adding.findChild(ConnectionDoctorDialog)
        await until(lambda: "stops at “Port”" in site.says("doctorVerdict", dialog))
        dialog.reject()
        await until(lambda: adding.findChild(ConnectionDoctorDialog) is None)
        adding.reject()
        await closed(site, "addHostDialog")

    run_program(qapp, tmp_path, story, replace(Setting(), hosts=()))
