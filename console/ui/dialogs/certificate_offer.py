"""Certificates in a form: the one that is trusted, and the offer to look at one that is not."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from console.model.errors import ConsoleError, Untrusted
from console.ui.dialogs.certificate_parts import spelled
from console.ui.dialogs.host_certificate import certificate_dialog
from console.ui.dialogs.parts import plain_label, set_text
from console.ui.sentences.trust import distrusted
from console.ui.theme import Theme


class PinnedCertificate(QWidget):
    """Shows the fingerprint that alone is believed, and lets it be forgotten."""

    forgotten = Signal()
    """The user wants the usual verification again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pinRow")
        self._pin = ""
        self._label = plain_label(name="pin", wraps=True, copyable=True, parent=self)
        self._label.setAccessibleName(self.tr("Trusted certificate"))
        self._forget = QPushButton(self.tr("Forget"), self)
        self._forget.setObjectName("forgetPin")
        self._forget.setAccessibleName(self.tr("Forget the trusted certificate"))
        self._forget.setAutoDefault(False)
        self._forget.clicked.connect(self._forget_pin)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self._label, 1)
        line.addWidget(self._forget)
        self.setFocusProxy(self._forget)

    @property
    def pin(self) -> str:
        """The SHA-256; empty for none."""
        return self._pin

    def show_pin(self, pin: str) -> None:
        """Show a SHA-256; empty for none."""
        self._pin = pin
        set_text(self._label, spelled(pin) if pin else "")
        self._label.setAccessibleDescription(self._label.text())

    def _forget_pin(self) -> None:
        self.show_pin("")
        self.forgotten.emit()


class CertificateButton(QPushButton):
    """Appears when a certificate was not believed, and opens the dialog about it.

    Args:
        theme: Icons.
        parent: The dialog that it belongs to.
    """

    trusted = Signal(str)
    """SHA-256 of the certificate that the user trusts from now on."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._host = ""
        self._error: Untrusted | None = None
        self.setObjectName("showCertificate")
        self.setText(self.tr("Certi&ficate…"))
        self.setAutoDefault(False)
        self.clicked.connect(self._open)
        self.hide()

    def offer(self, host: str, error: ConsoleError | None) -> None:
        """Show itself when an error is about a certificate that was seen, else hide."""
        self._host = host
        self._error = distrusted(error)
        self.setVisible(self._error is not None)

    def _open(self) -> None:
        error = self._error
        if error is None or error.certificate is None:
            return
        dialog = certificate_dialog(self._theme, self._host, error, self.window())
        if dialog is None:
            return
        pin = error.certificate.sha256
        dialog.accepted.connect(lambda: self.trusted.emit(pin))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
