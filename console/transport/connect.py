"""The connector of the real program: how a fleet session gets its exchange with a host."""

from console.model.connection import Credential, Endpoint, Timeouts
from console.transport.exchange import Exchange
from console.transport.sign_in_guard import SignInGuard
from console.transport.winrm import WinrmExchange


def connect(
    endpoint: Endpoint,
    credential: Credential,
    timeouts: Timeouts,
    *,
    guard: SignInGuard | None = None,
) -> Exchange:
    """Return an exchange with a host. Nothing is opened before its first ``send``.

    Args:
        endpoint: Where.
        credential: Who.
        timeouts: Bounds on every call.
        guard: What all sign-ins of the program know of one another; ``None``: nothing.
    """
    admission = guard.admission(endpoint, credential) if guard is not None else None
    return WinrmExchange(endpoint, credential, timeouts, admission=admission)
