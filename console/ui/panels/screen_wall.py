"""A wall of small pictures of many screens; it never fetches, see ``wall_presenter``."""

from PySide6.QtCore import QModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QListView, QVBoxLayout, QWidget

from console.model.identity import VmKey
from console.ui.dialogs.parts import plain_label, set_text
from console.ui.models.look import Look
from console.ui.models.wall_tiles import TILE_ROLE, WallTile, WallTiles
from console.ui.widgets.screen_paint import size_to_ask
from console.ui.widgets.wall_delegate import PICTURE, WallDelegate


class ScreenWall(QWidget):
    """The wall.

    Args:
        look: Icons and colours.
        parent: The owner in Qt's sense.
    """

    activated = Signal(object)
    """Double click or Enter on a tile: the ``VmKey``."""
    selection_changed = Signal(object)
    """The ``VmKey`` of the selected tiles, as a tuple."""
    menu_requested = Signal(object)
    """A context menu is wanted at this global ``QPoint``, for the selected tiles."""
    visibility_changed = Signal(bool)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("screenWall")
        self.tiles = WallTiles()
        self.view = QListView(self)
        self.view.setObjectName("wallView")
        self.view.setModel(self.tiles)
        self.view.setItemDelegate(WallDelegate(look, self.view))
        self.view.setViewMode(QListView.ViewMode.IconMode)
        self.view.setMovement(QListView.Movement.Static)
        self.view.setResizeMode(QListView.ResizeMode.Adjust)
        self.view.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.view.setUniformItemSizes(True)
        self.view.setSpacing(4)
        self.view.setFrameShape(QListView.Shape.NoFrame)
        self.view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._empty = plain_label(name="wallEmpty", role="muted", wraps=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._empty, 1)
        layout.addWidget(self.view, 1)
        self._listen()
        self.retranslate()
        self._show_parts()

    @property
    def can_be_seen(self) -> bool:
        """Whether any of the wall is on the screen of this computer."""
        return self.isVisible() and not self.window().isMinimized()

    @property
    def selected(self) -> tuple[VmKey, ...]:
        """The VMs of the selected tiles, in the wall's order."""
        rows = sorted(index.row() for index in self.view.selectedIndexes())
        return tuple(self.tiles.tiles[row].key for row in rows)

    def visible_keys(self) -> tuple[VmKey, ...]:
        """Return the VMs whose tiles can be seen, even in part."""
        room = self.view.viewport().rect()
        return tuple(
            tile.key
            for place, tile in enumerate(self.tiles.tiles)
            if self._rect(place).intersects(room)
        )

    def size_for(self, tile: WallTile) -> QSize:
        """Return the size in pixels to ask the host for."""
        return size_to_ask(PICTURE, self.devicePixelRatioF(), tile.resolution)

    def refresh_look(self) -> None:
        """Take colours of the scheme of now."""
        self.view.viewport().update()

    def retranslate(self) -> None:
        """Take the texts of the language of now."""
        self.view.setAccessibleName(self.tr("Screens of the virtual machines"))
        set_text(self._empty, self.tr("There is no virtual machine to show."))
        self.view.viewport().update()

    def showEvent(self, event: QShowEvent) -> None:
        """Tell that the wall can be seen."""
        super().showEvent(event)
        self.visibility_changed.emit(True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Tell that the wall cannot be seen."""
        super().hideEvent(event)
        self.visibility_changed.emit(False)

    def _listen(self) -> None:
        self.view.activated.connect(self._activate)
        self.view.selectionModel().selectionChanged.connect(
            lambda: self.selection_changed.emit(self.selected)
        )
        self.view.customContextMenuRequested.connect(self._ask_menu)
        self.tiles.modelReset.connect(self._show_parts)

    def _activate(self, index: QModelIndex) -> None:
        tile = index.data(TILE_ROLE)
        if isinstance(tile, WallTile):
            self.activated.emit(tile.key)

    def _ask_menu(self, at: QPoint) -> None:
        self.menu_requested.emit(self.view.viewport().mapToGlobal(at))

    def _rect(self, place: int) -> QRect:
        return self.view.visualRect(self.tiles.index(place))

    def _show_parts(self) -> None:
        has_tiles = self.tiles.rowCount() > 0
        self.view.setVisible(has_tiles)
        self._empty.setVisible(not has_tiles)
