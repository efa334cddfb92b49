"""The fields of a host: what they are, which of them show, and what they say together."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QSpinBox,
    QWidget,
)

from console.model.connection import AuthMethod
from console.settings.folders import FolderConfig
from console.ui import texts
from console.ui.dialogs.certificate_offer import PinnedCertificate
from console.ui.dialogs.host_entry import (
    MAY_BE_KERBEROS,
    HostEntry,
    other_port,
    pasted_address,
)


class HostForm(QWidget):
    """Everything about a host that a person types, except the password's fate.

    Args:
        entry: What the fields hold at first.
        folders: Folders that exist, to choose from.
        parent: The owner in Qt's sense.
    """

    changed = Signal()
    """Some field changed."""

    def __init__(
        self, entry: HostEntry, folders: Iterable[str] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("hostForm")
        self._without_password = ""
        self._make_fields()
        self._folder.addItems(["", *sorted(set(folders) - {""})])
        self._lay_out()
        self._show(entry)
        self._listen()
        self._show_rows()

    @property
    def entry(self) -> HostEntry:
        """What the fields hold now."""
        return HostEntry(
            address=self._address.text(),
            port=self._port.value(),
            tls=self._tls.isChecked(),
            verify=self._verify.isChecked(),
            ca_file=self._ca_file.text(),
            method=AuthMethod(self._method.currentData()),
            user=self._user.text(),
            certificate_file=self._certificate.text(),
            key_file=self._key.text(),
            allow_plain_basic=self._plain_basic.isChecked(),
            label=self._label.text(),
            folder=self._folder.currentText(),
            pin=self._pin.pin,
            realm=self._realm.text(),
            spn=self._spn.text(),
        )

    @property
    def password(self) -> str:
        """The password as typed."""
        return self._password.text()

    def trust(self, pin: str) -> None:
        """Take a certificate as the only one to be believed; empty takes that back."""
        self._pin.show_pin(pin)
        self._show_rows()

    def show_inherited(self, folder: FolderConfig | None) -> None:
        """Say in the empty field whose account is taken when it stays empty."""
        text = self.tr("LAB\\admin, HV01\\Administrator")
        if folder is not None:
            text = texts.fill(self.tr("%1, from the folder %2"), folder.user, folder.path)
        if self._user.placeholderText() != text:
            self._user.setPlaceholderText(text)

    def explain_password(self, text: str) -> None:
        """Say in the empty password field what happens when it stays empty."""
        self._without_password = text
        self._show_rows()

    def put_below_password(self, widget: QWidget) -> None:
        """Add a widget in a row of its own below the password."""
        place, _ = self._form.getWidgetPosition(self._password)  # pyright: ignore[reportGeneralTypeIssues, reportUnknownVariableType]
        self._form.insertRow(int(place) + 1, "", widget)  # pyright: ignore[reportUnknownArgumentType]

    def _make_fields(self) -> None:
        self._address = self._line("address", self.tr("Address"))
        self._address.setPlaceholderText(self.tr("hv01.example.com or 192.0.2.10"))
        self._port = QSpinBox(self)
        self._port.setObjectName("port")
        self._port.setAccessibleName(self.tr("Port"))
        self._port.setRange(1, 65_535)
        self._port.setGroupSeparatorShown(False)
        self._tls = self._check("tls", self.tr("Encrypt with &TLS (HTTPS)"))
        self._verify = self._check("verify", self.tr("&Verify the host's certificate"))
        self._ca_file = self._line("caFile", self.tr("CA file"))
        self._ca_file.setPlaceholderText(self.tr("the system's certificates"))
        self._pin = PinnedCertificate(self)
        self._method = QComboBox(self)
        self._method.setObjectName("method")
        self._method.setAccessibleName(self.tr("Authentication"))
        for method in AuthMethod:
            self._method.addItem(texts.auth_method(method), method.value)
        self._user = self._line("user", self.tr("Account"))
        self._realm = self._line("realm", self.tr("Kerberos realm"))
        self._realm.setPlaceholderText(self.tr("as the account or the system says"))
        self._spn = self._line("spn", self.tr("Service name"))
        self._spn.setPlaceholderText(self.tr("HTTP/ and the address"))
        self._password = self._line("password", self.tr("Password"))
        self._password.setEchoMode(QLineEdit.EchoMode.Password)
        self._certificate = self._line("certificateFile", self.tr("Certificate"))
        self._key = self._line("keyFile", self.tr("Key"))
        self._plain_basic = self._check(
            "plainBasic", self.tr("Send the password in clear text all the same")
        )
        self._label = self._line("label", self.tr("Label"))
        self._folder = QComboBox(self)
        self._folder.setObjectName("folder")
        self._folder.setAccessibleName(self.tr("Folder"))
        self._folder.setEditable(True)
        self._folder.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._folder.setLineEdit(self._line("folderText", self.tr("Folder")))
        self._folder.setPlaceholderText(self.tr("none; parts joined by /"))

    def _line(self, name: str, spoken: str) -> QLineEdit:
        field = QLineEdit(self)
        field.setObjectName(name)
        field.setAccessibleName(spoken)
        return field

    def _check(self, name: str, text: str) -> QCheckBox:
        box = QCheckBox(text, self)
        box.setObjectName(name)
        return box

    def _lay_out(self) -> None:
        form = self._form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.addRow(self.tr("&Address:"), self._address)
        form.addRow(self.tr("P&ort:"), self._port_row())
        form.addRow("", self._verify)
        self._ca_row = self._file_row(self._ca_file, self.tr("Certificate authority"))
        form.addRow(self.tr("&CA file:"), self._ca_row)
        form.addRow(self.tr("Certificate:"), self._pin)
        form.addRow(self.tr("A&uthentication:"), self._method)
        form.addRow("", self._plain_basic)
        form.addRow(self.tr("Accou&nt:"), self._user)
        self._certificate_row = self._file_row(self._certificate, self.tr("Certificate"))
        form.addRow(self.tr("C&ertificate:"), self._certificate_row)
        self._key_row = self._file_row(self._key, self.tr("Key"))
        form.addRow(self.tr("&Key:"), self._key_row)
        form.addRow(self.tr("&Password:"), self._password)
        form.addRow(self.tr("&Realm:"), self._realm)
        form.addRow(self.tr("Service na&me:"), self._spn)
        form.addRow(self.tr("&Label:"), self._label)
        form.addRow(self.tr("&Folder:"), self._folder)

    def _port_row(self) -> QWidget:
        row = QWidget(self)
        row.setObjectName("portRow")
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        line.addWidget(self._port)
        line.addWidget(self._tls)
        line.addStretch(1)
        row.setFocusProxy(self._port)
        return row

    def _file_row(self, field: QLineEdit, title: str) -> QWidget:
        row = QWidget(self)
        row.setObjectName(f"{field.objectName()}Row")
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(field, 1)
        browse = QPushButton(self.tr("Browse…"), row)
        browse.setObjectName(f"{field.objectName()}Browse")
        browse.setAccessibleName(texts.fill(self.tr("Browse for %1"), title))
        browse.setAutoDefault(False)
        browse.clicked.connect(lambda: self._browse(field, title))
        line.addWidget(browse)
        row.setFocusProxy(field)
        return row

    def _browse(self, field: QLineEdit, title: str) -> None:
        dialog = QFileDialog(
            self, title, "", self.tr("PEM files (*.pem *.crt *.cer *.key);;All (*)")
        )
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(field.setText)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _show(self, entry: HostEntry) -> None:
        self._address.setText(entry.address)
        self._port.setValue(entry.port)
        self._tls.setChecked(entry.tls)
        self._verify.setChecked(entry.verify)
        self._ca_file.setText(entry.ca_file)
        self._method.setCurrentIndex(self._method.findData(entry.method.value))
        self._user.setText(entry.user)
        self._certificate.setText(entry.certificate_file)
        self._key.setText(entry.key_file)
        self._plain_basic.setChecked(entry.allow_plain_basic)
        self._label.setText(entry.label)
        self._folder.setCurrentText(entry.folder)
        self._pin.show_pin(entry.pin)
        self._realm.setText(entry.realm)
        self._spn.setText(entry.spn)
        self._label.setPlaceholderText(entry.address or self.tr("as the address"))

    def _listen(self) -> None:
        for field in self.findChildren(QLineEdit):
            field.textChanged.connect(self.changed)
        for box in self.findChildren(QCheckBox):
            box.toggled.connect(self.changed)
        self._port.valueChanged.connect(self.changed)
        self._method.currentIndexChanged.connect(self.changed)
        self._address.editingFinished.connect(self._take_apart)
        self._tls.toggled.connect(self._follow_tls)
        self._pin.forgotten.connect(self._show_rows)
        self._pin.forgotten.connect(self.changed)
        self._method.currentIndexChanged.connect(self._show_rows)

    def _follow_tls(self, tls: bool) -> None:
        self._port.setValue(other_port(self._port.value(), tls=tls))
        self._show_rows()

    def _take_apart(self) -> None:
        host, port, tls = pasted_address(self._address.text())
        self._address.setText(host)
        self._label.setPlaceholderText(host or self.tr("as the address"))
        if tls is not None:
            self._tls.setChecked(tls)
        if port is not None:
            self._port.setValue(port)

    def _show_rows(self) -> None:
        method = AuthMethod(self._method.currentData())
        tls = self._tls.isChecked()
        by_certificate = method is AuthMethod.CERTIFICATE
        for row, shown in (
            (self._verify, tls and not self._pin.pin),
            (self._ca_row, tls and not self._pin.pin),
            (self._pin, tls and bool(self._pin.pin)),
            (self._plain_basic, method is AuthMethod.BASIC and not tls),
            (self._certificate_row, by_certificate),
            (self._key_row, by_certificate),
            (self._user, not by_certificate),
            (self._realm, method in MAY_BE_KERBEROS),
            (self._spn, method in MAY_BE_KERBEROS),
        ):
            self._form.setRowVisible(row, shown)
        of_key = self.tr("of the key, if it is encrypted") if by_certificate else ""
        self._password.setPlaceholderText(self._without_password or of_key)
