"""Says what a host needs before anybody can connect to it, with the commands to copy."""

from typing import Final

from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from console.ui import texts
from console.ui.dialogs.parts import at_least, plain_label
from console.ui.text_context import QT_TRANSLATE_NOOP, Context

ConnectHelp = Context("ConnectHelp")

_STEPS: Final = (
    (
        QT_TRANSLATE_NOOP("ConnectHelp", "1. Windows Remote Management runs on the host"),
        QT_TRANSLATE_NOOP(
            "ConnectHelp",
            "Windows Server has it on. On Windows 10 and 11, run this once as an administrator:",
        ),
        "Enable-PSRemoting -Force",
    ),
    (
        QT_TRANSLATE_NOOP("ConnectHelp", "2. The account may manage Hyper-V"),
        QT_TRANSLATE_NOOP(
            "ConnectHelp",
            "An administrator of the host may. Any other account needs to be in two groups, here "
            "by their numbers because their names differ by language:",
        ),
        (
            "Add-LocalGroupMember -SID S-1-5-32-578 -Member LAB\\admin\n"
            "Add-LocalGroupMember -SID S-1-5-32-580 -Member LAB\\admin"
        ),
    ),
    (
        QT_TRANSLATE_NOOP("ConnectHelp", "3. The way is open"),
        QT_TRANSLATE_NOOP(
            "ConnectHelp",
            "Port 5985 (5986 with TLS) passes the firewalls on the way. On a Windows computer "
            "this shows whether it does:",
        ),
        "Test-NetConnection hv01.example.com -Port 5985",
    ),
    (
        QT_TRANSLATE_NOOP("ConnectHelp", "4. The account is written in full"),
        QT_TRANSLATE_NOOP(
            "ConnectHelp",
            "Neither side needs to be in a domain. Write DOMAIN\\name for an account of a domain "
            "and HOST\\name for one of the host itself. NTLM encrypts all messages, also without "
            "TLS.",
        ),
        "",
    ),
)


class ConnectHelpDialog(QDialog):
    """Four things that a host needs."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("connectHelpDialog")
        self.setWindowTitle(self.tr("Why Can't I Connect?"))
        layout = QVBoxLayout(self)
        at_least(layout, 580)
        layout.setSpacing(12)
        for number, (title, body, command) in enumerate(_STEPS):
            layout.addWidget(self._step(number, title, body, command))
        hint = self.tr(
            "The connection doctor finds out which of these is missing: “Find Out Why…” where a "
            "host could not be reached, or the menu “Host”."
        )
        layout.addWidget(plain_label(hint, name="connectHelpDoctor", wraps=True))
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        box.setObjectName("connectHelpButtons")
        box.rejected.connect(self.reject)
        layout.addWidget(box)

    def _step(self, number: int, title: str, body: str, command: str) -> QFrame:
        frame = QFrame(self)
        frame.setObjectName(f"step{number}")
        column = QVBoxLayout(frame)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        head = plain_label(ConnectHelp.marked(title), name=f"step{number}Title", role="heading")
        column.addWidget(head)
        column.addWidget(
            plain_label(ConnectHelp.marked(body), name=f"step{number}Text", wraps=True)
        )
        if command:
            column.addWidget(self._command(number, command))
        return frame

    def _command(self, number: int, command: str) -> QFrame:
        frame = QFrame(self)
        frame.setObjectName(f"step{number}Command")
        frame.setProperty("role", "notice")
        row = QHBoxLayout(frame)
        row.setContentsMargins(10, 6, 6, 6)
        text = plain_label(command, name=f"step{number}CommandText", copyable=True)
        text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        copy = QPushButton(self.tr("Copy"), frame)
        copy.setObjectName(f"step{number}Copy")
        copy.setAccessibleName(texts.fill(self.tr("Copy: %1"), command))
        copy.setAutoDefault(False)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(command))
        row.addWidget(text, 1)
        row.addWidget(copy)
        return frame
