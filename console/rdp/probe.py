"""Looks at a host's console port without signing in: is it open, and which certificate is there.

Blocks: call it in a lane. The certificate comes right after the preconnection blob, so no account
is needed to see it (MS-RDPEPS 3.1.5.2). A host that does not know the VM closes instead.
"""

import socket
import ssl
import time
from typing import Final

from console.model.connection import Credential, Endpoint
from console.model.errors import (
    ConsoleError,
    NotPossible,
    TimedOut,
    Unreachable,
    UnreachableReason,
)
from console.model.identity import VmId
from console.rdp.certificate import CertificateSeen, describe, untrusting_context
from console.rdpwire import preconnection
from console.rdpwire.preconnection import Preconnection
from console.transport.dial import Dialer

_NOBODY: Final = Credential("")
_SHORTEST_S: Final = 0.001


def probe_certificate(host: str, port: int, vm: VmId, timeout_s: float = 5.0) -> CertificateSeen:
    """Return the certificate that a host's console port shows.

    Args:
        host: Name or address.
        port: Its console port.
        vm: A VM that the host has.
        timeout_s: For everything together, but the lookup of the name.

    Raises:
        Unreachable: Nothing listens, or the host closed: then with ``CONNECTION_LOST``, which is
            also what it does when it does not know the VM.
        TimedOut: It did not answer in time.
        NotPossible: ``console_not_tls``: something answers, but no console.
        Malformed: The certificate cannot be read.
    """
    end = time.monotonic() + timeout_s
    with _dialled(host, port, timeout_s) as plain:
        try:
            plain.settimeout(max(end - time.monotonic(), _SHORTEST_S))
            plain.sendall(preconnection.encode(Preconnection(str(vm))))
            plain.settimeout(max(end - time.monotonic(), _SHORTEST_S))
            with untrusting_context().wrap_socket(plain) as secured:
                return describe(secured.getpeercert(binary_form=True) or b"")
        except OSError as problem:
            raise _explained(problem, host, port, timeout_s) from problem


def probe_port(host: str, port: int, timeout_s: float = 2.0) -> bool:
    """Return whether something listens; ``False`` also for hosts that cannot be reached."""
    try:
        _dialled(host, port, timeout_s).close()
    except ConsoleError:
        return False
    return True


def _dialled(host: str, port: int, timeout_s: float) -> socket.socket:
    return Dialer(Endpoint(host, port), _NOBODY, timeout_s).open(timeout_s)


def _explained(problem: OSError, host: str, port: int, timeout_s: float) -> ConsoleError:
    if isinstance(problem, TimeoutError):
        return TimedOut("read", timeout_s, host)
    if isinstance(problem, ssl.SSLEOFError | ssl.SSLZeroReturnError | ConnectionError):
        return Unreachable(
            UnreachableReason.CONNECTION_LOST, host, "closed after the preconnection blob"
        )
    if isinstance(problem, ssl.SSLError):
        return NotPossible("console_not_tls", f"{host}:{port}")
    return Unreachable(UnreachableReason.OTHER, host, problem.strerror or type(problem).__name__)
