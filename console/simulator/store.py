"""The objects of one namespace of one host: found by class, by keys, and written out whole."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from console.simulator.behaviour.host import SimulatedMachine
from console.simulator.classes import catalogue
from console.simulator.classes.links import Link, links
from console.simulator.conditions import Reader
from console.simulator.failures import CimFailure, CimStatus
from console.simulator.object_path import ObjectPath, first_guid, format_path
from console.simulator.rows import BoundRows, ClassRows
from console.simulator.schema import CimClass, Schema, schema_of
from console.wsman.cim import CimInstance, CimReference
from console.wsman.names import HYPERV_NAMESPACE


@dataclass(frozen=True, slots=True)
class Found:
    """One object: the rows that it is among, and the thing behind it."""

    rows: BoundRows[Any]
    thing: Any


@dataclass(frozen=True, slots=True)
class BoundLink:
    """A link with its association class and the rows of both ends."""

    link: Link
    cim_class: CimClass
    first: tuple[BoundRows[Any], ...]
    second: tuple[BoundRows[Any], ...]


class NamespaceStore:
    """All objects of a namespace.

    Attributes:
        machine: The host.
        namespace: Lower case, with slashes.
        schema: Its classes on this build.
        links: Its associations.
    """

    def __init__(self, machine: SimulatedMachine, namespace: str) -> None:
        self.machine = machine
        self.namespace = namespace
        self.schema: Schema = schema_of(namespace, machine.build)
        self._bound: dict[str, list[BoundRows[Any]]] = {}
        for rows in catalogue.rows(machine, namespace, self):
            self._bind(rows)
        self.links: tuple[BoundLink, ...] = ()
        if namespace == HYPERV_NAMESPACE:
            self.links = tuple(self._link(link) for link in links(machine) if self._has(link.name))
            for bound in self.links:
                self._bind(self._association_rows(bound))

    def _has(self, class_name: str) -> bool:
        return any(item.name == class_name for item in self.schema)

    def _bind(self, rows: ClassRows[Any]) -> None:
        if self._has(rows.name):
            bound = BoundRows(self.namespace, self.schema.find(rows.name), rows)
            self._bound.setdefault(rows.name, []).append(bound)

    def _link(self, link: Link) -> BoundLink:
        ends = [tuple(self._bound.get(name, ())) for _, name in (link.first, link.second)]
        return BoundLink(link, self.schema.find(link.name), ends[0], ends[1])

    def _association_rows(self, bound: BoundLink) -> ClassRows[tuple[CimReference, CimReference]]:
        def pairs() -> Iterator[tuple[CimReference, CimReference]]:
            for rows in bound.first:
                for thing in rows.rows.things():
                    for other in bound.link.onward(thing):
                        now = self.machine.now
                        yield rows.reference(thing, now), self.reference(bound.second, other)

        return ClassRows(
            bound.link.name,
            pairs,
            {
                bound.link.first[0]: lambda pair, _: pair[0],
                bound.link.second[0]: lambda pair, _: pair[1],
            },
            bound.link.constants,
        )

    def rows_of(self, class_name: str) -> Iterator[BoundRows[Any]]:
        """Return the rows of a class and of all classes below it.

        Raises:
            CimFailure: ``INVALID_CLASS``.
        """
        for cim_class in self.schema.family(class_name):
            yield from self._bound.get(cim_class.name, ())

    def empty_rows(self, cim_class: CimClass) -> BoundRows[Any]:
        """Return rows of a class that has none, to check a query against."""
        nothing: ClassRows[Any] = ClassRows(cim_class.name, tuple, {})
        return BoundRows(self.namespace, cim_class, nothing)

    def owner(self, candidates: tuple[BoundRows[Any], ...], thing: object) -> BoundRows[Any]:
        """Return those rows, of several of one class, that a thing is among."""
        if len(candidates) == 1:
            return candidates[0]
        return next(rows for rows in candidates if isinstance(thing, rows.rows.kind))

    def reference(self, candidates: tuple[BoundRows[Any], ...], thing: object) -> CimReference:
        """Return the reference of a thing at one end of a link."""
        return self.owner(candidates, thing).reference(thing, self.machine.now)

    def bound(self, class_name: str, thing: object) -> BoundRows[Any]:
        """Return the rows of exactly this class that a thing is among."""
        return self.owner(tuple(self._bound[class_name]), thing)

    def render(self, class_name: str, thing: object) -> CimInstance:
        """Return a whole object."""
        rows, now = self.bound(class_name, thing), self.machine.now
        return CimInstance(class_name, rows.whole(thing, now), rows.reference(thing, now))

    def path(self, class_name: str, thing: object) -> str:
        """Return the WMI path of an object."""
        rows = self.bound(class_name, thing)
        return self.path_of(rows.reference(thing, self.machine.now))

    def path_of(self, reference: CimReference) -> str:
        """Return the WMI path of a reference."""
        keys = [(k, v if isinstance(v, str) else self.path_of(v)) for k, v in reference.selectors]
        return format_path(self.machine.name, self.namespace, reference.class_name, keys)

    def find(self, class_name: str, selectors: Mapping[str, str | CimReference]) -> Found:
        """Return the object with these keys; singletons may leave keys out.

        Raises:
            CimFailure: ``INVALID_CLASS``, ``INVALID_PARAMETER`` for keys that the class does not
                have, ``INVALID_OBJECT_PATH`` where some are missing, ``NOT_FOUND``.
        """
        cim_class = self.schema.find(class_name)
        keys = self._check(cim_class, selectors)
        now = self.machine.now
        anchors = [(name, guid) for name, text in keys.items() if (guid := first_guid(text))]
        for rows in self.rows_of(cim_class.name):
            for thing in rows.rows.find(anchors):
                if rows.matches(thing, now, keys):
                    return Found(rows, thing)
        raise CimFailure(CimStatus.NOT_FOUND)

    def _check(
        self, cim_class: CimClass, selectors: Mapping[str, str | CimReference]
    ) -> dict[str, str]:
        known = {key.lower() for key in cim_class.keys}
        if "" in selectors and len(known) == 1:  # a path such as Class="value"
            selectors = {next(iter(known)): selectors[""]}
        keys = {k.lower(): v.casefold() for k, v in selectors.items() if isinstance(v, str)}
        if len(keys) < len(selectors) or not keys.keys() <= known:
            raise CimFailure(CimStatus.INVALID_PARAMETER, "Invalid selectors")
        if keys.keys() != known and not cim_class.is_a("CIM_Service"):
            raise CimFailure(CimStatus.INVALID_OBJECT_PATH)
        return keys

    def resolve(self, path: ObjectPath) -> Found:
        """Return the object that a path names.

        Raises:
            CimFailure: As ``find``; ``INVALID_NAMESPACE`` for a path into another one.
        """
        if path.namespace and path.namespace != self.namespace:
            raise CimFailure(CimStatus.INVALID_NAMESPACE)
        return self.find(path.class_name, dict(path.keys))

    def system_readers(self, rows: BoundRows[Any]) -> dict[str, Reader]:
        """Return the functions that read system properties, by name in lower case."""
        cim_class, server = rows.cim_class, self.machine.name

        def path(thing: object, now: float) -> str:
            return self.path_of(rows.reference(thing, now))

        return {
            "__class": lambda _thing, _now: cim_class.name,
            "__dynasty": lambda _thing, _now: cim_class.ancestry[-1],
            "__namespace": lambda _thing, _now: self.namespace.replace("/", "\\"),
            "__path": path,
            "__relpath": lambda thing, now: path(thing, now).partition(":")[2],
            "__server": lambda _thing, _now: server,
            "__superclass": lambda _thing, _now: cim_class.parent or None,
        }
