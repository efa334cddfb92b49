"""Names and values, as a screen reader is told them."""

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel

from console.ui.panels.fact_grid import FactGrid


def test_a_screen_reader_is_told_the_name_and_the_value(qtbot):
    grid = FactGrid(("gateway", "dns"))
    qtbot.addWidget(grid)
    grid.set_titles({"gateway": "Gateway", "dns": "DNS"})
    grid.show_facts({"gateway": "10.0.0.1"})
    told = QAccessible.queryAccessibleInterface(grid.findChild(QLabel, "gatewayValue"))
    assert told.text(QAccessible.Text.Name) == "Gateway"
    assert told.text(QAccessible.Text.Description) == "10.0.0.1"
    grid.show_facts({"gateway": "10.0.0.2"})
    assert told.text(QAccessible.Text.Description) == "10.0.0.2"


def test_a_wide_value_stands_below_its_name_with_the_whole_width(qtbot):
    grid = FactGrid(("folder", "dns"), wide=("folder",))
    qtbot.addWidget(grid)
    grid.set_titles({"folder": "Folder", "dns": "DNS"})
    path = r"C:\ProgramData\Microsoft\Windows\Hyper-V"
    grid.show_facts({"folder": path, "dns": "10.0.0.1"})
    grid.resize(320, grid.sizeHint().height())
    grid.show()
    title, value = (grid.findChild(QLabel, name) for name in ("folderTitle", "folderValue"))
    assert value.y() >= title.y() + title.height()
    assert (value.x(), value.width()) == (0, 320)
    assert value.fontMetrics().horizontalAdvance(path) <= value.width()
    assert grid.findChild(QLabel, "dnsValue").x() > 0
