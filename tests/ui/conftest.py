"""Qt off-screen for every test here, and the gate that nothing of Qt outlives its test."""

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"

import gc

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import QApplication


class PlainLook:
    """A theme without files: every icon is the same, every role has a colour of its own."""

    def __init__(self) -> None:
        self._icon: QIcon | None = None

    def icon(self, name: str) -> QIcon:
        if self._icon is None:
            pixmap = QPixmap(16, 16)
            pixmap.fill(QColor("gray"))
            self._icon = QIcon(pixmap)
        return self._icon

    def colour(self, role: str) -> QColor:
        return QColor.fromHsv(sum(role.encode()) * 7 % 360, 160, 160)


def pytest_configure(config: pytest.Config) -> None:
    # The off-screen platform says this of every window with a minimum size; there is no frame.
    config.addinivalue_line("qt_log_ignore", "does not support propagateSizeHints")


def _delete_now() -> None:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture(autouse=True)
def no_leaked_qt(request: pytest.FixtureRequest):
    """Fail a test that leaves a window open or a timer of a window running."""
    application = QApplication.instance()
    before = set(map(id, QApplication.topLevelWidgets())) if application else set()
    yield
    if QApplication.instance() is None:
        return
    _delete_now()
    gc.collect()
    _delete_now()
    left = [w for w in QApplication.topLevelWidgets() if id(w) not in before]
    running = [
        timer.objectName() or repr(timer.parent())
        for widget in left
        for timer in widget.findChildren(QTimer)
        if timer.isActive()
    ]
    for widget in left:
        widget.close()
        widget.deleteLater()
    _delete_now()
    if left:
        names = ", ".join(f"{type(w).__name__} {w.objectName()}".strip() for w in left)
        pytest.fail(f"widgets left: {names}; timers running: {running or 'none'}")


@pytest.fixture
def look(qapp) -> PlainLook:
    """A theme for models and delegates."""
    return PlainLook()
