"""Hosts are put in order in the living program: folders, dragging, marks, lists; and undone."""

import tomllib

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTreeWidget,
)

from console.model.host import Colour
from console.settings.folders import FolderBook
from console.simulator.descriptions import VmDescription
from console.ui.models.fleet_tree import COLOUR_ROLE
from console.ui.models.tree_drag import MIME, can_take, pack, unpack
from console.ui.models.tree_node import ALL_HOSTS, NodeId, NodeKind
from console.ui.panels.notice_bar import NoticeBar
from tests.ui.living import WITHIN_S, Setting, hosting, run_program
from tests.ui.waiting import until

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

HOSTS = (hosting(VmDescription("web01"), name="HV01"), hosting(VmDescription("web02"), name="HV02"))
SETTING = Setting(HOSTS)


def folder(path):
    return NodeId(NodeKind.FOLDER, path)


def kept(site):
    text = site.places.hosts_file.read_text(encoding="utf-8")
    return {each["label"]: each for each in tomllib.loads(text).get("host", [])}


def node(site, name):
    return NodeId(NodeKind.HOST, site.snapshot(name).id)


async def name_folder(site, path):
    dialog = await site.opened("folderEntryDialog")
    dialog.findChild(QComboBox, "folderPath").setCurrentText(path)
    dialog.findChild(QPushButton, "folderGo").click()
    await site.closed("folderEntryDialog")


def drop(site, nodes, target):
    """Let go of what is dragged on a node, as the mouse does."""
    site.tree.expandAll()
    index = site.tree.model().index_of(target)
    site.tree.scrollTo(index)
    at = QPointF(site.tree.visualRect(index).center())
    carried = pack(nodes)  # an event does not own what it carries
    event = QDropEvent(
        at,
        Qt.DropAction.MoveAction,
        carried,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    site.tree.dropEvent(event)
    return event.isAccepted()


def test_a_folder_is_made_stays_empty_takes_hosts_is_renamed_and_removed(qapp, tmp_path):
    async def story(site):
        await site.filled(2)
        site.action("new-folder").trigger()
        await name_folder(site, "Berlin/Rack 3")
        await until(lambda: site.tree.model().index_of(folder("Berlin/Rack 3")).isValid())
        assert "Berlin/Rack 3" in FolderBook(site.places.hosts_file).folders()
        assert drop(site, [node(site, "HV01"), node(site, "HV02")], folder("Berlin/Rack 3"))
        await until(lambda: site.snapshot("HV02").folder == "Berlin/Rack 3", WITHIN_S)
        await until(lambda: site.snapshot("HV01").folder == "Berlin/Rack 3", WITHIN_S)
        assert {each["folder"] for each in kept(site).values()} == {"Berlin/Rack 3"}
        assert site.snapshot("HV01").is_current, "it is not connected anew"
        site.find(QPushButton, "noticeOffer").click()
        await until(lambda: not site.snapshot("HV01").folder, WITHIN_S)
        drop(site, [node(site, "HV01")], folder("Berlin/Rack 3"))
        await until(lambda: site.snapshot("HV01").folder, WITHIN_S)
        site.tree.select(folder("Berlin"))
        site.action("rename-folder").trigger()
        await name_folder(site, "Hamburg")
        await until(lambda: site.snapshot("HV01").folder == "Hamburg/Rack 3", WITHIN_S)
        assert "Hamburg/Rack 3" in FolderBook(site.places.hosts_file).folders()
        site.tree.select(folder("Hamburg/Rack 3"))
        site.action("remove-folder").trigger()
        dialog = await site.opened("confirmDialog")
        dialog.findChild(QPushButton, "confirmAct").click()
        await until(lambda: site.snapshot("HV01").folder == "Hamburg", WITHIN_S)
        await until(lambda: not site.tree.model().index_of(folder("Hamburg/Rack 3")).isValid())

    run_program(qapp, tmp_path, story, SETTING)


def test_a_folder_is_dragged_but_not_into_itself(qapp, tmp_path):
    async def story(site):
        await site.filled(2)
        for path in ("A/B", "C"):
            site.action("new-folder").trigger()
            await name_folder(site, path)
            await until(lambda p=path: site.tree.model().index_of(folder(p)).isValid())
            site.tree.select(ALL_HOSTS)
        drop(site, [node(site, "HV01")], folder("A/B"))
        await until(lambda: site.snapshot("HV01").folder == "A/B", WITHIN_S)
        assert not drop(site, [folder("A")], folder("A/B"))
        assert drop(site, [folder("A")], folder("C"))
        await until(lambda: site.snapshot("HV01").folder == "C/A/B", WITHIN_S)
        drop(site, [node(site, "HV01")], node(site, "HV02"))
        await until(lambda: not site.snapshot("HV01").folder, WITHIN_S)

    run_program(qapp, tmp_path, story, SETTING)


def test_what_is_dragged_from_elsewhere_is_left_alone():
    assert can_take(folder("A"), [NodeId(NodeKind.HOST, "h1"), folder("B")])
    assert can_take(folder("AB"), [folder("A")])
    assert not can_take(folder("A"), [folder("A")])
    assert not can_take(folder("A/B/C"), [folder("A/B")])
    assert not can_take(NodeId(NodeKind.VM, "h1", "v1"), [folder("A")])
    data = pack([folder("A"), NodeId(NodeKind.VM, "h", "v"), NodeId(NodeKind.HOST, "h")])
    assert unpack(data) == (folder("A"), NodeId(NodeKind.HOST, "h"))
    for text in (b"", b"nonsense", b"{}", b'[["host"]]', b'[["vm", "x"], 5]'):
        data.setData(MIME, text)
        assert unpack(data) == ()


def test_marks_are_kept_shown_and_found(qapp, tmp_path):
    async def story(site):
        await site.filled(2)
        site.select_host("HV02")
        site.action("mark-host").trigger()
        dialog = await site.opened("marksEntryDialog")
        dialog.findChild(QLineEdit, "hostTags").setText("prod, #dc prod")
        dialog.findChild(QCheckBox, "favourite").setChecked(True)
        colours = dialog.findChild(QComboBox, "colour")
        colours.setCurrentIndex(colours.findData("teal"))
        dialog.findChild(QPlainTextEdit, "hostNotes").setPlainText("Behind the <b>second</b> wall")
        dialog.accept()
        await until(lambda: site.snapshot("HV02").marks.is_favourite, WITHIN_S)
        assert site.snapshot("HV02").marks.tags == ("prod", "dc")
        model, hv02 = site.tree.model(), node(site, "HV02")
        await until(lambda: model.index_of(hv02).row() == 0, WITHIN_S)
        index = model.index_of(hv02)
        assert index.data(COLOUR_ROLE).isValid()
        told = site.tooltip("HV02")
        assert "Teal" in told
        assert "prod, dc" in told
        assert "&lt;b&gt;" in told
        host = kept(site)["HV02"]
        assert (host["tags"], host["colour"], host["favourite"]) == (["prod", "dc"], "teal", True)
        site.action("edit-host").trigger()
        dialog = await site.opened("addHostDialog")
        dialog.findChild(QPushButton, "saveHost").click()
        await site.closed("addHostDialog")
        assert site.snapshot("HV02").marks.colour is Colour.TEAL, "the form has no field for it"
        site.action("favourite").trigger()
        await until(lambda: not site.snapshot("HV02").marks.is_favourite, WITHIN_S)
        await until(lambda: model.index_of(hv02).row() == 1, WITHIN_S)

    run_program(qapp, tmp_path, story, SETTING)


def test_a_list_is_previewed_taken_and_taken_back(qapp, tmp_path, monkeypatch):
    path = tmp_path / "list.csv"

    async def story(site):
        await site.filled(2)
        port = site.live["HV01"].port
        path.write_text(
            f"address,label,port,folder\n127.0.0.1,Again,{port},\n"
            "127.0.0.1,New,1,Far\n,Nameless,,\nbad name,Bad,,\n",
            encoding="utf-8",
        )
        monkeypatch.setattr(QFileDialog, "open", lambda dialog: dialog.done(1))
        monkeypatch.setattr(QFileDialog, "selectedFiles", lambda _: [str(path)])
        site.action("import-hosts").trigger()
        dialog = await site.opened("hostImportDialog")
        rows = dialog.findChild(QTreeWidget, "importRows")
        shown = [rows.topLevelItem(n).text(3) for n in range(rows.topLevelItemCount())]
        assert [text.split(":")[0] for text in shown] == [
            "line 4", "line 5", "new", "there already",
        ]  # fmt: skip
        dialog.findChild(QComboBox, "importInto").setCurrentText("Imported")
        assert rows.topLevelItem(2).text(2) == "Imported/Far"
        dialog.grab().save(str(tmp_path / "import.png"))
        dialog.findChild(QPushButton, "importGo").click()
        await site.closed("hostImportDialog")
        await until(lambda: site.snapshot("New"), WITHIN_S)
        assert kept(site)["New"]["folder"] == "Imported/Far"
        site.find(QPushButton, "noticeOffer").click()
        await until(lambda: not site.snapshot("New"), WITHIN_S)
        await until(lambda: set(kept(site)) == {"HV01", "HV02"}, WITHIN_S)
        site.tree.select(ALL_HOSTS)
        site.action("export-hosts").trigger()
        await until(lambda: "HV02" in path.read_text(encoding="utf-8-sig"), WITHIN_S)

    run_program(qapp, tmp_path, story, SETTING)


def test_a_list_that_cannot_be_understood_says_so(qapp, tmp_path, monkeypatch):
    path = tmp_path / "list.csv"
    path.write_text("just,words\n", encoding="utf-8")

    async def story(site):
        monkeypatch.setattr(QFileDialog, "open", lambda dialog: dialog.done(1))
        monkeypatch.setattr(QFileDialog, "selectedFiles", lambda _: [str(path)])
        site.action("import-hosts").trigger()
        bar = site.find(NoticeBar, "noticeBar")
        await until(lambda: "no column with" in site.says("outcomeCause", bar), WITHIN_S)

    run_program(qapp, tmp_path, story, Setting())


def test_a_host_moves_by_the_keyboard(qapp, tmp_path):
    async def story(site):
        await site.filled(2)
        site.select_host("HV01")
        site.window.activateWindow()
        keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        QTest.keyClick(site.window, Qt.Key.Key_M, keys)
        await name_folder(site, " Lab / Upper ")
        await until(lambda: site.snapshot("HV01").folder == "Lab/Upper", WITHIN_S)

    run_program(qapp, tmp_path, story, SETTING)
