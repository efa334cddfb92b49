"""The connector of the real program: how a fleet session gets its exchange with a host."""

from console.model.connection import Credential, Endpoint, Timeouts
from console.transport.exchange import Exchange
from console.transport.winrm import WinrmExchange


def connect(endpoint: Endpoint, credential: Credential, timeouts: Timeouts) -> Exchange:
    """Return an exchange with a host. Nothing is opened before its first ``send``."""
    return WinrmExchange(endpoint, credential, timeouts)
