"""Names and values in two columns; values can be selected and copied, empty ones are hidden."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from console.ui.dialogs.parts import plain_label, set_text


class FactGrid(QWidget):
    """A list of facts whose names are fixed and whose values change.

    Args:
        names: Ids of the facts, in order.
        parent: The owner in Qt's sense.
        wide: Those whose values, paths for instance, need the whole width: they stand below
            their names.
    """

    def __init__(
        self,
        names: tuple[str, ...],
        parent: QWidget | None = None,
        *,
        wide: tuple[str, ...] = (),
    ) -> None:
        super().__init__(parent)
        self._facts: dict[str, tuple[QLabel, QLabel]] = {}
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(12)
        layout.setVerticalSpacing(3)
        layout.setColumnStretch(1, 1)
        for name in names:
            row, is_wide = layout.rowCount(), name in wide
            title = plain_label(name=f"{name}Title", role="muted")
            title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
            value = plain_label(name=f"{name}Value", wraps=True, copyable=True)
            title.setBuddy(value)
            layout.addWidget(title, row, 0, Qt.AlignmentFlag.AlignTop)
            layout.addWidget(value, row + is_wide, 1 - is_wide, 1, 1 + is_wide)
            self._facts[name] = (title, value)

    def set_titles(self, titles: dict[str, str]) -> None:
        """Name the facts."""
        for name, text in titles.items():
            title, value = self._facts[name]
            set_text(title, text)
            value.setAccessibleName(text)

    def show_facts(self, values: dict[str, str]) -> None:
        """Show values; a fact with an empty value, or none, is hidden."""
        for name, (title, value) in self._facts.items():
            text = values.get(name, "")
            set_text(value, text)
            value.setAccessibleDescription(text)  # a name of its own hides a label's text
            title.setVisible(bool(text))
            value.setVisible(bool(text))

    def value(self, name: str) -> str:
        """Return the value that is shown."""
        return self._facts[name][1].text()
