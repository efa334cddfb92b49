"""A choice beside others: as wide as its entries where there is room, cut where there is not."""

from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QComboBox, QWidget

_LEAST_CHARS: Final = 9
_WIDEST_CHARS: Final = 28
_BEYOND: Final = 28
"""Pixels of a list beside its texts: the margins, and a scroll bar."""


class ChoiceBox(QComboBox):
    """Asks for the width of its widest entry up to a bound, and gives way in a narrow window.

    The open list shows its entries, however narrow the box is.

    Args:
        name: Object name.
        parent: The owner in Qt's sense.
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)

    def sizeHint(self) -> QSize:
        """Return what the widest entry needs; a tag may be as long as a line."""
        hint = super().sizeHint()
        return QSize(min(hint.width(), self._width_of(_WIDEST_CHARS)), hint.height())

    def minimumSizeHint(self) -> QSize:
        """Return the width below which nothing could be read."""
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), self._width_of(_LEAST_CHARS)), hint.height())

    def showPopup(self) -> None:
        """Open the list as wide as its entries."""
        advance = self.view().fontMetrics().horizontalAdvance
        wide = max((advance(self.itemText(n)) for n in range(self.count())), default=0) + _BEYOND
        self.view().setMinimumWidth(min(wide, self._width_of(2 * _WIDEST_CHARS)))
        super().showPopup()

    def _width_of(self, characters: int) -> int:
        return characters * self.fontMetrics().averageCharWidth() + _BEYOND
