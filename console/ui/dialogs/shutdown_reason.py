"""Asks how a guest is to be shut down or restarted: why, and whether programs may object."""

from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from console.fleet.operation import PowerChange
from console.model.power import PowerAction
from console.ui import texts
from console.ui.dialogs.parts import at_least, plain_label, set_role

MAX_REASON = 512
"""Characters; our own bound, no limit is documented."""


class ShutdownDialog(QDialog):
    """Accepted when the guest is to be asked.

    Args:
        vm_name: The VM.
        action: What is chosen at first: ``SHUTDOWN`` or ``RESTART``.
        parent: The owner in Qt's sense.
    """

    def __init__(
        self,
        vm_name: str,
        action: PowerAction = PowerAction.SHUTDOWN,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("shutdownDialog")
        self.setWindowTitle(texts.fill(self.tr("Shut down or restart %1"), vm_name))
        self._down = self._radio("shutDown", self.tr("&Shut down"))
        self._again = self._radio("restart", self.tr("&Restart"))
        (self._again if action is PowerAction.RESTART else self._down).setChecked(True)
        self._reason = QLineEdit(self)
        self._reason.setObjectName("shutdownReason")
        self._reason.setAccessibleName(self.tr("Reason"))
        self._reason.setMaxLength(MAX_REASON)
        self._reason.setPlaceholderText(self.tr("for the guest's event log"))
        self._force = QCheckBox(self.tr("Close programs that &object"), self)
        self._force.setObjectName("shutdownForce")
        self._loss = plain_label(name="shutdownLoss", wraps=True)
        self._lay_out()
        self._down.toggled.connect(self._judge)
        self._force.toggled.connect(self._judge)
        self._judge()
        self._reason.setFocus()

    @property
    def change(self) -> PowerChange:
        """What is to be done."""
        action = PowerAction.SHUTDOWN if self._down.isChecked() else PowerAction.RESTART
        return PowerChange(action, self._force.isChecked(), self._reason.text().strip())

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.addRow(self._down)
        form.addRow(self._again)
        form.addRow(self.tr("R&eason:"), self._reason)
        form.addRow(self._force)
        form.addRow(self._loss)
        layout = QVBoxLayout(self)
        at_least(layout, 420)
        layout.setSpacing(12)
        layout.addLayout(form)
        layout.addStretch(1)
        layout.addWidget(self._buttons())

    def _buttons(self) -> QDialogButtonBox:
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        box.setObjectName("shutdownButtons")
        self._accept = QPushButton(box)
        self._accept.setObjectName("shutdownAccept")
        box.addButton(self._accept, QDialogButtonBox.ButtonRole.AcceptRole)
        self._cancel = box.button(QDialogButtonBox.StandardButton.Cancel)
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        return box

    def _radio(self, name: str, text: str) -> QRadioButton:
        button = QRadioButton(text, self)
        button.setObjectName(name)
        return button

    def _judge(self) -> None:
        """Name the button by what it does; where work can be lost, the safe one is the default."""
        is_down = self._down.isChecked()
        is_forced = self._force.isChecked()
        self._accept.setText(self.tr("Shut Down") if is_down else self.tr("Restart"))
        (self._cancel if is_forced else self._accept).setDefault(True)
        set_role(self._loss, "warn" if is_forced else "muted")
        self._loss.setText(
            self.tr("Programs are closed without being asked: unsaved work in the guest is lost.")
            if is_forced
            else self.tr("A program in the guest with unsaved work may refuse; then it goes on.")
        )
