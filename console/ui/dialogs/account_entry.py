"""Asks for the account that signs in to a host, or to all hosts of a folder, and its password."""

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from console.model.connection import AuthMethod
from console.settings.folders import FolderConfig
from console.ui import texts
from console.ui.dialogs.parts import at_least, plain_label, set_text


class AccountEntryDialog(QDialog):
    """Accepted when the account is to be changed.

    Args:
        name: The host or the folder.
        user: Its own account; empty for none.
        method: How it signs in; ``None``: as each host says.
        inherited: The folder above that has an account; ``None`` for none.
        is_folder: Whether it is about a folder.
        has_keyring: Whether a password can be kept beyond this run.
        parent: The owner in Qt's sense.
    """

    def __init__(
        self,
        name: str,
        user: str,
        method: AuthMethod | None,
        inherited: FolderConfig | None,
        *,
        is_folder: bool = False,
        has_keyring: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._inherited = inherited
        self._is_folder = is_folder
        self.setObjectName("accountEntryDialog")
        self.setWindowTitle(texts.fill(self.tr("Credentials of %1"), name))
        self._user = self._line("accountUser", self.tr("Account"))
        self._user.setText(user)
        self._method = self._methods(method)
        self._password = self._line("accountPassword", self.tr("Password"))
        self._password.setEchoMode(QLineEdit.EchoMode.Password)
        self._password.setPlaceholderText(self.tr("unchanged"))
        self._keep = QCheckBox(self.tr("&Keep the password in the system's keyring"), self)
        self._keep.setObjectName("keepPassword")
        self._keep.setChecked(has_keyring)
        self._keep.setEnabled(has_keyring)
        self._hint = plain_label(name="accountHint", role="muted", wraps=True)
        self._lay_out(name, has_keyring=has_keyring)
        self._user.textChanged.connect(self._explain)
        self._explain()

    @property
    def user(self) -> str:
        """The account; empty: that of the folder above, or none."""
        return self._user.text().strip()

    @property
    def method(self) -> AuthMethod | None:
        """How to sign in; ``None``: as each host says."""
        word = self._method.currentData()
        return AuthMethod(word) if word else None

    @property
    def password(self) -> str:
        """What was typed; empty leaves what is known."""
        return self._password.text()

    @property
    def keep(self) -> bool:
        """Whether to put the password into the keyring."""
        return self._keep.isChecked()

    def _line(self, name: str, spoken: str) -> QLineEdit:
        field = QLineEdit(self)
        field.setObjectName(name)
        field.setAccessibleName(spoken)
        return field

    def _methods(self, method: AuthMethod | None) -> QComboBox:
        box = QComboBox(self)
        box.setObjectName("accountMethod")
        box.setAccessibleName(self.tr("Authentication"))
        if self._is_folder:
            box.addItem(self.tr("as each host says"), "")
        for each in AuthMethod:
            # A folder's account is a name with a password; certificates are a host's own.
            if each is not AuthMethod.CERTIFICATE or each is method:
                box.addItem(texts.auth_method(each), each.value)
        box.setCurrentIndex(max(0, box.findData(method.value if method else "")))
        return box

    def _lay_out(self, name: str, *, has_keyring: bool) -> None:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        title = self.tr("Folder:") if self._is_folder else self.tr("Host:")
        form.addRow(title, plain_label(name, name="accountOf", wraps=True, copyable=True))
        form.addRow(self.tr("Accou&nt:"), self._user)
        form.addRow(self.tr("A&uthentication:"), self._method)
        form.addRow(self.tr("&Password:"), self._password)
        layout = QVBoxLayout(self)
        at_least(layout, 460)
        layout.setSpacing(10)
        layout.addLayout(form)
        layout.addWidget(self._keep)
        if not has_keyring:
            note = self.tr("This computer has no keyring; the password is kept until you quit.")
            layout.addWidget(plain_label(note, name="keyringNote", role="muted", wraps=True))
        layout.addWidget(self._hint)
        layout.addWidget(self._buttons())

    def _buttons(self) -> QDialogButtonBox:
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        box.setObjectName("accountButtons")
        save = box.addButton(self.tr("Save and Connect"), QDialogButtonBox.ButtonRole.AcceptRole)
        save.setObjectName("saveAccount")
        save.setDefault(True)
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        return box

    def _explain(self) -> None:
        """Say which account counts as the fields stand."""
        set_text(self._hint, self._explanation())

    def _explanation(self) -> str:
        if self.user and self._is_folder:
            return self.tr(
                "For the hosts in this folder and below that have no account of their own. The "
                "password is kept once, for all of them."
            )
        if self.user:
            return self.tr("The host's own account; empty takes that of its folder.")
        if self._inherited is None:
            return self.tr("Without an account here, each host needs one of its own.")
        return texts.fill(
            self.tr("Taken from the folder %1: %2"), self._inherited.path, self._inherited.user
        )
