"""What a session looks like and may use: for one VM, for its folder or for all."""

import enum
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QGroupBox,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from console.model.session import AudioPlay, SessionOptions
from console.ui import texts
from console.ui.dialogs.parts import at_least, plain_label, set_text

SIZES: Final = (
    (800, 600), (1024, 768), (1152, 864), (1280, 720), (1280, 800), (1280, 1024), (1366, 768),
    (1440, 900), (1600, 900), (1600, 1200), (1680, 1050), (1920, 1080), (1920, 1200),
    (2560, 1080), (2560, 1440), (2560, 1600), (3440, 1440), (3840, 1600), (3840, 2160),
    (5120, 1440), (5120, 2880),
)  # fmt: skip
"""The common sizes of screens."""
KEYBOARDS: Final = (
    ("0x00000409", "English (US)"),
    ("0x00000809", "English (UK)"),
    ("0x00000407", "Deutsch"),
    ("0x0000040C", "Français"),
    ("0x00000410", "Italiano"),
    ("0x0000040A", "Español"),
    ("0x00000411", "日本語"),
    ("0x00000804", "中文 (简体)"),
)
"""Layouts by Windows' number (``KLID``), each in its own language."""


class Scope(enum.Enum):
    """For what options are kept."""

    VM = "vm"
    FOLDER = "folder"
    ALL = "all"


class SessionOptionsDialog(QDialog):
    """Accepted when the options are to be kept; they hold from the next session on.

    Args:
        vm_name: The VM, as its host calls it.
        folder: Path of its folder; empty for none.
        levels: What holds now, for each scope.
        parent: The owner in Qt's sense.
    """

    export_requested = Signal()
    """Write what the fields say to a ``.rdp`` file."""

    def __init__(
        self,
        vm_name: str,
        folder: str,
        levels: Mapping[Scope, SessionOptions],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._levels = levels
        self._kept = levels[Scope.VM]
        self.setObjectName("sessionOptionsDialog")
        self.setWindowTitle(self.tr("Session options"))
        self._scope = self._choice("optionsScope", self.tr("For"))
        self._scope.addItem(vm_name, Scope.VM)
        if folder:
            self._scope.addItem(texts.fill(self.tr("All in folder %1"), folder), Scope.FOLDER)
        self._scope.addItem(self.tr("All virtual machines"), Scope.ALL)
        self._make_display()
        self._make_devices()
        self._lay_out()
        self._show(self._kept)
        self._scope.currentIndexChanged.connect(self._scope_changed)
        for box in (self._all_monitors, self._full_screen):
            box.toggled.connect(self._judge)
        self._monitors.textChanged.connect(self._judge)
        self._all_drives.toggled.connect(self._judge)

    @property
    def scope(self) -> Scope:
        """For what they are to be kept."""
        return Scope(self._scope.currentData())

    @property
    def options(self) -> SessionOptions:
        """What the fields say."""
        size: tuple[int, int] | None = self._size.currentData()
        return replace(
            self._kept,
            width=size[0] if size else None,
            height=size[1] if size else None,
            full_screen=self._full_screen.isChecked(),
            all_monitors=self._all_monitors.isChecked(),
            monitors=() if self._all_monitors.isChecked() else monitors_in(self._monitors.text()),
            audio=AudioPlay(self._audio.currentData()),
            microphone=self._microphone.isChecked(),
            clipboard=self._clipboard.isChecked(),
            drives=("*",) if self._all_drives.isChecked() else drives_in(self._drives.text()),
            printers=self._printers.isChecked(),
            smart_cards=self._smart_cards.isChecked(),
            keyboard=str(self._keyboard.currentData()),
        )

    def _make_display(self) -> None:
        self._size = self._choice("optionsSize", self.tr("Display size"))
        self._size.addItem(self.tr("Follow the window"), None)
        for width, height in SIZES:
            self._size.addItem(f"{width} × {height}", (width, height))
        self._full_screen = self._box("optionsFullScreen", self.tr("&Full screen"))
        self._all_monitors = self._box("optionsAllMonitors", self.tr("All &monitors"))
        self._monitors = self._line("optionsMonitors", self.tr("Only these monitors"), "0, 1")
        self._keyboard = self._choice("optionsKeyboard", self.tr("Keyboard"))
        self._keyboard.addItem(self.tr("As on this computer"), "")
        for word, name in KEYBOARDS:
            self._keyboard.addItem(name, word)

    def _make_devices(self) -> None:
        self._audio = self._choice("optionsAudio", self.tr("Sound"))
        self._audio.addItem(self.tr("Play here"), AudioPlay.HERE)
        self._audio.addItem(self.tr("Play in the guest"), AudioPlay.GUEST)
        self._audio.addItem(self.tr("Off"), AudioPlay.OFF)
        self._microphone = self._box("optionsMicrophone", self.tr("M&icrophone"))
        self._clipboard = self._box("optionsClipboard", self.tr("&Clipboard"))
        self._printers = self._box("optionsPrinters", self.tr("&Printers"))
        self._smart_cards = self._box("optionsSmartCards", self.tr("&Smart cards"))
        self._all_drives = self._box("optionsAllDrives", self.tr("All &drives"))
        self._drives = self._line("optionsDrives", self.tr("Only these folders"), "/home/ann/Share")

    def _show(self, options: SessionOptions) -> None:
        self._kept = options
        size = (options.width, options.height) if options.width and options.height else None
        if size is not None and self._size.findData(size) < 0:
            self._size.addItem(f"{size[0]} × {size[1]}", size)
        self._size.setCurrentIndex(max(0, self._size.findData(size)))
        if options.keyboard and self._keyboard.findData(options.keyboard) < 0:
            self._keyboard.addItem(options.keyboard, options.keyboard)
        self._keyboard.setCurrentIndex(max(0, self._keyboard.findData(options.keyboard)))
        self._audio.setCurrentIndex(max(0, self._audio.findData(options.audio)))
        self._full_screen.setChecked(options.full_screen)
        self._all_monitors.setChecked(options.all_monitors)
        self._monitors.setText(", ".join(str(number) for number in options.monitors))
        self._microphone.setChecked(options.microphone)
        self._clipboard.setChecked(options.clipboard)
        self._printers.setChecked(options.printers)
        self._smart_cards.setChecked(options.smart_cards)
        self._all_drives.setChecked("*" in options.drives)
        self._drives.setText("; ".join(each for each in options.drives if each != "*"))
        self._judge()

    def _scope_changed(self) -> None:
        self._show(self._levels[self.scope])

    def _judge(self) -> None:
        """Let no field be used that another one overrules, and none be kept that is no number."""
        is_whole = self._full_screen.isChecked() or self._all_monitors.isChecked()
        self._size.setEnabled(not is_whole)
        self._monitors.setEnabled(not self._all_monitors.isChecked())
        self._drives.setEnabled(not self._all_drives.isChecked())
        is_wrong = not self._all_monitors.isChecked() and not are_monitors(self._monitors.text())
        problem = self.tr("Monitors are numbers from 0, separated by commas.") if is_wrong else ""
        set_text(self._problem, problem)
        self._problem.setVisible(is_wrong)
        save = self._buttons.button(QDialogButtonBox.StandardButton.Save)
        save.setEnabled(not is_wrong)
        self._export.setEnabled(not is_wrong)

    def _lay_out(self) -> None:
        head = QFormLayout()
        head.addRow(self.tr("F&or:"), self._scope)
        display = QFormLayout()
        display.addRow(self.tr("Si&ze:"), self._size)
        display.addRow("", self._full_screen)
        display.addRow("", self._all_monitors)
        display.addRow(self.tr("Mo&nitors:"), self._monitors)
        display.addRow(self.tr("&Keyboard:"), self._keyboard)
        devices = QFormLayout()
        devices.addRow(self.tr("Soun&d:"), self._audio)
        for box in (self._microphone, self._clipboard, self._printers, self._smart_cards):
            devices.addRow("", box)
        devices.addRow("", self._all_drives)
        devices.addRow(self.tr("Fo&lders:"), self._drives)
        self._problem = plain_label(name="optionsProblem", role="error", wraps=True)
        note = self.tr(
            "A basic session shows the screen only: sound, clipboard, devices and size take an "
            "enhanced one or Remote Desktop."
        )
        self._buttons = self._make_buttons()
        layout = QVBoxLayout(self)
        at_least(layout, 460)
        layout.setSpacing(10)
        layout.addLayout(head)
        layout.addWidget(self._group(self.tr("Display and keyboard"), display))
        layout.addWidget(self._group(self.tr("Sound and devices"), devices))
        layout.addWidget(plain_label(note, name="optionsNote", role="muted", wraps=True))
        layout.addWidget(self._problem)
        layout.addWidget(self._buttons)

    def _make_buttons(self) -> QDialogButtonBox:
        kinds = QDialogButtonBox.StandardButton
        box = QDialogButtonBox(kinds.Save | kinds.Cancel, self)
        box.setObjectName("optionsButtons")
        self._export = box.addButton(
            self.tr("Export as .rdp…"), QDialogButtonBox.ButtonRole.ActionRole
        )
        self._export.setObjectName("optionsExport")
        self._export.setAutoDefault(False)
        self._export.clicked.connect(self.export_requested)
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        return box

    def _group(self, title: str, form: QFormLayout) -> QGroupBox:
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        group = QGroupBox(title, self)
        group.setLayout(form)
        return group

    def _choice(self, name: str, spoken: str) -> QComboBox:
        box = QComboBox(self)
        box.setObjectName(name)
        box.setAccessibleName(spoken)
        return box

    def _box(self, name: str, text: str) -> QCheckBox:
        box = QCheckBox(text, self)
        box.setObjectName(name)
        return box

    def _line(self, name: str, spoken: str, example: str) -> QLineEdit:
        line = QLineEdit(self)
        line.setObjectName(name)
        line.setAccessibleName(spoken)
        line.setPlaceholderText(example)
        return line


def are_monitors(text: str) -> bool:
    """Whether a text is empty, or numbers of monitors separated by commas."""
    parts = [part.strip() for part in text.split(",")] if text.strip() else []
    return all(part.isascii() and part.isdigit() and int(part) < 64 for part in parts)


def monitors_in(text: str) -> tuple[int, ...]:
    """Return the numbers in a text, each once; none when it is something else."""
    if not text.strip() or not are_monitors(text):
        return ()
    return tuple(dict.fromkeys(int(part) for part in text.split(",")))


def drives_in(text: str) -> tuple[str, ...]:
    """Return the folders in a text, separated by semicolons."""
    return tuple(dict.fromkeys(part.strip() for part in text.split(";") if part.strip()))
