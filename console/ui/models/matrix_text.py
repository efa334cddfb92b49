"""The words of the service matrix: headings, cells, what is spoken and explained; pure.

Everything a guest or a host told is data here: it is shown as plain text and never as markup.
"""

from typing import Final

from console.model.integration import drift_of
from console.model.service import ServiceKind
from console.ui import texts
from console.ui.models.matrix_cell import (
    Matrix,
    cell_sentence,
    cell_state,
    cell_word,
    drift_meaning,
    drift_word,
    told_states,
    trouble_word,
)
from console.ui.models.row_text import state
from console.ui.models.rows import VmRow
from console.ui.sentences.read_only import read_only

KINDS: Final = tuple(ServiceKind)
NAME: Final = 0
HOST: Final = 1
SYSTEM: Final = 2
FIRST_SERVICE: Final = 3
DRIFT: Final = FIRST_SERVICE + len(KINDS)
TROUBLE: Final = DRIFT + 1
COLUMNS: Final = TROUBLE + 1


def kind_of(column: int) -> ServiceKind | None:
    """Return the service of a column; ``None`` for the other columns."""
    place = column - FIRST_SERVICE
    return KINDS[place] if 0 <= place < len(KINDS) else None


def column_of(kind: ServiceKind) -> int:
    """Return the column of a service."""
    return FIRST_SERVICE + KINDS.index(kind)


def title(column: int) -> str:
    """Return the heading of a column that is no service."""
    return {
        NAME: Matrix.tr("Virtual machine"),
        HOST: Matrix.tr("Host"),
        SYSTEM: Matrix.tr("Guest system"),
        DRIFT: Matrix.tr("Components"),
        TROUBLE: Matrix.tr("Worst"),
    }.get(column, "")


def column_id(column: int) -> str:
    """Return a column's word, the same in every language."""
    words = {NAME: "name", HOST: "host", SYSTEM: "os", DRIFT: "components", TROUBLE: "worst"}
    kind = kind_of(column)
    return words[column] if kind is None else kind.value


def shown_text(row: VmRow, column: int) -> str:
    """Return what a cell shows, on one line."""
    kind = kind_of(column)
    if kind is not None:
        return cell_word(cell_state(row, kind))
    match column:
        case 0:
            return _on_one_line(row.vm.name)
        case 1:
            return _on_one_line(row.host.label)
        case 2:
            return _on_one_line(row.vm.guest.os_name)
        case _:
            is_drift = column == DRIFT
            return drift_word(drift_of(row.vm)) if is_drift else trouble_word(told_states(row.vm))


def spoken(row: VmRow, column: int) -> str:
    """Return what a screen reader says of a cell; of the name, with state and trouble."""
    kind = kind_of(column)
    if kind is not None:
        return cell_sentence(row, kind)
    shown = shown_text(row, column)
    if column == NAME:
        return ", ".join(filter(None, (shown, state(row), trouble_word(told_states(row.vm)))))
    return texts.fill(Matrix.tr("%1: %2"), title(column), shown) if shown else title(column)


def explained(row: VmRow, column: int) -> str:
    """Return what a cell's tooltip says: words, what is known, what to do next."""
    kind = kind_of(column)
    if kind is not None:
        service = row.service(kind)
        advice = texts.service_advice(service, row.vm.state) if service is not None else ""
        forbidden = read_only() if row.is_read_only else ""
        lines = (cell_sentence(row, kind), advice, _staleness(row), forbidden)
    elif column == DRIFT:
        version = row.vm.guest.integration_version
        told = texts.fill(Matrix.tr("The guest tells version %1."), version) if version else ""
        lines = (drift_meaning(drift_of(row.vm)), told, _staleness(row))
    elif column == SYSTEM:
        lines = (row.vm.guest.os_name, row.vm.guest.os_version)
    elif column == NAME:
        lines = (row.vm.name, state(row), _staleness(row))
    else:
        lines = (_staleness(row),)
    return "\n".join(filter(None, lines))


def _staleness(row: VmRow) -> str:
    """Return why a row cannot be believed now; empty when it can."""
    if row.is_current:
        return ""
    return texts.fill(Matrix.tr("%1: %2"), row.host.label, texts.link(row.host.link))


def _on_one_line(text: str) -> str:
    return " ".join(text.split())
