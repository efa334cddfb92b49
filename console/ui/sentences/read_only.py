"""Why nothing can be changed on a host now, in a sentence; empty when it can."""

from console.model.host import HostSnapshot
from console.ui.text_context import Context

Reasons = Context("Reasons")


def read_only() -> str:
    """Return that the host is read-only."""
    return Reasons.tr("The host is read-only here.")


def unchangeable(host: HostSnapshot | None) -> str:
    """Return what forbids every change on a host; empty when nothing does."""
    if host is not None and host.is_read_only:
        return read_only()
    return "" if host is not None and host.may_change else Reasons.tr("The host is not connected.")
