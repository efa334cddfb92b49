"""Saved views in the real program: saved, opened, put in order, and there again after a restart."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget, QMenu, QPushButton

from console.model.errors import SettingsInvalid
from console.model.service import ServiceKind
from console.settings.views import SavedView, ViewBook
from console.simulator.descriptions import VmDescription
from console.ui.dialogs.view_entry import ViewEntryDialog
from console.ui.dialogs.view_list import ViewListDialog
from console.ui.models.arrangement import SortKey
from console.ui.models.matrix_filter import MatrixFilter, MatrixShow
from console.ui.models.service_matrix import NAME, column_of
from console.ui.models.tree_node import ALL_HOSTS, NodeId, NodeKind
from tests.ui.living import Setting, hosting, run_program
from tests.ui.waiting import until

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

FLEET = (
    hosting(VmDescription("web01"), VmDescription("db01"), name="HV01"),
    hosting(VmDescription("dc01"), name="HV02"),
)
RACK = NodeId(NodeKind.FOLDER, "Berlin/Rack 3")
HOSTILE = "<b>&x</b> %1"


def in_rack(site):
    """Put the first host into a folder."""
    site.know(site.config("HV01", folder=RACK.name))


def kept(site, *views):
    for view in views:
        ViewBook(site.places.config_dir / "views.toml").put(view)


def book(site):
    return ViewBook(site.places.config_dir / "views.toml").views()


def menu(site):
    """Return the submenu, filled as when it is opened."""
    found = site.window.findChild(QMenu, "submenuViews")
    found.aboutToShow.emit()
    return found


def entries(site):
    return [each.text() for each in menu(site).actions() if each.objectName().startswith("view")]


def told(site):
    bar = site.window._centre.notices
    return bar.findChild(QLabel, "outcomeCause").text() if bar.isVisible() else ""


async def save(site, name):
    site.action("save-view").trigger()
    dialog = await site.opened("viewEntryDialog")
    dialog.findChild(QLineEdit, "viewName").setText(name)
    dialog.findChild(QPushButton, "viewSave").click()
    await site.closed("viewEntryDialog")


async def manage(site):
    site.action("manage-views").trigger()
    dialog = await site.opened("viewListDialog")
    return dialog, dialog.findChild(QListWidget, "viewList")


def listed(rows):
    return [rows.item(row).text() for row in range(rows.count())]


def press(dialog, name):
    dialog.findChild(QPushButton, name).click()


def test_a_view_brings_back_scope_view_filter_order_and_columns(qapp, tmp_path):
    async def story(site):
        await site.filled(3)
        header, vms = site.table.header, site.vms
        site.tree.select(RACK)
        site.window._views.page.filter.type("is:running web")
        vms.set_sort([SortKey("memory", descending=True), SortKey("name")])
        header.show_columns(["name", "memory", "uptime"])
        await until(lambda: vms.rowCount() == 1)
        await save(site, "Berlin")
        await until(lambda: told(site) == "The view Berlin is saved.")

        site.window._actions.action("reset-layout").trigger()
        site.window._views.page.filter.type("")
        site.tree.select(ALL_HOSTS)
        site.action("show-matrix").trigger()
        await until(lambda: vms.rowCount() == 3)

        assert entries(site) == ["&1 Berlin"]
        menu(site).actions()[-1].trigger()
        assert site.tree.scope == RACK
        assert site.window._centre.shown == "list"
        assert site.window._views.page.filter.text == "is:running web"
        assert vms.sort_keys == (SortKey("memory", descending=True), SortKey("name"))
        assert header.shown_columns() == ("name", "memory", "uptime")
        await until(lambda: vms.rowCount() == 1)

    run_program(qapp, tmp_path, story, Setting(FLEET, prepare=in_rack))


def test_a_view_of_the_matrix_brings_back_what_was_wanted_of_it(qapp, tmp_path):
    wanted = MatrixFilter("db", MatrixShow.OFF, ServiceKind.GUEST_SERVICE)

    async def story(site):
        await site.filled(3)
        matrix = site.window._views.matrix
        site.select_host("HV01")
        site.action("show-matrix").trigger()
        await until(lambda: matrix.model.rowCount() == 2)
        matrix.view.sortByColumn(column_of(ServiceKind.VSS), Qt.SortOrder.DescendingOrder)
        matrix.want(wanted)
        await until(lambda: matrix.model.rowCount() == 1)
        await save(site, "Copies off")
        await until(lambda: entries(site))
        matrix.want(MatrixFilter())
        matrix.view.sortByColumn(NAME, Qt.SortOrder.AscendingOrder)
        site.tree.select(ALL_HOSTS)
        site.action("show-list").trigger()
        menu(site).actions()[-1].trigger()
        assert site.window._centre.shown == "matrix"
        assert site.tree.scope == NodeId(NodeKind.HOST, "hv01")
        assert matrix.wanted == wanted
        assert matrix.model.sort_column == (column_of(ServiceKind.VSS), True)
        await until(lambda: matrix.model.rowCount() == 1)

    run_program(qapp, tmp_path, story, Setting(FLEET))


@pytest.mark.parametrize(
    ("view", "words"),
    [
        (SavedView("a", folder="Gone/Rack"), "The folder Gone/Rack of the view a is not there"),
        (SavedView("b", host="gone"), "The host of the view b is not there"),
    ],
)
def test_where_a_folder_or_host_is_gone_all_hosts_are_shown(qapp, tmp_path, view, words):
    async def story(site):
        await site.filled(3)
        await until(lambda: entries(site))
        site.select_host("HV02")
        menu(site).actions()[-1].trigger()
        assert site.tree.scope == ALL_HOSTS
        assert told(site).startswith(words)
        assert site.vms.rowCount() == 3

    run_program(qapp, tmp_path, story, Setting(FLEET, prepare=lambda site: kept(site, view)))


def test_words_that_nobody_knows_want_nothing(qapp, tmp_path):
    odd = SavedView(
        "odd", shows="nowhere", sort=("-colour", "name"), columns=("smell",), services="bad",
        service="tea", system="os/2", tag="nobody",
    )  # fmt: skip

    async def story(site):
        await site.filled(3)
        await until(lambda: entries(site))
        menu(site).actions()[-1].trigger()
        assert site.vms.sort_keys == (SortKey("name"),)
        assert site.table.header.shown_columns()
        assert site.window._views.matrix.wanted == MatrixFilter()

    run_program(qapp, tmp_path, story, Setting(FLEET, prepare=lambda site: kept(site, odd)))


def test_views_are_put_in_order_renamed_removed_and_brought_back(qapp, tmp_path):
    async def story(site):
        await site.filled(3)
        await until(lambda: len(entries(site)) == 3)
        dialog, rows = await manage(site)
        rows.setCurrentRow(2)
        press(dialog, "viewUp")
        await until(lambda: listed(rows) == ["a", HOSTILE, "b"])
        assert rows.currentRow() == 1
        press(dialog, "viewRemove")
        await until(lambda: listed(rows) == ["a", "b"])
        await until(lambda: told(site) == f"The view {HOSTILE} is removed.")
        assert rows.currentRow() == 1
        site.find(QPushButton, "noticeOffer").click()
        await until(lambda: listed(rows) == ["a", HOSTILE, "b"])

        rows.setCurrentRow(0)
        rows.item(0).setText("B")
        assert dialog.findChild(QLabel, "viewProblem").text() == "Another view is called B."
        assert listed(rows)[0] == "a"
        rows.item(0).setText("first\nof all")
        await until(lambda: listed(rows)[0] == "first of all")
        assert not dialog.findChild(QLabel, "viewProblem").isVisible()
        press(dialog, "viewOpen")
        assert site.window._views.page.filter.text == "is:off"
        dialog.reject()
        await site.closed("viewListDialog")
        assert [view.name for view in book(site)] == ["first of all", HOSTILE, "b"]
        assert entries(site)[1] == "&2 <b>&&x</b> %1"

    views = (SavedView("a", filter="is:off"), SavedView("b"), SavedView(HOSTILE))
    run_program(qapp, tmp_path, story, Setting(FLEET, prepare=lambda site: kept(site, *views)))


def test_a_view_of_the_same_name_is_replaced_and_can_be_had_back(qapp, tmp_path):
    async def story(site):
        await site.filled(3)
        await until(lambda: entries(site))
        await save(site, "A")
        await until(lambda: told(site) == "The view A is replaced.")
        assert [(view.name, view.filter) for view in book(site)] == [("A", "")]
        site.find(QPushButton, "noticeOffer").click()
        await until(lambda: book(site) == (before,))

    before = SavedView("a", filter="os:linux")
    run_program(qapp, tmp_path, story, Setting(FLEET, prepare=lambda site: kept(site, before)))


def test_a_broken_file_is_told_and_written_over_by_nothing(qapp, tmp_path):
    def broken(site):
        site.places.config_dir.mkdir(parents=True, exist_ok=True)
        (site.places.config_dir / "views.toml").write_text('[[view]]\nname = "a"\nsort = 1\n')

    async def story(site):
        await until(lambda: "line 3" in told(site))
        await save(site, "new")
        with pytest.raises(SettingsInvalid):
            book(site)
        assert menu(site).actions()[-1].text() == "No view is saved yet"
        assert not menu(site).actions()[-1].isEnabled()

    run_program(qapp, tmp_path, story, Setting(FLEET, prepare=broken))


def test_the_name_says_whether_a_view_is_replaced(qtbot):
    dialog = ViewEntryDialog(["Berlin"])
    qtbot.addWidget(dialog)
    dialog.show()
    go, name = dialog.findChild(QPushButton, "viewSave"), dialog.findChild(QLineEdit, "viewName")
    hint = dialog.findChild(QLabel, "viewHint")
    assert not go.isEnabled()
    name.setText(" berlin ")
    assert (go.text(), hint.isVisible()) == ("Replace View", True)
    name.setText("Rome")
    assert (go.text(), hint.isVisible(), dialog.name) == ("Save View", False, "Rome")
    name.setText("\u202e\t")
    assert not go.isEnabled()


def test_an_empty_list_says_how_a_view_is_made(qtbot):
    dialog = ViewListDialog(())
    qtbot.addWidget(dialog)
    dialog.show()
    assert "Save View" in dialog.findChild(QLabel, "viewEmpty").text()
    buttons = ("viewOpen", "viewRename", "viewRemove", "viewUp", "viewDown")
    assert not any(dialog.findChild(QPushButton, name).isEnabled() for name in buttons)
