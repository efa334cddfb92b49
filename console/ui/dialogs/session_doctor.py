"""Every reason why an enhanced session will not open, and why the other modes will not either."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from console.model.session import SessionMode
from console.rdp.case import Finding, Remedy
from console.ui import texts
from console.ui.dialogs.parts import at_least, icon_label, line, plain_label, show_icon
from console.ui.panels.session_step_box import SessionStepBox
from console.ui.sentences.sessions import finding, mode_name, rejected, remedy_title
from console.ui.sessions.case import SessionView
from console.ui.theme import Theme

_WIDTH: Final = 600
_LEAST: Final = 280
_MOST: Final = 640
_AROUND: Final = 110
"""What title, button and margins take; a scroll bar stands for longer lists."""
_TOLD_HERE = (Remedy.SHOW_GUEST_COMMAND, Remedy.INSTALL_CLIENT)


class SessionDoctorDialog(QDialog):
    """Shows all findings of one VM.

    Args:
        theme: Icons.
        view: What is known.
        parent: The owner in Qt's sense.
    """

    remedy_requested = Signal(object)
    """The ``Finding`` that is to be dealt with; the dialog closes."""

    def __init__(self, theme: Theme, view: SessionView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._view = view
        self.setObjectName("sessionDoctorDialog")
        self.setWindowTitle(self.tr("Console session: findings"))
        title = texts.fill(self.tr("%1 on %2"), view.vm_name, view.host_label)
        layout = QVBoxLayout(self)
        at_least(layout, 560)
        layout.setSpacing(10)
        layout.addWidget(plain_label(title, name="doctorVm", role="title", wraps=True))
        inside = self._findings()
        layout.addWidget(self._scrolled(inside), 1)
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        box.setObjectName("doctorButtons")
        box.rejected.connect(self.reject)
        layout.addWidget(box)
        inside.ensurePolished()
        wanted = inside.minimumSizeHint().height() + _AROUND
        self.resize(_WIDTH, min(_MOST, max(_LEAST, wanted)))

    def _findings(self) -> QWidget:
        inside = QWidget(self)
        inside.setObjectName("doctorFindings")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(12)
        column.addWidget(
            plain_label(self.tr("Enhanced session"), name="doctorHeading", role="heading")
        )
        if self._view.is_ready:
            column.addLayout(self._ready())
        for number, found in enumerate(self._view.findings):
            column.addLayout(self._finding(found, number))
        if not self._view.findings and not self._view.is_ready:
            text = self.tr("Nothing is known that stands in its way.")
            column.addWidget(plain_label(text, name="doctorNothing", wraps=True))
        column.addWidget(line(inside))
        column.addWidget(plain_label(self.tr("All modes"), name="doctorModes", role="heading"))
        for mode in SessionMode:
            column.addWidget(self._mode(mode))
        column.addStretch(1)
        return inside

    def _scrolled(self, inside: QWidget) -> QScrollArea:
        area = QScrollArea(self)
        area.setObjectName("doctorArea")
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        return area

    def _ready(self) -> QHBoxLayout:
        return self._with_icon("ok", plain_label(self.tr("Ready"), name="doctorReady", role="ok"))

    def _finding(self, found: Finding, number: int) -> QHBoxLayout:
        told = finding(found)
        box = QWidget(self)
        box.setObjectName(f"finding-{number}")
        box.setAccessibleName(told.cause)
        box.setAccessibleDescription(told.next_step)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addWidget(
            plain_label(told.cause, name=f"findingCause-{number}", wraps=True, copyable=True)
        )
        column.addWidget(
            plain_label(
                told.next_step,
                name=f"findingStep-{number}",
                role="muted",
                wraps=True,
                copyable=True,
            )
        )
        step = SessionStepBox(f"finding{number}", box)
        column.addWidget(step)
        step.show_finding(self._view, found)
        title = remedy_title(found.remedy)
        if title and found.remedy not in _TOLD_HERE:
            column.addWidget(self._remedy(found, title, number), 0, Qt.AlignmentFlag.AlignLeft)
        return self._with_icon("info" if found.is_hint else "warn", box)

    def _remedy(self, found: Finding, title: str, number: int) -> QPushButton:
        button = QPushButton(title, self)
        button.setObjectName(f"findingRemedy-{number}")
        button.setAutoDefault(False)

        def ask_for_it() -> None:
            self.accept()
            self.remedy_requested.emit(found)

        button.clicked.connect(ask_for_it)
        return button

    def _mode(self, mode: SessionMode) -> QWidget:
        refused = next((each for each in self._view.ladder.rejected if each.mode is mode), None)
        if mode in self._view.ladder.possible:
            text, role = texts.fill(self.tr("✓ %1: possible"), mode_name(mode)), "ok"
        else:
            why = rejected(refused) if refused is not None else ""
            text, role = texts.fill(self.tr("✗ %1: %2"), mode_name(mode), why), ""
        return plain_label(text, name=f"doctorMode-{mode.value}", role=role, wraps=True)

    def _with_icon(self, sign: str, widget: QWidget) -> QHBoxLayout:
        icon = icon_label("findingIcon", 16, self)
        show_icon(icon, self._theme.icon(sign))
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(widget, 1)
        return row
