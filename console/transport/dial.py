"""Opens the TCP connection to a host, and TLS on it, within a bound, telling failures apart.

Name lookup is the system's and cannot be interrupted; its own time limit applies (a lane waits, not
the window). The addresses found share what is left of the time, so a dead IPv6 route leaves room
for IPv4.
"""

import errno
import socket
import ssl
import time

from console.model.connection import AuthMethod, Credential, Endpoint
from console.model.errors import (
    ConsoleError,
    Refused,
    RefusedReason,
    TimedOut,
    Unreachable,
    UnreachableReason,
    Untrusted,
)
from console.transport.trust import refuses_our_certificate, server_trust

_NO_ROUTE = frozenset({errno.EHOSTUNREACH, errno.ENETUNREACH, errno.ENETDOWN, errno.EADDRNOTAVAIL})
_SHORTEST_S = 0.001


class Dialer:
    """Opens connections to one host.

    Args:
        endpoint: Where, and with what trust.
        credential: Holds the client certificate, if there is one.
        seconds: For name lookup, TCP and TLS together.
    """

    def __init__(self, endpoint: Endpoint, credential: Credential, seconds: float) -> None:
        self._endpoint = endpoint
        self._credential = credential
        self._seconds = seconds
        self._context: ssl.SSLContext | None = None

    def open(self, limit: float) -> socket.socket:
        """Return a connected socket, with TLS where the endpoint has it.

        Args:
            limit: Seconds left of the call; the shorter bound counts.

        Raises:
            Unreachable: Its reason says how far we came.
            TimedOut: In the phase ``connect``.
            Untrusted: The certificate is not to be believed.
            Refused: Our own certificate cannot be read, or the host does not take it.
        """
        end = time.monotonic() + min(self._seconds, limit)
        context = self._trust() if self._endpoint.tls else None
        connected = self._connected(end)
        try:
            connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            return connected if context is None else self._secured(connected, context, end)
        except BaseException:
            connected.close()
            raise

    def _connected(self, end: float) -> socket.socket:
        found = self._addresses()
        problems: list[OSError] = []
        for left, (family, kind, proto, _, address) in zip(
            range(len(found), 0, -1), found, strict=True
        ):
            share = max((end - time.monotonic()) / left, _SHORTEST_S)
            try:
                return _connected(socket.socket(family, kind, proto), address, share)
            except OSError as problem:
                problems.append(problem)
        raise self._explained(problems)

    def _addresses(self):  # noqa: ANN202 -- the system's own shape, see socket.getaddrinfo
        try:
            return socket.getaddrinfo(
                self._endpoint.host, self._endpoint.port, type=socket.SOCK_STREAM
            )
        except (socket.gaierror, UnicodeError) as error:
            raise self._unreachable(UnreachableReason.NAME_UNKNOWN, _text(error)) from error

    def _explained(self, problems: list[OSError]) -> ConsoleError:
        """Return what several addresses' problems say together: the most telling one wins."""
        for problem in problems:
            if isinstance(problem, ConnectionRefusedError):
                return self._unreachable(
                    UnreachableReason.PORT_CLOSED, f"port {self._endpoint.port}"
                )
        for problem in problems:
            if isinstance(problem, TimeoutError):
                return self._timed_out()
        for problem in problems:
            if problem.errno in _NO_ROUTE:
                return self._unreachable(UnreachableReason.NO_ROUTE, _text(problem))
        return self._unreachable(
            UnreachableReason.OTHER, _text(problems[-1]) if problems else "no address"
        )

    def _secured(self, plain: socket.socket, context: ssl.SSLContext, end: float) -> ssl.SSLSocket:
        plain.settimeout(max(end - time.monotonic(), _SHORTEST_S))  # for the whole handshake
        try:
            return context.wrap_socket(plain, server_hostname=self._endpoint.host)
        except ssl.SSLCertVerificationError as error:
            raise Untrusted(self._endpoint.host, error.verify_message) from error
        except TimeoutError as error:
            raise self._timed_out() from error
        except (ssl.SSLEOFError, ConnectionError) as error:
            raise self._unreachable(UnreachableReason.CONNECTION_LOST, "TLS") from error
        except OSError as error:
            if refuses_our_certificate(error):  # TLS 1.2 tells it here
                raise self._refused(RefusedReason.BAD_CREDENTIAL) from error
            # no TLS spoken there, or no common version
            raise self._unreachable(UnreachableReason.NO_TLS, f"TLS: {_text(error)}") from error

    def _trust(self) -> ssl.SSLContext:
        if self._context is None:
            context = server_trust(self._endpoint)
            if self._credential.method is AuthMethod.CERTIFICATE:
                self._show_certificate(context)
            self._context = context
        return self._context

    def _show_certificate(self, context: ssl.SSLContext) -> None:
        try:
            context.load_cert_chain(
                self._credential.certificate_file,
                self._credential.key_file or None,
                password=lambda: self._credential.password,  # else OpenSSL asks on the terminal
            )
        except (OSError, ValueError) as error:
            raise self._refused(RefusedReason.NO_CREDENTIAL) from error

    def _unreachable(self, reason: UnreachableReason, detail: str) -> Unreachable:
        return Unreachable(reason, self._endpoint.host, detail)

    def _refused(self, reason: RefusedReason) -> Refused:
        return Refused(reason, self._endpoint.host, self._credential.user)

    def _timed_out(self) -> TimedOut:
        return TimedOut("connect", self._seconds, self._endpoint.host)


def _connected(fresh: socket.socket, address: object, seconds: float) -> socket.socket:
    try:
        fresh.settimeout(seconds)
        fresh.connect(address)  # type: ignore[arg-type]
    except BaseException:
        fresh.close()
        raise
    return fresh


def _text(error: OSError | UnicodeError) -> str:
    """Return what the system said, without its numbers."""
    if isinstance(error, ssl.SSLError) and error.reason:
        return error.reason
    return (error.strerror if isinstance(error, OSError) else "") or type(error).__name__
