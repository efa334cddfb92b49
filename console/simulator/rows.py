"""How the objects of one class are found and read: a column at a time, and only the columns asked.

A ``ClassRows`` knows the things behind its objects (``S``: a VM, a record of settings, a job) and
has one small function for each property that is not the same for all. A query for two columns of
ten thousand objects runs two functions ten thousand times and nothing else.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from console.simulator.schema import CimClass, CimProperty
from console.wsman.cim import CimReference, CimValue
from console.wsman.names import class_uri

S = TypeVar("S")

Column = Callable[[S, float], CimValue]
"""Reads one property of a thing at a moment."""

Anchor = tuple[str, str]
"""A column in lower case and the GUID in upper case that its value holds."""


@dataclass(frozen=True, slots=True)
class ClassRows(Generic[S]):
    """The objects of one class.

    Attributes:
        name: The class.
        things: All things behind the objects, in a stable order.
        columns: Properties that vary, by name.
        constants: Properties that are the same for all, by name; all others are null.
        anchors: By column in lower case: finds the few things that a GUID in it can mean.
        kind: Type of the things, where a class has rows of several.
    """

    name: str
    things: Callable[[], Iterable[S]]
    columns: Mapping[str, Column[S]]
    constants: Mapping[str, CimValue] = field(default_factory=dict[str, CimValue])
    anchors: Mapping[str, Callable[[str], Iterable[S]]] = field(
        default_factory=dict[str, Callable[[str], Iterable[S]]]
    )
    kind: type = object

    def find(self, anchors: Iterable[Anchor]) -> Iterable[S]:
        """Return the things that can match, all of them when no anchor helps."""
        for column, guid in anchors:
            finder = self.anchors.get(column)
            if finder is not None:
                return finder(guid)
        return self.things()


def _null(each: CimProperty) -> CimValue:
    return () if each.is_array else None


class BoundRows(Generic[S]):
    """The objects of one class together with what the schema says of it.

    Attributes:
        cim_class: The class.
        rows: Its objects.
    """

    __slots__ = ("_arrays", "_keys", "_others", "_uri", "_whole", "cim_class", "rows")

    def __init__(self, namespace: str, cim_class: CimClass, rows: ClassRows[S]) -> None:
        self.cim_class = cim_class
        self.rows = rows
        known = {p.name for p in cim_class.properties}
        self._uri = class_uri(namespace, cim_class.name)
        self._arrays = frozenset(p.name for p in cim_class.properties if p.is_array)
        self._whole: dict[str, CimValue] = {
            p.name: rows.constants.get(p.name, _null(p)) for p in cim_class.properties
        }
        self._others = tuple((n, read) for n, read in rows.columns.items() if n in known)
        self._keys = tuple((key, self.reader(key)) for key in cim_class.keys)

    def reader(self, name: str) -> Column[S]:
        """Return the function that reads a property that the class has."""
        column = self.rows.columns.get(name)
        if column is not None:
            return column
        value = self.rows.constants.get(name)
        return lambda _thing, _now: value

    def projector(self, name: str) -> Column[S]:
        """Return the function that reads a property for a row: a null array is an empty one."""
        read = self.reader(name)
        if name not in self._arrays:
            return read

        def read_array(thing: S, now: float) -> CimValue:
            value = read(thing, now)
            return () if value is None else value

        return read_array

    def whole(self, thing: S, now: float) -> dict[str, CimValue]:
        """Return all properties: a null is there as ``None``, a null array as an empty one.

        A host leaves a null array out and writes a null scalar (wire recordings).
        """
        values = self._whole.copy()
        for name, read in self._others:
            value = read(thing, now)
            values[name] = () if value is None and name in self._arrays else value
        return values

    def reference(self, thing: S, now: float) -> CimReference:
        """Return the endpoint reference of an object; an association's keys are references."""
        selectors: list[tuple[str, str | CimReference]] = []
        for key, read in self._keys:
            value = read(thing, now)
            selectors.append((key, value if isinstance(value, CimReference) else str(value)))
        return CimReference(self._uri, tuple(selectors))

    def matches(self, thing: S, now: float, keys: Mapping[str, str]) -> bool:
        """Tell whether an object has these keys, given by name in lower case, values folded."""
        for key, read in self._keys:
            wanted = keys.get(key.lower())
            if wanted is not None and str(read(thing, now)).casefold() != wanted:
                return False
        return True
