"""Rows as text for the clipboard."""

from collections.abc import Iterable, Sequence

from console.ui.models.columns import Column
from console.ui.models.rows import VmRow


def as_tsv(columns: Sequence[Column], rows: Iterable[VmRow]) -> str:
    """Return a heading and a line for each row, cells parted by tabs.

    Tabs and line ends inside a cell become blanks, so that the pasted table keeps its shape.
    """
    lines = ["\t".join(_plain(column.title) for column in columns)]
    lines += ["\t".join(_plain(column.text(row)) for column in columns) for row in rows]
    return "\n".join(lines) + "\n"


def _plain(text: str) -> str:
    return " ".join(text.split())
