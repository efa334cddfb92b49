"""The window of keys tells those that there are, and those of lists really do what it says."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QTreeWidget

from console.model.service import ServiceKind
from console.simulator.descriptions import VmDescription
from console.ui.actions import shortcuts
from console.ui.actions.rows import ROWS
from console.ui.actions.shortcuts import shortcut_groups
from console.ui.actions.table import key_sequences
from console.ui.dialogs.shortcuts import ShortcutsDialog
from console.ui.models.service_matrix import NAME, column_of
from tests.ui.living import Setting, hosting, run_program
from tests.ui.waiting import until

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def native(key):
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


def test_every_action_that_has_a_key_is_told_once(qapp):
    told = [entry for group in shortcut_groups() for entry in group.entries]
    with_keys = [row for row in ROWS if key_sequences(row)]
    of_lists = sum(len(entries) for _, entries in shortcuts._LISTS)
    assert len(told) == len(with_keys) + of_lists
    for row in with_keys:
        assert any(native(key_sequences(row)[0]) == each for _, each in told), row.id


def test_no_key_is_given_twice():
    found = [native(key) for row in ROWS for key in key_sequences(row)]
    assert len(found) == len(set(found))


def test_typing_leaves_what_it_is_in(qtbot):
    dialog = ShortcutsDialog()
    qtbot.addWidget(dialog)
    dialog.show()
    keys = dialog.findChild(QTreeWidget, "shortcutKeys")
    line = dialog.findChild(QLineEdit, "shortcutFilter")
    none = dialog.findChild(QLabel, "shortcutNone")

    def shown():
        heads = (keys.topLevelItem(n) for n in range(keys.topLevelItemCount()))
        rows = (head.child(n) for head in heads for n in range(head.childCount()))
        return [row.text(0) for row in rows if not row.isHidden()]

    everything = shown()
    line.setText("UNDO")
    assert shown() == ["Undo"]
    assert sum(not keys.topLevelItem(n).isHidden() for n in range(keys.topLevelItemCount())) == 1
    line.setText("nonsense")
    assert shown() == []
    assert none.isVisible()
    line.setText("")
    assert shown() == everything
    assert not none.isVisible()


FLEET = (hosting(VmDescription("web01"), VmDescription("db01")),)


def asked(signal):
    found = []
    signal.connect(lambda *each: found.append(each))
    return found


def test_the_keys_of_the_list_do_what_is_told(qapp, tmp_path):
    async def story(site):
        await site.filled(2)
        table = site.table
        connects, toggles = asked(table.vm_activated), asked(table.serviceToggleRequested)
        table.setFocus()
        site.select("web01")
        QTest.keyClick(table, Qt.Key.Key_Return)
        assert connects == [(site.key("web01"),)]
        QTest.keySequence(table, QKeySequence("Ctrl+C"))
        assert "web01" in QGuiApplication.clipboard().text()
        services = site.vms.column_of("services")
        table.setCurrentIndex(site.vms.index(table.currentIndex().row(), services))
        QTest.keyClick(table, Qt.Key.Key_F2)
        QTest.keyClick(table, Qt.Key.Key_Space)
        assert len(toggles) == 1
        node = site.tree.model().index_of(site.tree.scope)
        assert node.isValid()

    run_program(qapp, tmp_path, story, Setting(FLEET))


def test_the_keys_of_the_matrix_do_what_is_told(qapp, tmp_path):
    async def story(site):
        await site.filled(2)
        site.action("show-matrix").trigger()
        matrix = site.window._views.matrix
        await until(lambda: matrix.model.rowCount() == 2)
        view = matrix.view
        toggles, connects = asked(view.toggle_requested), asked(view.vm_activated)
        view.setCurrentIndex(matrix.model.index(0, column_of(ServiceKind.VSS)))
        QTest.keyClick(view, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
        assert {kind for _, kind in view.cells} == {ServiceKind.VSS}
        QTest.keyClick(view, Qt.Key.Key_Space, Qt.KeyboardModifier.ShiftModifier)
        assert len({key for key, _ in view.cells}) == 1
        QTest.keyClick(view, Qt.Key.Key_Space)
        assert len(toggles) == 1
        view.setCurrentIndex(matrix.model.index(0, NAME))
        QTest.keyClick(view, Qt.Key.Key_Return)
        assert len(connects) == 1

    run_program(qapp, tmp_path, story, Setting(FLEET))


def test_the_window_of_keys_opens_from_the_menu(qapp, tmp_path):
    async def story(site):
        await site.filled(2)
        site.action("shortcuts").trigger()
        dialog = await site.opened("shortcutsDialog")
        dialog.reject()
        await site.closed("shortcutsDialog")

    run_program(qapp, tmp_path, story, Setting(FLEET))
