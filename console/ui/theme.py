"""Colours, icons and the small style sheet, following the system or the user's preference.

Icons are line drawings in ``currentColor``; they are read from plain files, tinted with the colour
of their role and rendered when a name is first asked for. A change of scheme drops them all.
"""

import math
from pathlib import Path
from typing import Final

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from console.ui.colours import DARK_SCHEME, LIGHT_SCHEME, ColourRole, Scheme
from console.ui.resources import register

SIZE: Final = 16
"""The logical size of icons in lists, menus and tool bars."""

_TINTS: Final[dict[str, ColourRole]] = {
    "vm-running": "ok",
    "vm-off": "muted",
    "vm-saved": "accent",
    "vm-paused": "warn",
    "vm-changing": "accent",
    "vm-unknown": "muted",
    "host-offline": "muted",
    "host-error": "error",
    "host-connecting": "accent",
    "folder": "muted",
    "all-hosts": "muted",
    "ok": "ok",
    "warn": "warn",
    "error": "error",
    "info": "accent",
    "off": "muted",
    "waiting": "accent",
    "start": "ok",
    "resume": "ok",
    "turn-off": "error",
    "reset": "warn",
}


class Theme(QObject):
    """The look of the program.

    Args:
        preference: ``"system"``, ``"light"`` or ``"dark"``.
        parent: The owner in Qt's sense.
        root: Folder of the resources, for tests.
    """

    changed = Signal()

    def __init__(
        self,
        preference: str = "system",
        parent: QObject | None = None,
        *,
        root: Path | None = None,
    ) -> None:
        super().__init__(parent)
        self._root = root or register()
        self._preference = preference
        self._icons: dict[tuple[str, ColourRole | None, int], QIcon] = {}
        self._scheme = self._wanted_scheme()
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._follow)

    @property
    def preference(self) -> str:
        """What the user asked for."""
        return self._preference

    @property
    def is_dark(self) -> bool:
        """Whether the dark scheme is in use."""
        return self._scheme.is_dark

    @property
    def scheme(self) -> Scheme:
        """The scheme in use."""
        return self._scheme

    def set_preference(self, preference: str) -> None:
        """Choose ``"system"``, ``"light"`` or ``"dark"``; takes effect at once."""
        self._preference = preference
        self._follow()

    def colour(self, role: ColourRole) -> QColor:
        """Return the colour of a role in the scheme in use."""
        return self._scheme.colour(role)

    def icon(self, name: str, tint: ColourRole | None = None, size: int = SIZE) -> QIcon:
        """Return an icon by the name of its file.

        Args:
            name: The file's name without its ending.
            tint: Its colour; by default the one of its meaning.
            size: The logical size it is drawn for; others are scaled by Qt. One size costs a
                millisecond at the start of the program, so only one is rendered.

        Raises:
            FileNotFoundError: There is no such icon.
        """
        key = (name, tint, size)
        icon = self._icons.get(key)
        if icon is None:
            icon = self._render(name, tint or _TINTS.get(name, "text"), size)
            self._icons[key] = icon
        return icon

    def stylesheet(self) -> str:
        """Return the style sheet of the window with the scheme's colours filled in."""
        names = ["console.qss", *(["fusion.qss"] if _is_fusion() else [])]
        sheets = [(self._root / "theme" / name).read_text(encoding="utf-8") for name in names]
        text = "\n".join(sheets)
        size = QGuiApplication.font().pointSizeF()
        text = text.replace("@title", f"{max(size, 8) * 1.25:.1f}pt")
        for role in sorted(self._scheme.colours, key=len, reverse=True):
            text = text.replace(f"@{role}", self._scheme.colours[role])
        return text

    def apply_to(self, app: QApplication) -> None:
        """Give the application our palette, where its style takes one.

        Windows 11 and macOS draw with colours of their own, so only the scheme is set there.
        """
        wanted = {
            "light": Qt.ColorScheme.Light,
            "dark": Qt.ColorScheme.Dark,
        }.get(self._preference, Qt.ColorScheme.Unknown)
        app.styleHints().setColorScheme(wanted)
        if _is_fusion():
            app.setPalette(self._scheme.palette())

    def _wanted_scheme(self) -> Scheme:
        if self._preference == "dark":
            return DARK_SCHEME
        if self._preference == "light":
            return LIGHT_SCHEME
        system = QGuiApplication.styleHints().colorScheme()
        return DARK_SCHEME if system is Qt.ColorScheme.Dark else LIGHT_SCHEME

    def _follow(self) -> None:
        scheme = self._wanted_scheme()
        if scheme is self._scheme:
            return
        self._scheme = scheme
        self._icons.clear()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            self.apply_to(app)
        self.changed.emit()

    def _render(self, name: str, role: ColourRole, size: int) -> QIcon:
        svg = (self._root / "icons" / f"{name}.svg").read_text(encoding="utf-8")
        icon = QIcon()
        modes: tuple[tuple[QIcon.Mode, QColor], ...] = (
            (QIcon.Mode.Normal, self.colour(role)),
            (QIcon.Mode.Disabled, _faded(self.colour("muted"))),
            (QIcon.Mode.Selected, self.colour("selection-text")),
        )
        for mode, colour in modes:
            tinted = svg.replace("currentColor", colour.name())
            opacity = colour.alphaF()
            renderer = QSvgRenderer(QByteArray(tinted.encode()))
            for ratio in _ratios():
                icon.addPixmap(_pixmap(renderer, size, ratio, opacity), mode)
        return icon


def _ratios() -> tuple[float, ...]:
    """Return the pixel ratios worth rendering for: a second one costs as much as the first."""
    highest = max((screen.devicePixelRatio() for screen in QGuiApplication.screens()), default=1.0)
    return (1.0,) if highest <= 1.0 else (1.0, float(math.ceil(highest)))


def _faded(colour: QColor) -> QColor:
    colour.setAlphaF(0.45)
    return colour


def _pixmap(renderer: QSvgRenderer, size: int, ratio: float, opacity: float) -> QPixmap:
    pixmap = QPixmap(QSize(size, size) * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setOpacity(opacity)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return pixmap


def _is_fusion() -> bool:
    """Whether the style is Qt's own, which takes palettes; its name is also there under a sheet."""
    return QApplication.style().name().lower() == "fusion"
