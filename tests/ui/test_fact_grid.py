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
