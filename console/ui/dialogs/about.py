"""Says what this program is."""

import platform

import PySide6
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QVBoxLayout, QWidget

from console import __version__
from console.ui.dialogs.parts import at_least, icon_label, plain_label, show_icon
from console.ui.texts import fill
from console.ui.theme import Theme


class AboutDialog(QDialog):
    """Name, version, licence and what it runs on."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("aboutDialog")
        self.setWindowTitle(self.tr("About HV Console"))
        self._versions = _versions()
        icon = icon_label("aboutIcon", 48, self)
        show_icon(icon, theme.icon("hvconsole", size=48))
        column = QVBoxLayout()
        column.setSpacing(6)
        title = fill(self.tr("HV Console %1"), __version__)
        column.addWidget(plain_label(title, name="aboutTitle", role="title"))
        purpose = self.tr("A desktop console for Microsoft Hyper-V, from any client.")
        column.addWidget(plain_label(purpose, name="aboutPurpose", wraps=True))
        licence = self.tr("Free software under the MIT licence.")
        column.addWidget(plain_label(licence, name="aboutLicence", role="muted", wraps=True))
        column.addSpacing(6)
        column.addWidget(
            plain_label(
                self._versions, name="aboutVersions", role="muted", wraps=True, copyable=True
            )
        )
        top = QHBoxLayout()
        top.setSpacing(16)
        top.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(column, 1)
        layout = QVBoxLayout(self)
        at_least(layout, 440)
        layout.setSpacing(14)
        layout.addLayout(top)
        layout.addWidget(self._buttons())

    def _buttons(self) -> QDialogButtonBox:
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        box.setObjectName("aboutButtons")
        copy = box.addButton(self.tr("Copy Versions"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.setObjectName("copyVersions")
        copy.clicked.connect(self._copy)
        box.rejected.connect(self.reject)
        return box

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._versions)


def _versions() -> str:
    return "\n".join(
        (
            f"HV Console {__version__}",
            f"Python {platform.python_version()}, PySide6 {PySide6.__version__}",
            platform.platform(terse=True),
        )
    )
