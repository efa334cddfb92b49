"""The guest tab and its dialogs with texts a third longer: nothing may be cut off."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel

from console.model.errors import Unreachable, UnreachableReason
from console.model.guest import GuestData, GuestItem, ItemSource
from console.model.integration import GuestFamily
from console.model.network import GuestNetwork
from console.ui.dialogs.copy_entry import SharedFolder
from console.ui.dialogs.copy_file import CopyFileDialog
from console.ui.dialogs.item_entry import ItemEntryDialog
from console.ui.dialogs.network_entry import NetworkEntryDialog
from console.ui.dialogs.shutdown_reason import ShutdownDialog
from console.ui.panels.guest_tab import GuestTab
from console.ui.panels.scroll_pane import ScrollPane
from console.ui.theme import Theme
from tests.ui.samples import sample_vm
from tests.ui.test_window_longer_texts import LongerTexts, _cut_off

ITEM = GuestItem("Owner", "me", ItemSource.HOST)
NETWORK = GuestNetwork(
    "x", "LAN", dhcp=False, addresses=("192.0.2.1", "2001:db8::1"), subnets=("x", "64")
)
DATA = GuestData(
    (ITEM, GuestItem("NetworkAddressIPv4", "192.0.2.1", ItemSource.INTRINSIC)), 2, True
)


@pytest.fixture
def longer(qapp):
    translator = LongerTexts()
    qapp.installTranslator(translator)
    yield
    qapp.removeTranslator(translator)


def _tab(data, error=None):
    tab = GuestTab(Theme("light"))
    tab.show_data(sample_vm(1), data, "12 s ago")
    tab.show_networks((NETWORK, replace(NETWORK, dhcp=True)))
    tab.show_problem(error)
    pane = ScrollPane(tab, "guestPane")
    pane.resize(360, 1_200)
    return pane


def _local():
    share = SharedFolder("/mnt/x", "\\\\filer\\x")
    return CopyFileDialog("web01", GuestFamily.UBUNTU, share, "/home/a.txt")


MAKERS = {
    "tab": lambda: _tab(DATA),
    "silent": lambda: _tab(GuestData(), Unreachable(UnreachableReason.CONNECTION_LOST, "h")),
    "item": lambda: ItemEntryDialog("web01", (ITEM,)),
    "network": lambda: NetworkEntryDialog(Theme("light"), "web01", NETWORK),
    "copy": lambda: CopyFileDialog("web01"),
    "copy local": _local,
    "shutdown": lambda: ShutdownDialog("web01"),
}


@pytest.mark.parametrize("name", MAKERS)
def test_nothing_of_a_guest_is_cut_off(qtbot, longer, name):
    widget = MAKERS[name]()
    qtbot.addWidget(widget)
    widget.show()
    qtbot.waitExposed(widget)
    kinds = (QLabel, QAbstractButton)
    parts = [p for kind in kinds for p in widget.findChildren(kind) if p.isVisible() and p.text()]
    assert parts
    qtbot.wait(50)
    assert {p.objectName(): (p.size(), p.sizeHint()) for p in parts if _cut_off(p)} == {}
