"""Lines to run somewhere else (in a guest, on this computer), with what they do and a copy."""

from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.rdp.case import Finding, Remedy
from console.rdp.install import InstallHint
from console.ui.dialogs.parts import plain_label, set_text
from console.ui.panels.guest_link import link_button
from console.ui.sentences.sessions import guest_command, guest_command_note, install_note
from console.ui.sessions.case import SessionView


class SessionStepBox(QWidget):
    """Hidden while there is nothing to run.

    Args:
        name: Begins the object names.
        parent: The owner in Qt's sense.
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"{name}StepBox")
        self._note = plain_label(name=f"{name}StepNote", role="muted", wraps=True)
        self._lines = plain_label(name=f"{name}StepLines", wraps=True, copyable=True)
        self._lines.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._copy = link_button(f"{name}StepCopy", self._copy_lines, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 2, 0, 0)
        layout.setSpacing(3)
        layout.addWidget(self._note)
        layout.addWidget(self._lines)
        layout.addWidget(self._copy)
        self.retranslate()
        self.hide()

    def show_finding(self, view: SessionView, found: Finding) -> None:
        """Show what to run for one finding; hidden where there is nothing."""
        if found.remedy is Remedy.INSTALL_CLIENT:
            hint = view.tools.hint if view.tools is not None else InstallHint("", "")
            self.show_step(install_note(hint).next_step, hint.command)
        elif found.remedy is Remedy.SHOW_GUEST_COMMAND:
            note = guest_command_note(view.case, found.cause)
            self.show_step(note, guest_command(view.case, found.cause))
        else:
            self.show_step("", "")

    def show_step(self, note: str, lines: str) -> None:
        """Show lines and what they do; hidden for nothing."""
        set_text(self._note, note)
        set_text(self._lines, lines)
        self._lines.setVisible(bool(lines))
        self._copy.setVisible(bool(lines))
        self.setVisible(bool(note or lines))

    def retranslate(self) -> None:
        """Take the texts of the language of now."""
        self._copy.setText(self.tr("Copy Commands"))
        self._copy.setAccessibleName(self.tr("Copy the commands"))

    def _copy_lines(self) -> None:
        QGuiApplication.clipboard().setText(self._lines.text())
