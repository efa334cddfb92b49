"""What dialogs about certificates are made of: fingerprints to compare, deliberate buttons.

Everything that a certificate says is the word of a stranger: shown as plain text, in one direction,
and cut where it is longer than anybody reads.
"""

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

from console.model.certificate import CertificateSeen
from console.ui import texts
from console.ui.dialogs.parts import at_least, icon_label, plain_label, show_icon
from console.ui.text_context import Context
from console.ui.theme import Theme

CertificateFacts = Context("CertificateFacts")

_GROUP = 4
_HALF = 32
_LONGEST = 300
_WORD = 48


def sign(theme: Theme, name: str) -> QLabel:
    """Return a large icon."""
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


def day(moment: datetime) -> str:
    """Return a day as the user's system writes it."""
    return QLocale().toString(
        QDate(moment.year, moment.month, moment.day), QLocale.FormatType.ShortFormat
    )


def harmless(text: str) -> str:
    """Return a stranger's text without what could turn it round, and not endless."""
    plain = "".join(each if each.isprintable() else "\N{REPLACEMENT CHARACTER}" for each in text)
    short = plain if len(plain) <= _LONGEST else plain[:_LONGEST] + "…"
    return " ".join(_breakable(word) for word in short.split(" "))


def _breakable(word: str) -> str:
    """Let a word that is wider than the dialog go on in the next line."""
    return "\N{ZERO WIDTH SPACE}".join(
        word[at : at + _WORD] for at in range(0, max(len(word), 1), _WORD)
    )


def value_label(name: str, text: str) -> QLabel:
    """Return what a certificate says of itself, to be read and copied."""
    return plain_label(harmless(text), name=name, wraps=True, copyable=True)


def fingerprint_label(name: str, sha256: str) -> QLabel:
    """Return a fingerprint in letters of one width."""
    label = plain_label(spelled(sha256), name=name, copyable=True)
    label.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
    return label


def add_row(form: QFormLayout, title: str, value: QLabel) -> None:
    """Add a line with its title."""
    label = plain_label(title, name=f"{value.objectName()}Title", role="muted")
    label.setAlignment(Qt.AlignmentFlag.AlignTop)
    value.setAccessibleName(title)
    value.setAccessibleDescription(value.text())
    form.addRow(label, value)


def add_certificate(form: QFormLayout, seen: CertificateSeen) -> None:
    """Add what a certificate says of itself: whose, by whom, for which names, how long."""
    add_row(
        form, CertificateFacts.tr("Issued to:"), value_label("certificateSubject", seen.subject)
    )
    is_own = seen.issuer == seen.subject
    issuer = CertificateFacts.tr("itself") if is_own else seen.issuer
    add_row(form, CertificateFacts.tr("Issued by:"), value_label("certificateIssuer", issuer))
    if seen.names:
        names = value_label("certificateNames", ", ".join(seen.names))
        add_row(form, CertificateFacts.tr("For:"), names)
    dates = CertificateFacts.tr("%1 to %2")
    dates = texts.fill(dates, day(seen.not_before), day(seen.not_after))
    add_row(form, CertificateFacts.tr("Valid:"), value_label("certificateDates", dates))


def deliberate_buttons(dialog: QDialog, verb: str, name: str) -> QDialogButtonBox:
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


def assemble(
    dialog: QDialog,
    icon: QLabel,
    title: str,
    parts: tuple[str | QFormLayout | QWidget, ...],
    box: QDialogButtonBox,
) -> None:
    """Put a dialog together: icon, question, parts, buttons."""
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
    column.addStretch(1)  # or what labels do not need would come between them
    top = QHBoxLayout()
    top.setSpacing(14)
    top.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
    top.addLayout(column, 1)
    layout = QVBoxLayout(dialog)
    at_least(layout, 520)
    layout.setSpacing(14)
    layout.addLayout(top)
    layout.addWidget(box)
