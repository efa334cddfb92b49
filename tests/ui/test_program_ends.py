"""Power from the actions; and the end, which comes within a second whatever hangs."""

import threading
import time

import pytest
from PySide6.QtWidgets import QPushButton

from console.model.power import PowerAction
from console.model.service import ServiceKind
from console.model.vm import VmState
from console.simulator.descriptions import StartState, VmDescription
from console.simulator.faults import Hang, Scope
from tests.ui.living import PASSWORD, USER, WITHIN_S, Setting, fill_in, hosting, run_program
from tests.ui.waiting import until

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

WEB = VmDescription("web01")
OFF = VmDescription("off01", state=StartState.OFF)
END_S = 1.2
"""A second, and some for a busy machine."""


def _state(site, vm):
    return site.live["HV01"].call(lambda: site.machine_vm(vm).power.name)


def test_a_start_is_followed_to_its_end(qapp, tmp_path):
    async def story(site):
        await site.filled(2)
        site.select("off01")
        assert not site.action("shutdown").isEnabled()
        site.action("start").trigger()
        assert site.row("off01").pending.power is PowerAction.START, "in the same turn"
        assert not site.action("start").isEnabled(), "not twice"
        seen = set()
        await until(lambda: seen.add(site.cell("off01", "state")) or "Running" in seen, WITHIN_S)
        assert seen & {"Starting", "Running"}
        await until(lambda: site.says("vmState") == "Running on HV01", WITHIN_S)
        assert _state(site, "off01") == "RUNNING"
        await until(lambda: not site.row("off01").is_busy, WITHIN_S)
        await until(lambda: site.action("shutdown").isEnabled(), WITHIN_S)
        assert not site.action("start").isEnabled()

    run_program(qapp, tmp_path, story, Setting((hosting(WEB, OFF, pace=0.3),)))


def test_turning_off_asks_first(qapp, tmp_path):
    async def story(site):
        await site.filled(2)
        site.select("web01")
        site.action("turn-off").trigger()
        dialog = await site.opened("confirmDialog")
        act = dialog.findChild(QPushButton, "confirmAct")
        assert act.text() == "Turn Off 1 VM"
        assert site.says("confirmQuestion", dialog) == "Turn off 1 virtual machine?"
        assert not act.isDefault(), "the safe answer is the default"
        dialog.reject()
        await site.closed("confirmDialog")
        assert site.fleet.operations.records == ()
        assert not site.calls_of("RequestStateChange")
        assert _state(site, "web01") == "RUNNING"
        site.action("turn-off").trigger()
        dialog = await site.opened("confirmDialog")
        dialog.findChild(QPushButton, "confirmAct").click()
        await until(lambda: site.cell("web01", "state") == "Off", WITHIN_S)
        assert _state(site, "web01") == "OFF"
        assert len(site.calls_of("RequestStateChange")) == 1

    run_program(qapp, tmp_path, story, Setting((hosting(WEB, OFF, pace=0.2),)))


def test_a_shutdown_asks_the_guest_and_follows(qapp, tmp_path):
    async def story(site):
        await site.filled(2)
        site.select("web01")
        site.action("shutdown").trigger()
        await until(lambda: site.cell("web01", "state") == "Off", WITHIN_S)
        assert site.calls_of("InitiateShutdown")
        assert site.snapshot().vm(site.key("web01").vm).state is VmState.OFF

    run_program(qapp, tmp_path, story, Setting((hosting(WEB, OFF, pace=0.1),)))


async def _ends(site, before, start):
    """Begin the end and measure it."""
    began = time.monotonic()
    start()
    await until(site.ended.done, 10.0)
    took = time.monotonic() - began
    assert site.ended.result() == 0
    left = [t for t in threading.enumerate() if t not in before and not t.daemon]
    assert not left, "a thread that holds up the process"
    assert took < END_S, f"it took {took:.2f} s"


def test_the_end_comes_while_readings_hang(qapp, tmp_path):
    async def story(site):
        before = set(threading.enumerate())
        await until(lambda: all(live.log.counters.requests for live in site.live.values()), 5)
        hangs = [live.plan.add(Hang()) for live in site.live.values()]
        site.fleet.refresh()
        plans = [live.plan for live in site.live.values()]
        await until(
            lambda: all(plan.hits(hang) for plan, hang in zip(plans, hangs, strict=True)), WITHIN_S
        )
        await _ends(site, before, site.window.close)

    hosts = tuple(hosting(WEB, OFF, name=f"HV0{n}") for n in range(1, 5))
    run_program(qapp, tmp_path, story, Setting(hosts))


def test_the_end_asks_and_comes_while_an_operation_hangs(qapp, tmp_path):
    async def story(site):
        before = set(threading.enumerate())
        await site.filled(2)
        hang = site.live["HV01"].plan.add(Hang(), Scope(method="ModifyResourceSettings"))
        site.select("web01")
        site.switch(ServiceKind.KVP).click()
        await until(lambda: site.live["HV01"].plan.hits(hang), WITHIN_S)
        site.window.close()
        dialog = await site.opened("confirmDialog")
        assert "1 operation is" in site.says("confirmQuestion", dialog)
        dialog.reject()
        await site.closed("confirmDialog")
        assert not site.ended.done(), "it stays when the user says so"
        assert site.window.isVisible()
        site.window.close()
        dialog = await site.opened("confirmDialog")
        await _ends(site, before, dialog.findChild(QPushButton, "confirmAct").click)

    run_program(qapp, tmp_path, story, Setting((hosting(WEB, OFF),)))


def test_the_end_comes_while_a_dialog_tests_a_silent_host(qapp, tmp_path):
    async def story(site):
        before = set(threading.enumerate())
        site.action("add-host").trigger()
        dialog = await site.opened("addHostDialog")
        port = site.live["HV01"].port
        fill_in(dialog, address="127.0.0.1", port=port, user=USER, password=PASSWORD)
        dialog.findChild(QPushButton, "testHost").click()
        await until(lambda: site.live["HV01"].log.counters.requests, WITHIN_S)
        await _ends(site, before, site.window.close)

    setting = Setting((hosting(WEB),), known=False, faults=(Hang(),))
    run_program(qapp, tmp_path, story, setting)


def test_the_end_comes_while_the_keyring_waits_for_its_owner(qapp, tmp_path):
    asked, answered = threading.Event(), threading.Event()

    async def story(site):
        before = set(threading.enumerate())
        await until(asked.is_set)
        await _ends(site, before, site.window.close)

    def slow(_service, _name):
        asked.set()
        answered.wait(20.0)

    try:
        setting = Setting((hosting(WEB),), slow_keyring=slow)
        run_program(qapp, tmp_path, story, setting)
    finally:
        answered.set()


def test_the_layout_of_the_window_is_there_again(qapp, tmp_path):
    async def change(site):
        await site.filled(2)
        site.action("toggle-activity").trigger()
        assert not site.window._activity.isVisible()

    async def again(site):
        assert not site.window._activity.isVisible()
        assert site.window._tree.isVisible()

    run_program(qapp, tmp_path, change, Setting((hosting(WEB, OFF),)))
    run_program(qapp, tmp_path, again, Setting())
