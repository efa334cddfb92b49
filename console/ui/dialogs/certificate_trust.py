"""The certificate of a host's console: trusted on the user's word, stopped when it changed."""

from PySide6.QtWidgets import QDialog, QFormLayout, QLabel, QWidget

from console.model.certificate import CertificateSeen
from console.ui import texts
from console.ui.dialogs.certificate_parts import (
    add_certificate,
    add_row,
    assemble,
    deliberate_buttons,
    fingerprint_label,
    sign,
    spelled,
)
from console.ui.dialogs.parts import plain_label
from console.ui.theme import Theme

__all__ = ["CertificateChangedDialog", "CertificateTrustDialog", "spelled"]


class CertificateTrustDialog(QDialog):
    """Accepted when the certificate is to be trusted from now on.

    Args:
        theme: Icons.
        host: What the user calls the host.
        seen: The certificate.
        told: The hash that the host tells of it over WS-Management; empty for none.
        parent: The owner in Qt's sense.
    """

    def __init__(
        self,
        theme: Theme,
        host: str,
        seen: CertificateSeen,
        told: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("certificateTrustDialog")
        self.setWindowTitle(self.tr("Console certificate"))
        question = texts.fill(self.tr("Trust the console certificate of %1?"), host)
        why = self.tr(
            "Consoles have a certificate of their own, mostly made by the host itself, so nobody "
            "vouches for it. Compare the fingerprint with the host's, then trust it once. "
            "You are asked again only when it changes."
        )
        form = QFormLayout()
        add_row(form, self.tr("SHA-256:"), fingerprint_label("certificateFingerprint", seen.sha256))
        add_certificate(form, seen)
        box = deliberate_buttons(self, self.tr("Trust"), "certificateTrust")
        assemble(self, sign(theme, "info"), question, (why, form, self._told(seen, told)), box)

    def _told(self, seen: CertificateSeen, told: str) -> QLabel:
        """Say what the host itself tells; a hash of another kind cannot be compared."""
        if len(told) != len(seen.sha256):
            return plain_label(
                self.tr("The host does not tell this fingerprint itself."),
                name="certificateTold",
                role="muted",
                wraps=True,
            )
        if told.lower() == seen.sha256:
            return plain_label(
                self.tr("✓ The host tells the same fingerprint over the signed-in connection."),
                name="certificateTold",
                role="ok",
                wraps=True,
            )
        return plain_label(
            self.tr("⚠ The host tells another fingerprint over the signed-in connection."),
            name="certificateTold",
            role="warn",
            wraps=True,
        )


class CertificateChangedDialog(QDialog):
    """Shown when a trusted certificate changed; accepted when the old one is to be forgotten.

    No session is opened either way: after forgetting, the next one asks as at first.

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
        self.setObjectName("certificateChangedDialog")
        self.setWindowTitle(self.tr("Console certificate changed"))
        title = texts.fill(self.tr("The console certificate of %1 has changed."), host)
        why = self.tr(
            "The session was stopped. Somebody may stand between you and the host, or the host was "
            "installed anew or renewed its certificate. Ask whoever keeps the host."
        )
        form = QFormLayout()
        add_row(form, self.tr("Trusted:"), fingerprint_label("certificateOld", pin))
        add_row(form, self.tr("Now:"), fingerprint_label("certificateNew", seen.sha256))
        add_certificate(form, seen)
        hint = plain_label(
            self.tr("Forget the old one only when you know why it changed; then connect again."),
            name="certificateHint",
            role="muted",
            wraps=True,
        )
        box = deliberate_buttons(self, self.tr("Forget the Old One"), "certificateForget")
        assemble(self, sign(theme, "error"), title, (why, form, hint), box)
