"""The certificate of a host that WinRM over TLS does not believe: trusted on the user's word only.

Opened on purpose, never by itself. Accepted means: believe this certificate for this host, and no
other from now on. For one that changed a box must be ticked first.
"""

from typing import Final

from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QFormLayout, QWidget

from console.model.certificate import CertificateSeen, Distrust
from console.model.errors import Untrusted
from console.ui import texts
from console.ui.dialogs.certificate_parts import (
    add_certificate,
    add_row,
    assemble,
    deliberate_buttons,
    fingerprint_label,
    sign,
)
from console.ui.dialogs.parts import plain_label
from console.ui.sentences.trust import untrusted
from console.ui.theme import Theme

_COMMAND: Final = """\
Get-ChildItem Cert:\\LocalMachine\\My | ForEach-Object {
  $sha = [Security.Cryptography.SHA256]::Create()
  $hash = $sha.ComputeHash($_.RawData)
  [BitConverter]::ToString($hash) -replace '-' -replace '.{4}', '$0 '
  $_.Subject }"""
"""Prints the fingerprints of the host's certificates, WinRM's among them (PowerShell 5.1)."""


class HostCertificateDialog(QDialog):
    """Shows a certificate that is not believed, and asks whether to trust it.

    Args:
        theme: Icons.
        host: What the user calls the host.
        error: Why it is not believed.
        seen: The certificate, from the error.
        parent: The owner in Qt's sense.
    """

    def __init__(
        self,
        theme: Theme,
        host: str,
        error: Untrusted,
        seen: CertificateSeen,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("hostCertificateDialog")
        self.setWindowTitle(self.tr("Host certificate"))
        why = self.tr(
            "Compare the fingerprint with the one that the host itself shows, or ask whoever keeps "
            "the host. When they are the same, trust it for this host: from then on exactly this "
            "certificate is believed, and the connection stops when it changes."
        )
        form = QFormLayout()
        add_row(form, self.tr("SHA-256:"), fingerprint_label("certificateFingerprint", seen.sha256))
        add_certificate(form, seen)
        question = texts.fill(self.tr("Trust the certificate of %1?"), host)
        command = plain_label(_COMMAND, name="certificateCommand", role="muted", copyable=True)
        command.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        shown_by = self.tr("On the host, this shows the fingerprints:")
        box = deliberate_buttons(self, self.tr("Trust for This Host"), "certificateTrust")
        parts = (untrusted(error)[0], form, why, plain_label(shown_by, name="certificateHow"))
        assemble(self, sign(theme, "warn"), question, (*parts, command), box)


class HostCertificateChangedDialog(QDialog):
    """Shows both fingerprints of a host whose trusted certificate changed.

    Args:
        theme: Icons.
        host: What the user calls the host.
        pin: The trusted one's SHA-256.
        seen: The one that is there now.
        parent: The owner in Qt's sense.
    """

    def __init__(
        self,
        theme: Theme,
        host: str,
        pin: str,
        seen: CertificateSeen,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("hostCertificateChangedDialog")
        self.setWindowTitle(self.tr("Host certificate changed"))
        title = texts.fill(self.tr("The certificate of %1 has changed."), host)
        why = self.tr(
            "The connection was stopped before anything was sent. Somebody may stand between you "
            "and the host, or the host was installed anew or renewed its certificate. Ask whoever "
            "keeps the host."
        )
        form = QFormLayout()
        add_row(form, self.tr("Trusted:"), fingerprint_label("certificateOld", pin))
        add_row(form, self.tr("Now:"), fingerprint_label("certificateNew", seen.sha256))
        add_certificate(form, seen)
        box = deliberate_buttons(self, self.tr("Trust the New One"), "certificateTrust")
        assemble(self, sign(theme, "error"), title, (why, form, self._knows(box)), box)

    def _knows(self, box: QDialogButtonBox) -> QCheckBox:
        """Return the box without whose tick the new one cannot be trusted."""
        knows = QCheckBox(self.tr("I &know why the certificate changed"), self)
        knows.setObjectName("certificateKnown")
        for button in box.buttons():
            if box.buttonRole(button) is QDialogButtonBox.ButtonRole.AcceptRole:
                button.setEnabled(False)
                knows.toggled.connect(button.setEnabled)
        return knows


def certificate_dialog(
    theme: Theme, host: str, error: Untrusted, parent: QWidget | None = None
) -> QDialog | None:
    """Return the dialog for a certificate that is not believed; ``None`` where none was seen."""
    seen = error.certificate
    if seen is None:
        return None
    if error.why is Distrust.CHANGED:
        return HostCertificateChangedDialog(theme, host, error.pin, seen, parent)
    return HostCertificateDialog(theme, host, error, seen, parent)
