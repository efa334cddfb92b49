"""Search in the living program: filters, what they offer and tell, and Go to…."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QListView

from console.simulator.descriptions import CheckpointDescription, StartState, VmDescription
from console.ui.widgets.filter_box import FilterBox
from console.ui.widgets.query_help import QueryHelp
from console.ui.widgets.query_line import QueryLine
from console.ui.widgets.vm_table_view import VmTableView
from tests.ui.living import WITHIN_S, Setting, hosting, run_program
from tests.ui.waiting import until

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

VMS = (
    VmDescription("web01", notes="#edge", vlans=(20,), switch="DMZ"),
    VmDescription(
        "sql01",
        disks=("E:\\SQL\\data.vhdx",),
        checkpoints=(CheckpointDescription("before CU12"),),
        guest_items=(("Owner", "platform team"),),
    ),
    VmDescription("off01", state=StartState.OFF),
)


def shown(table: VmTableView) -> list[str]:
    model = table.model()
    return sorted(str(model.index(row, 0).data()) for row in range(model.rowCount()))


def test_the_filter_finds_what_hosts_tell_of_devices_and_go_to_goes_there(qapp, tmp_path):
    async def story(site):
        await site.filled(3)
        table = site.find(VmTableView, "vmTable")
        box = site.find(FilterBox, "filterBox")

        async def found(query, *names):
            box.type(query)
            await until(lambda: shown(table) == sorted(names), WITHIN_S)

        await found("disk:sql", "sql01")
        await found("switch:dmz vlan:20", "web01")
        await found("cu12", "sql01")
        await found("item:owner=platform", "sql01")
        await found("tag:edge is:running", "web01")
        await found("-is:running", "off01")
        await found("mac:00-15-5d", "off01", "sql01", "web01")
        site.action("go-to").trigger()
        dialog = await site.opened("quickSearchDialog")
        line = dialog.findChild(QueryLine, "quickSearchLine")
        QTest.keyClicks(line, "data.vhdx")
        hits = dialog.findChild(QListView, "quickSearchHits")
        assert [hit.name for hit in dialog.hits] == ["sql01"]
        assert "Disk: E:\\SQL\\data.vhdx" in hits.model().index(0, 0).data()
        box.type("name:nothing")
        QTest.keyClick(line, Qt.Key.Key_Return)
        await site.closed("quickSearchDialog")
        assert [key.vm for key in table.selected_keys()] == [site.key("sql01").vm]
        assert box.text == ""

    run_program(qapp, tmp_path, story, Setting((hosting(*VMS),)))


def test_go_to_moves_with_the_arrows_and_closes_with_escape(qapp, tmp_path):
    async def story(site):
        await site.filled(3)
        site.action("go-to").trigger()
        dialog = await site.opened("quickSearchDialog")
        line = dialog.findChild(QueryLine, "quickSearchLine")
        told = dialog.findChild(QLabel, "quickSearchTold")
        QTest.keyClicks(line, "01")
        hits = dialog.findChild(QListView, "quickSearchHits")
        first = hits.currentIndex().row()
        QTest.keyClick(line, Qt.Key.Key_Down)
        assert hits.currentIndex().row() == first + 1
        QTest.keyClick(line, Qt.Key.Key_Up)
        assert hits.currentIndex().row() == first
        line.setText("zzz")
        assert "Nothing" in told.text()
        line.setText("gen:x web")
        assert told.text() == "gen: a figure such as 2 is expected (character 1)."
        QTest.keyClick(line, Qt.Key.Key_Escape)
        assert line.text() == ""
        QTest.keyClick(line, Qt.Key.Key_Escape)
        await site.closed("quickSearchDialog")

    run_program(qapp, tmp_path, story, Setting((hosting(*VMS),)))


@pytest.fixture
def box(look, qtbot):
    made = FilterBox(look)
    qtbot.addWidget(made)
    made.show()
    return made


def line_of(box: FilterBox) -> QueryLine:
    found = box.findChild(QueryLine)
    assert found is not None
    return found


def test_a_mistake_is_told_once_one_types_on_and_nothing_is_lost(box):
    line = line_of(box)
    line.setFocus()
    QTest.keyClicks(line, "is:runing")
    assert box.problem == ""
    QTest.keyClicks(line, " web")
    assert box.problem.startswith("is: one of running, off")
    assert box.problem.endswith("(character 1).")
    assert box.text == "is:runing web"
    box.type("web")
    assert box.problem == ""


def test_operators_are_offered_and_taken(box):
    box.set_values({"tag": ("prod", "test")})
    line = line_of(box)
    QTest.keyClicks(line, "web ta")
    assert [offer.text for offer in line.offers] == ["tag:"]
    line._take("tag:")
    assert line.text() == "web tag:"
    assert [offer.text for offer in line.offers] == ["tag:prod", "tag:test"]
    line._take("tag:test")
    assert line.text() == "web tag:test "
    assert not line.offers


def test_an_offer_is_taken_with_the_keyboard(box):
    line = line_of(box)
    line.setFocus()
    QTest.keyClicks(line, "time")
    popup = line.popup
    assert popup.isVisible()
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert line.text() == "timesync:"
    popup.hide()


def test_the_help_names_every_operator(box):
    box.show_help()
    popover = box.findChild(QueryHelp)
    assert popover is not None
    texts = [label.text() for label in popover.findChildren(QLabel)]
    assert {"is:", "mac:", "timesync:", "item:"} <= set(texts)
    popover.close()
