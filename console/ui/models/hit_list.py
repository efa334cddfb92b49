"""What a search has found, as a list: a name, and below it where it is and why it was found."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from console.model.host import LinkState
from console.search.index import Hit
from console.ui import texts
from console.ui.models.look import Look
from console.ui.sentences.search import Search, fact

_DISPLAY: Final = int(Qt.ItemDataRole.DisplayRole)
_DECORATION: Final = int(Qt.ItemDataRole.DecorationRole)
_SPOKEN: Final = int(Qt.ItemDataRole.AccessibleTextRole)
_NOWHERE: Final = QModelIndex()


class HitListModel(QAbstractListModel):
    """Shows hits.

    Args:
        look: Icons.
        clock: ``time.monotonic`` or a virtual one, for ages.
        parent: The owner in Qt's sense.
    """

    def __init__(
        self, look: Look, clock: Callable[[], float], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._clock = clock
        self._hits: tuple[Hit, ...] = ()

    @property
    def hits(self) -> tuple[Hit, ...]:
        """What is shown."""
        return self._hits

    def show(self, hits: Sequence[Hit]) -> None:
        """Show other hits."""
        self.beginResetModel()
        self._hits = tuple(hits)
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        """Return how many hits there are."""
        return 0 if parent.isValid() else len(self._hits)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = _DISPLAY) -> object:
        """Return one fact about a hit."""
        if not index.isValid() or index.row() >= len(self._hits):
            return None
        hit = self._hits[index.row()]
        if role == _DISPLAY:
            return f"{hit.name}\n{self._below(hit)}"
        if role == _SPOKEN:
            return f"{hit.name}, {self._below(hit)}"
        if role == _DECORATION:
            return self._look.icon("host" if hit.key is None else "vm")
        return None

    def _below(self, hit: Hit) -> str:
        """Return where it is, why it was found, and how old that is."""
        host = hit.host
        parts = [host.label] if hit.key is not None else [host.address]
        if host.folder:
            parts.append(host.folder)
        if hit.kind is not None:
            parts.append(fact(hit.kind, hit.text))
        if host.link is not LinkState.ONLINE:
            parts.append(texts.link(host.link))
            if host.stale_since is not None:
                age = texts.age(self._clock() - host.stale_since)
                parts.append(texts.fill(Search.tr("last read %1"), age))
        return "  ·  ".join(part for part in parts if part)
