"""Asks for an adapter's configuration inside a guest, and shows what would change before it does.

Two pages: the fields, where every sentence stands at the field that it is about; then what is and
what would be, side by side, only where they differ. A guest can be lost by its own address, so
there is a warning unless DNS servers are all that changes.
"""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from console.fleet.operation import NetworkChange
from console.model.network import GuestNetwork
from console.ui import texts
from console.ui.dialogs.network_form import NetworkForm, checked, settled
from console.ui.dialogs.parts import at_least, icon_label, plain_label, set_text, show_icon
from console.ui.sentences.guest_network import (
    NETWORK_FACTS,
    adapter_name,
    fact_titles,
    fact_values,
    values_to_come,
)
from console.ui.theme import Theme


class NetworkEntryDialog(QDialog):
    """Accepted when the configuration is to be changed.

    Args:
        theme: Icons.
        vm_name: The VM.
        network: The configuration as it is.
        place: Which adapter it is, from 0, for one without a name.
        parent: The owner in Qt's sense.
    """

    def __init__(
        self,
        theme: Theme,
        vm_name: str,
        network: GuestNetwork,
        place: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._before = network
        self._after = network
        self.setObjectName("networkEntryDialog")
        self.setWindowTitle(texts.fill(self.tr("Network inside %1"), vm_name))
        self._form = NetworkForm(network, self)
        self._preview = NetworkPreview(theme, self)
        self._same = plain_label(name="networkSame", role="muted", wraps=True)
        self._same.setText(self.tr("Nothing would change."))
        self._pages = QStackedWidget(self)
        self._pages.setObjectName("networkPages")
        self._pages.addWidget(self._scrolled(self._form))
        self._pages.addWidget(self._preview)
        layout = QVBoxLayout(self)
        at_least(layout, 500)
        layout.setSpacing(12)
        name = adapter_name(network, place)
        layout.addWidget(plain_label(name, name="networkTitle", role="title", wraps=True))
        layout.addWidget(self._pages, 1)
        layout.addWidget(self._same)
        layout.addWidget(self._buttons())
        self.resize(540, 400)
        self._form.changed.connect(self._judge)
        self._judge()

    @property
    def change(self) -> NetworkChange:
        """What is to be done."""
        return NetworkChange(self._after, self._before)

    def _scrolled(self, form: QWidget) -> QScrollArea:
        area = QScrollArea(self)
        area.setObjectName("networkScroll")
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(form)
        return area

    def _buttons(self) -> QDialogButtonBox:
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        box.setObjectName("networkButtons")
        self._back = self._button(box, "networkBack", self.tr("Back"))
        self._next = self._button(box, "networkNext", self.tr("Preview…"))
        self._apply = self._button(box, "networkApply", self.tr("Change Network"))
        self._back.clicked.connect(lambda: self._go_to(0))
        self._next.clicked.connect(lambda: self._go_to(1))
        self._apply.clicked.connect(self.accept)
        box.rejected.connect(self.reject)
        self._go_to(0)
        return box

    def _button(self, box: QDialogButtonBox, name: str, text: str) -> QPushButton:
        button = QPushButton(text, box)
        button.setObjectName(name)
        box.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        return button

    def _go_to(self, page: int) -> None:
        self._pages.setCurrentIndex(page)
        is_preview = page == 1
        self._back.setVisible(is_preview)
        self._apply.setVisible(is_preview)
        self._next.setVisible(not is_preview)
        self._next.setDefault(not is_preview)
        if is_preview:
            self._preview.show_change(self._before, self._after)
            self._back.setDefault(True)
            self._back.setFocus()

    def _judge(self) -> None:
        entered = self._form.network
        result = checked(entered)
        if isinstance(result, tuple):
            self._form.show_problem(*result)
            self._next.setEnabled(False)
            self._same.hide()
            return
        self._form.show_problem("", "", "")
        self._after = result
        is_same = checked(self._before) == result
        self._same.setVisible(is_same)
        self._next.setEnabled(not is_same)


class NetworkPreview(QWidget):
    """What is, and what would be, where the two differ."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("networkPreview")
        self._warning = QWidget(self)
        self._warning.setObjectName("previewWarningLine")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(18)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(2, 1)
        heads = (self.tr("Now"), self.tr("Afterwards"))
        for column, text in enumerate(heads, 1):
            head = plain_label(text, name=f"previewHead{column}", role="heading")
            self._grid.addWidget(head, 0, column)
        self._rows = {
            name: self._row(place, name, title, heads)
            for place, (name, title) in enumerate(fact_titles().items(), 1)
        }
        self._fill_warning(theme)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(14)
        layout.addWidget(self._warning)
        layout.addLayout(self._grid)
        layout.addStretch(1)

    def show_change(self, before: GuestNetwork, after: GuestNetwork) -> None:
        """Show what would change, and whether somebody may lose the guest by it."""
        parts = changed_parts(before, after)
        now, then = fact_values(settled(before)), values_to_come(after)
        for name, (title, left, right) in self._rows.items():
            set_text(left, now[name] or "–")
            set_text(right, then[name] or "–")
            for label in (title, left, right):
                label.setVisible(name in parts)
        self._warning.setVisible(bool(parts - {"networkDns"}))

    def _row(
        self, place: int, name: str, title: str, heads: tuple[str, str]
    ) -> tuple[QLabel, QLabel, QLabel]:
        labels = (
            plain_label(title, name=f"{name}Head", role="muted"),
            plain_label(name=f"{name}Now", wraps=True, copyable=True),
            plain_label(name=f"{name}Then", wraps=True, copyable=True),
        )
        for column, label in enumerate(labels):
            self._grid.addWidget(label, place, column, Qt.AlignmentFlag.AlignTop)
        for label, head in zip(labels[1:], heads, strict=True):
            label.setAccessibleDescription(f"{title}, {head}")
        return labels

    def _fill_warning(self, theme: Theme) -> None:
        icon = icon_label("previewIcon", 16, self)
        show_icon(icon, theme.icon("warn"))
        text = self.tr(
            "A running guest takes this over at once. Whoever reaches it by an address that "
            "changes, you too, loses the connection."
        )
        line = QHBoxLayout(self._warning)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(plain_label(text, name="previewWarning", role="warn", wraps=True), 1)


def changed_parts(before: GuestNetwork, after: GuestNetwork) -> frozenset[str]:
    """Return which of ``NETWORK_FACTS`` differ in what they mean, however they are written.

    What a DHCP server may tell again counts as changed: nobody knows it before.
    """
    return frozenset(
        name
        for name, now, then in zip(
            NETWORK_FACTS, _meanings(settled(before)), _meanings(after), strict=True
        )
        if now != then
    )


def _meanings(network: GuestNetwork) -> tuple[object, ...]:
    """Return the parts in the order of ``NETWORK_FACTS``."""
    addresses = (network.addresses, network.subnets)
    return network.dhcp, addresses, network.gateways, network.dns
