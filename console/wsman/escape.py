"""Write text into XML so that nothing a guest or a user wrote can break the document.

Characters that XML 1.0 has no way to write (control characters, lone surrogates, noncharacters)
become U+FFFD; they do occur in guest-supplied values. A carriage return is written as a reference,
because a parser turns a raw one into a line feed.
"""

import re

_IN_TEXT = re.compile("[&<>\r\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_IN_ATTRIBUTE = re.compile('[&<>"\t\n\r\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]')
_NAMED = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}
_NUMBERED = "\t\n\r"
_REPLACEMENT = "�"


def _reference(match: re.Match[str]) -> str:
    character = match[0]
    if character in _NUMBERED:
        return f"&#{ord(character)};"
    return _NAMED.get(character, _REPLACEMENT)


def escape_text(text: str) -> str:
    """Return text for between two tags."""
    return _IN_TEXT.sub(_reference, text)


def escape_attribute(text: str) -> str:
    """Return text for between double quotes; line breaks and tabs survive."""
    return _IN_ATTRIBUTE.sub(_reference, text)


_IN_EMBEDDED = re.compile("[&<>\"'\t\r\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def _number(match: re.Match[str]) -> str:
    character = match[0]
    if character in "&<>\"'\t\r":
        return f"&#{ord(character)};"
    return _REPLACEMENT


def escape_numeric(text: str) -> str:
    """Return text with numeric references only, as Hyper-V wants inside embedded instances.

    A real host refused values with ``&amp;`` or ``&lt;`` there, and took ``&#34;``.
    """
    return _IN_EMBEDDED.sub(_number, text)
