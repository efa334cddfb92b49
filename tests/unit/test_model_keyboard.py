"""Text as scancodes, read back by tables of keycaps that were written down independently."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.model.keyboard import (
    KeyboardLayout,
    KeyCombination,
    Keystrokes,
    Unreachable,
    scancodes_for,
)

# One key a word: what its cap shows alone, with Shift, with AltGr ("·" for nothing); rows as they
# lie on the desk, each with the scancode of its first key.
CAPS = {
    KeyboardLayout.US: {
        0x29: "`~",
        0x02: "1! 2@ 3# 4$ 5% 6^ 7& 8* 9( 0) -_ =+",
        0x10: "qQ wW eE rR tT yY uU iI oO pP [{ ]}",
        0x1E: "aA sS dD fF gG hH jJ kK lL ;: '\"",
        0x2B: "\\|",
        0x2C: "zZ xX cC vV bB nN mM ,< .> /?",
    },
    KeyboardLayout.DE: {
        0x29: "^°",
        0x02: '1! 2"² 3§³ 4$ 5% 6& 7/{ 8([ 9)] 0=} ß?\\ ´`',
        0x10: "qQ@ wW eE€ rR tT zZ uU iI oO pP üÜ +*~",
        0x1E: "aA sS dD fF gG hH jJ kK lL öÖ äÄ",
        0x2B: "#'",
        0x56: "<>|",
        0x2C: "yY xX cC vV bB nN mMµ ,; .: -_",
    },
    KeyboardLayout.FR: {
        0x29: "²",
        0x02: "&1 é2~ \"3# '4{ (5[ -6| è7` _8\\ ç9^ à0@ )°] =+}",
        0x10: "aA zZ eE€ rR tT yY uU iI oO pP ^¨ $£¤",
        0x1E: "qQ sS dD fF gG hH jJ kK lL mM ù%",
        0x2B: "*µ",
        0x56: "<>",
        0x2C: "wW xX cC vV bB nN ,? ;. :/ !§",
    },
    KeyboardLayout.JP: {
        0x02: "1! 2\" 3# 4$ 5% 6& 7' 8( 9) 0 -= ^~",
        0x10: "qQ wW eE rR tT yY uU iI oO pP @` [{",
        0x1E: "aA sS dD fF gG hH jJ kK lL ;+ :*",
        0x2B: "]}",
        0x2C: "zZ xX cC vV bB nN mM ,< .> /?",
        0x7D: "\\|",
        0x73: "\\_",
    },
}
CAPS[KeyboardLayout.ZH] = CAPS[KeyboardLayout.US]

# Key and level of the dead keys, and the combining mark that each of them is.
MARKS = {"^": "\u0302", "´": "\u0301", "`": "\u0300", "¨": "\u0308", "~": "\u0303"}
DEAD = {
    KeyboardLayout.DE: {(0x29, 0), (0x0D, 0), (0x0D, 1)},
    KeyboardLayout.FR: {(0x1A, 0), (0x1A, 1), (0x03, 2), (0x08, 2)},
}


def caps(layout):
    found = {(0x39, 0): " ", (0x1C, 0): "\n", (0x0F, 0): "\t"}
    for first, row in CAPS[layout].items():
        for place, key in enumerate(row.split(" ")):
            for level, c in enumerate(key):
                found[first + place, level] = c
    return found


class Guest:
    """What a guest with a layout makes of scancodes: its own reading, key by key."""

    def __init__(self, layout):
        self.caps, self.dead = caps(layout), DEAD.get(layout, set())
        self.down, self.text, self.waiting = set(), "", ""

    def take(self, codes):
        is_extended = False
        for code in codes:
            if code == 0xE0:
                is_extended = True
                continue
            key = (is_extended, code & 0x7F)
            is_extended = False
            if code & 0x80:
                assert key in self.down, "a key came up that was not down"
                self.down.remove(key)
            else:
                assert key not in self.down
                if key not in ((False, 0x2A), (True, 0x38)):
                    self.press(key[1])
                self.down.add(key)

    def press(self, code):
        level = 1 if (False, 0x2A) in self.down else 2 if (True, 0x38) in self.down else 0
        c = self.caps[code, level]
        if (code, level) in self.dead:
            assert not self.waiting
            self.waiting = c
        elif self.waiting:
            made = unicodedata.normalize("NFC", c + MARKS[self.waiting])
            self.text += self.waiting if c == " " else made
            assert c == " " or len(made) == 1
            self.waiting = ""
        else:
            self.text += c


@pytest.mark.parametrize("layout", KeyboardLayout)
def test_every_character_on_the_caps_can_be_typed_and_reads_back(layout):
    text = "".join(caps(layout).values())
    typed = scancodes_for(text, layout)
    assert typed.is_complete
    guest = Guest(layout)
    for sequence in typed.sequences:
        guest.take(sequence)
        assert not guest.down, "a key stays down"
        assert not guest.waiting
    assert guest.text == text


@given(st.sampled_from(KeyboardLayout), st.text(max_size=40))
def test_nothing_is_dropped_without_a_word(layout, text):
    text = text.replace("\r", "")
    typed = scancodes_for(text, layout)
    guest = Guest(layout)
    for sequence in typed.sequences:
        guest.take(sequence)
    lost = {each.index: each.character for each in typed.unreachable}
    assert all(text[index] == c for index, c in lost.items())
    assert guest.text == "".join(c for index, c in enumerate(text) if index not in lost)


@pytest.mark.parametrize("layout", [KeyboardLayout.DE, KeyboardLayout.FR])
def test_accents_come_by_dead_keys(layout):
    text = "âêîôûÂÊÎÔÛàèìòùÀÈÌÒÙ"
    text += "áéíóúýÁÉÍÓÚÝ" if layout is KeyboardLayout.DE else "äëïöüÿÄËÏÖÜãñõÃÑÕ"
    guest = Guest(layout)
    for sequence in scancodes_for(text, layout).sequences:
        guest.take(sequence)
    assert guest.text == text


@pytest.mark.parametrize(
    ("layout", "character", "codes"),
    [
        (KeyboardLayout.US, "a", "1e 9e"),
        (KeyboardLayout.US, "@", "2a 03 83 aa"),
        (KeyboardLayout.US, "\\", "2b ab"),
        (KeyboardLayout.DE, "z", "15 95"),
        (KeyboardLayout.DE, "y", "2c ac"),
        (KeyboardLayout.DE, "ß", "0c 8c"),
        (KeyboardLayout.DE, "@", "e0 38 10 90 e0 b8"),
        (KeyboardLayout.DE, "€", "e0 38 12 92 e0 b8"),
        (KeyboardLayout.DE, "\\", "e0 38 0c 8c e0 b8"),
        (KeyboardLayout.DE, "|", "e0 38 56 d6 e0 b8"),
        (KeyboardLayout.DE, "^", "29 a9 39 b9"),
        (KeyboardLayout.DE, "é", "0d 8d 12 92"),
        (KeyboardLayout.FR, "1", "2a 02 82 aa"),
        (KeyboardLayout.FR, "a", "10 90"),
        (KeyboardLayout.FR, "q", "1e 9e"),
        (KeyboardLayout.FR, "z", "11 91"),
        (KeyboardLayout.FR, "w", "2c ac"),
        (KeyboardLayout.FR, "m", "27 a7"),
        (KeyboardLayout.FR, ".", "2a 33 b3 aa"),
        (KeyboardLayout.FR, "^", "e0 38 0a 8a e0 b8"),
        (KeyboardLayout.FR, "ô", "1a 9a 18 98"),
        (KeyboardLayout.FR, "~", "e0 38 03 83 e0 b8 39 b9"),
        (KeyboardLayout.JP, "@", "1a 9a"),
        (KeyboardLayout.JP, "[", "1b 9b"),
        (KeyboardLayout.JP, "]", "2b ab"),
        (KeyboardLayout.JP, ":", "28 a8"),
        (KeyboardLayout.JP, "_", "2a 73 f3 aa"),
        (KeyboardLayout.JP, "\\", "7d fd"),
        (KeyboardLayout.JP, "'", "2a 08 88 aa"),
        (KeyboardLayout.ZH, ":", "2a 27 a7 aa"),
    ],
)
def test_codes_that_were_looked_up_by_hand(layout, character, codes):
    assert scancodes_for(character, layout) == Keystrokes((bytes.fromhex(codes),))


def test_what_a_layout_lacks_is_told_with_its_place():
    typed = scancodes_for("a€b文", KeyboardLayout.US)
    assert typed.unreachable == (Unreachable(1, "€"), Unreachable(3, "文"))
    assert typed.sequences == (b"\x1e\x9e", b"\x30\xb0")
    assert not typed.is_complete


def test_line_ends_are_one_enter():
    enter = b"\x1c\x9c"
    assert scancodes_for("\r\n\n\r", KeyboardLayout.US).sequences == (enter, enter, enter)


def test_who_has_an_input_method():
    needing = {layout for layout in KeyboardLayout if layout.needs_input_method_off}
    assert needing == {KeyboardLayout.JP, KeyboardLayout.ZH}


@pytest.mark.parametrize(
    ("combination", "codes"),
    [
        ("ctrl_alt_del", "1d 38 e0 53 e0 d3 b8 9d"),
        ("alt_tab", "38 0f 8f b8"),
        ("win", "e0 5b e0 db"),
        ("win_r", "e0 5b 13 93 e0 db"),
        ("ctrl_esc", "1d 01 81 9d"),
        ("alt_f4", "38 3e be b8"),
        ("esc", "01 81"),
        ("print", "e0 2a e0 37 e0 b7 e0 aa"),
        ("f1", "3b bb"),
        ("f10", "44 c4"),
        ("f11", "57 d7"),
        ("f12", "58 d8"),
    ],
)
def test_combinations(combination, codes):
    assert KeyCombination(combination).scancodes == bytes.fromhex(codes)


@pytest.mark.parametrize("combination", KeyCombination)
def test_no_combination_leaves_a_key_down(combination):
    down, prefix = set(), 0
    for code in combination.scancodes:
        if code == 0xE0:
            prefix = code
            continue
        key = (prefix, code & 0x7F)
        prefix = 0
        if code & 0x80:
            down.remove(key)
        else:
            down.add(key)
    assert not down
