"""CIM classes with their inherited properties, as one build of Windows has them.

The classes are data: tables of text in ``schema_*.py`` that read much like MOF. A class line is
``class Name : Parent [Key Key] @build`` and is followed by its own properties,
``Name type; Name type[] @build; …``. ``@build`` is the first build of Windows that knows the class
or the property. A class that a build lacks hands its properties down to its children, as happened
when Windows put ``Msvm_SummaryInformationBase`` above a class that was there before.

Types are CIM's own (``uint16``, ``datetime``, ``reference``), and ``object`` for embedded ones.
A class line that gets too long goes on in the next one, behind a backslash.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from console.simulator.failures import CimFailure, CimStatus
from console.simulator.schema_associations import ASSOCIATION_CLASSES
from console.simulator.schema_core import CORE_CLASSES
from console.simulator.schema_host import HOST_CLASSES
from console.simulator.schema_hyperv import HYPERV_CLASSES
from console.wsman.names import CIMV2_NAMESPACE, HYPERV_NAMESPACE

_CLASS = re.compile(r"class (\w+)(?: : (\w+))?(?: \[([\w ]+)\])?(?: @(\d+))?\Z")
_PROPERTY = re.compile(r"(\w+) (\w+)(\[\])?(?: @(\d+))?\Z")

TABLES: Mapping[str, tuple[str, ...]] = {
    HYPERV_NAMESPACE: (CORE_CLASSES, HYPERV_CLASSES, ASSOCIATION_CLASSES),
    CIMV2_NAMESPACE: (HOST_CLASSES,),
}
"""The tables of each namespace."""


@dataclass(frozen=True, slots=True)
class CimProperty:
    """One property of a class.

    Attributes:
        name: As Windows spells it.
        type: CIM type, without brackets.
        is_array: Whether it holds many values.
    """

    name: str
    type: str
    is_array: bool = False


@dataclass(frozen=True)
class CimClass:
    """A class with everything that it inherits.

    Attributes:
        name: As Windows spells it.
        ancestry: The class itself first, then its parents upwards.
        keys: Names of the properties that identify an instance; none for singletons.
        properties: All of them, in alphabetical order, as instances carry them.
    """

    name: str
    ancestry: tuple[str, ...]
    keys: tuple[str, ...]
    properties: tuple[CimProperty, ...]

    @cached_property
    def by_name(self) -> Mapping[str, CimProperty]:
        """Properties by their name in lower case: WMI does not mind case."""
        return {item.name.lower(): item for item in self.properties}

    @cached_property
    def types(self) -> Mapping[str, str]:
        """CIM type by property, with ``[]`` behind an array's."""
        return {p.name: p.type + ("[]" if p.is_array else "") for p in self.properties}

    @property
    def parent(self) -> str:
        """Name of the class above, empty at the top."""
        return self.ancestry[1] if len(self.ancestry) > 1 else ""

    @cached_property
    def references(self) -> tuple[str, ...]:
        """Names of the properties that refer to objects: an association has two."""
        return tuple(p.name for p in self.properties if p.type == "reference" and not p.is_array)

    def is_a(self, class_name: str) -> bool:
        """Tell whether instances of this class are instances of that one too."""
        wanted = class_name.lower()
        return any(name.lower() == wanted for name in self.ancestry)


class Schema:
    """The classes of one namespace on one build of Windows."""

    def __init__(self, classes: Mapping[str, CimClass]) -> None:
        self._classes = {name.lower(): item for name, item in classes.items()}
        self._families: dict[str, tuple[CimClass, ...]] = {}

    def __iter__(self) -> Iterator[CimClass]:
        return iter(self._classes.values())

    def find(self, class_name: str) -> CimClass:
        """Return a class by its name in any case.

        Raises:
            CimFailure: ``INVALID_CLASS``: this build has no such class.
        """
        found = self._classes.get(class_name.lower())
        if found is None:
            raise CimFailure(CimStatus.INVALID_CLASS, f"Invalid class '{class_name}'")
        return found

    def family(self, class_name: str) -> tuple[CimClass, ...]:
        """Return a class and all classes below it.

        Raises:
            CimFailure: ``INVALID_CLASS``.
        """
        name = self.find(class_name).name
        if name not in self._families:
            self._families[name] = tuple(item for item in self if item.is_a(name))
        return self._families[name]


@lru_cache(maxsize=32)
def schema_of(namespace: str, build: int) -> Schema:
    """Return the classes of a namespace (lower case, with slashes) as a build has them.

    Raises:
        CimFailure: ``INVALID_NAMESPACE``.
    """
    tables = TABLES.get(namespace)
    if tables is None:
        raise CimFailure(CimStatus.INVALID_NAMESPACE, f"Invalid namespace '{namespace}'")
    known: dict[str, CimClass] = {}
    hidden: set[str] = set()
    for table in tables:
        for class_line, property_text in _blocks(table):
            item, since = _read_class(class_line, property_text, known, hidden, build)
            known[item.name] = item
            if since > build:
                hidden.add(item.name)
    return Schema({name: item for name, item in known.items() if name not in hidden})


def _blocks(table: str) -> Iterator[tuple[str, str]]:
    class_line, lines = "", list[str]()
    for line in [*table.replace("\\\n", "").strip().splitlines(), "class end"]:
        if not line.startswith("class "):
            lines.append(line.strip())
            continue
        if class_line:
            yield class_line, " ".join(lines)
        class_line, lines = line, []


def _read_class(
    line: str, text: str, known: Mapping[str, CimClass], hidden: set[str], build: int
) -> tuple[CimClass, int]:
    match = _CLASS.match(line)
    if match is None:
        raise ValueError(f"not a class line: {line!r}")
    name, parent_name, keys, since = match.groups()
    parent = known[parent_name] if parent_name else None
    inherited = {} if parent is None else {p.name: p for p in parent.properties}
    own = {p.name: p for p in _read_properties(text, build)}
    item = CimClass(
        name,
        (name, *(n for n in (parent.ancestry if parent else ()) if n not in hidden)),
        tuple(keys.split()) if keys else (parent.keys if parent else ()),
        tuple(sorted({**inherited, **own}.values(), key=lambda p: p.name.lower())),
    )
    return item, int(since or 0)


def _read_properties(text: str, build: int) -> Iterator[CimProperty]:
    for part in filter(None, (part.strip() for part in text.split(";"))):
        match = _PROPERTY.match(part)
        if match is None:
            raise ValueError(f"not a property: {part!r}")
        name, kind, array, since = match.groups()
        if int(since or 0) <= build:
            yield CimProperty(name, kind, array is not None)
