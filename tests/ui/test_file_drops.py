"""A list of hosts that is dropped onto the window is shown as an import; other files are not."""

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel

from console.ui.file_drops import list_in
from tests.ui.living import Setting, run_program
from tests.ui.waiting import until

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
LEFT, PLAIN = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
COPY = Qt.DropAction.CopyAction


def files(*paths):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def dropped(window, data):
    """Drag data over the window and drop it; returns whether it was taken."""
    enter = QDragEnterEvent(QPoint(9, 9), COPY, data, LEFT, PLAIN)
    QApplication.sendEvent(window, enter)
    if not enter.isAccepted():
        return False
    drop = QDropEvent(QPointF(9, 9), COPY, data, LEFT, PLAIN)
    QApplication.sendEvent(window, drop)
    return drop.isAccepted()


def test_a_list_is_known_by_its_name(tmp_path):
    assert list_in(files(tmp_path / "a.txt", tmp_path / "B.CSV", tmp_path / "c.rdg")) == (
        tmp_path / "B.CSV"
    )
    assert list_in(files(tmp_path / "a.txt")) is None
    far = QMimeData()
    far.setUrls([QUrl("https://host/a.csv")])
    assert list_in(far) is None
    assert list_in(QMimeData()) is None


def test_a_dropped_list_is_shown_before_it_is_taken(qapp, tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("address,label\nhv9.example,Nine\n", encoding="utf-8")

    async def story(site):
        await until(site.window.isVisible)
        picture = files(tmp_path / "a.png")
        assert not dropped(site.window, picture)
        assert dropped(site.window, files(path))
        dialog = await site.opened("hostImportDialog")
        assert any("list.csv" in label.text() for label in dialog.findChildren(QLabel))
        assert not site.fleet.store.hosts
        dialog.reject()
        await site.closed("hostImportDialog")

    run_program(qapp, tmp_path, story, Setting())
