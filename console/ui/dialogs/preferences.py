"""Language, colours and how often hosts are read; every change applies at once."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QFormLayout,
    QVBoxLayout,
    QWidget,
)

from console.settings.schema import MAX_PACE_S, MIN_PACE_S, PollPace, Preferences, Theme
from console.ui.dialogs.parts import at_least, plain_label
from console.ui.language import LANGUAGES

_MAX_SHOWN_S: Final = min(MAX_PACE_S, 3_600.0)


class PreferencesDialog(QDialog):
    """The preferences.

    Args:
        preferences: What is in force.
        parent: The owner in Qt's sense.
    """

    changed = Signal(object)
    """The new ``Preferences``."""

    def __init__(self, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("preferencesDialog")
        self.setWindowTitle(self.tr("Preferences"))
        self._language = self._choice("language", self.tr("Language"))
        self._language.addItem(self.tr("As the system"), "")
        for code, name in LANGUAGES.items():
            self._language.addItem(name, code)
        self._theme = self._choice("theme", self.tr("Colours"))
        self._theme.addItem(self.tr("As the system"), Theme.SYSTEM)
        self._theme.addItem(self.tr("Light"), Theme.LIGHT)
        self._theme.addItem(self.tr("Dark"), Theme.DARK)
        self._states = self._pace("statesPace", self.tr("Read states every"))
        self._services = self._pace("servicesPace", self.tr("Read services every"))
        self._inventory = self._pace("inventoryPace", self.tr("Read everything every"))
        self._read_only = QCheckBox(self.tr("&Change nothing on any host (read-only)"), self)
        self._read_only.setObjectName("readOnly")
        self._show(preferences)
        self._lay_out()
        self._listen()

    @property
    def preferences(self) -> Preferences:
        """What the fields say."""
        return Preferences(
            language=str(self._language.currentData()),
            theme=Theme(self._theme.currentData()),
            pace=PollPace(self._states.value(), self._services.value(), self._inventory.value()),
            read_only=self._read_only.isChecked(),
        )

    def _choice(self, name: str, spoken: str) -> QComboBox:
        box = QComboBox(self)
        box.setObjectName(name)
        box.setAccessibleName(spoken)
        return box

    def _pace(self, name: str, spoken: str) -> QDoubleSpinBox:
        box = QDoubleSpinBox(self)
        box.setObjectName(name)
        box.setAccessibleName(spoken)
        box.setRange(MIN_PACE_S, _MAX_SHOWN_S)
        box.setDecimals(0)
        box.setSuffix(self.tr(" s", "seconds, behind a number"))
        box.setKeyboardTracking(False)
        return box

    def _show(self, preferences: Preferences) -> None:
        self._language.setCurrentIndex(max(0, self._language.findData(preferences.language)))
        self._theme.setCurrentIndex(max(0, self._theme.findData(preferences.theme)))
        self._read_only.setChecked(preferences.read_only)
        self._states.setValue(preferences.pace.states_s)
        self._services.setValue(preferences.pace.services_s)
        self._inventory.setValue(preferences.pace.inventory_s)

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.addRow(self.tr("&Language:"), self._language)
        form.addRow(self.tr("&Colours:"), self._theme)
        form.addRow(self.tr("Read &states every:"), self._states)
        form.addRow(self.tr("Read ser&vices every:"), self._services)
        form.addRow(self.tr("Read &everything every:"), self._inventory)
        form.addRow(self._read_only)
        layout = QVBoxLayout(self)
        at_least(layout, 440)
        layout.setSpacing(10)
        layout.addLayout(form)
        note = self.tr("A host that answers slowly is read less often by itself.")
        layout.addWidget(plain_label(note, name="paceNote", role="muted", wraps=True))
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        box.setObjectName("preferencesButtons")
        box.rejected.connect(self.reject)
        layout.addWidget(box)

    def _listen(self) -> None:
        for choice in (self._language, self._theme):
            choice.currentIndexChanged.connect(self._tell)
        for pace in (self._states, self._services, self._inventory):
            pace.valueChanged.connect(self._tell)
        self._read_only.toggled.connect(self._tell)

    def _tell(self) -> None:
        self.changed.emit(self.preferences)
