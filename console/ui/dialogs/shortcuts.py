"""Shows the keys of the window, to be looked through by typing."""

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from console.ui.actions.shortcuts import shortcut_groups
from console.ui.dialogs.parts import plain_label


class ShortcutsDialog(QDialog):
    """Keys by menu; what is typed above leaves those that it is in."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("shortcutsDialog")
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        self.resize(520, 560)
        self._groups: list[tuple[QTreeWidgetItem, list[QTreeWidgetItem]]] = []
        self._filter = QLineEdit(self)
        self._filter.setObjectName("shortcutFilter")
        self._filter.setPlaceholderText(self.tr("What it does, or a key…"))
        self._filter.setAccessibleName(self.tr("Filter"))
        self._filter.setClearButtonEnabled(True)
        self._keys = QTreeWidget(self)
        self._keys.setObjectName("shortcutKeys")
        self._keys.setAccessibleName(self.windowTitle())
        self._keys.setHeaderLabels([self.tr("What it does"), self.tr("Keys")])
        self._keys.setRootIsDecorated(False)
        self._keys.setUniformRowHeights(True)
        self._keys.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._nothing = plain_label(self.tr("No key does this."), name="shortcutNone", role="muted")
        self._nothing.hide()
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        box.setObjectName("shortcutButtons")
        box.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setSpacing(10)
        layout.addWidget(self._filter)
        layout.addWidget(self._keys, 1)
        layout.addWidget(self._nothing)
        layout.addWidget(box)
        self._fill()
        self._filter.textChanged.connect(self._narrow)

    def _fill(self) -> None:
        for group in shortcut_groups():
            head = QTreeWidgetItem(self._keys, [group.title])
            font = head.font(0)
            font.setBold(True)
            head.setFont(0, font)
            entries = [QTreeWidgetItem(head, [does, keys]) for does, keys in group.entries]
            self._groups.append((head, entries))
        self._keys.expandAll()
        self._keys.resizeColumnToContents(1)

    def _narrow(self, text: str) -> None:
        wanted = text.casefold().split()
        is_any = False
        for head, entries in self._groups:
            shown = [_narrowed(entry, wanted) for entry in entries]
            head.setHidden(not any(shown))
            is_any |= any(shown)
        self._nothing.setVisible(not is_any)


def _narrowed(item: QTreeWidgetItem, wanted: list[str]) -> bool:
    """Show an entry that has all the words, hide another; return which."""
    text = f"{item.text(0)} {item.text(1)}".casefold()
    is_shown = all(word in text for word in wanted)
    item.setHidden(not is_shown)
    return is_shown
