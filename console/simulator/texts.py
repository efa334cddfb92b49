"""Words that a host says in its own language, never in the caller's.

A host of another language is the test that nothing here is ever compared: captions, descriptions,
names of components, texts of states, of jobs and of errors. The German and Chinese words follow
those of Windows where we know them.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from console.simulator.texts_chinese import CHINESE
from console.simulator.texts_english import ENGLISH
from console.simulator.texts_german import GERMAN

LOCALES: Mapping[str, Mapping[str, str]] = {"en-US": ENGLISH, "de-DE": GERMAN, "zh-CN": CHINESE}
"""Languages of Windows that a simulated host can have."""

LANGUAGE_CODES = {"en-US": 0x0409, "de-DE": 0x0407, "zh-CN": 0x0804}
"""Windows' numbers of them (``OSLanguage``)."""

_EDITIONS = (
    (26100, "2025"),
    (25398, "23H2"),
    (20348, "2022"),
    (17763, "2019"),
    (14393, "2016"),
    (0, "2012 R2"),
)


@dataclass(frozen=True, slots=True)
class Texts:
    """The words of one language.

    Attributes:
        locale: Such as ``de-DE``.
        words: By key.
    """

    locale: str
    words: Mapping[str, str]

    def __getitem__(self, key: str) -> str:
        return self.words[key]

    def statuses(self, numbers: tuple[int, ...]) -> tuple[str, ...]:
        """Return ``StatusDescriptions`` for the numbers of a component."""
        found: list[str] = []
        for place, number in enumerate(numbers):
            key = f"status.{number}.second" if place else f"status.{number}"
            found.append(self.words.get(key) or self.words.get(f"status.{number}", str(number)))
        return tuple(found)

    def fill(self, key: str, vm_name: str) -> str:
        """Return a sentence about a VM; whatever its name holds, it stays one piece."""
        return self.words[key].replace("%VM%", vm_name)


def texts_of(locale: str) -> Texts:
    """Return the words of a language.

    Raises:
        KeyError: A simulated host cannot have it.
    """
    return Texts(locale, LOCALES[locale])


def windows_caption(build: int) -> str:
    """Return ``Win32_OperatingSystem.Caption``; Windows has the same in all three languages."""
    edition = next(name for first, name in _EDITIONS if build >= first)
    return f"Microsoft Windows Server {edition} Datacenter"
