"""The window fills from hosts, is filtered, and tells when a host goes and comes back."""

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from console.model.host import LinkState
from console.model.service import ServiceKind
from console.simulator.descriptions import ServiceFault, StartState, VmDescription
from console.simulator.faults import Hang
from console.ui.models.tree_node import NodeId, NodeKind
from console.ui.widgets.marks import MarkState
from tests.ui.living import SHORT, WITHIN_S, Setting, hosting, run_program
from tests.ui.waiting import until

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

WEB = VmDescription(
    "web01",
    guest="ubuntu-24.04",
    addresses=("10.0.0.5", "fe80::5"),
    services=(("time_sync", False),),
    faults=(("vss", ServiceFault.NO_CONTACT),),
)
DB = VmDescription("db01", state=StartState.OFF)
CHINESE = VmDescription("测试机 (备份)", addresses=("10.0.0.9",))
PAUSED = VmDescription("mail01", state=StartState.PAUSED, guest="windows-server-2019")


def test_tree_and_table_fill_from_hosts(qapp, tmp_path):
    async def story(site):
        await site.filled(4)
        assert site.says("hostsStatus") == "2 hosts online"
        assert site.says("vmsStatus") == "4 virtual machines"
        assert site.note() == "4"
        assert (site.note("HV01"), site.note("HV02")) == ("2", "2")
        names = {site.vms.index(n, 0).data() for n in range(site.vms.rowCount())}
        assert names == {"web01", "db01", "测试机 (备份)", "mail01"}
        assert site.cell("web01", "host") == "HV01"
        assert site.cell("mail01", "host", host="HV02") == "HV02"
        states = [site.cell(vm, "state") for vm in ("web01", "db01")]
        assert [*states, site.cell("mail01", "state", host="HV02")] == ["Running", "Off", "Paused"]
        assert {kind: site.mark("web01", kind) for kind in ServiceKind} == {
            ServiceKind.TIME_SYNC: MarkState.OFF,
            ServiceKind.HEARTBEAT: MarkState.OK,
            ServiceKind.KVP: MarkState.OK,
            ServiceKind.SHUTDOWN: MarkState.OK,
            ServiceKind.VSS: MarkState.SILENT,
            ServiceKind.GUEST_SERVICE: MarkState.OFF,
        }
        assert site.mark("db01", ServiceKind.HEARTBEAT) is MarkState.IDLE
        await until(lambda: site.cell("web01", "addresses") == "10.0.0.5, fe80::5", WITHIN_S)
        assert site.cell("web01", "os").startswith("Ubuntu")
        assert [site.cell("db01", column) for column in ("os", "addresses")] == ["", ""]
        chinese = partial(site.cell, "测试机 (备份)", host="HV02")
        await until(lambda: chinese("addresses") == "10.0.0.9", WITHIN_S)
        assert chinese("os").startswith("Windows Server 2022")
        site.select_host("HV02")
        assert site.vms.rowCount() == 2
        assert site.says("hostName") == "HV02"

    hosts = (hosting(WEB, DB), hosting(CHINESE, PAUSED, name="HV02"))
    run_program(qapp, tmp_path, story, Setting(hosts))


def test_typing_filters_at_once_and_the_selection_stays_with_its_vm(qapp, tmp_path):
    async def story(site):
        await site.filled(4)
        site.window.activateWindow()
        line = site.find(QLineEdit, "filterLine")
        site.select("web02")
        before = site.vms.place_of(site.key("web02"))
        QTest.keyClick(site.window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
        assert line.hasFocus()
        QTest.keyClicks(line, "WEB0")
        assert site.vms.rowCount() == 2
        assert site.says("filterCount") == "2 of 4"
        assert site.says("vmsStatus") == "2 of 4 virtual machines"
        assert site.vms.place_of(site.key("web02")) != before
        assert site.table.selected_keys() == (site.key("web02"),)
        assert site.says("vmName") == "web02"
        QTest.keyClicks(line, "2")
        assert [site.vms.index(n, 0).data() for n in range(site.vms.rowCount())] == ["web02"]
        QTest.keyClick(line, Qt.Key.Key_Escape)
        assert line.text() == ""
        assert site.vms.rowCount() == 4
        assert site.says("filterCount") == "4 VMs"
        assert site.table.selected_keys() == (site.key("web02"),)
        for text, found in (("10.0.0.5", 1), ("ubuntu", 1), ("hv01", 4), ("nothing", 0)):
            line.setText(text)
            await until(lambda found=found: site.vms.rowCount() == found)

    vms = (WEB, DB, VmDescription("web02"), VmDescription("app01"))
    run_program(qapp, tmp_path, story, Setting((hosting(*vms),)))


def test_a_vm_that_the_filter_hides_cannot_be_acted_on(qapp, tmp_path):
    async def story(site):
        await site.filled(2)
        site.select("web01")
        assert site.action("shutdown").isEnabled()
        site.find(QLineEdit, "filterLine").setText("db01")
        assert site.table.selected_keys() == ()
        assert not site.action("shutdown").isEnabled()
        assert site.says("vmName") == ""

    run_program(qapp, tmp_path, story, Setting((hosting(WEB, DB),)))


@pytest.mark.parametrize("way", ["gone", "silent"])
def test_a_lost_host_is_greyed_and_comes_back_by_itself(qapp, tmp_path, way):
    async def story(site):
        await site.filled(2)
        site.select("web01")
        host = site.live["HV01"]
        hang = host.plan.add(Hang()) if way == "silent" else host.stop_listening()
        await until(lambda: site.snapshot().link is LinkState.STALE, WITHIN_S)
        host.call(lambda: site.machine_vm("db01").settings.__setattr__("name", "db01-renamed"))
        await until(lambda: site.note("HV01").startswith("last answer"))
        assert "ago" in site.note("HV01") or "now" in site.note("HV01")
        colour = site.node("HV01", Qt.ItemDataRole.ForegroundRole).color()
        assert colour == site.program.theme.colour("muted")
        await until(lambda: site.cell("web01", "name", Qt.ItemDataRole.BackgroundRole) is not None)
        assert site.vms.rowCount() == 2, "the rows stay"
        assert site.cell("web01", "state") == "Running"
        assert site.table.selected_keys() == (site.key("web01"),)
        assert site.says("vmStale").startswith("No answer, trying again. Last read")
        assert not site.switch(ServiceKind.KVP).isEnabled()
        assert site.says("hostsStatus") == "0 hosts online, 1 away"
        if hang is None:
            host.restart()
        else:
            host.plan.remove(hang)
        await until(lambda: site.snapshot().link is LinkState.ONLINE, WITHIN_S)
        await until(lambda: site.note("HV01") == "2")
        await until(lambda: site.vms.index(0, 0).data() == "db01-renamed", WITHIN_S)
        assert site.node("HV01", Qt.ItemDataRole.ForegroundRole) is None
        assert site.cell("web01", "name", Qt.ItemDataRole.BackgroundRole) is None
        assert site.says("vmStale") == ""
        assert site.switch(ServiceKind.KVP).isEnabled()
        assert site.says("hostsStatus") == "1 host online"
        assert site.table.selected_keys() == (site.key("web01"),)

    timeouts = SHORT if way == "silent" else None
    run_program(qapp, tmp_path, story, Setting((hosting(WEB, DB),), timeouts=timeouts))


def test_a_vm_of_the_tree_is_shown_with_what_its_host_says(qapp, tmp_path):
    async def story(site):
        await site.filled(2)
        site.tree.select(NodeId(NodeKind.VM, site.snapshot().id, site.key("web01").vm))
        assert site.table.selected_keys() == (site.key("web01"),)
        assert site.says("vmState") == "Running on HV01"
        assert site.says("time_syncStatus") == "Off"
        assert site.says("heartbeatStatus") == "On, running"
        assert "does not answer" in site.says("vssStatus")
        assert "hv-vss-daemon" in site.says("vssStepCommands")

    run_program(qapp, tmp_path, story, Setting((hosting(WEB, DB),)))
