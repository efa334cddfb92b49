"""Says how a session through the adapter ended: loaded with the adapter, in a session's lane."""

from console.model.errors import ConsoleError, Refused, Unreachable, UnreachableReason
from console.rdp.adapter import AdapterEnd, AdapterReason
from console.rdp.outcome import EndReason, SessionEnd


def joined(end: SessionEnd, adapter: AdapterEnd) -> SessionEnd:
    """Return how a session through the adapter ended: only the adapter knows what the host said."""
    match adapter.reason:
        case AdapterReason.HOST_FAILED:
            return SessionEnd(_reason_of(adapter.error), end.code)
        case AdapterReason.NO_CLIENT | AdapterReason.TOO_MANY_TRIES | AdapterReason.CLIENT_FAILED:
            return end if end.is_failure else SessionEnd(EndReason.EXITED_AT_ONCE, end.code)
        case AdapterReason.CANCELLED:
            return end if end.is_failure else SessionEnd(EndReason.CANCELLED, end.code)
        case AdapterReason.SESSION_OVER:
            return SessionEnd(EndReason.NORMAL, end.code)


def _reason_of(error: ConsoleError | None) -> EndReason:
    if isinstance(error, Refused):
        return EndReason.LOGON_FAILED
    if isinstance(error, Unreachable):
        if error.reason is UnreachableReason.NAME_UNKNOWN:
            return EndReason.NAME_NOT_FOUND
        if error.reason is UnreachableReason.CONNECTION_LOST:
            return EndReason.CERTIFICATE_OR_CLOSED
        return EndReason.NO_CONNECTION
    return EndReason.CERTIFICATE_OR_CLOSED
