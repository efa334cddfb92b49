"""ASSOCIATORS OF and REFERENCES OF: from one object to those that belong to it, either way.

The source may be named by any class that it is an instance of. Of the result classes, too, parents
count: ``ResultClass=CIM_ResourceAllocationSettingData`` brings every kind of setting.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from console.simulator.rows import BoundRows
from console.simulator.selection import whole_item
from console.simulator.store import BoundLink, Found, NamespaceStore
from console.simulator.wql import Associators
from console.wsman.cim import CimInstance, CimReference, CimValue
from console.wsman.message import Item
from console.wsman.names import class_uri


@dataclass(frozen=True, slots=True)
class Step:
    """A link seen from one of its ends.

    Attributes:
        bound: The link.
        is_onward: Whether the source is at its first end.
    """

    bound: BoundLink
    is_onward: bool

    @property
    def source_role(self) -> str:
        """Role of the end where we are."""
        return self._end(self.is_onward)[0]

    @property
    def result_role(self) -> str:
        """Role of the end that we look for."""
        return self._end(not self.is_onward)[0]

    def _end(self, first: bool) -> tuple[str, str]:
        return self.bound.link.first if first else self.bound.link.second

    @property
    def sources(self) -> tuple[BoundRows[Any], ...]:
        """Rows of the end where we are."""
        return self.bound.first if self.is_onward else self.bound.second

    @property
    def targets(self) -> tuple[BoundRows[Any], ...]:
        """Rows of the end that we look for."""
        return self.bound.second if self.is_onward else self.bound.first

    def follow(self, thing: object) -> Iterator[Any]:
        """Return the things at the other end."""
        link = self.bound.link
        return iter(link.onward(thing) if self.is_onward else link.back(thing))


def associated(store: NamespaceStore, query: Associators) -> Iterator[Item]:
    """Return the objects at the other ends, or the associations; errors show at once.

    Raises:
        CimFailure: The source does not exist, or a class that is named does not.
    """
    for name in (query.assoc_class, query.result_class):
        if name:
            store.schema.find(name)
    source = store.resolve(query.path)
    steps = [step for step in _steps(store, source) if _fits(step, query)]
    if query.references:
        return _association_items(store, source, steps)
    return _object_items(store, source, steps, query)


def _steps(store: NamespaceStore, source: Found) -> Iterator[Step]:
    for bound in store.links:
        if source.rows in bound.first:
            yield Step(bound, is_onward=True)
        if source.rows in bound.second:
            yield Step(bound, is_onward=False)


def _fits(step: Step, query: Associators) -> bool:
    """Check everything but the class of the objects at the other end."""
    wanted = query.result_class if query.references else query.assoc_class
    if wanted and not step.bound.cim_class.is_a(wanted):
        return False
    if query.role and query.role.lower() != step.source_role.lower():
        return False
    return not query.result_role or query.result_role.lower() == step.result_role.lower()


def _object_items(
    store: NamespaceStore, source: Found, steps: list[Step], query: Associators
) -> Iterator[Item]:
    seen: set[CimReference] = set()
    for step in steps:
        for thing in step.follow(source.thing):
            rows = store.owner(step.targets, thing)
            if query.result_class and not rows.cim_class.is_a(query.result_class):
                continue
            item = whole_item(rows, thing, store.machine.now)
            if item.reference is not None and item.reference not in seen:
                seen.add(item.reference)
                yield item


def _association_items(store: NamespaceStore, source: Found, steps: list[Step]) -> Iterator[Item]:
    now = store.machine.now
    here = source.rows.reference(source.thing, now)
    for step in steps:
        for thing in step.follow(source.thing):
            there = store.reference(step.targets, thing)
            yield _association_item(store, step, here, there)


def _association_item(
    store: NamespaceStore, step: Step, here: CimReference, there: CimReference
) -> Item:
    link, cim_class = step.bound.link, step.bound.cim_class
    ends: dict[str, CimValue] = {step.source_role: here, step.result_role: there}
    values = {p.name: ends.get(p.name, link.constants.get(p.name)) for p in cim_class.properties}
    first, second = ends[link.first[0]], ends[link.second[0]]
    selectors = ((link.first[0], first), (link.second[0], second))
    reference = CimReference(
        class_uri(store.namespace, cim_class.name),
        tuple((name, end) for name, end in selectors if isinstance(end, CimReference)),
    )
    return Item(CimInstance(cim_class.name, values, reference), reference)
