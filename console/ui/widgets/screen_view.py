"""Shows the picture of one VM's screen, or why there is none.

The widget never fetches; it says when it can be seen and is told what to show. A picture stays
while a newer one cannot be read: it is dimmed then, and the reason stands below it.
"""

from typing import Final

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QHideEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from console.model.screen import Screen
from console.model.vm import VmState
from console.ui.models.look import Look
from console.ui.sentences.screen import no_screen, picture_age, reading, size_told, spoken
from console.ui.widgets.screen_paint import USUAL, draw_image, image_of, place_in, size_to_ask

_DIMMED: Final = 0.45
_ICON: Final = 24
_MARGIN: Final = 6


class ScreenCanvas(QWidget):
    """What a ``ScreenView`` draws, how large, and what the user does with it.

    Args:
        look: Icons and colours.
        parent: The owner in Qt's sense.
    """

    activated = Signal()
    """Double click, or Enter: open a session."""
    visibility_changed = Signal(bool)
    """Whether the widget can be seen."""
    resized = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._name = ""
        self._image: QImage | None = None
        self._resolution: tuple[int, int] | None = None
        self._age = ""
        self._message = ""
        self._icon = "vm"
        self.setObjectName("screenView")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMinimumSize(160, 120)

    # -- what is shown

    @property
    def image(self) -> QImage | None:
        """The picture that is shown."""
        return self._image

    @property
    def says(self) -> str:
        """What stands in place of the picture or below it."""
        if self._message:
            return self._message
        size = size_told(self._resolution)
        age = picture_age(self._age)
        return f"{size} · {age}" if size else age

    # -- what the presenter asks

    @property
    def can_be_seen(self) -> bool:
        """Whether any of it is on the screen of this computer now."""
        if not self.isVisible() or self.window().isMinimized():
            return False
        return not self.visibleRegion().isEmpty()

    def wanted_size(self) -> QSize:
        """Return the size in pixels to ask the host for."""
        room = self._picture_room().size()
        return size_to_ask(room, self.devicePixelRatioF(), self._resolution)

    def refresh_look(self) -> None:
        """Take colours of the scheme of now."""
        self.update()

    def retranslate(self) -> None:
        """Take the texts of the language of now; messages are said anew by the presenter."""
        self._tell()

    # -- Qt

    def sizeHint(self) -> QSize:
        """Return the size that a quiet host gives without trouble."""
        return QSize(320, 240 + self._caption_height())

    def heightForWidth(self, width: int) -> int:
        """Return the height that a screen of the guest's shape takes."""
        across, down = self._resolution or USUAL
        return min(180, round(width * down / across)) + self._caption_height()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the picture, and the line below it."""
        del event
        painter = QPainter(self)
        room = self._picture_room()
        place = place_in(room, QSize(*(self._resolution or USUAL)))
        if self._image is None:
            painter.fillRect(place, self._look.colour("panel"))
            self._draw_message(painter, place)
        else:
            painter.fillRect(place, QColor("black"))
            opacity = _DIMMED if self._message else 1.0
            draw_image(painter, place, self._image, place.size(), opacity)
        painter.setPen(QPen(self._look.colour("accent" if self.hasFocus() else "line"), 1))
        painter.drawRect(place.adjusted(0, 0, -1, -1))
        if self._image is not None:
            self._draw_caption(painter)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell that another size is wanted."""
        super().resizeEvent(event)
        self.resized.emit()

    def showEvent(self, event: QShowEvent) -> None:
        """Tell that the widget can be seen."""
        super().showEvent(event)
        self.visibility_changed.emit(True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Tell that the widget cannot be seen."""
        super().hideEvent(event)
        self.visibility_changed.emit(False)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Ask for a session."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.activated.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ask for a session with Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.activated.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the font."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self.updateGeometry()

    # -- parts

    def _say(self, message: str, icon: str) -> None:
        if message and (message, icon) == (self._message, self._icon):
            return
        self._message, self._icon = message, icon
        self._tell()

    def _tell(self) -> None:
        """Have everything drawn and spoken anew."""
        self.setAccessibleName(spoken(self._name, self.says))
        self.setToolTip("" if self._image is None else self.says)
        self.updateGeometry()
        self.update()

    def _caption_height(self) -> int:
        return self.fontMetrics().height() + _MARGIN

    def _picture_room(self) -> QRect:
        return self.rect().adjusted(0, 0, 0, -self._caption_height())

    def _draw_caption(self, painter: QPainter) -> None:
        room = self.rect()
        room.setTop(room.bottom() - self._caption_height() + 1)
        painter.setPen(self._look.colour("warn" if self._message else "muted"))
        says = self.fontMetrics().elidedText(self.says, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, says)

    def _draw_message(self, painter: QPainter, place: QRect) -> None:
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        room = place.adjusted(_MARGIN * 2, 0, -_MARGIN * 2, 0)
        text = self.fontMetrics().boundingRect(room, int(flags), self._message)
        height = _ICON + _MARGIN + text.height()
        top = place.top() + max(0, (place.height() - height) // 2)
        icon = QRect(place.center().x() - _ICON // 2, top, _ICON, _ICON)
        self._look.icon(self._icon or "vm").paint(painter, icon)
        painter.setPen(self._look.colour("muted"))
        room.setTop(icon.bottom() + _MARGIN)
        painter.drawText(
            room, int(Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap), self._message
        )


class ScreenView(ScreenCanvas):
    """One screen.

    Args:
        look: Icons and colours.
        parent: The owner in Qt's sense.
    """

    def show_vm(self, name: str) -> None:
        """Turn to another VM: its picture is on its way."""
        self._name = name
        self._image = self._resolution = None
        self._message = ""
        self.show_reading()

    def show_reading(self) -> None:
        """Say that the first picture is being read."""
        self._say(reading(), "waiting")

    def show_off(self, state: VmState) -> None:
        """Say that the VM has no screen in this state; the last picture is gone."""
        if self._image is not None:
            self._image = None
            self.update()
        icon = {VmState.SAVED: "vm-saved", VmState.OFF: "vm-off"}.get(state, "vm-changing")
        self._say(no_screen(state), icon)

    def show_picture(self, screen: Screen, age: str) -> None:
        """Show a picture and how old it is, in words."""
        self._image = image_of(screen)
        self._age = age
        self._say("", "")

    def show_picture_age(self, age: str) -> None:
        """Say that the picture is good, and how old it is now, in words."""
        if age != self._age or self._message:
            self._age = age
            self._say("", "")

    def show_resolution(self, resolution: tuple[int, int] | None) -> None:
        """Give the picture the shape of the guest's screen."""
        if resolution != self._resolution:
            self._resolution = resolution
            self._tell()

    def show_problem(self, cause: str) -> None:
        """Say why there is no newer picture."""
        self._say(cause, "warn")
