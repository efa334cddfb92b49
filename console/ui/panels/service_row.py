"""One integration service as a row: what it is, its switch, how it does, and what went wrong."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from console.fleet.operation import OperationPhase, OperationRecord
from console.model.service import ServiceKind, ServiceSnapshot
from console.model.vm import VmState
from console.ui import texts
from console.ui.dialogs.parts import (
    icon_label,
    plain_label,
    set_role,
    set_text,
    show_icon,
)
from console.ui.panels.guest_step_box import GuestStepBox
from console.ui.panels.service_explanation import ServiceExplanation
from console.ui.panels.service_look import UNKNOWN_GUEST, GuestSide, ServiceFace, face_of
from console.ui.theme import Theme
from console.ui.widgets.toggle_switch import ToggleSwitch

_BAD_ENDS = (OperationPhase.FAILED, OperationPhase.UNKNOWN_OUTCOME)

SwitchFactory = Callable[[QWidget], ToggleSwitch]


class ServiceRow(QFrame):
    """Shows one service; asks, and never switches by itself.

    Args:
        kind: Which service.
        theme: Icons.
        switch: Makes the switch.
        parent: The owner in Qt's sense.
    """

    toggle_requested = Signal(object, bool)
    """``ServiceKind`` and the value that is wanted."""
    undo_requested = Signal()

    def __init__(
        self, kind: ServiceKind, theme: Theme, switch: SwitchFactory, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.kind = kind
        self._theme = theme
        self._face: ServiceFace | None = None
        self._details = ""
        name = kind.value
        self.setObjectName(f"service_{name}")
        self._icon = icon_label(f"{name}Icon", 16, self)
        self._name = plain_label(name=f"{name}Name", role="heading", wraps=True)
        self._purpose = plain_label(name=f"{name}Purpose", role="muted", wraps=True)
        self._glyph = icon_label(f"{name}Glyph", 16, self)
        self._status = plain_label(name=f"{name}Status", wraps=True)
        self._advice = plain_label(name=f"{name}Advice", role="muted", wraps=True, copyable=True)
        self._step = GuestStepBox(name, self)
        self._warning = plain_label(name=f"{name}Warning", role="muted", wraps=True)
        self._explanation = ServiceExplanation(kind, self)
        self._error = plain_label(name=f"{name}Error", role="error", wraps=True, copyable=True)
        self._copy = self._link(f"{name}Copy")
        self._copy.clicked.connect(self._copy_details)
        self._undo = self._link(f"{name}Undo")
        self._undo.clicked.connect(self.undo_requested)
        self.switch = switch(self)
        self.switch.setObjectName(f"{name}Switch")
        self.switch.requested.connect(lambda on: self.toggle_requested.emit(self.kind, bool(on)))  # pyright: ignore[reportUnknownLambdaType, reportUnknownArgumentType]
        self._lay_out()
        self.retranslate()
        self.refresh_look()

    def show_service(
        self,
        service: ServiceSnapshot | None,
        vm_state: VmState,
        *,
        wanted: bool | None,
        can_switch: bool,
        guest: GuestSide = UNKNOWN_GUEST,
        why_not: str = "",
    ) -> None:
        """Show how the service stands.

        Args:
            service: ``None`` while it has not been read.
            vm_state: What the VM is doing.
            wanted: The value that is being set just now; ``None`` when nothing is under way.
            can_switch: Whether the host may be asked.
            guest: What is known of the guest's half.
            why_not: Why it cannot be switched on this host; empty when it can.
        """
        face = face_of(
            service,
            vm_state,
            wanted=wanted,
            can_switch=can_switch,
            guest=guest,
            why_not=why_not,
        )
        if face == self._face:
            return
        self._face = face
        self.switch.setBusy(face.is_busy)
        self.switch.setChecked(face.is_checked)
        self.switch.setEnabled(face.is_switchable)
        set_text(self._status, face.status)
        set_role(self._status, face.role)
        set_text(self._advice, face.advice)
        self._advice.setVisible(bool(face.advice))
        set_text(self._warning, face.warning)
        self._warning.setVisible(bool(face.warning))
        self._step.show_step(face.step)
        show_icon(self._glyph, self._theme.icon(face.glyph))
        self._status.setToolTip(texts.as_tooltip(face.more))
        self.switch.setToolTip(texts.as_tooltip(face.why_not))
        told = (face.status, face.warning, face.why_not)
        self.switch.setAccessibleDescription(" ".join(filter(None, told)))

    def show_outcome(self, record: OperationRecord | None, *, can_undo: bool) -> None:
        """Show how the last change of this service ended.

        Args:
            record: The operation; ``None`` for nothing to say.
            can_undo: Whether the next undo would take it back.
        """
        error = record.error if record is not None and record.phase in _BAD_ENDS else None
        if error is not None:
            explanation = texts.explain(error)
            self._details = explanation.details
            set_text(
                self._error, "\n".join(filter(None, (explanation.cause, explanation.next_step)))
            )
        self._error.setVisible(error is not None)
        self._copy.setVisible(error is not None)
        self._undo.setVisible(can_undo)

    def refresh_look(self) -> None:
        """Take icons of the scheme of now."""
        show_icon(self._icon, self._theme.icon(f"svc-{self.kind.value}", "muted"))
        if self._face is not None:
            show_icon(self._glyph, self._theme.icon(self._face.glyph))

    def retranslate(self) -> None:
        """Take the texts of the language of now."""
        name = texts.service_name(self.kind)
        set_text(self._name, name)
        set_text(self._purpose, texts.service_purpose(self.kind))
        self.setAccessibleName(name)
        self.switch.setAccessibleName(name)
        self._step.retranslate(name)
        self._explanation.retranslate()
        self._copy.setText(self.tr("Copy Details"))
        self._copy.setAccessibleName(texts.fill(self.tr("Copy details: %1"), name))
        self._undo.setText(self.tr("Undo"))
        self._undo.setAccessibleName(texts.fill(self.tr("Undo: %1"), name))
        self._face = None

    def _link(self, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(name)
        button.setProperty("role", "link")
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.hide()
        return button

    def _lay_out(self) -> None:
        status = QHBoxLayout()
        status.setSpacing(6)
        status.addWidget(self._glyph, 0, Qt.AlignmentFlag.AlignTop)
        status.addWidget(self._status, 1)
        status.addWidget(self._undo, 0, Qt.AlignmentFlag.AlignTop)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._name, 1)
        head.addWidget(self.switch)
        column = QVBoxLayout()
        column.setSpacing(1)
        column.addLayout(head)
        column.addWidget(self._purpose)
        column.addLayout(status)
        column.addWidget(self._advice)
        column.addWidget(self._step)
        column.addWidget(self._warning)
        column.addWidget(self._error)
        column.addWidget(self._copy, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._explanation)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 5, 8, 7)
        row.setSpacing(10)
        icon = QVBoxLayout()
        icon.addSpacing(3)
        icon.addWidget(self._icon)
        icon.addStretch(1)
        row.addLayout(icon)
        row.addLayout(column, 1)
        self._error.hide()
        self._warning.hide()

    def _copy_details(self) -> None:
        QGuiApplication.clipboard().setText(self._details)
