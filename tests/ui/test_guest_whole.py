"""The guest tab over a real fleet and a simulated host: what is ordered comes back as read."""

import pytest
from PySide6.QtWidgets import QLineEdit

from console.fleet.clock import SystemClock
from console.simulator.descriptions import VmDescription
from console.ui.guest_questions import GuestQuestions
from console.ui.panels.guest_tab import GuestTab
from console.ui.presenters.guest import GuestPresenter
from console.ui.runner import CommandRunner
from console.ui.theme import Theme
from tests.ui.living import WITHIN_S, Setting, fill_in, hosting, run_program
from tests.ui.waiting import until

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

WEB = VmDescription("web01", guest_items=(("Backup", "done"),))


def test_an_item_and_a_network_are_changed_and_read_back(qapp, tmp_path):
    async def story(site):
        await site.filled(1)
        told = []
        spawn = site.program.spawner.spawn
        tab = GuestTab(Theme("light"))
        runner = CommandRunner(site.window, Theme("light"), spawn, told.append)
        questions = GuestQuestions(site.fleet, runner)
        presenter = GuestPresenter(site.fleet, runner, questions, tab, SystemClock(), parent=tab)
        try:
            tab.show()
            presenter.show_vm(site.key("web01"))
            model = tab.items.model
            await until(lambda: "Backup" in {item.name for item in model.items}, WITHIN_S)
            await until(lambda: tab.networks.findChild(object, "adapterChange0"), WITHIN_S)
            tab.item_requested.emit(None)
            dialog = await site.opened("itemEntryDialog")
            fill_in(dialog, itemName="Owner")
            dialog.accept()
            await until(lambda: "Owner" in {item.name for item in model.items}, WITHIN_S)
            tab.networks.findChild(object, "adapterChange0").click()
            dialog = await site.opened("networkEntryDialog")
            dialog.findChild(object, "networkFixed").click()
            fill_in(dialog, address1="192.0.2.77", subnet1="25")
            for line in dialog.findChildren(QLineEdit):
                if line.objectName() in ("networkGateways", "networkDns"):
                    line.clear()
            dialog.findChild(object, "networkNext").click()
            dialog.findChild(object, "networkApply").click()
            label = "networkAddressesValue"
            await until(lambda: "192.0.2.77 / 255.255.255.128" in site.says(label, tab), WITHIN_S)
            assert told == []
        finally:
            presenter.close()
            tab.close()
            tab.deleteLater()

    run_program(qapp, tmp_path, story, Setting((hosting(WEB),)))
