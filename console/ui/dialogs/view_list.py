"""Puts saved views in order: open, rename, remove, move up and down."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from console.settings.views import SavedView, clean_name, is_same_name
from console.ui import texts
from console.ui.dialogs.parts import at_least, plain_label, set_text


class ViewListDialog(QDialog):
    """Lists views. It changes none itself: ``show_views`` is called with what there is then.

    Args:
        views: The views.
        parent: The owner in Qt's sense.
    """

    opened = Signal(str)
    renamed = Signal(str, str)
    """A name, and the one that it is to become."""
    removed = Signal(str)
    moved = Signal(str, int)
    """A name, and the place that it is to have."""

    def __init__(self, views: Sequence[SavedView], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names: tuple[str, ...] = ()
        self.setObjectName("viewListDialog")
        self.setWindowTitle(self.tr("Saved views"))
        self._list = QListWidget(self)
        self._list.setObjectName("viewList")
        self._list.setAccessibleName(self.tr("Saved views"))
        self._list.setUniformItemSizes(True)
        triggers = QAbstractItemView.EditTrigger
        self._list.setEditTriggers(triggers.EditKeyPressed | triggers.SelectedClicked)
        self._problem = plain_label(name="viewProblem", role="warn", wraps=True)
        self._problem.hide()
        self._empty = plain_label(
            self.tr(
                "No view is saved yet. View › Saved Views › Save View… keeps what the window shows."
            ),
            name="viewEmpty",
            role="muted",
            wraps=True,
        )
        self._open = self._button("viewOpen", self.tr("&Open"), self.opened.emit)
        self._rename = self._button("viewRename", self.tr("&Rename"), self._edit)
        self._remove = self._button("viewRemove", self.tr("Re&move"), self.removed.emit)
        self._up = self._button("viewUp", self.tr("Move &Up"), partial(self._move, -1))
        self._down = self._button("viewDown", self.tr("Move &Down"), partial(self._move, 1))
        self._list.itemChanged.connect(self._take_name)
        self._list.itemActivated.connect(self._open.click)
        self._list.currentRowChanged.connect(self._judge)
        self._lay_out()
        self.show_views(views)

    def show_views(self, views: Sequence[SavedView]) -> None:
        """Show these views; the current one stays current, or gives way to its neighbour."""
        row = self._list.currentRow()
        current = self._current
        self._names = tuple(view.name for view in views)
        was_blocked = self._list.blockSignals(True)
        self._list.clear()
        for name in self._names:
            item = QListWidgetItem(name, self._list)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
        self._list.blockSignals(was_blocked)
        if current in self._names:
            row = self._names.index(current)
        self._list.setCurrentRow(max(0, min(row, len(self._names) - 1)))
        self._empty.setVisible(not self._names)
        self._judge()

    @property
    def _current(self) -> str:
        row = self._list.currentRow()
        return self._names[row] if 0 <= row < len(self._names) else ""

    def _edit(self, _name: str) -> None:
        self._list.editItem(self._list.currentItem())

    def _move(self, step: int, name: str) -> None:
        self.moved.emit(name, self._names.index(name) + step)

    def _take_name(self, item: QListWidgetItem) -> None:
        """Ask for what was typed, or say why not and show the old name again."""
        old = self._names[self._list.row(item)]
        new = clean_name(item.text())
        others = (each for each in self._names if each != old)
        is_taken = any(is_same_name(new, each) for each in others)
        if is_taken:
            text = texts.fill(self.tr("Another view is called %1."), new)
            self._say(text)
        else:
            self._say("")
        if new and not is_taken and new != old:
            self.renamed.emit(old, new)
            return
        was_blocked = self._list.blockSignals(True)
        item.setText(old)
        self._list.blockSignals(was_blocked)

    def _say(self, text: str) -> None:
        set_text(self._problem, text)
        self._problem.setVisible(bool(text))

    def _judge(self) -> None:
        row, last = self._list.currentRow(), len(self._names) - 1
        for button in (self._open, self._rename, self._remove):
            button.setEnabled(row >= 0)
        self._up.setEnabled(row > 0)
        self._down.setEnabled(0 <= row < last)

    def _button(self, name: str, text: str, act: Callable[[str], object]) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName(name)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: act(self._current))
        return button

    def _lay_out(self) -> None:
        buttons = QVBoxLayout()
        for button in (self._open, self._rename, self._remove, self._up, self._down):
            buttons.addWidget(button)
        buttons.addStretch(1)
        row = QHBoxLayout()
        row.addWidget(self._list, 1)
        row.addLayout(buttons)
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        box.setObjectName("viewListButtons")
        box.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        at_least(layout, 440)
        layout.setSpacing(10)
        layout.addLayout(row, 1)
        layout.addWidget(self._problem)
        layout.addWidget(self._empty)
        layout.addWidget(box)
