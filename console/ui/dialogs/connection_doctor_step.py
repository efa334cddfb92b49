"""One step of the connection doctor: how it came out, and unfolded what to do about it."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from console.doctor.finding import Finding, Step, StepState
from console.doctor.fix import fix_of
from console.doctor.script import printable
from console.ui import texts
from console.ui.dialogs.connection_doctor_script import ScriptBox
from console.ui.dialogs.parts import icon_label, plain_label, set_role, show_icon
from console.ui.sentences.doctor import cause_of, next_step_of, state_title, step_title
from console.ui.sentences.doctor_glance import glance_of
from console.ui.theme import Theme
from console.ui.widgets.elided_label import ElidedLabel

_LOOKS = {
    StepState.GREEN: ("ok", "ok"),
    StepState.AMBER: ("warn", "warn"),
    StepState.RED: ("error", "error"),
    StepState.SKIPPED: ("off", "muted"),
}
_INDENT = 26
_AROUND_TITLE = 40


class StepRow(QWidget):
    """Waiting, under way, or told; a click unfolds what was seen.

    Args:
        theme: Icons.
        step: Which step.
        parent: The owner in Qt's sense.
    """

    def __init__(self, theme: Theme, step: Step, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.finding: Finding | None = None
        self._theme = theme
        self._step = step
        self._name = f"step-{step.value}"
        blank = QPixmap(QSize(16, 16))
        blank.fill(Qt.GlobalColor.transparent)
        self._no_arrow = QIcon(blank)  # so that all titles stand in one column
        self.setObjectName(self._name)
        self._icon = icon_label(f"{self._name}Icon", 16, self)
        self._head = QToolButton(self)
        self._head.setObjectName(f"{self._name}Head")
        self._head.setText(step_title(step))
        self._head.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._head.setAutoRaise(True)
        longest = max(self.fontMetrics().horizontalAdvance(step_title(each)) for each in Step)
        self._head.setMinimumWidth(longest + _AROUND_TITLE)
        self._head.setCheckable(True)
        self._head.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._head.toggled.connect(self._fold)
        self._glance = ElidedLabel(f"{self._name}Glance", "muted", self)
        self._state = plain_label(name=f"{self._name}State")
        self._took = plain_label(name=f"{self._name}Took", role="muted")
        self._body = QWidget(self)
        self._body.setObjectName(f"{self._name}Body")
        self._lay_out()
        self.show_waiting()

    def show_waiting(self) -> None:
        """Its turn has not come."""
        self._reset("off", "", "muted")

    def show_running(self) -> None:
        """It is being looked at."""
        self._reset("waiting", self.tr("Looking…"), "muted")

    def show_finding(self, finding: Finding) -> None:
        """Show how it came out, folded."""
        icon, role = _LOOKS[finding.state]
        self._reset(icon, state_title(finding.state), role)
        self.finding = finding
        if finding.state is not StepState.SKIPPED:
            whole = str(max(round(finding.milliseconds), 0))
            self._took.setText(texts.fill(self.tr("%1 ms"), whole))
            self._head.setEnabled(True)
            self._head.setArrowType(Qt.ArrowType.RightArrow)
            self._fill(finding)
            self._glance.setText(glance_of(finding))
        self._head.setAccessibleDescription(glance_of(finding))

    def unfold(self) -> None:
        """Show what was seen and what to do."""
        self._head.setChecked(True)

    def _reset(self, icon: str, state: str, role: str) -> None:
        self.finding = None
        show_icon(self._icon, self._theme.icon(icon))
        self._state.setText(state)
        set_role(self._state, role)
        self._took.setText("")
        self._glance.setText("")
        self._head.setChecked(False)
        self._head.setEnabled(False)
        self._head.setArrowType(Qt.ArrowType.NoArrow)
        self._head.setIcon(self._no_arrow)
        parts = (step_title(self._step), state)
        self._head.setAccessibleName(": ".join(part for part in parts if part))
        self._head.setAccessibleDescription("")
        self._body.hide()

    def _fill(self, finding: Finding) -> None:
        column = self._body.layout()
        assert column is not None  # noqa: S101 -- made in _lay_out
        while column.count():
            item = column.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.deleteLater()
        if finding.cause is not None:
            cause = plain_label(
                cause_of(finding), name=f"{self._name}Cause", wraps=True, copyable=True
            )
            set_role(cause, "heading")
            column.addWidget(cause)
            column.addWidget(
                plain_label(
                    next_step_of(finding), name=f"{self._name}Next", wraps=True, copyable=True
                )
            )
        for number, script in enumerate(fix_of(finding)):
            column.addWidget(ScriptBox(script, f"{self._name}Script{number}", self._body))
        detail = printable(finding.detail)
        column.addWidget(
            plain_label(detail, name=f"{self._name}Detail", role="muted", wraps=True, copyable=True)
        )

    def _fold(self, is_open: bool) -> None:
        self._head.setArrowType(Qt.ArrowType.DownArrow if is_open else Qt.ArrowType.RightArrow)
        self._body.setVisible(is_open)
        found = self.finding
        at_a_glance = "" if is_open or found is None else glance_of(found)
        self._glance.setText(at_a_glance)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._icon)
        row.addWidget(self._head)
        row.addWidget(self._glance, 1)
        row.addWidget(self._state)
        row.addWidget(self._took)
        self._took.setMinimumWidth(64)
        self._took.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        inside = QVBoxLayout(self._body)
        inside.setContentsMargins(_INDENT, 2, 0, 8)
        inside.setSpacing(5)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(row)
        layout.addWidget(self._body)
