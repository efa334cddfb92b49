"""Asks for an item that the host publishes: its name, its value, and who may read it."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from console.fleet.operation import GuestItemChange, ItemEdit
from console.hyperv.kvp import check_item
from console.model.errors import NotPossible
from console.model.guest import GuestItem, ItemSource
from console.ui import texts
from console.ui.dialogs.field_column import field_column, problem_label, show_line
from console.ui.dialogs.parts import at_least, plain_label, set_text
from console.ui.sentences.guest import item_source, item_source_more, shown
from console.ui.sentences.guest_entry import entry_problem

_POOLS = (ItemSource.HOST, ItemSource.HOST_ONLY)


class ItemProblem(NamedTuple):
    """Why an item cannot be so: stable words, empty where all is well."""

    name: str = ""
    value: str = ""


def item_problem(item: GuestItem, others: Sequence[GuestItem]) -> ItemProblem:
    """Return what a host would refuse of an item, or keep beside one of the same name."""
    name = _refusal(GuestItem(item.name, "", item.source))
    value = _refusal(GuestItem("name", item.data, item.source))
    name = "item_name_long" if name == "item_too_long" else name
    value = "item_value_long" if value == "item_too_long" else value
    if not name and any((o.source, o.name) == (item.source, item.name) for o in others):
        name = "item_there"
    return ItemProblem(name, value)


class ItemEntryDialog(QDialog):
    """Accepted when the item is to be added or changed.

    Args:
        vm_name: The VM.
        items: Those that are there, so that no name is given twice.
        item: The one that is to be changed; ``None`` for a new one.
        parent: The owner in Qt's sense.
    """

    def __init__(
        self,
        vm_name: str,
        items: Sequence[GuestItem] = (),
        item: GuestItem | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._before = item
        self._others = tuple(items) if item is None else ()
        self._touched = item is not None
        self.setObjectName("itemEntryDialog")
        title = self.tr("Add an item for %1") if item is None else self.tr("Change an item for %1")
        self.setWindowTitle(texts.fill(title, vm_name))
        self._make_fields(item)
        self._lay_out()
        self._judge()
        (self._value if item is not None else self._name).setFocus()

    @property
    def item(self) -> GuestItem:
        """The item as it was entered."""
        raw = self._value.document().toRawText()
        # Not toPlainText: that turns no-break spaces into blanks.
        value = raw.replace("\u2029", "\n").replace("\u2028", "\n")
        if self._before is not None and raw == self._loaded:
            return self._before  # the field cannot hold every kind of line end
        if self._before is None:
            return GuestItem(self._name.text(), value, _POOLS[self._pool.currentIndex()])
        if "\r\n" in self._before.data:
            value = value.replace("\n", "\r\n")
        return GuestItem(self._before.name, value, self._before.source)

    @property
    def change(self) -> GuestItemChange:
        """What is to be done."""
        if self._before is None:
            return GuestItemChange(ItemEdit.ADD, self.item)
        return GuestItemChange(ItemEdit.CHANGE, self.item, self._before.data)

    def _make_fields(self, item: GuestItem | None) -> None:
        self._name = QLineEdit(self)
        self._name.setObjectName("itemName")
        self._name.setAccessibleName(self.tr("Name"))
        self._value = QPlainTextEdit(self)
        self._value.setObjectName("itemValue")
        self._value.setAccessibleName(self.tr("Value"))
        self._value.setTabChangesFocus(True)
        self._value.setFixedHeight(self._value.fontMetrics().height() * 5 + 12)
        self._pool = QComboBox(self)
        self._pool.setObjectName("itemPool")
        self._pool.setAccessibleName(self.tr("Who reads it"))
        for source in _POOLS:
            self._pool.addItem(item_source(source))
        if item is not None:
            self._name.setText(shown(item.name))
            self._name.setReadOnly(True)
            self._value.setPlainText(item.data)
            self._pool.setCurrentIndex(_POOLS.index(item.source) if item.source.is_ours else 0)
            self._pool.setEnabled(False)
        self._loaded = self._value.document().toRawText()
        self._name_problem = problem_label("itemNameProblem")
        self._value_problem = problem_label("itemValueProblem")
        self._meaning = plain_label(name="itemPoolMeaning", role="muted", wraps=True)
        self._name.textChanged.connect(self._typed)
        self._value.textChanged.connect(self._typed)
        self._pool.currentIndexChanged.connect(self._judge)

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.addRow(self.tr("&Name:"), field_column(self._name, self._name_problem))
        form.addRow(self.tr("&Value:"), field_column(self._value, self._value_problem))
        form.addRow(self.tr("&Pool:"), field_column(self._pool, self._meaning))
        layout = QVBoxLayout(self)
        at_least(layout, 420)
        layout.setSpacing(12)
        layout.addLayout(form)
        layout.addStretch(1)
        layout.addWidget(self._buttons())

    def _buttons(self) -> QDialogButtonBox:
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        box.setObjectName("itemButtons")
        verb = self.tr("Add Item") if self._before is None else self.tr("Change Item")
        self._accept = QPushButton(verb, box)
        self._accept.setObjectName("itemAccept")
        self._accept.setDefault(True)
        box.addButton(self._accept, QDialogButtonBox.ButtonRole.AcceptRole)
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        return box

    def _typed(self) -> None:
        self._touched = True
        self._judge()

    def _judge(self) -> None:
        """Tell what is wrong; an empty name only once something was typed."""
        item = self.item
        problem = item_problem(item, self._others)
        name = entry_problem(problem.name, item.name) if self._touched else ""
        show_line(self._name_problem, name)
        show_line(self._value_problem, entry_problem(problem.value))
        set_text(self._meaning, item_source_more(item.source))
        is_same = self._before is not None and item.data == self._before.data
        self._accept.setEnabled(not any(problem) and not is_same)


def _refusal(item: GuestItem) -> str:
    try:
        check_item(item)
    except NotPossible as error:
        return error.why
    return ""
