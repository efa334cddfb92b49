"""What the user puts on a host or a folder: colour, note; on a host also tags and favourite."""

from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from console.model.host import Colour, HostMarks
from console.model.tag import MAX_TAG_LENGTH, union
from console.ui.dialogs.parts import at_least, plain_label
from console.ui.sentences.colours import colour_name, shade

_SWATCH = 14


class MarksEntryDialog(QDialog):
    """Accepted when the marks are to be kept.

    Args:
        name: The host or folder.
        marks: What is on it now; of a folder only colour and notes count.
        is_folder: Whether it is a folder.
        parent: The owner in Qt's sense.
    """

    def __init__(
        self,
        name: str,
        marks: HostMarks,
        *,
        is_folder: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("marksEntryDialog")
        self.setWindowTitle(self.tr("Colour and Notes") if is_folder else self.tr("Tags and Notes"))
        self._favourite = QCheckBox(self.tr("&Favourite: stands above the others"), self)
        self._favourite.setObjectName("favourite")
        self._favourite.setChecked(marks.is_favourite)
        self._tags = QLineEdit(" ".join(marks.tags), self)
        self._tags.setObjectName("hostTags")
        self._tags.setAccessibleName(self.tr("Tags, separated by spaces"))
        self._tags.setPlaceholderText("prod berlin dc")
        self._colour = self._colours(marks.colour)
        self._notes = QPlainTextEdit(marks.notes, self)
        self._notes.setObjectName("hostNotes")
        self._notes.setAccessibleName(self.tr("Notes"))
        self._notes.setTabChangesFocus(True)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        self._favourite.setVisible(not is_folder)
        self._tags.setVisible(not is_folder)
        if not is_folder:
            form.addRow("", self._favourite)
            form.addRow(self.tr("&Tags:"), self._tags)
        form.addRow(self.tr("&Colour:"), self._colour)
        form.addRow(self.tr("&Notes:"), self._notes)
        layout = QVBoxLayout(self)
        at_least(layout, 420)
        layout.setSpacing(10)
        layout.addWidget(plain_label(name, name="marksOf", role="title", wraps=True))
        layout.addLayout(form)
        layout.addWidget(self._buttons())

    @property
    def marks(self) -> HostMarks:
        """What was entered."""
        words = self._tags.text().replace(",", " ").replace(";", " ").split()
        tags = union(word.lstrip("#")[:MAX_TAG_LENGTH] for word in words if word.lstrip("#"))
        return HostMarks(
            tags,
            Colour(self._colour.currentData()),
            self._favourite.isChecked(),
            self._notes.toPlainText().strip(),
        )

    def _colours(self, chosen: Colour) -> QComboBox:
        box = QComboBox(self)
        box.setObjectName("colour")
        box.setAccessibleName(self.tr("Colour"))
        for colour in Colour:
            swatch = shade(colour)
            icon = QIcon()
            if swatch is not None:
                pixmap = QPixmap(_SWATCH, _SWATCH)
                pixmap.fill(swatch)
                icon = QIcon(pixmap)
            box.addItem(icon, colour_name(colour), colour.value)
        box.setCurrentIndex(box.findData(chosen.value))
        return box

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox.StandardButton
        box = QDialogButtonBox(buttons.Save | buttons.Cancel, self)
        box.setObjectName("marksButtons")
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        return box
