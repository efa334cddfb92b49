"""Asks for a password, once for all hosts that share it."""

from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from console.model.errors import ConsoleError
from console.ui import texts
from console.ui.account_ports import PasswordRequest
from console.ui.dialogs.parts import at_least, plain_label

_SHOWN = 6
"""So many hosts are named; the others are counted."""


class CredentialDialog(QDialog):
    """Asks for the password of the account that hosts are configured with.

    Args:
        request: What is asked for.
        has_keyring: Whether a password can be kept beyond this run.
        error: Why we ask, when a host refused.
        others: How many other passwords will be asked for after this one.
        parent: The owner in Qt's sense.
    """

    def __init__(
        self,
        request: PasswordRequest,
        *,
        has_keyring: bool = True,
        error: ConsoleError | None = None,
        others: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("credentialDialog")
        name = request.labels[0] if len(request.labels) == 1 else request.folder or request.user
        self.setWindowTitle(texts.fill(self.tr("Password for %1"), name))
        self._skip = QCheckBox(self.tr("Do not ask for %n other password(s) now", "", others), self)
        self._skip.setObjectName("skipOthers")
        self._skip.setVisible(others > 0)
        self._field = QLineEdit(self)
        self._field.setObjectName("password")
        self._field.setAccessibleName(self.tr("Password"))
        self._field.setEchoMode(QLineEdit.EchoMode.Password)
        self._keep = QCheckBox(self.tr("&Keep the password in the system's keyring"), self)
        self._keep.setObjectName("keepPassword")
        self._keep.setChecked(has_keyring)
        self._keep.setEnabled(has_keyring)
        layout = QVBoxLayout(self)
        at_least(layout, 440)
        layout.setSpacing(10)
        if error is not None:
            cause = texts.explain(error).cause
            layout.addWidget(plain_label(cause, name="credentialCause", role="error", wraps=True))
        layout.addLayout(self._form(request))
        layout.addWidget(self._keep)
        if others > 0:
            layout.addWidget(self._skip)
        if not has_keyring:
            note = self.tr("This computer has no keyring; the password is kept until you quit.")
            layout.addWidget(plain_label(note, name="keyringNote", role="muted", wraps=True))
        layout.addWidget(self._buttons())
        self._field.setFocus()

    @property
    def password(self) -> str:
        """What was typed."""
        return self._field.text()

    @property
    def keep(self) -> bool:
        """Whether to put it into the keyring."""
        return self._keep.isChecked()

    @property
    def skips_others(self) -> bool:
        """Whether cancelling means the other passwords, too."""
        return self._skip.isChecked()

    def _form(self, request: PasswordRequest) -> QFormLayout:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        if len(request.hosts) == 1:
            form.addRow(self.tr("Host:"), _value(request.address, "credentialHost"))
        else:
            names = ", ".join(request.labels[:_SHOWN])
            more = len(request.labels) - _SHOWN
            if more > 0:
                names = texts.fill(self.tr("%1 and %n more", "", more), names)
            form.addRow(self.tr("Hosts:"), _value(names, "credentialHost"))
        if request.folder:
            form.addRow(self.tr("Folder:"), _value(request.folder, "credentialFolder"))
        form.addRow(self.tr("Account:"), _value(request.user, "credentialUser"))
        form.addRow(self.tr("&Password:"), self._field)
        return form

    def _buttons(self) -> QDialogButtonBox:
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        box.setObjectName("credentialButtons")
        sign_in = box.addButton(self.tr("Sign In"), QDialogButtonBox.ButtonRole.AcceptRole)
        sign_in.setObjectName("signIn")
        sign_in.setDefault(True)
        sign_in.setEnabled(False)
        self._field.textChanged.connect(lambda text: sign_in.setEnabled(bool(text)))  # pyright: ignore[reportUnknownLambdaType, reportUnknownArgumentType]
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        return box


def _value(text: str, name: str) -> QLabel:
    label = plain_label(text, name=name, wraps=True, copyable=True)
    policy = label.sizePolicy()
    policy.setHorizontalPolicy(QSizePolicy.Policy.Expanding)  # or a form gives it its hint only
    label.setSizePolicy(policy)
    return label
