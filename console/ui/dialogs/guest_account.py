"""Asks for an account inside a guest, for one session; nothing of it is kept."""

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from console.ui import texts
from console.ui.dialogs.parts import at_least, plain_label


class GuestAccountDialog(QDialog):
    """Accepted with an account and its password.

    Args:
        vm_name: The VM, as its host calls it.
        address: Where the guest is reached.
        parent: The owner in Qt's sense.
    """

    def __init__(self, vm_name: str, address: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("guestAccountDialog")
        self.setWindowTitle(self.tr("Account in the guest"))
        self._user = QLineEdit(self)
        self._user.setObjectName("guestUser")
        self._user.setAccessibleName(self.tr("Account in the guest"))
        self._password = QLineEdit(self)
        self._password.setObjectName("guestPassword")
        self._password.setAccessibleName(self.tr("Password"))
        self._password.setEchoMode(QLineEdit.EchoMode.Password)
        form = QFormLayout()
        form.addRow(self.tr("&Account:"), self._user)
        form.addRow(self.tr("&Password:"), self._password)
        layout = QVBoxLayout(self)
        at_least(layout, 420)
        layout.setSpacing(10)
        layout.addWidget(plain_label(vm_name, name="guestVm", role="title", wraps=True))
        note = texts.fill(
            self.tr("Remote Desktop goes to the guest at %1: sign in with an account of it."),
            address,
        )
        layout.addWidget(plain_label(note, name="guestNote", role="muted", wraps=True))
        layout.addLayout(form)
        layout.addWidget(self._buttons())
        self._user.setFocus()

    @property
    def user(self) -> str:
        """The account."""
        return self._user.text().strip()

    @property
    def password(self) -> str:
        """Its password."""
        return self._password.text()

    def _buttons(self) -> QDialogButtonBox:
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        box.setObjectName("guestAccountButtons")
        go = box.addButton(self.tr("Connect"), QDialogButtonBox.ButtonRole.AcceptRole)
        go.setObjectName("guestConnect")
        go.setDefault(True)
        go.setEnabled(False)

        def judge() -> None:
            go.setEnabled(bool(self.user))

        self._user.textChanged.connect(judge)
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        return box
