"""A list of VMs as it is shown, and as text that other programs read; pure.

A listing is a value: columns and rows do not change, so that the text is made in another thread.
"""

import csv
import io
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from console.settings.export_file import harmless
from console.ui.models.rows import VmRow


@dataclass(frozen=True, slots=True)
class ListedColumn:
    """One column.

    Attributes:
        id: Its word, the same in every language: the key in JSON.
        title: Its heading.
        text: Returns the text of a cell.
    """

    id: str
    title: str
    text: Callable[[VmRow], str]


@dataclass(frozen=True, slots=True)
class Listing:
    """What a list shows.

    Attributes:
        columns: From the left.
        rows: From the top.
    """

    columns: tuple[ListedColumn, ...]
    rows: tuple[VmRow, ...]

    def cells(self) -> Iterator[list[str]]:
        """Yield the cells of each row, each on one line."""
        for row in self.rows:
            yield [" ".join(column.text(row).split()) for column in self.columns]


def as_csv(listing: Listing) -> str:
    """Return CSV (RFC 4180) with headings; no cell is one that a spreadsheet would compute."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([column.title for column in listing.columns])
    for cells in listing.cells():
        writer.writerow([harmless(cell) for cell in cells])
    return out.getvalue()


def as_json(listing: Listing) -> str:
    """Return a JSON array with an object for each row; the keys are the same in every language."""
    keys = [column.id for column in listing.columns]
    rows = [dict(zip(keys, cells, strict=True)) for cells in listing.cells()]
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"


def as_markdown(listing: Listing) -> str:
    """Return a table of GitHub's Markdown; what would be markup in a cell is text."""
    heads = [column.title for column in listing.columns]
    lines = [_line(heads), "|" + " --- |" * len(heads)]
    lines += [_line(cells) for cells in listing.cells()]
    return "\n".join(lines) + "\n"


_MARKUP = str.maketrans({each: f"\\{each}" for each in "\\`*_{}[]<>()#|~!&"})


def _line(cells: list[str]) -> str:
    return "| " + " | ".join(cell.translate(_MARKUP) for cell in cells) + " |"
