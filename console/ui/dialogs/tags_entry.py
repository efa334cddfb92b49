"""The tags of one VM, as words in a line."""

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QVBoxLayout, QWidget

from console.model.tag import MAX_TAG_LENGTH, union
from console.ui import texts
from console.ui.dialogs.parts import at_least, plain_label


class TagsEntryDialog(QDialog):
    """Accepted when the tags are to be kept.

    Args:
        vm_name: The VM, as its host calls it.
        tags: Those that the user gave.
        noted: Those in the VM's notes; they are changed there.
        parent: The owner in Qt's sense.
    """

    def __init__(
        self,
        vm_name: str,
        tags: tuple[str, ...],
        noted: tuple[str, ...] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("tagsEntryDialog")
        self.setWindowTitle(self.tr("Tags"))
        self._line = QLineEdit(" ".join(tags), self)
        self._line.setObjectName("tagsLine")
        self._line.setAccessibleName(self.tr("Tags, separated by spaces"))
        self._line.setPlaceholderText("prod dc berlin")
        layout = QVBoxLayout(self)
        at_least(layout, 400)
        layout.setSpacing(10)
        layout.addWidget(plain_label(vm_name, name="tagsVm", role="title", wraps=True))
        hint = self.tr("Words, separated by spaces. Profiles and filters can ask for them.")
        layout.addWidget(plain_label(hint, name="tagsHint", role="muted", wraps=True))
        layout.addWidget(self._line)
        if noted:
            shown = " ".join(f"#{tag}" for tag in noted)
            text = texts.fill(self.tr("In its notes: %1"), shown)
            layout.addWidget(plain_label(text, name="tagsNoted", role="muted", wraps=True))
        buttons = QDialogButtonBox.StandardButton
        box = QDialogButtonBox(buttons.Save | buttons.Cancel, self)
        box.setObjectName("tagsButtons")
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        layout.addWidget(box)

    @property
    def tags(self) -> tuple[str, ...]:
        """What the line says, each tag once and without its sign."""
        words = self._line.text().replace(",", " ").replace(";", " ").split()
        return union(word.lstrip("#")[:MAX_TAG_LENGTH] for word in words if word.lstrip("#"))
