"""The two colour schemes as data, and the arithmetic of contrast that the tests hold them to."""

from dataclasses import dataclass
from typing import Final, Literal

from PySide6.QtGui import QColor, QPalette

ColourRole = Literal[
    "ok",
    "warn",
    "error",
    "muted",
    "accent",
    "text",
    "bar",
    "bar-track",
    "row-stale",
    "base",
    "window",
    "panel",
    "card",
    "line",
    "field-edge",
    "notice",
    "error-notice",
    "error-line",
    "selection",
    "selection-text",
]
"""``row-stale`` is the background of rows whose host does not answer; ``text``, ``muted`` and the
four state colours are text colours, readable on every background here; ``bar`` is a mark;
``field-edge`` is around what is typed into."""

TEXT_ROLES: Final[tuple[ColourRole, ...]] = ("text", "muted", "ok", "warn", "error", "accent")
BACKGROUND_ROLES: Final[tuple[ColourRole, ...]] = (
    "base",
    "window",
    "panel",
    "card",
    "notice",
    "error-notice",
    "row-stale",
)

LIGHT: Final[dict[ColourRole, str]] = {
    "ok": "#14692f",
    "warn": "#7d4f00",
    "error": "#a8201a",
    "muted": "#535c68",
    "accent": "#0b5cad",
    "text": "#1b1f24",
    "bar": "#3b82d0",
    "bar-track": "#dfe4ea",
    "row-stale": "#f3f1ea",
    "base": "#ffffff",
    "window": "#f3f5f7",
    "panel": "#fafbfc",
    "card": "#ffffff",
    "line": "#d8dde3",
    "field-edge": "#8a929c",
    "notice": "#eef3f9",
    "error-notice": "#fdf0ef",
    "error-line": "#ecc4c1",
    "selection": "#0b5cad",
    "selection-text": "#ffffff",
}

DARK: Final[dict[ColourRole, str]] = {
    "ok": "#63cb79",
    "warn": "#e3b04b",
    "error": "#ff8f87",
    "muted": "#a3adb9",
    "accent": "#78b7f7",
    "text": "#e6e9ed",
    "bar": "#4c96e0",
    "bar-track": "#343b45",
    "row-stale": "#262420",
    "base": "#171a1f",
    "window": "#1f2329",
    "panel": "#1b1f24",
    "card": "#21262d",
    "line": "#343b44",
    "field-edge": "#6b7682",
    "notice": "#1f2a38",
    "error-notice": "#33211f",
    "error-line": "#5f3a37",
    "selection": "#1f5f9f",
    "selection-text": "#ffffff",
}


@dataclass(frozen=True, slots=True)
class Scheme:
    """One colour scheme."""

    is_dark: bool
    colours: dict[ColourRole, str]

    def colour(self, role: ColourRole) -> QColor:
        """Return one colour."""
        return QColor(self.colours[role])

    def palette(self) -> QPalette:
        """Return the palette for styles that take one (Fusion)."""
        palette = QPalette()
        for part, role in _PALETTE.items():
            palette.setColor(part, self.colour(role))
        for part in (
            QPalette.ColorRole.Text,
            QPalette.ColorRole.WindowText,
            QPalette.ColorRole.ButtonText,
        ):
            palette.setColor(
                QPalette.ColorGroup.Disabled, part, _between(self, "muted", "window", 0.35)
            )
        palette.setColor(QPalette.ColorRole.PlaceholderText, self.colour("muted"))
        palette.setColor(QPalette.ColorRole.AlternateBase, _between(self, "base", "window", 0.45))
        palette.setColor(
            QPalette.ColorRole.Button, QColor("#2a3038" if self.is_dark else "#fbfcfd")
        )
        return palette


_PALETTE: Final[dict[QPalette.ColorRole, ColourRole]] = {
    QPalette.ColorRole.Window: "window",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "base",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "error",
    QPalette.ColorRole.ToolTipBase: "card",
    QPalette.ColorRole.ToolTipText: "text",
    QPalette.ColorRole.Highlight: "selection",
    QPalette.ColorRole.HighlightedText: "selection-text",
    QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.LinkVisited: "accent",
}

LIGHT_SCHEME: Final = Scheme(is_dark=False, colours=LIGHT)
DARK_SCHEME: Final = Scheme(is_dark=True, colours=DARK)


def contrast(one: QColor, other: QColor) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: QColor) -> float:
    def linear(part: float) -> float:
        return float(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4)

    return (
        0.2126 * linear(colour.redF())
        + 0.7152 * linear(colour.greenF())
        + 0.0722 * linear(colour.blueF())
    )


def _between(scheme: Scheme, one: ColourRole, other: ColourRole, share: float) -> QColor:
    a, b = scheme.colour(one), scheme.colour(other)
    return QColor(
        round(a.red() + (b.red() - a.red()) * share),
        round(a.green() + (b.green() - a.green()) * share),
        round(a.blue() + (b.blue() - a.blue()) * share),
    )
