"""Keys of a PC keyboard as scancodes: text by layout, and combinations by name. Pure tables.

A guest gets scancodes of set 1: a key's number when it goes down, the number with its highest bit
set when it comes up, ``E0`` before those of the extended keys. Which character that makes is
decided by the layout that the *guest* has chosen, and nobody tells the host which one that is: so
the layout is for the person to say. Caps Lock must be off in the guest.

Each layout is a table of characters by physical key, for the key alone, with Shift and with AltGr
(Windows' own layouts "US", "German", "French (legacy)" and "Japanese, 106 keys"). Dead keys wait
for another key: with a space they give their own sign, with a letter an accented one.
"""

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


class KeyboardLayout(enum.StrEnum):
    """The layout that the guest is set to; equal to its word in files."""

    US = "us"
    DE = "de"
    FR = "fr"
    JP = "jp"
    """106 keys, with the input method switched off."""
    ZH = "zh"
    """The US layout; the input method must be switched off, for it would take the letters."""

    @property
    def needs_input_method_off(self) -> bool:
        """Whether an input method in the guest would take the keys for itself."""
        return self in (KeyboardLayout.JP, KeyboardLayout.ZH)


@dataclass(frozen=True, slots=True)
class Unreachable:
    """A character that a layout cannot type.

    Attributes:
        index: Its place in the text, from 0.
        character: The character.
    """

    index: int
    character: str


@dataclass(frozen=True, slots=True)
class Keystrokes:
    """A text as keys.

    Attributes:
        sequences: Scancodes, one sequence for each character that can be typed, in order. Between
            two sequences no key is down.
        unreachable: What cannot be typed; nothing of it is in ``sequences``.
    """

    sequences: tuple[bytes, ...]
    unreachable: tuple[Unreachable, ...] = ()

    @property
    def is_complete(self) -> bool:
        """Whether all of the text can be typed."""
        return not self.unreachable


_SHIFT: Final = b"\x2a"
_ALT_GR: Final = b"\xe0\x38"
_SPACE: Final = b"\x39"
_ENTER: Final = b"\x1c"
_NONE: Final = "□"
"""Stands in a table for a key that types nothing."""

_KEYS: Final = bytes((0x29, *range(0x02, 0x0E), *range(0x10, 0x1C), *range(0x1E, 0x29), 0x2B, 0x56))
_BOTTOM: Final = bytes(range(0x2C, 0x36))
_JAPANESE: Final = b"\x7d\x73"
_POSITIONS: Final = _KEYS + _BOTTOM + _JAPANESE
"""Rows from the top, then the two keys that only Japanese keyboards have (¥ and ろ)."""


@dataclass(frozen=True, slots=True)
class _Table:
    """Characters by key, in the order of ``_POSITIONS``; AltGr and dead keys by character."""

    plain: str
    shift: str
    alt_gr: Mapping[str, str]
    dead: Mapping[str, Mapping[str, str]]


def _pairs(letters: str, accented: str) -> Mapping[str, str]:
    return dict(zip(accented, letters, strict=True))


_US: Final = _Table(
    "`1234567890-=" "qwertyuiop[]" "asdfghjkl;'" "\\" "□" "zxcvbnm,./" "□□",
    "~!@#$%^&*()_+" "QWERTYUIOP{}" 'ASDFGHJKL:"' "|" "□" "ZXCVBNM<>?" "□□",
    {},
    {},
)  # fmt: skip
_DE: Final = _Table(
    "^1234567890ß´" "qwertzuiopü+" "asdfghjklöä" "#" "<" "yxcvbnm,.-" "□□",
    '°!"§$%&/()=?`' "QWERTZUIOPÜ*" "ASDFGHJKLÖÄ" "'" ">" "YXCVBNM;:_" "□□",
    {"²": "2", "³": "3", "{": "7", "[": "8", "]": "9", "}": "0", "\\": "ß", "@": "q", "€": "e",
     "~": "+", "|": "<", "µ": "m"},
    {
        "^": _pairs("aeiouAEIOU", "âêîôûÂÊÎÔÛ"),
        "´": _pairs("aeiouyAEIOUY", "áéíóúýÁÉÍÓÚÝ"),
        "`": _pairs("aeiouAEIOU", "àèìòùÀÈÌÒÙ"),
    },
)  # fmt: skip
_FR: Final = _Table(
    "²&é\"'(-è_çà)=" "azertyuiop^$" "qsdfghjklmù" "*" "<" "wxcvbn,;:!" "□□",
    "□1234567890°+" "AZERTYUIOP¨£" "QSDFGHJKLM%" "µ" ">" "WXCVBN?./§" "□□",
    {"~": "é", "#": '"', "{": "'", "[": "(", "|": "-", "`": "è", "\\": "_", "^": "ç", "@": "à",
     "]": ")", "}": "=", "€": "e", "¤": "$"},
    {
        "^": _pairs("aeiouAEIOU", "âêîôûÂÊÎÔÛ"),
        "¨": _pairs("aeiouyAEIOU", "äëïöüÿÄËÏÖÜ"),
        "~": _pairs("anoANO", "ãñõÃÑÕ"),
        "`": _pairs("aeiouAEIOU", "àèìòùÀÈÌÒÙ"),
    },
)  # fmt: skip
_JP: Final = _Table(
    "□1234567890-^" "qwertyuiop@[" "asdfghjkl;:" "]" "□" "zxcvbnm,./" "\\\\",
    "□!\"#$%&'()□=~" "QWERTYUIOP`{" "ASDFGHJKL+*" "}" "□" "ZXCVBNM<>?" "|_",
    {},
    {},
)  # fmt: skip
_TABLES: Final[Mapping[KeyboardLayout, _Table]] = {
    KeyboardLayout.US: _US,
    KeyboardLayout.DE: _DE,
    KeyboardLayout.FR: _FR,
    KeyboardLayout.JP: _JP,
    KeyboardLayout.ZH: _US,
}


def _key(code: bytes) -> bytes:
    """Press a key and let it go."""
    return code + _released(code)


def _released(code: bytes) -> bytes:
    return code[:-1] + bytes((code[-1] | 0x80,))


def _chord(*codes: bytes) -> bytes:
    """Press keys one after the other, and let them go the other way round."""
    return b"".join(codes) + b"".join(_released(code) for code in reversed(codes))


def _typed(table: _Table) -> Mapping[str, bytes]:
    """Return what to send for each character of a layout; the simplest way wins."""
    keys = {c: bytes((p,)) for c, p in _places(table.plain)}
    found = {c: _key(code) for c, code in keys.items()}
    for c, place in _places(table.shift):
        found.setdefault(c, _chord(_SHIFT, bytes((place,))))
    for c, base in table.alt_gr.items():
        chord = _chord(_ALT_GR, keys[base])
        # French has ^ alive with AltGr, and dead on a key of its own.
        if c in table.dead and c in found:
            table_dead = found[c]
            found[c] = chord
            _accents(found, table.dead[c], table_dead)
        else:
            found.setdefault(c, chord)
    for sign, letters in table.dead.items():
        is_alive = sign in table.alt_gr and sign in table.plain + table.shift
        if not is_alive:
            dead = found[sign]
            found[sign] = dead + _key(_SPACE)
            _accents(found, letters, dead)
    return found | {" ": _key(_SPACE), "\n": _key(_ENTER), "\t": _key(b"\x0f")}


def _accents(found: dict[str, bytes], letters: Mapping[str, str], dead: bytes) -> None:
    for accented, letter in letters.items():
        found.setdefault(accented, dead + found[letter])


def _places(row: str) -> tuple[tuple[str, int], ...]:
    pairs = zip(row, _POSITIONS, strict=True)
    found: dict[str, int] = {}
    for c, place in pairs:
        if c != _NONE:
            found.setdefault(c, place)
    return tuple(found.items())


_TYPED: Final[Mapping[KeyboardLayout, Mapping[str, bytes]]] = {
    layout: _typed(table) for layout, table in _TABLES.items()
}


def scancodes_for(text: str, layout: KeyboardLayout) -> Keystrokes:
    """Return the keys that type a text in a guest with this layout.

    A line end, in any of its three forms, is one Enter; a tabulator is the Tab key.
    """
    typed = _TYPED[layout]
    sequences: list[bytes] = []
    unreachable: list[Unreachable] = []
    for index, c in enumerate(text):
        if c == "\n" and text[index - 1 : index] == "\r":
            continue  # the Enter of this line end was typed for the CR
        sequence = typed.get("\n" if c == "\r" else c)
        if sequence is None:
            unreachable.append(Unreachable(index, c))
        else:
            sequences.append(sequence)
    return Keystrokes(tuple(sequences), tuple(unreachable))


_CTRL: Final = b"\x1d"
_ALT: Final = b"\x38"
_WIN: Final = b"\xe0\x5b"
_ESC: Final = b"\x01"


class KeyCombination(enum.Enum):
    """Keys that are not characters, by name; ``scancodes`` is what to send."""

    CTRL_ALT_DEL = "ctrl_alt_del"
    CTRL_SHIFT_ESC = "ctrl_shift_esc"
    CTRL_ESC = "ctrl_esc"
    ALT_TAB = "alt_tab"
    ALT_F4 = "alt_f4"
    WIN = "win"
    WIN_R = "win_r"
    WIN_L = "win_l"
    ESC = "esc"
    ENTER = "enter"
    TAB = "tab"
    BACKSPACE = "backspace"
    DELETE = "delete"
    PRINT = "print"
    ALT_PRINT = "alt_print"
    F1 = "f1"
    F2 = "f2"
    F3 = "f3"
    F4 = "f4"
    F5 = "f5"
    F6 = "f6"
    F7 = "f7"
    F8 = "f8"
    F9 = "f9"
    F10 = "f10"
    F11 = "f11"
    F12 = "f12"

    @property
    def scancodes(self) -> bytes:
        """The keys down, and up again."""
        return _COMBINATIONS[self]


_FUNCTION: Final = bytes((*range(0x3B, 0x45), 0x57, 0x58))
_COMBINATIONS: Final[Mapping[KeyCombination, bytes]] = {
    KeyCombination.CTRL_ALT_DEL: _chord(_CTRL, _ALT, b"\xe0\x53"),
    KeyCombination.CTRL_SHIFT_ESC: _chord(_CTRL, _SHIFT, _ESC),
    KeyCombination.CTRL_ESC: _chord(_CTRL, _ESC),
    KeyCombination.ALT_TAB: _chord(_ALT, b"\x0f"),
    KeyCombination.ALT_F4: _chord(_ALT, b"\x3e"),
    KeyCombination.WIN: _chord(_WIN),
    KeyCombination.WIN_R: _chord(_WIN, b"\x13"),
    KeyCombination.WIN_L: _chord(_WIN, b"\x26"),
    KeyCombination.ESC: _chord(_ESC),
    KeyCombination.ENTER: _chord(_ENTER),
    KeyCombination.TAB: _chord(b"\x0f"),
    KeyCombination.BACKSPACE: _chord(b"\x0e"),
    KeyCombination.DELETE: _chord(b"\xe0\x53"),
    # With the shift that keyboards send around it, which old guests look for.
    KeyCombination.PRINT: _chord(b"\xe0\x2a", b"\xe0\x37"),
    KeyCombination.ALT_PRINT: _chord(_ALT, b"\x54"),  # a key of its own: SysRq
    **{
        KeyCombination(f"f{number}"): _chord(bytes((code,)))
        for number, code in enumerate(_FUNCTION, 1)
    },
}
