"""The profiles that are used: how much drifts from each, and which correct by themselves."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem, QWidget

from console.fleet.drift_report import DriftReport
from console.model.errors import ProfileInvalid
from console.settings.profile_book import LoadedProfile, LoadedProfiles
from console.ui import texts
from console.ui.models.look import Look

_PATH: Final = int(Qt.ItemDataRole.UserRole)
_WATCH: Final = 2
_WIDTHS: Final = (300, 60, 140)


class ProfileList(QTreeWidget):
    """Lists profiles; those that cannot be used with the reason.

    Args:
        look: Icons.
        parent: The owner in Qt's sense.
    """

    watch_requested = Signal(object, bool)
    """``Path`` of a profile, and whether it is to correct by itself."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setObjectName("profiles")
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setFrameShape(QTreeWidget.Shape.NoFrame)
        self.setColumnCount(len(_WIDTHS) + 1)
        for column, width in enumerate(_WIDTHS):
            self.header().resizeSection(column, width)
        self.itemChanged.connect(self._item_changed)

    @property
    def current_path(self) -> str:
        """The file of the current profile; empty when there is none."""
        item = self.currentItem()
        return str(item.data(0, _PATH)) if item is not None else ""

    def show_profiles(self, loaded: LoadedProfiles, report: DriftReport) -> None:
        """List the profiles anew, the same one current as before."""
        current = self.current_path
        was_blocked = self.blockSignals(True)
        self.clear()
        for each in loaded.profiles:
            self.addTopLevelItem(self._profile_item(each, report))
        for problem in loaded.problems:
            self.addTopLevelItem(self._problem_item(problem))
        for place in range(self.topLevelItemCount()):
            item = self.topLevelItem(place)
            if item is not None and (item.data(0, _PATH) == current or place == 0):
                self.setCurrentItem(item)
        self.blockSignals(was_blocked)

    def retranslate(self) -> None:
        """Take the texts of the language of now."""
        self.setAccessibleName(self.tr("Profiles"))
        self.setHeaderLabels(
            [self.tr("Profile"), self.tr("Drift"), self.tr("Corrects by itself"), self.tr("File")]
        )

    def _profile_item(self, loaded: LoadedProfile, report: DriftReport) -> QTreeWidgetItem:
        profile, path = loaded.profile, loaded.entry.path
        count = sum(
            any(rule.path == profile.path for rule in drift.rules) for drift in report.drifts
        )
        item = QTreeWidgetItem([profile.name, str(count), "", str(path)])
        item.setData(0, _PATH, str(path))
        item.setIcon(0, self._look.icon("warn" if count else "ok"))
        item.setToolTip(0, texts.as_tooltip(profile.why))
        is_on = loaded.entry.watched
        item.setCheckState(_WATCH, Qt.CheckState.Checked if is_on else Qt.CheckState.Unchecked)
        return item

    def _problem_item(self, problem: ProfileInvalid) -> QTreeWidgetItem:
        place = f"{problem.path}:{problem.line}" if problem.line else problem.path
        text = texts.fill(self.tr("Cannot be used: %1"), problem.problem)
        item = QTreeWidgetItem([text, "", "", place])
        item.setData(0, _PATH, problem.path)
        item.setIcon(0, self._look.icon("error"))
        item.setToolTip(0, texts.as_tooltip(str(problem)))
        return item

    def _item_changed(self, item: QTreeWidgetItem, column: int) -> None:
        if column == _WATCH:
            is_on = item.checkState(_WATCH) is Qt.CheckState.Checked
            self.watch_requested.emit(Path(str(item.data(0, _PATH))), is_on)
