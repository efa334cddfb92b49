"""Why a list of hosts, or an entry of it, cannot be taken, in words."""

from typing import Final

from console.settings.host_import import ImportFault, ImportInvalid, ImportProblem
from console.ui.text_context import QT_TRANSLATE_NOOP, Context, fill

Lists = Context("Lists")

_FAULTS: Final[dict[ImportFault, str]] = {
    ImportFault.NO_ADDRESS: QT_TRANSLATE_NOOP("Lists", "it has no address"),
    ImportFault.BAD_ADDRESS: QT_TRANSLATE_NOOP("Lists", "this is no name or address: %1"),
    ImportFault.BAD_PORT: QT_TRANSLATE_NOOP("Lists", "this is no port: %1"),
    ImportFault.BAD_METHOD: QT_TRANSLATE_NOOP("Lists", "this is no way to sign in: %1"),
    ImportFault.OTHER_PROTOCOL: QT_TRANSLATE_NOOP("Lists", "no Windows host: it is reached by %1"),
}

_PROBLEMS: Final[dict[str, tuple[str, str]]] = {
    "unreadable": (
        QT_TRANSLATE_NOOP("Lists", "The list %1 cannot be opened (%2)."),
        QT_TRANSLATE_NOOP("Lists", "Check that it is there and that you may read it."),
    ),
    "too_large": (
        QT_TRANSLATE_NOOP("Lists", "The list %1 is too large."),
        QT_TRANSLATE_NOOP("Lists", "Part it; at most 8 MB are read at once."),
    ),
    "too_many": (
        QT_TRANSLATE_NOOP("Lists", "The list %1 has too many hosts."),
        QT_TRANSLATE_NOOP("Lists", "Part it; at most 20,000 are read at once."),
    ),
    "encoding": (
        QT_TRANSLATE_NOOP("Lists", "The list %1 is neither UTF-8 nor UTF-16."),
        QT_TRANSLATE_NOOP("Lists", "Save it as CSV in UTF-8."),
    ),
    "no_columns": (
        QT_TRANSLATE_NOOP("Lists", "The list %1 has no column with addresses."),
        QT_TRANSLATE_NOOP(
            "Lists",
            "Name the columns in the first line: address, label, folder, user, port, tls, method.",
        ),
    ),
    "not_xml": (
        QT_TRANSLATE_NOOP("Lists", "The list %1 is no XML that can be read safely."),
        QT_TRANSLATE_NOOP("Lists", "Export it again from RDCMan or mRemoteNG."),
    ),
    "unknown_kind": (
        QT_TRANSLATE_NOOP("Lists", "The list %1 is neither RDCMan's nor mRemoteNG's (%2)."),
        QT_TRANSLATE_NOOP("Lists", "Choose a .rdg file, a confCons.xml or a CSV file."),
    ),
    "encrypted": (
        QT_TRANSLATE_NOOP("Lists", "The list %1 is encrypted as a whole."),
        QT_TRANSLATE_NOOP("Lists", "Export it from mRemoteNG without encrypting the whole file."),
    ),
}


def fault_text(problem: ImportProblem) -> str:
    """Return why an entry is not taken."""
    return fill(Lists.marked(_FAULTS[problem.fault]), problem.detail)


def list_invalid(error: ImportInvalid) -> tuple[str, str]:
    """Return cause and next step of a list that cannot be understood."""
    cause, step = _PROBLEMS.get(error.problem, _PROBLEMS["unknown_kind"])
    where = f"{error.path}:{error.line}" if error.line else error.path
    return fill(Lists.marked(cause), where, error.detail), Lists.marked(step)
