"""The dialogs about guests: limits as typed, sentences at their fields, what they answer."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QStackedWidget,
    QToolButton,
)

from console.fleet.operation import FileCopy, GuestItemChange, ItemEdit, NetworkChange, PowerChange
from console.hyperv.guest_network import MAX_ENTRIES, check
from console.hyperv.kvp import MAX_DATA_BYTES, MAX_NAME_BYTES, check_item
from console.model.guest import GuestItem, ItemSource
from console.model.integration import GuestFamily
from console.model.network import AddressFamily, GuestNetwork
from console.model.power import PowerAction
from console.ui.dialogs.copy_entry import CopyEntry, SharedFolder, copy_problems, suggested
from console.ui.dialogs.copy_file import CopyFileDialog
from console.ui.dialogs.item_entry import ItemEntryDialog, ItemProblem, item_problem
from console.ui.dialogs.network_entry import NetworkEntryDialog, changed_parts
from console.ui.dialogs.network_form import ADDRESSES, DNS, GATEWAYS, checked
from console.ui.dialogs.shutdown_reason import ShutdownDialog
from console.ui.sentences.guest_entry import entry_problem
from console.ui.theme import Theme

HOST = ItemSource.HOST
OWNER = GuestItem("Owner", "a\r\nb\u00a0c", HOST)
ID = "Microsoft:GuestNetwork\\{0}\\{0}".format("0" * 8 + "-0000-0000-0000-" + "0" * 12)
FIXED = GuestNetwork(
    ID, "LAN", AddressFamily.IPV4, False, ("192.0.2.5",), ("255.255.255.0",), ("192.0.2.1",),
    ("192.0.2.53",),
)  # fmt: skip


@pytest.fixture
def shown(qtbot):
    def shown(dialog):
        qtbot.addWidget(dialog)
        dialog.show()
        return dialog

    return shown


def _line(dialog, name):
    return dialog.findChild(QLineEdit, name)


def _button(dialog, name):
    return dialog.findChild(QAbstractButton, name)


def _text(dialog, name):
    label = dialog.findChild(QLabel, name)
    return label.text() if label.isVisibleTo(dialog) else ""


# Items


@pytest.mark.parametrize(
    ("item", "problem"),
    [
        (GuestItem("Rack", "", HOST), ItemProblem()),
        (GuestItem(" ", "", HOST), ItemProblem("item_name")),
        (GuestItem("Owner", "", HOST), ItemProblem("item_there")),
        (GuestItem("Owner", "", ItemSource.HOST_ONLY), ItemProblem()),
        (GuestItem("x" * 513, "", HOST), ItemProblem("item_name_long")),
        (GuestItem("x" * MAX_NAME_BYTES, "x" * MAX_DATA_BYTES, HOST), ItemProblem()),
        (GuestItem("x", "x" * (MAX_DATA_BYTES + 1), HOST), ItemProblem("", "item_value_long")),
        (GuestItem("x\x00", "y\x0c", HOST), ItemProblem("item_characters", "item_characters")),
    ],
)
def test_what_an_item_cannot_be(item, problem):
    assert item_problem(item, (OWNER,)) == problem
    assert all(entry_problem(word) and f"({word})" not in entry_problem(word)
               for word in problem if word)  # fmt: skip


@given(st.text(max_size=300), st.text(max_size=9_000))
def test_what_passes_is_never_refused_later(name, data):
    item = GuestItem(name, data, HOST)
    if not any(item_problem(item, ())):
        check_item(item)


def test_a_new_item(shown):
    dialog = shown(ItemEntryDialog("web01", (OWNER,)))
    accept = _button(dialog, "itemAccept")
    assert not accept.isEnabled()
    assert _text(dialog, "itemNameProblem") == ""  # nobody typed anything yet
    _line(dialog, "itemName").setText("Owner")
    assert "Owner" in _text(dialog, "itemNameProblem")
    dialog.findChild(QComboBox, "itemPool").setCurrentIndex(1)
    assert _text(dialog, "itemNameProblem") == ""
    assert "never sees" in _text(dialog, "itemPoolMeaning")
    dialog.findChild(QPlainTextEdit, "itemValue").setPlainText("1\n2")
    assert accept.isEnabled()
    added = GuestItem("Owner", "1\n2", ItemSource.HOST_ONLY)
    assert dialog.change == GuestItemChange(ItemEdit.ADD, added)
    _line(dialog, "itemName").setText("")
    assert _text(dialog, "itemNameProblem") == entry_problem("item_name")


def test_another_value_keeps_name_pool_line_ends_and_spaces(shown):
    dialog = shown(ItemEntryDialog("web01", (OWNER,), OWNER))
    assert _line(dialog, "itemName").isReadOnly()
    assert not dialog.findChild(QComboBox, "itemPool").isEnabled()
    assert not _button(dialog, "itemAccept").isEnabled()  # nothing is changed
    assert dialog.item == OWNER
    value = dialog.findChild(QPlainTextEdit, "itemValue")
    value.appendPlainText("d")
    assert _button(dialog, "itemAccept").isEnabled()
    after = replace(OWNER, data="a\r\nb\u00a0c\r\nd")
    assert dialog.change == GuestItemChange(ItemEdit.CHANGE, after, OWNER.data)
    value.setPlainText("x" * (MAX_DATA_BYTES + 1))
    assert _text(dialog, "itemValueProblem") == entry_problem("item_value_long")
    assert not _button(dialog, "itemAccept").isEnabled()


@pytest.mark.parametrize("data", ["a\rb", "a\r\nb\nc", "a\u2028b", "a\u2029"])
def test_a_value_that_nobody_touched_is_not_changed(shown, data):
    item = replace(OWNER, data=data)
    dialog = shown(ItemEntryDialog("web01", (item,), item))
    assert dialog.item == item
    assert not _button(dialog, "itemAccept").isEnabled()


# Networks


@pytest.mark.parametrize(
    ("change", "field", "why"),
    [
        ({"addresses": ("192.0.2.300",)}, ADDRESSES, "network_address"),
        ({"addresses": (), "subnets": ()}, ADDRESSES, "network_no_address"),
        ({"subnets": ("0.0.0.255",)}, ADDRESSES, "network_subnet"),
        ({"subnets": ("",)}, ADDRESSES, "network_subnet_missing"),
        ({"gateways": ("x",)}, GATEWAYS, "network_gateway"),
        ({"gateways": ("2001:db8::1",)}, GATEWAYS, "network_gateway_family"),
        ({"gateways": ("192.0.2.1",) * 6}, GATEWAYS, "network_too_many"),
        ({"dns": ("x",)}, DNS, "network_dns"),
        ({"dns": ("192.0.2.1",) * 65}, DNS, "network_too_many"),
        ({"addresses": ("192.0.2.1",) * 65, "subnets": ("24",) * 65}, ADDRESSES,
         "network_too_many"),
        ({"id": "x"}, ADDRESSES, "network_adapter"),
    ],
)  # fmt: skip
def test_what_is_wrong_stands_at_its_field(change, field, why):
    found = checked(replace(FIXED, **change))
    assert found[:2] == (field, why)
    assert f"({why})" not in entry_problem(why, found[2])


def test_a_network_goes_by_way_of_a_preview(shown):
    dialog = shown(NetworkEntryDialog(Theme("light"), "web01", FIXED))
    following = _button(dialog, "networkNext")
    assert not following.isEnabled()
    assert _text(dialog, "networkSame") != ""
    _line(dialog, "subnet1").setText("0.0.0.255")
    assert "0.0.0.255" in _text(dialog, "addressesProblem")
    assert not following.isEnabled()
    _line(dialog, "subnet1").setText("25")
    _line(dialog, "networkDns").setText("192.0.2.53; 2001:db8::53")
    assert _text(dialog, "addressesProblem") == ""
    following.click()
    assert dialog.findChild(QStackedWidget).currentIndex() == 1
    assert _text(dialog, "networkAddressesNow") == "192.0.2.5 / 255.255.255.0"
    assert _text(dialog, "networkAddressesThen") == "192.0.2.5 / 255.255.255.128"
    assert _text(dialog, "previewWarning") != ""
    assert _text(dialog, "networkDnsThen") == "192.0.2.53\n2001:db8::53"
    hidden = ("networkModeHead", "networkModeNow", "networkGatewaysNow", "networkGatewaysThen")
    assert [_text(dialog, name) for name in hidden] == ["", "", "", ""]
    assert not dialog.result()
    _button(dialog, "networkBack").click()
    assert dialog.findChild(QStackedWidget).currentIndex() == 0
    following.click()
    _button(dialog, "networkApply").click()
    assert dialog.result() == dialog.DialogCode.Accepted
    after = check(replace(FIXED, subnets=("25",), dns=("192.0.2.53", "2001:db8::53")))
    assert dialog.change == NetworkChange(after, FIXED)


def test_what_is_only_written_otherwise_is_no_change(shown):
    before = replace(
        FIXED, addresses=("192.0.2.5", "fe80::1%4"), subnets=("24", "/64"), gateways=("192.0.2.1",)
    )
    dialog = shown(NetworkEntryDialog(Theme("light"), "web01", before))
    assert _text(dialog, "networkSame") != ""
    _line(dialog, "networkDns").setText("192.0.2.99")
    _button(dialog, "networkNext").click()
    assert changed_parts(before, dialog.change.network) == {"networkDns"}
    assert _text(dialog, "networkAddressesNow") == ""
    assert _text(dialog, "networkDnsNow") == "192.0.2.53"
    assert _text(dialog, "networkDnsThen") == "192.0.2.99"
    assert _text(dialog, "previewWarning") == ""


def test_a_switch_to_dhcp_says_who_tells_the_rest(shown):
    dialog = shown(NetworkEntryDialog(Theme("light"), "web01", replace(FIXED, dns=())))
    _button(dialog, "networkDhcp").click()
    _button(dialog, "networkNext").click()
    assert _text(dialog, "networkAddressesNow") == "192.0.2.5 / 255.255.255.0"
    assert _text(dialog, "networkAddressesThen") == "DHCP"
    assert _text(dialog, "networkDnsThen") == ""
    assert _text(dialog, "previewWarning") != ""


def test_fixing_what_dhcp_told_changes_where_it_comes_from_alone():
    assert changed_parts(replace(FIXED, dhcp=True), FIXED) == {"networkMode"}
    broken = replace(FIXED, subnets=("x",))
    assert changed_parts(broken, FIXED) == {"networkAddresses"}


def test_return_on_the_fields_never_changes_the_network(shown, qtbot):
    dialog = shown(NetworkEntryDialog(Theme("light"), "web01", FIXED))
    _line(dialog, "address1").setText("192.0.2.6")
    qtbot.keyClick(_line(dialog, "address1"), "\r")
    assert dialog.isVisible()
    assert _button(dialog, "networkBack").isDefault()


def test_addresses_come_and_go(shown):
    dialog = shown(NetworkEntryDialog(Theme("light"), "web01", FIXED))
    _button(dialog, "addressAdd").click()
    _line(dialog, "address2").setText("2001:db8::5")
    assert _text(dialog, "addressesProblem") == entry_problem("network_subnet_missing")
    _line(dialog, "subnet2").setText("64")
    dialog.findChild(QToolButton, "addressRemove1").click()
    assert "192.0.2.1" in _text(dialog, "gatewaysProblem")
    _line(dialog, "networkGateways").clear()
    assert dialog.change.network.addresses == ("2001:db8::5",)
    assert dialog.change.network.family is AddressFamily.IPV6
    dialog.findChild(QToolButton, "addressRemove2").click()
    assert _text(dialog, "addressesProblem") == entry_problem("network_no_address")
    for _ in range(MAX_ENTRIES):
        _button(dialog, "addressAdd").click()
    assert not _button(dialog, "addressAdd").isEnabled()


def test_dhcp_needs_nothing_else(shown):
    dialog = shown(NetworkEntryDialog(Theme("light"), "web01", FIXED))
    _line(dialog, "address1").setText("nonsense")
    _button(dialog, "networkDhcp").click()
    assert _button(dialog, "networkNext").isEnabled()
    assert not _line(dialog, "address1").isVisibleTo(dialog)
    assert dialog.change.network == GuestNetwork(ID, "LAN", AddressFamily.IPV4, dhcp=True)


def test_an_adapter_that_asks_dhcp_shows_what_it_has(shown):
    dialog = shown(NetworkEntryDialog(Theme("light"), "web01", replace(FIXED, dhcp=True)))
    assert not _button(dialog, "networkNext").isEnabled()
    _button(dialog, "networkFixed").click()
    assert dialog.change.network == FIXED


# Files


@pytest.mark.parametrize(
    ("entry", "family", "problems"),
    [
        (CopyEntry(source="D:\\a.txt", destination="C:\\a.txt"), GuestFamily.WINDOWS, {}),
        (CopyEntry(source="%TEMP%\\a.txt", destination="/tmp/"), GuestFamily.UBUNTU, {}),
        (CopyEntry(source="a.txt", destination="a.txt"), GuestFamily.UNKNOWN,
         {"source": "copy_source_relative", "destination": "copy_no_destination"}),
        (CopyEntry(source="D:\\dir\\", destination="/a"), GuestFamily.WINDOWS,
         {"source": "copy_source_relative", "destination": "copy_no_destination"}),
        (CopyEntry(destination="C:\\a"), GuestFamily.UNKNOWN, {"source": "copy_no_source"}),
        (CopyEntry(destination="C:\\a", source="D:\\a"), GuestFamily.DEBIAN,
         {"destination": "copy_no_destination"}),
        (CopyEntry(is_local=True, destination="/a"), GuestFamily.UNKNOWN,
         {"file": "copy_no_file", "here": "copy_no_share", "on_host": "copy_host_folder"}),
        (CopyEntry(is_local=True, file=str(Path("/a:b").absolute()), destination="/a",
                   share=SharedFolder("x", "D:\\x")), GuestFamily.UNKNOWN,
         {"file": "copy_file_name", "here": "copy_share_relative"}),
    ],
)  # fmt: skip
def test_what_a_copy_cannot_be(entry, family, problems):
    assert copy_problems(entry, family) == problems
    assert all(f"({word})" not in entry_problem(word) for word in problems.values())


def test_a_destination_is_suggested_until_one_is_typed(shown):
    dialog = shown(CopyFileDialog("web01", GuestFamily.WINDOWS))
    source, destination = _line(dialog, "copy_source"), _line(dialog, "copy_destination")
    assert not _button(dialog, "copyAccept").isEnabled()
    source.setText("D:\\one.txt")
    assert destination.text() == suggested("one.txt", GuestFamily.WINDOWS) == "C:\\Temp\\one.txt"
    source.setText("D:\\two.txt")
    assert destination.text() == "C:\\Temp\\two.txt"
    destination.setText("E:\\mine.txt")
    source.setText("D:\\three.txt")
    dialog.findChild(QCheckBox, "copyOverwrite").setChecked(True)
    dialog.findChild(QCheckBox, "copyFolders").setChecked(False)
    assert _button(dialog, "copyAccept").isEnabled()
    assert dialog.copy == FileCopy("D:\\three.txt", "E:\\mine.txt", True, False)
    assert "switched on" in _text(dialog, "copyService")


def test_a_file_of_this_computer_goes_by_way_of_a_share(shown, tmp_path):
    share = SharedFolder(str(tmp_path), "\\\\filer\\exchange")
    file = tmp_path / "app.conf"
    dialog = shown(CopyFileDialog("web01", GuestFamily.UBUNTU, share, str(file)))
    assert not _line(dialog, "copy_source").isVisibleTo(dialog)
    assert dialog.copy == FileCopy(
        "\\\\filer\\exchange\\app.conf",
        "/tmp/app.conf",
        staged_from=str(file),
        staging=str(tmp_path / "app.conf"),
    )
    _button(dialog, "copyRemote").click()
    assert _line(dialog, "copy_source").isVisibleTo(dialog)
    assert not _button(dialog, "copyAccept").isEnabled()


def test_what_is_wrong_is_told_once_a_field_was_left(shown):
    dialog = shown(CopyFileDialog("web01"))
    source = _line(dialog, "copy_source")
    source.setText("a.txt")
    assert _text(dialog, "copy_sourceProblem") == ""
    source.editingFinished.emit()
    assert _text(dialog, "copy_sourceProblem") == entry_problem("copy_source_relative")
    source.setText("D:\\a.txt")
    assert _text(dialog, "copy_sourceProblem") == ""


@pytest.mark.parametrize("name", ["file", "here"])
def test_files_and_folders_are_chosen_without_blocking(shown, qtbot, tmp_path, name):
    dialog = shown(CopyFileDialog("web01"))
    _button(dialog, "copyLocal").click()
    _button(dialog, f"copy_{name}Browse").click()
    choice = dialog.findChild(QFileDialog, f"copy_{name}Choice")
    choice.fileSelected.emit(str(tmp_path))
    choice.reject()
    assert _line(dialog, f"copy_{name}").text() == str(tmp_path)


# Shutdown


def test_a_shutdown_says_why_and_may_force(shown):
    dialog = shown(ShutdownDialog("web01"))
    accept = _button(dialog, "shutdownAccept")
    assert accept.text() == "Shut Down"
    assert accept.isDefault()
    assert dialog.change == PowerChange(PowerAction.SHUTDOWN)
    _line(dialog, "shutdownReason").setText("  patches  ")
    _button(dialog, "shutdownForce").click()
    assert not accept.isDefault()
    assert "lost" in _text(dialog, "shutdownLoss")
    _button(dialog, "restart").click()
    assert accept.text() == "Restart"
    assert dialog.change == PowerChange(PowerAction.RESTART, True, "patches")
    _line(dialog, "shutdownReason").setText("x" * 9_000)
    assert len(dialog.change.reason) == 512


def test_a_restart_can_be_what_is_asked_for(shown):
    dialog = shown(ShutdownDialog("web01", PowerAction.RESTART))
    assert dialog.change.action is PowerAction.RESTART


def test_buttons_and_fields_have_names(shown):
    for dialog in (
        ItemEntryDialog("web01"),
        NetworkEntryDialog(Theme("light"), "web01", FIXED),
        CopyFileDialog("web01"),
        ShutdownDialog("web01"),
    ):
        shown(dialog)
        assert all(field.accessibleName() for field in dialog.findChildren(QLineEdit))
        assert all(button.objectName() or button.text() for button in
                   dialog.findChildren(QPushButton))  # fmt: skip
