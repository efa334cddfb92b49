"""How one VM's heartbeat is watched, and whether it may be restarted by itself."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QGroupBox,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from console.settings.watch_schema import Imaging, VmWatch
from console.settings.watch_window import QuietWindow, WindowInvalid, parse_window
from console.ui.dialogs.parts import at_least, plain_label, set_role, set_text

_HOURS = (2, 8, 24)


class WatchEntryDialog(QDialog):
    """Accepted when the settings are to be kept.

    Args:
        vm_name: The VM, as its host calls it.
        watch: How it is watched now.
        is_stopped: Whether it is left alone after a crash loop.
        parent: The owner in Qt's sense.
    """

    def __init__(
        self,
        vm_name: str,
        watch: VmWatch,
        *,
        is_stopped: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._before = watch
        self.setObjectName("watchEntryDialog")
        self.setWindowTitle(self.tr("Heartbeat watch"))
        self._alerts = self._box("watchAlerts", self.tr("Tell when the guest stops answering"))
        self._expects = self._box(
            "watchExpects", self.tr("Also tell when it does not answer after a start")
        )
        self._grace = self._spin("watchGrace", 10, 86_400, self.tr(" s"))
        self._misses = self._spin("watchMisses", 1, 1_000, "")
        self._restart = self._box(
            "watchRestart", self.tr("Restart this virtual machine when its guest hangs")
        )
        self._after = self._spin("watchRestartAfter", 10, 86_400, self.tr(" s"))
        self._most = self._spin("watchMost", 1, 100, "")
        self._quiet = QLineEdit(self)
        self._quiet.setObjectName("watchQuiet")
        self._quiet.setPlaceholderText("mon-fri 08:00-18:00, 23:00-05:00")
        self._imaging = QComboBox(self)
        self._imaging.setObjectName("watchImaging")
        self._resume = self._box(
            "watchResume", self.tr("It was left alone after a crash loop: restart it again")
        )
        self._resume.setVisible(is_stopped)
        self._problem = plain_label(name="watchProblem", role="error", wraps=True)
        self._buttons = self._make_buttons()
        self._show(watch)
        self._lay_out(vm_name)
        for box in (self._alerts, self._restart):
            box.toggled.connect(self._judge)
        self._quiet.textChanged.connect(self._judge)
        self._judge()

    @property
    def watch(self) -> VmWatch:
        """What the fields say."""
        return replace(
            self._before,
            alerts=self._alerts.isChecked(),
            expects_answer=self._expects.isChecked(),
            grace_s=float(self._grace.value()),
            misses=self._misses.value(),
            restart=self._restart.isChecked() and self._alerts.isChecked(),
            restart_after_s=float(self._after.value()),
            max_restarts=self._most.value(),
            quiet=self._windows(),
            imaging=self._mark(),
        )

    @property
    def is_resumed(self) -> bool:
        """Whether it is to be restarted again after a crash loop."""
        return self._resume.isChecked()

    def _windows(self) -> tuple[QuietWindow, ...]:
        """Return the quiet windows.

        Raises:
            WindowInvalid: One of them is none.
        """
        parts: list[str] = []
        for part in self._quiet.text().split(","):
            # "mon,tue 08:00-10:00" is one window: days are joined by commas as well.
            if parts and ":" not in parts[-1]:
                parts[-1] = f"{parts[-1].strip()},{part.strip()}"
            elif part.strip():
                parts.append(part)
        return tuple(parse_window(part.strip()) for part in parts)

    def _mark(self) -> Imaging | None:
        value = self._imaging.currentData()
        if value == "keep":
            return self._before.imaging
        if value == "forever":
            return Imaging()
        if isinstance(value, int):
            return Imaging(datetime.now(UTC) + timedelta(hours=value))
        return None

    def _show(self, watch: VmWatch) -> None:
        self._alerts.setChecked(watch.alerts)
        self._expects.setChecked(watch.expects_answer)
        self._grace.setValue(round(watch.grace_s))
        self._misses.setValue(watch.misses)
        self._restart.setChecked(watch.restart)
        self._after.setValue(round(watch.restart_after_s))
        self._most.setValue(watch.max_restarts)
        self._quiet.setText(", ".join(str(window) for window in watch.quiet))
        self._imaging.addItem(self.tr("No"), "none")
        for hours in _HOURS:
            self._imaging.addItem(self.tr("For %n hours", "", hours), hours)
        self._imaging.addItem(self.tr("Until I say otherwise"), "forever")
        imaging = watch.imaging
        if imaging is not None and imaging.until is not None:
            until = imaging.until.astimezone().strftime("%Y-%m-%d %H:%M")
            self._imaging.insertItem(0, until, "keep")
            self._imaging.setCurrentIndex(0)
        elif imaging is not None:
            self._imaging.setCurrentIndex(self._imaging.count() - 1)

    def _judge(self) -> None:
        """Enable what makes sense, and say what is wrong with the windows."""
        watched = self._alerts.isChecked()
        for field in (self._expects, self._grace, self._misses, self._restart):
            field.setEnabled(watched)
        for field in (self._after, self._most, self._quiet, self._imaging):
            field.setEnabled(watched and self._restart.isChecked())
        try:
            self._windows()
        except WindowInvalid as problem:
            set_text(self._problem, str(problem))
            self._problem.show()
        else:
            self._problem.hide()
        set_role(self._problem, "error")
        ok = self._buttons.button(QDialogButtonBox.StandardButton.Save)
        ok.setEnabled(self._problem.isHidden())

    def _lay_out(self, vm_name: str) -> None:
        alerts = QFormLayout()
        alerts.addRow(self._alerts)
        alerts.addRow(self._expects)
        alerts.addRow(self.tr("Time to come up"), self._grace)
        alerts.addRow(self.tr("Looks without an answer"), self._misses)
        group = QGroupBox(self.tr("Automatic restart"), self)
        group.setObjectName("watchRestartGroup")
        restart = QFormLayout(group)
        note = self.tr(
            "A restart cuts the guest off like the reset button; a picture of its screen is saved "
            "first. Everything that is decided is explained in the activity list."
        )
        restart.addRow(plain_label(note, name="watchNote", role="muted", wraps=True))
        restart.addRow(self._restart)
        restart.addRow(self.tr("Silent for at least"), self._after)
        restart.addRow(self.tr("At most in 24 hours"), self._most)
        restart.addRow(self.tr("Never at these times"), self._quiet)
        restart.addRow(self.tr("I am imaging this machine"), self._imaging)
        restart.addRow(self._resume)
        layout = QVBoxLayout(self)
        at_least(layout, 460)
        layout.setSpacing(10)
        layout.addWidget(plain_label(vm_name, name="watchVm", role="title", wraps=True))
        layout.addLayout(alerts)
        layout.addWidget(group)
        layout.addWidget(self._problem)
        layout.addWidget(self._buttons)

    def _make_buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox.StandardButton
        box = QDialogButtonBox(buttons.Save | buttons.Cancel, self)
        box.setObjectName("watchButtons")
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        return box

    def _box(self, name: str, text: str) -> QCheckBox:
        box = QCheckBox(text, self)
        box.setObjectName(name)
        return box

    def _spin(self, name: str, low: int, high: int, suffix: str) -> QSpinBox:
        spin = QSpinBox(self)
        spin.setObjectName(name)
        spin.setRange(low, high)
        spin.setSuffix(suffix)
        return spin
