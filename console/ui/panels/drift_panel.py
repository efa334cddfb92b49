"""Intent profiles: which are used, what drifts from them, and from which rule."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QHBoxLayout,
    QHeaderView,
    QMenu,
    QPushButton,
    QSplitter,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from console.fleet.drift_report import Drift, DriftReport
from console.settings.profile_book import LoadedProfiles
from console.ui.dialogs.parts import plain_label, set_text
from console.ui.models.drift_rows import STATE_COLUMN, DriftRowsModel
from console.ui.panels.profile_list import ProfileList
from console.ui.theme import Theme

_WIDTHS = (170, 100, 170, 190, 240)


class DriftPanel(QWidget):
    """Shows profiles and drift; it asks, and never changes anything by itself.

    Args:
        theme: Icons and colours.
        parent: The owner in Qt's sense.
    """

    add_requested = Signal()
    example_requested = Signal(str)
    """The file name of an example that is to be copied for the user and added."""
    remove_requested = Signal(object)
    """``Path`` of a profile."""
    reload_requested = Signal()
    watch_requested = Signal(object, bool)
    """``Path`` of a profile, and whether it is to correct by itself."""
    apply_requested = Signal(object)
    """The ``Drift``s that are to be put right."""
    vm_activated = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._report = DriftReport()
        self._loaded = LoadedProfiles()
        self._examples: tuple[str, ...] = ()
        self.setObjectName("driftPanel")
        self.model = DriftRowsModel(theme, self)
        self._profiles = ProfileList(theme, self)
        self._profiles.watch_requested.connect(self.watch_requested)
        self._view = self._make_view()
        self._summary = plain_label(name="driftSummary", role="heading", wraps=True)
        self._hint = plain_label(name="driftHint", role="muted", wraps=True)
        self._rest = QCheckBox(self)
        self._rest.setObjectName("driftRest")
        self._rest.toggled.connect(self._show_rest)
        self._menu = QMenu(self)
        self._menu.setObjectName("exampleMenu")
        self._add = self._button("addProfile", "add", self.add_requested.emit)
        self._example = self._button("addExample", "", None)
        self._example.setMenu(self._menu)
        self._remove = self._button("removeProfile", "remove", self._ask_removal)
        self._reload = self._button("reloadProfiles", "refresh", self.reload_requested.emit)
        self._apply = self._button("applyDrift", "", self._ask_apply)
        self._lay_out()
        self.retranslate()
        self._judge()

    def offer_examples(self, names: Sequence[str]) -> None:
        """Offer the examples that come with the program, by their file names."""
        self._examples = tuple(names)
        self._menu.clear()
        for name in self._examples:
            act = self._menu.addAction(Path(name).stem.replace("-", " ").capitalize())
            act.triggered.connect(lambda _=False, n=name: self.example_requested.emit(n))  # pyright: ignore[reportUnknownLambdaType, reportUnknownArgumentType]
        self._example.setEnabled(bool(names))

    def show_profiles(self, loaded: LoadedProfiles) -> None:
        """Show which profiles are used, and which cannot be."""
        self._loaded = loaded
        self._profiles.show_profiles(self._loaded, self._report)
        self._remove.setEnabled(bool(self._profiles.current_path))
        self._tell()

    def show_report(self, report: DriftReport) -> None:
        """Show what drifts now."""
        if report == self._report:
            return
        self._report = report
        self._keep_selection(lambda: self.model.show_report(report))
        self._profiles.show_profiles(self._loaded, self._report)
        self._remove.setEnabled(bool(self._profiles.current_path))
        self._tell()
        self._judge()

    def focus_rows(self) -> None:
        """Put the keyboard on the rows."""
        self._view.setFocus()

    def refresh_look(self) -> None:
        """Take icons and colours of the scheme of now."""
        for button in (self._add, self._remove, self._reload):
            button.setIcon(self._theme.icon(str(button.property("iconName"))))
        self.model.refresh()

    def retranslate(self) -> None:
        """Take the texts of the language of now."""
        self._profiles.retranslate()
        self._view.setAccessibleName(self.tr("Drift"))
        self._add.setText(self.tr("Add Profile…"))
        self._example.setText(self.tr("Add Example"))
        self._remove.setText(self.tr("Remove"))
        self._reload.setText(self.tr("Read Again"))
        self._rest.setText(self.tr("Also show what could not be judged"))
        self._profiles.show_profiles(self._loaded, self._report)
        self._remove.setEnabled(bool(self._profiles.current_path))
        self._tell()
        self._judge()
        self.model.refresh()

    def _tell(self) -> None:
        report = self._report
        parts = [self.tr("%n services drift", "", len(report.drifts))]
        if report.conflicts:
            parts.append(self.tr("%n conflicts", "", len(report.conflicts)))
        if report.not_judged:
            parts.append(self.tr("%n not judged", "", len(report.not_judged)))
        has_profiles = bool(self._loaded.profiles or self._loaded.problems)
        set_text(self._summary, " · ".join(parts) if has_profiles else self.tr("No profiles yet"))
        set_text(
            self._hint,
            self.tr(
                "A profile says which integration services should be on or off, for which virtual "
                "machines, and why. Nothing is changed unless you apply it, or let a profile "
                "correct by itself."
            ),
        )
        self._hint.setVisible(not has_profiles or not report.drifts)

    def _judge(self) -> None:
        chosen = self._chosen()
        count = len(chosen) if chosen else len(self._report.drifts)
        text = (
            self.tr("Preview %n selected…", "", count)
            if chosen
            else self.tr("Preview all %n…", "", count)
        )
        self._apply.setText(text)
        self._apply.setEnabled(count > 0)

    def _chosen(self) -> tuple[int, ...]:
        rows = {index.row() for index in self._view.selectionModel().selectedRows()}
        return tuple(row for row in sorted(rows) if self.model.drift_at(row) is not None)

    def _ask_apply(self) -> None:
        self.apply_requested.emit(self._chosen_drifts() or self._report.drifts)

    def _chosen_drifts(self) -> tuple[Drift, ...]:
        return tuple(filter(None, (self.model.drift_at(row) for row in self._chosen())))

    def _show_rest(self, wanted: bool) -> None:
        self._keep_selection(lambda: self.model.show_rest(wanted))

    def _keep_selection(self, change: Callable[[], None]) -> None:
        """Let the rows change, and select the same drifts afterwards.

        The fleet is judged all the time: a selection that a new report drops would turn "Preview
        2 selected" into "Preview all" under the mouse.
        """
        chosen = self._chosen_drifts()
        change()
        if not chosen:
            return
        selection = QItemSelection()
        for place in self.model.places_of(chosen):
            index = self.model.index(place, 0)
            selection.select(index, index)
        flags = QItemSelectionModel.SelectionFlag
        self._view.selectionModel().select(selection, flags.ClearAndSelect | flags.Rows)

    def _ask_removal(self) -> None:
        path = self._profiles.current_path
        if path:
            self.remove_requested.emit(Path(path))

    def _make_view(self) -> QTreeView:
        view = QTreeView(self)
        view.setObjectName("driftRows")
        view.setModel(self.model)
        view.setRootIsDecorated(False)
        view.setUniformRowHeights(True)
        view.setAllColumnsShowFocus(True)
        view.setFrameShape(QTreeView.Shape.NoFrame)
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        header = view.header()
        for column, width in enumerate(_WIDTHS):
            header.resizeSection(column, width)
        header.setSectionResizeMode(len(_WIDTHS), QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(60)
        view.setColumnWidth(STATE_COLUMN, _WIDTHS[STATE_COLUMN])
        view.selectionModel().selectionChanged.connect(self._judge)
        self.model.modelReset.connect(self._judge)
        view.doubleClicked.connect(
            lambda index: self.vm_activated.emit(self.model.key_at(index.row()))  # pyright: ignore[reportUnknownLambdaType, reportUnknownMemberType, reportUnknownArgumentType]
        )
        return view

    def _button(self, name: str, icon: str, act: Callable[[], None] | None) -> QPushButton:
        button = QPushButton(self)
        button.setObjectName(name)
        button.setAutoDefault(False)
        if icon:
            button.setProperty("iconName", icon)
            button.setIcon(self._theme.icon(icon))
        if act is not None:
            button.clicked.connect(lambda _=False: act())  # pyright: ignore[reportUnknownLambdaType, reportUnknownArgumentType]
        return button

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(8, 6, 8, 6)
        top.setSpacing(6)
        for button in (self._add, self._example, self._remove, self._reload):
            top.addWidget(button)
        top.addStretch(1)
        bottom = QHBoxLayout()
        bottom.setContentsMargins(8, 5, 8, 5)
        bottom.setSpacing(8)
        bottom.addWidget(self._rest)
        bottom.addStretch(1)
        bottom.addWidget(self._apply)
        told = QVBoxLayout()
        told.setContentsMargins(10, 6, 10, 6)
        told.addWidget(self._summary)
        told.addWidget(self._hint)
        splitter = QSplitter(Qt.Orientation.Vertical, self)
        splitter.setObjectName("driftSplitter")
        splitter.addWidget(self._profiles)
        splitter.addWidget(self._view)
        splitter.setStretchFactor(1, 3)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addLayout(told)
        layout.addWidget(splitter, 1)
        layout.addLayout(bottom)
