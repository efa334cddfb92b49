"""What reading a host costs, below its facts."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.fleet.read_budget import HostCost
from console.fleet.schedule import Tier
from console.ui.dialogs.parts import plain_label, set_text
from console.ui.panels.fact_grid import FactGrid
from console.ui.sentences.budget import Budget, summary, tier_line, tier_name


class ReadingCard(QWidget):
    """Hidden until there is something to tell.

    Args:
        parent: The owner in Qt's sense.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("readingCard")
        self._cost: HostCost | None = None
        self._title = plain_label(name="readingTitle", role="heading")
        self._summary = plain_label(name="readingSummary", wraps=True, copyable=True)
        self._tiers = FactGrid(tuple(f"reading_{tier.value}" for tier in Tier), self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.setSpacing(6)
        for part in (self._title, self._summary, self._tiers):
            layout.addWidget(part)
        self.retranslate()
        self.hide()

    def show_cost(self, cost: HostCost) -> None:
        """Show what a host costs; nothing while it has not been read."""
        self._cost = cost
        set_text(self._summary, summary(cost))
        self._tiers.show_facts(
            {f"reading_{each.tier.value}": tier_line(each) for each in cost.tiers}
        )
        self.setVisible(bool(cost.tiers))

    def retranslate(self) -> None:
        """Take the texts of the language of now."""
        set_text(self._title, Budget.tr("Reading"))
        self._tiers.set_titles({f"reading_{tier.value}": tier_name(tier) for tier in Tier})
        if self._cost is not None:
            self.show_cost(self._cost)
