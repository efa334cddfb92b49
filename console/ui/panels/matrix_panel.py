"""The service matrix with its filters above and what can be done with the selected cells below."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from console.model.identity import VmKey
from console.model.integration import GuestFamily
from console.ui import texts
from console.ui.dialogs.parts import set_text
from console.ui.models.matrix_counts import short_name
from console.ui.models.matrix_filter import MatrixFilter, MatrixShow
from console.ui.models.service_matrix import KINDS, ServiceMatrixModel
from console.ui.text_context import QT_TRANSLATE_NOOP, Context
from console.ui.theme import Theme
from console.ui.widgets.busy_clock import BusyClock
from console.ui.widgets.choice_box import ChoiceBox
from console.ui.widgets.elided_label import ElidedLabel
from console.ui.widgets.filter_box import FilterBox
from console.ui.widgets.matrix_view import MatrixView

MatrixPanelTexts = Context("MatrixPanelTexts")

_SHOWS = {
    MatrixShow.ALL: QT_TRANSLATE_NOOP("MatrixPanelTexts", "All"),
    MatrixShow.NOT_ANSWERING: QT_TRANSLATE_NOOP("MatrixPanelTexts", "Not answering"),
    MatrixShow.OFF: QT_TRANSLATE_NOOP("MatrixPanelTexts", "Off"),
    MatrixShow.OLDER: QT_TRANSLATE_NOOP("MatrixPanelTexts", "Older protocol"),
}
_FAMILIES = {
    GuestFamily.WINDOWS: "Windows",
    GuestFamily.UBUNTU: "Ubuntu",
    GuestFamily.DEBIAN: "Debian",
    GuestFamily.RHEL: "Red Hat, Fedora",
    GuestFamily.SUSE: "SUSE",
    GuestFamily.ALPINE: "Alpine",
    GuestFamily.ARCH: "Arch",
    GuestFamily.FREEBSD: "FreeBSD",
    GuestFamily.OTHER_LINUX: "Linux",
}
"""Proper names, the same in every language."""


class MatrixPanel(QWidget):
    """Places the matrix; it asks, and never switches by itself.

    Args:
        theme: Icons and colours.
        clock: The beat of pending cells.
        parent: The owner in Qt's sense.
    """

    toggle_requested = Signal(object, object, bool)
    """``VmKey``, ``ServiceKind``, and the value that is wanted."""
    bulk_requested = Signal(object, bool)
    """A tuple of (``VmKey``, ``ServiceKind``), and the value that is wanted."""
    vm_selected = Signal(object)
    """``VmKey`` that the keyboard is on."""
    vm_activated = Signal(object)
    tags_changed = Signal(object)
    """The tags that users gave to VMs, by ``VmKey``."""

    def __init__(self, theme: Theme, clock: BusyClock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("matrixPanel")
        self._theme = theme
        self._menu: QMenu | None = None
        self.model = ServiceMatrixModel(theme, self)
        self.view = MatrixView(self.model, theme, clock, self)
        self.filter = FilterBox(theme, self, name="matrixFilter")
        self._show = self._choice("matrixShow")
        self._kind = self._choice("matrixKind")
        self._family = self._choice("matrixFamily")
        self._tag = self._choice("matrixTag")
        self._selected = ElidedLabel("matrixSelected", "muted", self)
        self._on = self._button("matrixOn", lambda: self._bulk(on=True))
        self._off = self._button("matrixOff", lambda: self._bulk(on=False))
        self._column = self._button("matrixColumn", self._select_column)
        self._lay_out()
        self.filter.changed.connect(lambda _: self._apply_filter())  # pyright: ignore[reportUnknownLambdaType, reportUnknownArgumentType]
        self.filter.left.connect(self.view.setFocus)
        self.view.toggle_requested.connect(self.toggle_requested)
        self.view.vm_activated.connect(self.vm_activated)
        self.view.cells_selected.connect(self._judge)
        self.view.cells_selected.connect(self._tell_current)
        self.view.selectionModel().currentRowChanged.connect(self._tell_current)
        self.view.context_menu_requested.connect(self._offer_menu)
        self.model.counts_changed.connect(self.filter.show_counts)
        self.model.offers_changed.connect(self._fill_offers)
        self.retranslate()

    @property
    def wanted(self) -> MatrixFilter:
        """Which VMs are wanted, as it stands in the boxes."""
        return MatrixFilter(
            self.filter.text,
            MatrixShow(self._show.currentData() or MatrixShow.ALL),
            self._kind.currentData(),
            self._family.currentData(),
            str(self._tag.currentData() or ""),
        )

    def want(self, wanted: MatrixFilter) -> None:
        """Fill the boxes; what they do not offer (a tag that nobody has) is not wanted."""
        chosen = (
            (self._show, wanted.show),
            (self._kind, wanted.kind),
            (self._family, wanted.family),
            (self._tag, wanted.tag),
        )
        for box, value in chosen:
            was_blocked = box.blockSignals(True)
            values = [box.itemData(n) for n in range(box.count())]
            box.setCurrentIndex(values.index(value) if value in values else 0)
            box.blockSignals(was_blocked)
        self.filter.type(wanted.text)
        self._apply_filter()

    def set_tags(self, tags: Mapping[VmKey, tuple[str, ...]]) -> None:
        """Take the tags of VMs."""
        self.model.set_tags(tags)
        self._fill_offers()
        self.tags_changed.emit(tags)

    def refresh_look(self) -> None:
        """Take icons and colours of the scheme of now."""
        self.filter.refresh_look()
        self.model.refresh_look()
        self.view.refresh_look()

    def retranslate(self) -> None:
        """Take the texts of the language of now."""
        self.filter.retranslate()
        self.view.setAccessibleName(self.tr("Integration services of all virtual machines"))
        shows = [(MatrixPanelTexts.marked(text), show) for show, text in _SHOWS.items()]
        self._fill(self._show, self.tr("Show"), shows)
        kinds = [(short_name(kind), kind) for kind in KINDS]
        self._fill(
            self._kind, self.tr("Of which service"), [(self.tr("Any service"), None), *kinds]
        )
        self._fill_offers()
        self._on.setText(self.tr("Turn On"))
        self._off.setText(self.tr("Turn Off"))
        self._column.setText(self.tr("Select Column"))
        self.model.retranslate()
        self.view.refresh_look()  # its cells hold words
        self._judge()

    def _bulk(self, *, on: bool) -> None:
        cells = self.view.cells
        if cells:
            self.bulk_requested.emit(cells, on)

    def _select_column(self) -> None:
        kinds = self.view.extent[2]
        if len(kinds) == 1:
            self.view.select_service(*kinds)

    def _judge(self) -> None:
        cells, vms, kinds = self.view.extent
        if cells:
            text = self.tr("%n services selected", "", cells)
            text = texts.fill(self.tr("%1 of %2"), text, self.tr("%n virtual machines", "", vms))
        else:
            text = self.tr("Click a switch, or select cells to switch them together.")
        set_text(self._selected, text)
        for button in (self._on, self._off):
            button.setEnabled(bool(cells))
        self._column.setEnabled(len(kinds) == 1)

    def _tell_current(self) -> None:
        """Tell where the keyboard is, also where it moves without selecting (Ctrl+Down)."""
        key = self.view.current_key
        if key is not None:
            self.vm_selected.emit(key)

    def _offer_menu(self, point: QPoint) -> None:
        if self._menu is not None:
            self._menu.deleteLater()
        self._menu = menu = QMenu(self)
        menu.setObjectName("matrixMenu")
        for button in (self._on, self._off, self._column):
            action = menu.addAction(button.text(), button.click)
            action.setEnabled(button.isEnabled())
        menu.addAction(self.tr("Select Row"), self.view.select_vm)
        menu.popup(point)

    def _apply_filter(self) -> None:
        self.model.set_filter(self.wanted)

    def _fill_offers(self) -> None:
        families, tags = self.model.offers()
        known = [(_FAMILIES[f], f) for f in families if f in _FAMILIES]
        unknown = [(self.tr("Not told"), GuestFamily.UNKNOWN)]
        found = known + (unknown if GuestFamily.UNKNOWN in families else [])
        self._fill(self._family, self.tr("Guest system"), [(self.tr("Any system"), None), *found])
        hashed = [(f"#{tag}", tag) for tag in tags]
        self._fill(self._tag, self.tr("Tag"), [(self.tr("Any tag"), ""), *hashed])
        self._tag.setVisible(bool(hashed))

    def _fill(self, box: QComboBox, name: str, entries: Sequence[tuple[str, object]]) -> None:
        """Offer these, and keep what is chosen where it is still there."""
        before = [(box.itemText(n), box.itemData(n)) for n in range(box.count())]
        box.setAccessibleName(name)
        box.setToolTip(name)
        if before == list(entries):
            return
        chosen = box.currentData()
        was_blocked = box.blockSignals(True)
        box.clear()
        for title, value in entries:
            box.addItem(title, value)
        values = [value for _, value in entries]
        box.setCurrentIndex(values.index(chosen) if chosen in values else 0)
        box.blockSignals(was_blocked)
        if chosen not in values:
            self._apply_filter()

    def _choice(self, name: str) -> QComboBox:
        box = ChoiceBox(name, self)
        box.currentIndexChanged.connect(self._apply_filter)
        return box

    def _button(self, name: str, act: Callable[[], None]) -> QPushButton:
        button = QPushButton(self)
        button.setObjectName(name)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _: act())  # pyright: ignore[reportUnknownLambdaType, reportUnknownArgumentType]
        return button

    def _lay_out(self) -> None:
        filters = QHBoxLayout()
        filters.setContentsMargins(0, 0, 6, 0)
        filters.setSpacing(6)
        filters.addWidget(self.filter, 1)
        for box in (self._show, self._kind, self._family, self._tag):
            filters.addWidget(box)
        below = QHBoxLayout()
        below.setContentsMargins(8, 5, 8, 5)
        below.setSpacing(6)
        below.addWidget(self._selected, 1)
        for button in (self._column, self._on, self._off):
            below.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(filters)
        layout.addWidget(self.view, 1)
        layout.addLayout(below)
