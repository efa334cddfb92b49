"""How each adapter is configured inside the guest, with a button that changes it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from console.model.network import GuestNetwork
from console.ui import texts
from console.ui.dialogs.parts import plain_label, set_text
from console.ui.panels.fact_grid import FactGrid
from console.ui.panels.guest_link import link_button
from console.ui.sentences.guest_network import NETWORK_FACTS, adapter_name, fact_titles, fact_values


class AdapterCard(QFrame):
    """One adapter.

    Args:
        place: Which one; begins with 0.
        parent: The owner in Qt's sense.
    """

    change_requested = Signal(object)
    """The ``GuestNetwork`` as it is shown."""

    def __init__(self, place: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._network: GuestNetwork | None = None
        self._place = place
        self.setObjectName(f"adapter{place}")
        self.setProperty("role", "card")
        self._name = plain_label(name=f"adapterName{place}", role="heading", wraps=True)
        self._facts = FactGrid(NETWORK_FACTS, self)
        self._facts.setObjectName(f"adapterFacts{place}")
        self.change = link_button(f"adapterChange{place}", self._ask, self)
        head = QHBoxLayout()
        head.addWidget(self._name, 1)
        head.addWidget(self.change, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 6, 8, 8)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addWidget(self._facts)

    def show_network(self, network: GuestNetwork | None) -> None:
        """Show an adapter; hidden for none."""
        self._network = network
        self.setVisible(network is not None)
        if network is None:
            return
        name = adapter_name(network, self._place)
        set_text(self._name, name)
        self.setAccessibleName(name)
        self._facts.set_titles(fact_titles())
        self._facts.show_facts(fact_values(network))
        self.change.setText(self.tr("Change…"))
        self.change.setAccessibleName(texts.fill(self.tr("Change the network of %1"), name))

    def _ask(self) -> None:
        if self._network is not None:
            self.change_requested.emit(self._network)


class NetworkPanel(QWidget):
    """Shows the adapters."""

    change_requested = Signal(object)
    """The ``GuestNetwork`` that is to be changed, as it is now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._networks: tuple[GuestNetwork, ...] | None = None
        self._can_change = True
        self._why_not = ""
        self._cards: list[AdapterCard] = []
        self.setObjectName("networkPanel")
        self._none = plain_label(name="networkNone", role="muted", wraps=True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._column.addWidget(self._none)
        self.retranslate()

    def show_networks(self, networks: tuple[GuestNetwork, ...] | None) -> None:
        """Show adapters; ``None`` while they have not been read."""
        if networks == self._networks:
            return
        self._networks = networks
        self._show()

    def set_can_change(self, can: bool, why_not: str = "") -> None:
        """Say whether anything may be changed on the host now, and why not."""
        self._can_change = can
        self._why_not = why_not
        for card in self._cards:
            card.change.setEnabled(can)
            card.change.setToolTip(texts.as_tooltip(why_not))

    def retranslate(self) -> None:
        """Take the texts of the language of now."""
        set_text(self._none, self.tr("The guest tells no configuration of its adapters."))
        self._show()

    def _show(self) -> None:
        networks = self._networks or ()
        while len(self._cards) < len(networks):
            card = AdapterCard(len(self._cards), self)
            card.change_requested.connect(self.change_requested)
            self._column.addWidget(card)
            self._cards.append(card)
        for place, card in enumerate(self._cards):
            card.show_network(networks[place] if place < len(networks) else None)
        self._none.setVisible(self._networks == ())
        self.set_can_change(self._can_change, self._why_not)
