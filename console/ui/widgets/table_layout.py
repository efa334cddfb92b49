"""How a user arranged the columns of the table: order, widths, which are shown, the sort.

Kept by column id as JSON, not as Qt's blob: a release with one more column still understands it.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Final, cast

VERSION: Final = 1
MIN_WIDTH: Final = 24
MAX_WIDTH: Final = 4000


@dataclass(frozen=True, slots=True)
class ColumnLayout:
    """One column: its id, its width in pixels, and whether it is shown."""

    id: str
    width: int
    is_shown: bool


@dataclass(frozen=True, slots=True)
class TableLayout:
    """All columns from the first on, and the sort keys as (column id, descending)."""

    columns: tuple[ColumnLayout, ...]
    sort: tuple[tuple[str, bool], ...] = ()

    def to_json(self) -> str:
        """Return the layout as JSON."""
        columns = [asdict(column) for column in self.columns]
        return json.dumps({"version": VERSION, "columns": columns, "sort": self.sort})


def layout_from_json(text: str) -> TableLayout | None:
    """Return a layout, or ``None`` when the text is not one of ours (a user may have edited it)."""
    try:
        data = cast("object", json.loads(text))
    except ValueError:
        return None
    if not isinstance(data, dict):
        return None
    fields = cast("dict[str, object]", data)
    if fields.get("version") != VERSION:
        return None
    columns = [found for item in _items(fields, "columns") if (found := _column(item)) is not None]
    sort = [found for item in _items(fields, "sort") if (found := _sort_key(item)) is not None]
    return TableLayout(tuple(columns), tuple(sort)) if columns else None


def merged_order(known: Sequence[str], wanted: Sequence[str]) -> list[str]:
    """Return all known ids: the wanted ones in their order, new ones after their old neighbour."""
    order = [name for name in dict.fromkeys(wanted) if name in known]
    for place, name in enumerate(known):
        if name not in order:
            before = known[place - 1] if place else None
            order.insert(order.index(before) + 1 if before is not None else 0, name)
    return order


def _items(fields: dict[str, object], name: str) -> list[object]:
    value = fields.get(name)
    return cast("list[object]", value) if isinstance(value, list) else []


def _column(item: object) -> ColumnLayout | None:
    if not isinstance(item, dict):
        return None
    fields = cast("dict[str, object]", item)
    name, width, shown = fields.get("id"), fields.get("width"), fields.get("is_shown")
    if not isinstance(name, str) or not isinstance(width, int) or not isinstance(shown, bool):
        return None
    return ColumnLayout(name, min(max(width, MIN_WIDTH), MAX_WIDTH), shown)


def _sort_key(item: object) -> tuple[str, bool] | None:
    if not isinstance(item, list):
        return None
    pair = cast("list[object]", item)
    if len(pair) != 2 or not isinstance(pair[0], str) or not isinstance(pair[1], bool):
        return None
    return pair[0], pair[1]
