"""SELECT: which columns of which objects, worked out once, then run row by row.

Only the columns that the query names are ever computed, and a GUID in the condition leads to the
few rows that can match instead of to all of them.
"""

from collections.abc import Iterator
from typing import Any

from console.simulator.conditions import ConditionBuilder, Reader, Test, anchors
from console.simulator.failures import CimFailure, CimStatus
from console.simulator.rows import Anchor, BoundRows
from console.simulator.store import NamespaceStore
from console.simulator.wql import Condition, Select
from console.wsman.cim import CimInstance
from console.wsman.message import Item


def select(store: NamespaceStore, query: Select) -> Iterator[Item]:
    """Return the rows of a query, lazily; what is wrong with the query shows at once.

    Raises:
        CimFailure: ``INVALID_CLASS``, ``INVALID_QUERY``.
    """
    cim_class = store.schema.find(query.class_name)
    _check_columns(query, {*cim_class.by_name, *_SYSTEM})
    known = tuple(anchors(query.where))
    plans = [(rows, _test(store, rows, query.where)) for rows in store.rows_of(query.class_name)]
    if not plans:  # a bad condition is refused all the same
        _test(store, store.empty_rows(cim_class), query.where)
    if query.columns is None:
        return _whole_rows(store, plans, known)
    return _projected_rows(store, plans, known, query.columns)


_SYSTEM = frozenset(
    {"__class", "__dynasty", "__namespace", "__path", "__relpath", "__server", "__superclass"}
)

Plan = tuple[BoundRows[Any], Test | None]


def _check_columns(query: Select, known: set[str]) -> None:
    for column in query.columns or ():
        if column.lower() not in known:
            raise CimFailure(CimStatus.INVALID_QUERY, f"Invalid query: '{column}'")


def _test(store: NamespaceStore, rows: BoundRows[Any], where: Condition | None) -> Test | None:
    if where is None:
        return None
    return ConditionBuilder(rows, store.system_readers(rows)).build(where)


def _matching(plan: Plan, known: tuple[Anchor, ...], store: NamespaceStore) -> Iterator[Any]:
    rows, test = plan
    for thing in rows.rows.find(known):
        if test is None or test(thing, store.machine.now) is True:
            yield thing


def _whole_rows(
    store: NamespaceStore, plans: list[Plan], known: tuple[Anchor, ...]
) -> Iterator[Item]:
    for plan in plans:
        rows = plan[0]
        for thing in _matching(plan, known, store):
            yield whole_item(rows, thing, store.machine.now)


def whole_item(rows: BoundRows[Any], thing: object, now: float) -> Item:
    """Return an object with its reference."""
    reference = rows.reference(thing, now)
    return Item(CimInstance(rows.cim_class.name, rows.whole(thing, now), reference), reference)


def _projected_rows(
    store: NamespaceStore, plans: list[Plan], known: tuple[Anchor, ...], columns: tuple[str, ...]
) -> Iterator[Item]:
    for plan in plans:
        rows = plan[0]
        readers = _readers(store, rows, columns)
        names = tuple(name for name, _ in readers)
        for thing in _matching(plan, known, store):
            now = store.machine.now
            values = {name: read(thing, now) for name, read in readers}
            yield Item(CimInstance("", values), rows.reference(thing, now), names)


def _readers(
    store: NamespaceStore, rows: BoundRows[Any], columns: tuple[str, ...]
) -> list[tuple[str, Reader]]:
    """Return names in Windows' spelling with their functions, in the order of the query."""
    system = store.system_readers(rows)
    found: dict[str, Reader] = {}
    for column in columns:
        key = column.lower()
        if key in system:
            found[key.upper()] = system[key]
        else:
            name = rows.cim_class.by_name[key].name
            found[name] = rows.projector(name)
    return list(found.items())
