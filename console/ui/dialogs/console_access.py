"""Who may open a VM's console: listed, granted and revoked."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from console.model.console import ConsoleAccess
from console.model.errors import ConsoleError
from console.ui import texts
from console.ui.dialogs.parts import at_least, plain_label, set_text


class ConsoleAccessDialog(QDialog):
    """Shows one VM's list; not filled until it is told what was read.

    Args:
        vm_name: The VM, as its host calls it.
        user: Our own account, offered first; empty for none.
        parent: The owner in Qt's sense.
    """

    grant_requested = Signal(str)
    """An account or group, as the host expects it."""
    revoke_requested = Signal(str)
    """An entry's trustee."""

    def __init__(self, vm_name: str, user: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: tuple[ConsoleAccess, ...] = ()
        self.setObjectName("consoleAccessDialog")
        self.setWindowTitle(self.tr("Console access"))
        self._list = QListWidget(self)
        self._list.setObjectName("accessList")
        self._list.setAccessibleName(self.tr("Who may open the console"))
        self._state = plain_label(self.tr("Reading…"), name="accessState", wraps=True)
        self._name = QLineEdit(user, self)
        self._name.setObjectName("accessName")
        self._name.setAccessibleName(self.tr("Account or group"))
        self._name.setPlaceholderText("DOMAIN\\name")
        self._grant = self._button("accessGrant", self.tr("&Grant"), self._ask_grant)
        self._revoke = self._button("accessRevoke", self.tr("&Revoke"), self._ask_revoke)
        self._list.currentRowChanged.connect(self._judge)
        self._name.textChanged.connect(self._judge)
        self._lay_out(vm_name)
        self._judge()

    @property
    def entries(self) -> tuple[ConsoleAccess, ...]:
        """What is shown."""
        return self._entries

    def show_access(self, entries: tuple[ConsoleAccess, ...]) -> None:
        """Show what was read."""
        self._entries = entries
        self._list.clear()
        for entry in entries:
            template = self.tr("✓ %1 may") if entry.is_allowed else self.tr("✗ %1 is denied")
            self._list.addItem(QListWidgetItem(texts.fill(template, entry.trustee)))
        empty = self.tr("Nobody is listed: administrators of Hyper-V may in any case.")
        self._say("" if entries else empty)
        self._judge()

    def show_busy(self) -> None:
        """Say that a change is under way."""
        self._say(self.tr("Changing…"))

    def show_error(self, error: ConsoleError) -> None:
        """Say why something could not be read or changed."""
        told = texts.explain(error)
        self._say(f"{told.cause} {told.next_step}".strip())

    def _say(self, text: str) -> None:
        set_text(self._state, text)
        self._state.setVisible(bool(text))

    def _ask_grant(self) -> None:
        self.grant_requested.emit(self._name.text().strip())

    def _ask_revoke(self) -> None:
        row = self._list.currentRow()
        if 0 <= row < len(self._entries):
            self.revoke_requested.emit(self._entries[row].trustee)

    def _judge(self) -> None:
        self._grant.setEnabled(bool(self._name.text().strip()))
        self._revoke.setEnabled(0 <= self._list.currentRow() < len(self._entries))

    def _button(self, name: str, text: str, clicked: Callable[[], None]) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName(name)
        button.setAutoDefault(False)
        button.clicked.connect(clicked)
        return button

    def _lay_out(self, vm_name: str) -> None:
        new = QHBoxLayout()
        new.addWidget(self._name, 1)
        new.addWidget(self._grant)
        layout = QVBoxLayout(self)
        at_least(layout, 440)
        layout.setSpacing(10)
        layout.addWidget(plain_label(vm_name, name="accessVm", role="title", wraps=True))
        note = self.tr("Accounts and groups that may open this console beside administrators.")
        layout.addWidget(plain_label(note, name="accessNote", role="muted", wraps=True))
        layout.addWidget(self._list)
        layout.addWidget(self._state)
        layout.addWidget(self._revoke, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addLayout(new)
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        box.setObjectName("accessButtons")
        box.rejected.connect(self.reject)
        layout.addWidget(box)
