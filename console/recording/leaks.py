"""The last look at a recording: is anything of the host still in it?

This does not trust what was replaced and how. It takes every value that was replaced, and what the
user gave, apart into words, addresses and identifiers, and looks for each in the finished text.
Words that are in everybody's recordings (names of classes, of properties, of our own substitutes)
cannot tell, so they do not count.
"""

import html
import ipaddress
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, Final, cast

from console.model.errors import ConsoleError
from console.recording import vocabulary
from console.recording.disguise import words_of, words_of_query
from console.recording.substitutes import BARE_MAC, GUID, MAC, SID, is_everybodys

MIN_WORD: Final = 4
"""Shorter words occur by chance."""
MIN_DIGITS: Final = 8

_PARTS: Final = re.compile(r"[^\W\d]+|\d+")
_TAG: Final = re.compile(r"</?([\w.:-]+)((?:\s+[\w:.-]+=\"[^\"]*\")*)")
_FILTER: Final = re.compile(r"<w:Filter [^>]*>([^<]*)<")
_ATTRIBUTE: Final = re.compile(r"([\w:.-]+)=\"([^\"]*)\"")
_IPV4: Final = re.compile(r"(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?!\d)", re.ASCII)
_IPV6: Final = re.compile(r"[0-9A-Fa-f:]++", re.ASCII)
_ENUMERATED: Final = re.compile(r"[A-Z][A-Za-z]+\.[A-Z][A-Z0-9_]*\Z")
_OUR_TEXTS: Final = frozenset({"step", "is", "why", "method"})
_OWN: Final = frozenset({"name", "host", "example", "abcd", "wsman", "fe80", "5efe", "2001", "db8"})
_CONSTANTS: Final = frozenset(
    word
    for words in (
        *(vocabulary.SUBCODES, vocabulary.ID_PARTS, vocabulary.PRODUCTS, vocabulary.SENTENCES),
        *(vocabulary.STATES, vocabulary.ITEMS, vocabulary.KNOWN_GUIDS, _OWN),
    )
    for text in words
    for word in words_of(text)
)


class RecordingUnsafe(ConsoleError):
    """Something of the host would have been in the recording; it was not written.

    Attributes:
        found: What; for the eyes of whoever recorded, never for a log.
        words: The words by which it was recognised.
    """

    def __init__(self, found: tuple[str, ...], words: frozenset[str] = frozenset()) -> None:
        super().__init__(f"{len(found)} values of the host are still in the recording")
        self.found = found
        self.words = words


def check(text: str, originals: Iterable[str]) -> None:
    """Look for originals in the text of a recording.

    Raises:
        RecordingUnsafe: There are some.
    """
    found = leaks(text, originals)
    if found:
        words = frozenset[str]().union(*found.values())
        raise RecordingUnsafe(tuple(sorted(found)), words)


def leaks(text: str, originals: Iterable[str]) -> dict[str, set[str]]:
    """Return the originals that can be recognised in the text of a recording, by which words."""
    lines = [json.loads(line) for line in text.splitlines()]
    values = tuple(_values(lines))
    words = {word for value in values for word in words_of(value)}
    common = _CONSTANTS | _schema_words(values) | _our_words(lines)
    guids = {guid.upper() for value in values for guid in GUID.findall(value)}
    addresses = {address for value in values for address in _addresses(value)}
    found: dict[str, set[str]] = {}
    for original in originals:
        if GUID.fullmatch(original):
            is_there = original.upper() in guids
            by: set[str] = set()
        elif (address := _normal(original)) is not None:
            is_there = address in addresses and not is_everybodys(address)
            by = set()
        else:
            by = _distinctive(original, common) & words
            is_there = bool(by)
        if is_there:
            found[original] = by
    return found


def _values(lines: list[Any]) -> Iterator[str]:
    """Yield every text in the lines: as it is, and with one and two layers of XML taken off."""
    for value in _strings(lines):
        yield value
        once = html.unescape(value)
        if once != value:
            yield once
            yield html.unescape(once)


def _strings(found: object) -> Iterator[str]:
    if isinstance(found, str):
        yield found
    elif isinstance(found, list):
        for inner in cast("list[Any]", found):
            yield from _strings(inner)
    elif isinstance(found, dict):
        for inner in cast("dict[str, Any]", found).values():
            yield from _strings(inner)
    elif isinstance(found, int) and not isinstance(found, bool):
        yield str(found)


def _our_words(found: object) -> set[str]:
    """Return the words of our own fields, classes and enumerations among the results."""
    words: set[str] = set()
    if isinstance(found, list):
        for inner in cast("list[Any]", found):
            words |= _our_words(inner)
    elif isinstance(found, dict):
        for name, inner in cast("dict[str, Any]", found).items():
            words.update(words_of(name))
            words |= _our_words(inner)
            if name in _OUR_TEXTS and isinstance(inner, str):
                words.update(words_of(inner))
    elif isinstance(found, str) and _ENUMERATED.match(found):
        words.update(words_of(found))
    return words


def _schema_words(values: Iterable[str]) -> set[str]:
    """Return the words of tags, attributes, namespaces, columns: they are the protocol's own."""
    words: set[str] = set()
    for value in values:
        for query in _FILTER.findall(value):
            words.update(words_of_query(html.unescape(query)))
        for tag, attributes in _TAG.findall(value):
            words.update(words_of(tag))
            for name, content in _ATTRIBUTE.findall(attributes):
                words.update(words_of(name))
                if name.startswith("xmlns") or name in {"NAME", "CLASSNAME", "TYPE"}:
                    words.update(words_of(content))
    return words


def _addresses(text: str) -> Iterator[str]:
    candidates = _IPV4.findall(text)
    if ":" in text:
        candidates += [run for run in _IPV6.findall(text) if run.count(":") > 1]
    for candidate in candidates:
        address = _normal(candidate)
        if address is not None:
            yield address


def _normal(text: str) -> str | None:
    try:
        return str(ipaddress.ip_address(text))
    except ValueError:
        return None


def _distinctive(original: str, common: Iterable[str]) -> set[str]:
    """Return the words of a value that can be recognised."""
    if MAC.match(original) or BARE_MAC.match(original):
        return {re.sub("[:-]", "", original).casefold()}
    if SID.match(original):
        return {part for part in original.split("-") if len(part) >= MIN_DIGITS}
    found = words_of(original)
    return {
        word
        for word in found
        if word not in common
        and len(word) >= (MIN_DIGITS if word.isdigit() else MIN_WORD)
        and not _is_product(word)
    }


def _is_product(word: str) -> bool:
    """Whether a word is made of constants, as ``amd64`` and ``el9`` are."""
    return all(
        part in vocabulary.PRODUCTS or (part.isdigit() and len(part) < MIN_DIGITS)
        for part in _PARTS.findall(word)
    )
