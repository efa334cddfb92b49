"""The window opens with last known rows, before any host has answered, also for those away."""

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QListView, QWidget

from console.app.simulated import SimulatedFleetProcess, SimulatedHostAddress
from console.model.host import LinkState
from console.simulator.descriptions import VmDescription
from console.ui.widgets.query_line import QueryLine
from tests.ui.living import WITHIN_S, Setting, hosting, run_program
from tests.ui.waiting import until

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

HOSTS = (hosting(VmDescription("web01"), VmDescription("sql01")),)


def test_a_second_run_shows_the_rows_of_the_first_while_the_host_is_away(qapp, tmp_path):
    configs = []

    async def first(site):
        await site.filled(2)
        await until(lambda: all(vm.disks for vm in site.snapshot().vms), WITHIN_S)
        configs.append(site.config("HV01"))

    run_program(qapp, tmp_path, first, Setting(HOSTS))

    async def second(site):
        await until(lambda: site.vms.rowCount() == 2, WITHIN_S)
        (host,) = site.fleet.store.hosts.values()
        assert host.link is not LinkState.ONLINE
        assert host.read_at is not None
        assert all(vm.disks and vm.services for vm in host.vms)
        site.window.findChild(QAction, "go-to").trigger()
        dialog = await site.opened("quickSearchDialog")
        dialog.findChild(QueryLine, "quickSearchLine").setText("web01")
        told = dialog.findChild(QListView, "quickSearchHits").model().index(0, 0).data()
        assert "last read" in told
        dialog.reject()
        await site.closed("quickSearchDialog")

    run_program(qapp, tmp_path, second, Setting((), configs=tuple(configs)))


def test_hosts_of_this_run_only_are_not_kept(qapp, tmp_path):
    async def story(site):
        await site.filled(2)
        (host,) = site.fleet.store.hosts
        assert site.program.desk.kept_url(host) == site.config("HV01").endpoint.url
        process = SimulatedFleetProcess(())
        address = SimulatedHostAddress("DEMO", "http://127.0.0.1:9/wsman")
        (demo,) = site.program.desk.add_simulated((address,), process)
        assert site.program.desk.kept_url(demo) == ""

    run_program(qapp, tmp_path, story, Setting(HOSTS))


def test_a_broken_file_is_told_and_the_hosts_are_read_all_the_same(qapp, tmp_path):
    broken = b"no database at all" * 100

    def spoil(site):
        site.places.last_known_file.parent.mkdir(parents=True, exist_ok=True)
        site.places.last_known_file.write_bytes(broken)

    async def story(site):
        await site.filled(2)
        bar = site.find(QWidget, "noticeBar")
        await until(lambda: site.says("outcomeCause", bar), WITHIN_S)
        assert "What was last known of the hosts is lost" in site.says("outcomeCause", bar)
        aside = site.places.last_known_file.with_name("last-known.db.broken")
        assert str(aside) in site.says("outcomeNext", bar)
        assert aside.read_bytes() == broken

    run_program(qapp, tmp_path, story, Setting(HOSTS, prepare=spoil))
