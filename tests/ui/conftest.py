"""Qt off-screen for every test here, and the gate that nothing of Qt outlives its test."""

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"

import gc

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import QApplication
from shiboken6 import getCppPointer


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


@pytest.fixture(scope="session", autouse=True)
def collected_before():
    """Leave what the imports made out of every collection that follows: it makes them cheap."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def garbage_of_this_thread():
    """Collect cycles between the tests, on the thread of the window.

    Python collects on whatever thread happens to allocate. When that is a lane's or a simulated
    host's, a timer of a dead window is destroyed off its thread, and Qt calls it afterwards: the
    process dies in some later test.
    """
    gc.disable()
    yield
    _delete_now()
    gc.collect()
    _delete_now()
    gc.enable()


@pytest.fixture(autouse=True)
def no_leaked_qt(garbage_of_this_thread):
    """Fail a test that leaves a window open or a timer of a window running."""
    before = {getCppPointer(widget)[0] for widget in QApplication.topLevelWidgets()}
    yield
    _delete_now()
    left = [w for w in QApplication.topLevelWidgets() if getCppPointer(w)[0] not in before]
    if left:
        left.clear()
        gc.collect()  # what only a cycle of Python objects keeps is no leak
        _delete_now()
        left = [w for w in QApplication.topLevelWidgets() if getCppPointer(w)[0] not in before]
    if left:
        names = ", ".join(f"{type(w).__name__} {w.objectName()}".strip() for w in left)
        timers = [t for w in left for t in w.findChildren(QTimer) if t.isActive()]
        for widget in left:
            widget.close()  # not deleted: a failed test's traceback may still hold its parts
        pytest.fail(f"widgets left: {names}; with {len(timers)} running timers")


@pytest.fixture
def look(qapp) -> PlainLook:
    """A theme for models and delegates."""
    return PlainLook()
