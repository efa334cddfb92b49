"""The guest tab: what it shows of a guest, what it keeps, what it asks for, and hostile values."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QLabel,
    QLineEdit,
    QMenu,
    QStyleOptionViewItem,
    QWidget,
)

from console.fleet.operation import GuestItemChange, ItemEdit
from console.model.errors import Unreachable, UnreachableReason
from console.model.guest import GuestData, GuestFacts, GuestItem, ItemSource
from console.model.network import AddressFamily, GuestNetwork
from console.model.service import ServiceKind, ServiceSnapshot
from console.model.vm import VmState
from console.ui.models.guest_items import NAME, SOURCE, VALUE, GuestItemsModel, copy_text
from console.ui.panels.flow_row import FlowRow
from console.ui.panels.guest_facts import MAX_ADDRESSES, addresses
from console.ui.panels.guest_tab import GuestTab
from console.ui.panels.scroll_pane import ScrollPane
from console.ui.sentences.guest import (
    MAX_SHOWN,
    damaged_items,
    item_meaning,
    shown,
    situation,
    visible,
    visible_lines,
)
from console.ui.theme import Theme
from tests.ui.samples import sample_vm, service_set

FACT = ItemSource.INTRINSIC
OWNER = GuestItem("Owner", "Infrastructure", ItemSource.HOST)
RACK = GuestItem("Rack10", "B 12", ItemSource.HOST_ONLY)
RACK2 = GuestItem("Rack2", "A 1", ItemSource.HOST_ONLY)
HOSTILE = GuestItem("Bad\x1b<b>", "a\nb\u202ec" + "x" * 9_000, ItemSource.GUEST)
DATA = GuestData(
    (
        GuestItem("FullyQualifiedDomainName", "web01.lab", FACT),
        GuestItem("OSName", "Ubuntu", FACT),
        GuestItem("ProcessorArchitecture", "9", FACT),
        GuestItem("NetworkAddressIPv6", "fe80::1", FACT),
        GuestItem("NetworkAddressIPv4", "192.0.2.11;192.0.2.12", FACT),
        HOSTILE,
        OWNER,
        RACK,
        RACK2,
    ),
    has_contact=True,
)
NETWORK = GuestNetwork(
    "Microsoft:GuestNetwork\\A\\B", "LAN", AddressFamily.IPV4, False, ("192.0.2.11",),
    ("255.255.255.0",), ("192.0.2.1",), ("192.0.2.53",),
)  # fmt: skip
VM = sample_vm(1)


@pytest.fixture
def tab(qtbot):
    tab = GuestTab(Theme("light"))
    pane = ScrollPane(tab, "guestPane")
    qtbot.addWidget(pane)
    pane.resize(360, 900)
    pane.show()
    tab.pane = pane
    return tab


def _text(tab, name):
    label = tab.findChild(QLabel, name)
    return label.text() if label.isVisibleTo(tab) else ""


def _button(tab, name):
    return tab.findChild(QAbstractButton, name)


def _select(tab, item):
    tab.items.view.selectRow(tab.items.model.row_of((item.source, item.name)))


def test_facts_come_from_the_guests_data_before_the_hosts(tab):
    tab.show_data(VM, DATA, "12 s ago")
    assert _text(tab, "guestComputerValue") == "web01.lab"
    assert _text(tab, "guestSystemValue") == "Ubuntu"
    assert _text(tab, "guestVersionValue") == VM.guest.os_version
    assert _text(tab, "guestCpuValue") == "x64"
    assert _text(tab, "guestAge") == "Read 12 s ago"


def test_each_address_can_be_copied(tab):
    tab.show_data(VM, DATA, "just now")
    assert [_text(tab, f"address{n}") for n in range(3)] == ["192.0.2.11", "192.0.2.12", "fe80::1"]
    assert _text(tab, "addressTitle2") == "IPv6"
    _button(tab, "addressCopy1").click()
    assert QGuiApplication.clipboard().text() == "192.0.2.12"


def test_fewer_addresses_leave_no_old_ones(tab):
    tab.show_data(VM, DATA, "")
    vm = replace(VM, guest=GuestFacts(addresses=("192.0.2.99",)))
    tab.show_data(vm, GuestData(has_contact=True), "")
    assert [_text(tab, f"address{n}") for n in range(3)] == ["192.0.2.99", "", ""]


def test_a_flood_of_addresses_is_told_by_its_number(tab):
    many = ";".join(f"192.0.2.{n}" for n in range(40))
    data = GuestData((GuestItem("NetworkAddressIPv4", many, FACT),), has_contact=True)
    assert len(addresses(VM, data)) == 40
    tab.show_data(VM, data, "")
    assert str(40 - MAX_ADDRESSES) in _text(tab, "addressesRest")


def test_values_of_guests_are_plain_and_visible_and_bounded(tab):
    tab.show_data(VM, DATA, "")
    model = tab.items.model
    row = model.row_of((HOSTILE.source, HOSTILE.name))
    name = model.index(row, NAME).data()
    value = model.index(row, VALUE).data()
    assert name == "Bad⟨001B⟩<b>"
    assert value.startswith("a↵b⟨202E⟩cx")
    assert len(value) == MAX_SHOWN
    assert value.endswith("…")
    tip = model.index(row, VALUE).data(Qt.ItemDataRole.ToolTipRole)
    assert 900 < len(tip) < 1_100
    assert "&lt;b&gt;" in model.index(row, NAME).data(Qt.ItemDataRole.ToolTipRole)


def test_nothing_invisible_is_left():
    unseen = [0xAD, 0x200B, 0x2028, 0x202E, 0x2060, 0x2063, 0x3164, 0xFEFF, 0xFFF9, 0xE0041]
    every = "".join(map(chr, [*range(0x20), *range(0x7F, 0xA0), *unseen]))
    assert not set(every) & set(visible(every))
    assert visible("财务 é \u0645\u200f") == "财务 é \u0645\u200f"
    assert visible("a\U000e0041") == "a⟨E0041⟩"
    assert visible_lines("a\r\nb\x00\n\rc") == "a\nb⟨0000⟩\n⟨000D⟩c"
    assert len(shown("\x00" * 5_000)) == MAX_SHOWN


def test_the_longest_value_does_not_widen_the_tab(tab):
    long = GuestItem("FullyQualifiedDomainName", "x" * 9_000, FACT)
    tab.show_data(VM, replace(DATA, items=(long, *DATA.items)), "")
    assert tab.width() <= tab.pane.viewport().width()


def test_items_sort_by_name_as_people_do_and_by_any_column(qtbot):
    model = GuestItemsModel()
    model.show_items((RACK, OWNER, RACK2))
    assert [model.item_at(row) for row in range(3)] == [OWNER, RACK2, RACK]
    model.sort(VALUE)
    assert [model.item_at(row) for row in range(3)] == [RACK2, RACK, OWNER]
    model.sort(SOURCE, Qt.SortOrder.DescendingOrder)
    assert model.item_at(2) is OWNER
    assert model.index(2, SOURCE).data() == "Host"
    assert model.item_at(3) is None


def test_sorting_and_new_data_keep_what_is_chosen(tab):
    tab.show_data(VM, DATA, "")
    _select(tab, RACK)
    tab.items.view.sortByColumn(VALUE, Qt.SortOrder.DescendingOrder)
    assert tab.items.selected == (RACK,)
    changed = replace(RACK, data="C 3")
    items = tuple(changed if item is RACK else item for item in DATA.items)
    tab.show_data(VM, replace(DATA, items=items), "")
    assert tab.items.selected == (changed,)
    tab.show_data(VM, replace(DATA, items=(OWNER,)), "")
    assert tab.items.selected == ()


def test_only_items_of_the_host_can_be_changed(tab):
    tab.show_data(VM, DATA, "")
    change, remove = _button(tab, "itemChange"), _button(tab, "itemRemove")
    assert not change.isEnabled()
    _select(tab, HOSTILE)
    assert not change.isEnabled()
    assert not remove.isEnabled()
    assert change.toolTip()
    _select(tab, OWNER)
    assert change.isEnabled()
    assert remove.isEnabled()
    tab.set_can_change(False)
    assert not any(
        _button(tab, name).isEnabled()
        for name in ("itemAdd", "itemChange", "itemRemove", "guestCopyFile")
    )


def test_buttons_ask(tab, qtbot):
    tab.show_data(VM, DATA, "")
    asked = []
    tab.item_requested.connect(asked.append)
    tab.change_requested.connect(asked.append)
    _button(tab, "itemAdd").click()
    _select(tab, OWNER)
    _button(tab, "itemChange").click()
    _button(tab, "itemRemove").click()
    assert asked == [None, OWNER, GuestItemChange(ItemEdit.REMOVE, OWNER)]
    with qtbot.waitSignal(tab.copy_file_requested):
        _button(tab, "guestCopyFile").click()
    with qtbot.waitSignal(tab.refresh_requested):
        _button(tab, "guestRefresh").click()


def test_ctrl_c_copies_one_value_exactly(tab, qtbot):
    tab.show_data(VM, DATA, "")
    _select(tab, HOSTILE)
    qtbot.keyClick(tab.items.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == HOSTILE.data
    assert copy_text((OWNER, RACK)).splitlines()[1:] == [
        "Owner\tInfrastructure\tHost",
        "Rack10\tB 12\tHost only",
    ]


def test_well_known_names_are_in_words_and_told_as_written_too(tab):
    tab.show_data(VM, DATA, "")
    model = tab.items.model
    row = model.row_of((FACT, "FullyQualifiedDomainName"))
    assert model.index(row, NAME).data() == "Computer name"
    tip = model.index(row, NAME).data(Qt.ItemDataRole.ToolTipRole)
    assert "FullyQualifiedDomainName" in tip
    assert [model.index(row, NAME).data() for row in range(4)] == [
        "Architecture",
        "Bad⟨001B⟩<b>",
        "Computer name",
        "IPv4 addresses",
    ]
    assert copy_text((OWNER, DATA.items[0])).splitlines()[2].startswith("FullyQualifiedDomainName")


def test_names_are_cut_in_their_middle(tab):
    tab.show_data(VM, DATA, "")
    option = QStyleOptionViewItem()
    delegate = tab.items.view.itemDelegateForColumn(NAME)
    delegate.initStyleOption(option, tab.items.model.index(0, NAME))
    assert option.textElideMode is Qt.TextElideMode.ElideMiddle


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("rack", {"Rack10", "Rack2"}),
        ("RACK b", {"Rack10"}),
        ("computer name", {"FullyQualifiedDomainName"}),
        ("osname", {"OSName"}),
        ("192.0.2.12", {"NetworkAddressIPv4"}),
        ("guest software", {HOSTILE.name}),
        ("nothing has this", set()),
        ("  ", {item.name for item in DATA.items}),
    ],
)
def test_the_filter_looks_into_names_meanings_values_and_sources(tab, text, names):
    tab.show_data(VM, DATA, "")
    tab.findChild(QLineEdit, "itemsFilterLine").setText(text)
    assert {item.name for item in tab.items.model.shown_items} == names
    count = "" if len(names) == len(DATA.items) else f"{len(names)} of {len(DATA.items)}"
    assert _text(tab, "itemsFilterCount") == count


def test_a_filter_keeps_what_is_chosen_the_height_and_itself(tab, qtbot):
    tab.show_data(VM, DATA, "")
    _select(tab, RACK)
    line, height = tab.findChild(QLineEdit, "itemsFilterLine"), tab.items.view.height()
    line.setText("rack")
    assert tab.items.selected == (RACK,)
    assert tab.items.view.height() == height
    more = GuestItem("Rack11", "", ItemSource.HOST)
    tab.show_data(VM, replace(DATA, items=(*DATA.items, more)), "")
    assert {item.name for item in tab.items.model.shown_items} == {"Rack2", "Rack10", "Rack11"}
    assert tab.items.selected == (RACK,)
    tab.items.view.sortByColumn(VALUE, Qt.SortOrder.DescendingOrder)
    tab.retranslate()
    assert tab.items.selected == (RACK,)
    line.setText("owner")
    assert tab.items.selected == ()
    assert not _button(tab, "itemRemove").isEnabled()
    with qtbot.waitActive(tab.pane):
        tab.pane.activateWindow()
    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert tab.items.view.hasFocus()
    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert line.text() == ""
    assert tab.items.model.rowCount() == len(DATA.items) + 1


def _menu(tab, qtbot):
    tab.items.view.customContextMenuRequested.emit(QPoint(5, 5))
    menu = tab.findChildren(QMenu, "itemsMenu")[-1]
    qtbot.waitUntil(menu.isVisible)
    menu.hide()
    copies = menu.findChild(QMenu, "itemsCopyMenu")
    return {action.text(): action for action in (*menu.actions(), *copies.actions())}


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_the_menu_copies_names_values_and_all(tab, qtbot):
    tab.show_data(VM, DATA, "")
    clipboard = QGuiApplication.clipboard()
    _select(tab, HOSTILE)
    actions = _menu(tab, qtbot)
    actions["Name"].trigger()
    assert clipboard.text() == HOSTILE.name
    actions["Value"].trigger()
    assert clipboard.text() == HOSTILE.data
    assert not actions["Change…"].isEnabled()
    tab.findChild(QLineEdit, "itemsFilterLine").setText("owner")
    actions = _menu(tab, qtbot)
    assert not actions["Name"].isEnabled()
    assert not actions["Details…"].isEnabled()
    actions["All"].trigger()
    assert clipboard.text() == "Name\tValue\tSource\nOwner\tInfrastructure\tHost\n"
    _select(tab, OWNER)
    asked = []
    tab.item_requested.connect(asked.append)
    _menu(tab, qtbot)["Change…"].trigger()
    assert asked == [OWNER]


def test_return_and_a_double_click_open_what_is_chosen(tab, qtbot):
    tab.show_data(VM, DATA, "")
    view, told = tab.items.view, []
    tab.item_requested.connect(lambda item: told.append(("change", item)))
    tab.details_requested.connect(lambda item: told.append(("details", item)))
    _select(tab, OWNER)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    _select(tab, HOSTILE)
    qtbot.keyClick(view, Qt.Key.Key_Enter)
    view.doubleClicked.emit(view.currentIndex())
    tab.set_can_change(False)
    _select(tab, OWNER)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert told == [("change", OWNER), *[("details", HOSTILE)] * 2, ("details", OWNER)]


def test_damaged_items_are_told(tab):
    tab.show_data(VM, replace(DATA, damaged=2), "")
    assert _text(tab, "itemsDamaged") == damaged_items(2) != ""
    tab.show_data(VM, DATA, "")
    assert _text(tab, "itemsDamaged") == ""


@pytest.mark.parametrize(
    ("vm", "word"),
    [
        (replace(VM, services=service_set(kvp=ServiceSnapshot(ServiceKind.KVP, None))), "no data"),
        (replace(VM, services=service_set(kvp=ServiceSnapshot(ServiceKind.KVP, False))), "Switch"),
        (replace(VM, state=VmState.OFF), "is off"),
        (replace(VM, state=VmState.SAVED), "is saved"),
        (replace(VM, state=VmState.PAUSED), "does not run"),
        (VM, "Nothing in the guest answers"),
    ],
)
def test_a_guest_that_tells_nothing_is_explained(tab, vm, word):
    data = GuestData((OWNER,))
    tab.show_data(vm, data, "")
    assert word in _text(tab, "guestStateText") + _text(tab, "guestStateMore")
    assert tab.items.model.rowCount() == 1
    assert _text(tab, "guestComputerValue") == ""


def test_a_silent_guest_gets_the_step_of_its_system(tab):
    tab.show_data(VM, GuestData(), "")
    assert "vmickvpexchange" in _text(tab, "guestStateStepCommands")
    assert situation(VM, DATA) is None
    tab.show_data(VM, DATA, "")
    assert _text(tab, "guestStateText") == ""


def test_states_while_reading_and_after_an_error(tab, qtbot):
    assert "Reading" in _text(tab, "guestAge")
    assert not tab.items.isVisibleTo(tab)
    tab.show_problem(Unreachable(UnreachableReason.CONNECTION_LOST, "hv01"))
    assert "hv01" in _text(tab, "guestProblemText")
    assert _text(tab, "guestAge") == ""
    _button(tab, "guestProblemCopy").click()
    assert "Unreachable" in QGuiApplication.clipboard().text()
    with qtbot.waitSignal(tab.refresh_requested):
        _button(tab, "guestProblemRetry").click()
    tab.show_problem(None)
    assert _text(tab, "guestProblemText") == ""


def test_an_error_keeps_what_was_read_and_another_vm_does_not(tab):
    tab.show_data(VM, DATA, "2 min ago")
    tab.show_networks((NETWORK,))
    tab.show_problem(Unreachable(UnreachableReason.CONNECTION_LOST, "hv01"))
    assert _text(tab, "guestComputerValue") == "web01.lab"
    assert _text(tab, "guestAge") == "Read 2 min ago"
    tab.show_reading()
    assert _text(tab, "guestComputerValue") == ""
    assert _text(tab, "guestProblemText") == ""
    assert not tab.networks.isVisibleTo(tab)
    assert tab.items.model.rowCount() == 0


def test_networks_show_their_parts_and_ask(tab):
    asked = []
    tab.network_requested.connect(asked.append)
    linux = {"addresses": ("2001:db8::11",), "subnets": ("/64",)}  # as the Linux daemon tells it
    second = replace(NETWORK, id="x", adapter="", dhcp=True, gateways=(), **linux)
    tab.show_networks((NETWORK, second))
    card = tab.findChild(QFrame, "adapter0")
    assert _text(card, "adapterName0") == "LAN"
    assert _text(card, "networkAddressesValue") == "192.0.2.11 / 255.255.255.0"
    assert _text(card, "networkGatewaysValue") == "192.0.2.1"
    second = tab.findChild(QFrame, "adapter1")
    assert _text(second, "adapterName1") == "Network adapter 2"
    assert _text(second, "networkModeValue") == "DHCP"
    assert _text(second, "networkAddressesValue") == "2001:db8::11 / 64"
    _button(tab, "adapterChange0").click()
    assert asked == [NETWORK]
    tab.show_networks(())
    assert not card.isVisibleTo(tab)
    assert _text(tab, "networkNone") != ""


def test_visibility_is_told(tab, qtbot):
    with qtbot.waitSignal(tab.visibility_changed) as told:
        tab.pane.hide()
    assert told.args == [False]


def test_a_change_of_language_keeps_everything(tab):
    tab.show_data(VM, DATA, "12 s ago")
    tab.show_networks((NETWORK,))
    tab.retranslate()
    tab.refresh_look()
    assert _text(tab, "guestComputerValue") == "web01.lab"
    assert _text(tab, "guestAge") == "Read 12 s ago"
    assert item_meaning(DATA.items[0]) == "Computer name"
    assert item_meaning(replace(OWNER, name="OSName")) == ""


def test_every_part_has_a_name_for_screen_readers(tab):
    tab.show_data(VM, DATA, "12 s ago")
    tab.show_networks((NETWORK,))
    nameless = [b.objectName() for b in tab.findChildren(QAbstractButton)
                if not b.objectName().startswith("qt_") and not b.accessibleName()
                and not isinstance(b.parent(), QLineEdit)]  # fmt: skip
    assert nameless == []
    row = tab.items.model.row_of((OWNER.source, OWNER.name))
    spoken = tab.items.model.index(row, NAME).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Owner, Infrastructure, Host"


def test_a_row_goes_on_in_the_next_line_where_the_room_ends(qtbot):
    box = QWidget()
    qtbot.addWidget(box)
    row = FlowRow(box, gap=4)
    parts = [QWidget(box) for _ in range(3)]
    for part in parts:
        part.setFixedSize(50, 20)
        row.addWidget(part)
    assert row.heightForWidth(158) == 20
    assert row.heightForWidth(157) == 44
    assert row.heightForWidth(10) == 68
    parts[1].hide()
    assert row.heightForWidth(104) == 20
    box.resize(104, 50)
    box.show()
    assert parts[2].pos().x() == 54
    assert row.takeAt(9) is None
    assert row.takeAt(0) is not None
    assert row.count() == 2
