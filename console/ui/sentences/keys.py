"""Words about keys that are sent to a guest."""

from collections.abc import Sequence
from typing import Final

from console.model.keyboard import KeyboardLayout, KeyCombination, Unreachable
from console.ui.text_context import QT_TRANSLATE_NOOP, Context, fill

Keys = Context("Keys")

_LAYOUTS: Final = {
    KeyboardLayout.US: QT_TRANSLATE_NOOP("Keys", "English (US)"),
    KeyboardLayout.DE: QT_TRANSLATE_NOOP("Keys", "German"),
    KeyboardLayout.FR: QT_TRANSLATE_NOOP("Keys", "French"),
    KeyboardLayout.JP: QT_TRANSLATE_NOOP("Keys", "Japanese"),
    KeyboardLayout.ZH: QT_TRANSLATE_NOOP("Keys", "Chinese"),
}
_COMBINATIONS: Final = {
    KeyCombination.CTRL_ALT_DEL: QT_TRANSLATE_NOOP("Keys", "Ctrl+Alt+Del"),
    KeyCombination.CTRL_SHIFT_ESC: QT_TRANSLATE_NOOP("Keys", "Ctrl+Shift+Esc"),
    KeyCombination.CTRL_ESC: QT_TRANSLATE_NOOP("Keys", "Ctrl+Esc"),
    KeyCombination.ALT_TAB: QT_TRANSLATE_NOOP("Keys", "Alt+Tab"),
    KeyCombination.ALT_F4: QT_TRANSLATE_NOOP("Keys", "Alt+F4"),
    KeyCombination.WIN: QT_TRANSLATE_NOOP("Keys", "Windows key"),
    KeyCombination.WIN_R: QT_TRANSLATE_NOOP("Keys", "Windows key+R"),
    KeyCombination.WIN_L: QT_TRANSLATE_NOOP("Keys", "Windows key+L"),
    KeyCombination.ESC: QT_TRANSLATE_NOOP("Keys", "Esc"),
    KeyCombination.ENTER: QT_TRANSLATE_NOOP("Keys", "Enter"),
    KeyCombination.TAB: QT_TRANSLATE_NOOP("Keys", "Tab"),
    KeyCombination.BACKSPACE: QT_TRANSLATE_NOOP("Keys", "Backspace"),
    KeyCombination.DELETE: QT_TRANSLATE_NOOP("Keys", "Delete"),
    KeyCombination.PRINT: QT_TRANSLATE_NOOP("Keys", "Print Screen"),
    KeyCombination.ALT_PRINT: QT_TRANSLATE_NOOP("Keys", "Alt+Print Screen"),
}
_NAMED: Final = 8


def layout_name(layout: KeyboardLayout) -> str:
    """Return the name of a keyboard layout."""
    return Keys.marked(_LAYOUTS[layout])


def combination_name(combination: KeyCombination) -> str:
    """Return what is printed on the keys; function keys are called alike everywhere."""
    marked = _COMBINATIONS.get(combination)
    return combination.value.upper() if marked is None else Keys.marked(marked)


def unreachable_text(unreachable: Sequence[Unreachable], layout: KeyboardLayout) -> str:
    """Name the characters that a layout cannot type; empty when it can type all."""
    kinds = list(dict.fromkeys(each.character for each in unreachable))
    if not kinds:
        return ""
    named = " ".join(_visible(character) for character in kinds[:_NAMED])
    if len(kinds) > _NAMED:
        named += " …"
    return fill(Keys.tr("The layout %1 cannot type: %2"), layout_name(layout), named)


def hidden_text(unreachable: Sequence[Unreachable]) -> str:
    """Tell where characters are that cannot be typed, without showing them: text is hidden."""
    if not unreachable:
        return ""
    places = ", ".join(str(each.index + 1) for each in unreachable[:_NAMED])
    if len(unreachable) > _NAMED:
        places += ", …"
    return fill(Keys.tr("The layout cannot type the characters at: %1"), places)


def _visible(character: str) -> str:
    """Return a character, or its number where nothing would be seen of it."""
    return character if character.isprintable() else f"U+{ord(character):04X}"
