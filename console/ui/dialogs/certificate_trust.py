"""The certificate of a host's console: trusted on the user's word, stopped when it changed."""

from datetime import datetime

from PySide6.QtCore import QDate, QLocale, Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from console.rdp.certificate import CertificateSeen
from console.ui import texts
from console.ui.dialogs.parts import at_least, icon_label, plain_label, show_icon
from console.ui.theme import Theme

_GROUP = 4
_HALF = 32


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
        _row(form, self.tr("SHA-256:"), _fingerprint("certificateFingerprint", seen.sha256))
        _row(form, self.tr("Issued to:"), _value("certificateSubject", seen.subject))
        issuer = self.tr("itself") if seen.issuer == seen.subject else seen.issuer
        _row(form, self.tr("Issued by:"), _value("certificateIssuer", issuer))
        if seen.names:
            _row(form, self.tr("For:"), _value("certificateNames", ", ".join(seen.names)))
        dates = texts.fill(self.tr("%1 to %2"), _day(seen.not_before), _day(seen.not_after))
        _row(form, self.tr("Valid:"), _value("certificateDates", dates))
        box = _buttons(self, self.tr("Trust"), "certificateTrust")
        _assemble(self, _sign(theme, "info"), question, (why, form, self._told(seen, told)), box)

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
        _row(form, self.tr("Trusted:"), _fingerprint("certificateOld", pin))
        _row(form, self.tr("Now:"), _fingerprint("certificateNew", seen.sha256))
        _row(form, self.tr("Issued to:"), _value("certificateSubject", seen.subject))
        dates = texts.fill(self.tr("%1 to %2"), _day(seen.not_before), _day(seen.not_after))
        _row(form, self.tr("Valid:"), _value("certificateDates", dates))
        hint = plain_label(
            self.tr("Forget the old one only when you know why it changed; then connect again."),
            name="certificateHint",
            role="muted",
            wraps=True,
        )
        box = _buttons(self, self.tr("Forget the Old One"), "certificateForget")
        _assemble(self, _sign(theme, "error"), title, (why, form, hint), box)


def _sign(theme: Theme, name: str) -> QLabel:
    icon = icon_label("certificateIcon", 32)
    show_icon(icon, theme.icon(name, size=32))
    return icon


def spelled(sha256: str) -> str:
    """Return a fingerprint in groups, in two lines, to be compared by eye."""
    text = sha256.upper()
    halves = (text[:_HALF], text[_HALF:])
    return "\n".join(
        " ".join(half[at : at + _GROUP] for at in range(0, len(half), _GROUP)) for half in halves
    )


def _day(moment: datetime) -> str:
    return QLocale().toString(
        QDate(moment.year, moment.month, moment.day), QLocale.FormatType.ShortFormat
    )


def _value(name: str, text: str) -> QLabel:
    return plain_label(text, name=name, wraps=True, copyable=True)


def _mono(name: str, text: str) -> QLabel:
    label = plain_label(text, name=name, copyable=True)
    label.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
    return label


def _fingerprint(name: str, sha256: str) -> QLabel:
    return _mono(name, spelled(sha256))


def _row(form: QFormLayout, title: str, value: QLabel) -> None:
    label = plain_label(title, name=f"{value.objectName()}Title", role="muted")
    label.setAlignment(Qt.AlignmentFlag.AlignTop)
    value.setAccessibleName(title)
    value.setAccessibleDescription(value.text())
    form.addRow(label, value)


def _buttons(dialog: QDialog, verb: str, name: str) -> QDialogButtonBox:
    """Return a verb that must be chosen on purpose: Enter cancels."""
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, dialog)
    box.setObjectName("certificateButtons")
    act = box.addButton(verb, QDialogButtonBox.ButtonRole.AcceptRole)
    act.setObjectName(name)
    act.setAutoDefault(False)
    act.setDefault(False)
    safe = box.button(QDialogButtonBox.StandardButton.Cancel)
    safe.setDefault(True)
    safe.setFocus()
    box.accepted.connect(dialog.accept)
    box.rejected.connect(dialog.reject)
    return box


def _assemble(
    dialog: QDialog,
    icon: QLabel,
    title: str,
    parts: tuple[str | QFormLayout | QLabel, ...],
    box: QDialogButtonBox,
) -> None:
    dialog.setAccessibleName(title)
    column = QVBoxLayout()
    column.setSpacing(10)
    column.addWidget(plain_label(title, name="certificateTitle", role="title", wraps=True))
    for part in parts:
        if isinstance(part, str):
            column.addWidget(plain_label(part, name="certificateWhy", wraps=True))
        elif isinstance(part, QFormLayout):
            column.addLayout(part)
        else:
            column.addWidget(part)
    top = QHBoxLayout()
    top.setSpacing(14)
    top.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
    top.addLayout(column, 1)
    layout = QVBoxLayout(dialog)
    at_least(layout, 520)
    layout.setSpacing(14)
    layout.addLayout(top)
    layout.addWidget(box)
