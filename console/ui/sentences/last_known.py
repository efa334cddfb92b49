"""What is wrong with the file of last known rows, in words."""

from typing import Final

from console.settings.last_known import CacheTrouble, LastKnownFailed
from console.ui.text_context import QT_TRANSLATE_NOOP, Context, fill

LastKnown = Context("LastKnown")

_SET_ASIDE = QT_TRANSLATE_NOOP(
    "LastKnown",
    "There is nothing to do: it was set aside as %2. Hosts that answer are read anew; of others "
    "nothing is shown until they do.",
)
_TROUBLES: Final[dict[CacheTrouble, tuple[str, str]]] = {
    CacheTrouble.BROKEN: (
        QT_TRANSLATE_NOOP(
            "LastKnown", "What was last known of the hosts is lost: the file %1 is broken."
        ),
        _SET_ASIDE,
    ),
    CacheTrouble.OTHER_VERSION: (
        QT_TRANSLATE_NOOP(
            "LastKnown",
            "What was last known of the hosts was kept by another version of this program (%1).",
        ),
        _SET_ASIDE,
    ),
    CacheTrouble.NOT_READ: (
        QT_TRANSLATE_NOOP("LastKnown", "What was last known of the hosts cannot be read from %1."),
        QT_TRANSLATE_NOOP(
            "LastKnown",
            "Check its permissions and whether another program holds it. Hosts that answer are "
            "read anew.",
        ),
    ),
    CacheTrouble.NOT_WRITTEN: (
        QT_TRANSLATE_NOOP(
            "LastKnown",
            "What is known of the hosts cannot be kept for the next start: %1 cannot be written.",
        ),
        QT_TRANSLATE_NOOP(
            "LastKnown",
            "Check free space and permissions. Nothing else is affected, and it is tried again.",
        ),
    ),
}


def last_known_failed(error: LastKnownFailed) -> tuple[str, str]:
    """Return cause and next step."""
    cause, step = _TROUBLES[error.trouble]
    names = (error.path, error.kept_as)
    return fill(LastKnown.marked(cause), *names), fill(LastKnown.marked(step), *names)
