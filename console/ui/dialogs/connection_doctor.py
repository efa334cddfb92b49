"""The connection doctor's window: the steps as they are taken, the trouble, and what to do."""

import contextlib
from asyncio import CancelledError, Task
from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from console.doctor.finding import Finding, Step, StepState, diagnosis
from console.model.errors import ConsoleError
from console.ui import texts
from console.ui.dialogs.connection_doctor_step import StepRow
from console.ui.dialogs.parts import at_least, plain_label, set_role
from console.ui.panels.scroll_pane import ScrollPane
from console.ui.ports import Spawn
from console.ui.sentences.doctor import report_text, step_title
from console.ui.theme import Theme

Walk = Callable[[], AsyncGenerator[Finding, None]]
"""Begins an examination; the findings come as they are made."""


@dataclass(frozen=True, slots=True)
class DoctorPatient:
    """Who is examined, for the window.

    Attributes:
        label: What the user calls the host.
        url: Where it is.
        account: Who signs in; may be empty.
    """

    label: str
    url: str
    account: str


class ConnectionDoctorDialog(QDialog):
    """Starts by itself; closing it ends the walk.

    Args:
        theme: Icons.
        patient: Who is examined.
        walk: Begins an examination.
        spawn: Starts a coroutine as a task.
        parent: The owner in Qt's sense.
    """

    def __init__(
        self,
        theme: Theme,
        patient: DoctorPatient,
        walk: Walk,
        spawn: Spawn,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._patient = patient
        self._walk = walk
        self._spawn = spawn
        self._task: Task[Any] | None = None
        self._findings: list[Finding] = []
        self.setObjectName("connectionDoctorDialog")
        self.setWindowTitle(self.tr("Connection Doctor"))
        self._rows = {step: StepRow(theme, step, self) for step in Step}
        self._verdict = plain_label(name="doctorVerdict", role="heading", wraps=True)
        self._lay_out()
        self.resize(720, 620)

    def begin(self) -> None:
        """Take the steps, from the first one on."""
        self._stop()
        self._findings = []
        for row in self._rows.values():
            row.show_waiting()
        self._rows[Step.NAME].show_running()
        self._say(self.tr("Looking…"), "")
        self._again.setText(self.tr("&Stop"))
        self._copy.setEnabled(False)
        self._task = self._spawn(self._run(), "connection doctor")

    def done(self, result: int) -> None:
        """Close; a walk under way ends."""
        self._stop()
        super().done(result)

    async def _run(self) -> None:
        try:
            async with contextlib.aclosing(self._walk()) as findings:
                async for finding in findings:
                    self._take(finding)
        except CancelledError:
            return  # _stop has put the buttons back; there may be no dialog any more
        except ConsoleError as error:
            self._ended()
            self._say(texts.explain(error).cause, "error")
        else:
            self._ended()
            self._conclude()

    def _take(self, finding: Finding) -> None:
        self._findings.append(finding)
        row = self._rows[finding.step]
        row.show_finding(finding)
        if finding.state is StepState.RED:
            self._open(row)
        steps = list(Step)
        at = steps.index(finding.step) + 1
        if at < len(steps) and finding.state in {StepState.GREEN, StepState.AMBER}:
            self._rows[steps[at]].show_running()

    def _conclude(self) -> None:
        first = diagnosis(tuple(self._findings))
        if first is None:
            self._say(self.tr("✓ All is in order: this host can be managed."), "ok")
            return
        title = step_title(first.step)
        if first.state is StepState.RED:
            text = self.tr("It stops at “%1”. The cause and what to do stand below.")
            self._say(texts.fill(text, title), "error")
            return
        text = self.tr("This host can be managed, but look at “%1” below.")
        self._say(texts.fill(text, title), "warn")
        self._open(self._rows[first.step])

    def _open(self, row: StepRow) -> None:
        row.unfold()
        layout = self._inside.layout()
        if layout is not None:
            layout.activate()
        self._area.ensureWidgetVisible(row, 0, 40)

    def _say(self, text: str, role: str) -> None:
        self._verdict.setText(text)
        set_role(self._verdict, role or "heading")
        self.setAccessibleDescription(text)

    def _again_or_stop(self) -> None:
        if self._task is None:
            self.begin()
            return
        self._stop()
        for row in self._rows.values():
            if row.finding is None:
                row.show_waiting()
        self._say(self.tr("Stopped before the end."), "")

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._ended()

    def _ended(self) -> None:
        self._task = None
        self._again.setText(self.tr("Run &Again"))
        self._copy.setEnabled(bool(self._findings))

    def _copy_report(self) -> None:
        QGuiApplication.clipboard().setText(report_text(self._patient.url, self._findings))

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        at_least(layout, 600)
        layout.setSpacing(8)
        patient = self._patient
        layout.addWidget(plain_label(patient.label, name="doctorHost", role="title", wraps=True))
        who = " · ".join(part for part in (patient.url, patient.account) if part)
        layout.addWidget(plain_label(who, name="doctorWhere", role="muted", wraps=True))
        layout.addWidget(self._verdict)
        layout.addWidget(self._scrolled(), 1)
        layout.addWidget(self._buttons())

    def _scrolled(self) -> ScrollPane:
        self._inside = QWidget(self)
        self._inside.setObjectName("doctorSteps")
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(2)
        for row in self._rows.values():
            column.addWidget(row)
        column.addStretch(1)
        self._area = ScrollPane(self._inside, "doctorArea")
        self._area.setAccessibleName(self.tr("Steps"))
        return self._area

    def _buttons(self) -> QDialogButtonBox:
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        box.setObjectName("doctorButtons")
        self._again = QPushButton(self.tr("Run &Again"), self)
        self._again.setObjectName("doctorAgain")
        self._again.setAutoDefault(False)
        self._again.clicked.connect(self._again_or_stop)
        self._copy = QPushButton(self.tr("&Copy Report"), self)
        self._copy.setObjectName("doctorCopy")
        self._copy.setAutoDefault(False)
        self._copy.setEnabled(False)
        self._copy.clicked.connect(self._copy_report)
        box.addButton(self._again, QDialogButtonBox.ButtonRole.ActionRole)
        box.addButton(self._copy, QDialogButtonBox.ButtonRole.ActionRole)
        box.rejected.connect(self.reject)
        return box
