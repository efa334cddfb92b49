"""Asks for a host's password."""

from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from console.model.errors import ConsoleError
from console.settings.schema import HostConfig
from console.ui import texts
from console.ui.dialogs.parts import at_least, plain_label


class CredentialDialog(QDialog):
    """Asks for the password of the account that a host is configured with.

    Args:
        config: The host.
        has_keyring: Whether a password can be kept beyond this run.
        error: Why we ask, when the host refused.
        parent: The owner in Qt's sense.
    """

    def __init__(
        self,
        config: HostConfig,
        *,
        has_keyring: bool = True,
        error: ConsoleError | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("credentialDialog")
        self.setWindowTitle(texts.fill(self.tr("Password for %1"), config.label))
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
        layout.addLayout(self._form(config))
        layout.addWidget(self._keep)
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

    def _form(self, config: HostConfig) -> QFormLayout:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        address = plain_label(config.endpoint.host, name="credentialHost", copyable=True)
        account = plain_label(config.user, name="credentialUser", copyable=True)
        form.addRow(self.tr("Host:"), address)
        form.addRow(self.tr("Account:"), account)
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
