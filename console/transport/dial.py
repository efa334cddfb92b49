"""Opens the TCP connection to a host, and TLS on it, within a bound, telling failures apart.

Name lookup is the system's and cannot be interrupted; its own time limit applies (a lane waits, not
the window). The addresses found share what is left of the time, so a dead IPv6 route leaves room
for IPv4.

A certificate that is not believed is looked at over a second connection, on which nothing is sent
but TLS's greeting: Python does not tell it of a handshake that failed. With a pin the host's own is
compared before anybody gets the socket. Only a client certificate is shown during the handshake
itself; before that one goes out, the host's is fetched and made the only one that OpenSSL takes.
"""

import errno
import socket
import ssl
import time
from collections.abc import Callable

from console.model.certificate import CertificateSeen, Distrust, is_pinned
from console.model.connection import AuthMethod, Credential, Endpoint
from console.model.errors import (
    ConsoleError,
    Malformed,
    Refused,
    RefusedReason,
    TimedOut,
    Unreachable,
    UnreachableReason,
    Untrusted,
)
from console.transport.certificate import describe, distrust_of
from console.transport.trust import (
    pinned_trust,
    refuses_our_certificate,
    server_trust,
    untrusting_context,
)

_NO_ROUTE = frozenset({errno.EHOSTUNREACH, errno.ENETUNREACH, errno.ENETDOWN, errno.EADDRNOTAVAIL})
_SHORTEST_S = 0.001
_LOOK_S = 2.0
"""A host whose certificate is not believed is looked at for so long at least."""


class Dialer:
    """Opens connections to one host.

    Args:
        endpoint: Where, and with what trust.
        credential: Holds the client certificate, if there is one.
        seconds: For name lookup, TCP and TLS together.
        before_use: Called with the seconds left of the call when a connection stands, before
            anybody can sign in on it; what it raises ends the connection.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        credential: Credential,
        seconds: float,
        before_use: Callable[[float], None] | None = None,
    ) -> None:
        self._endpoint = endpoint
        self._credential = credential
        self._seconds = seconds
        self._before_use = before_use
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
        began = time.monotonic()
        end = began + min(self._seconds, limit)
        context = self._trust(end) if self._endpoint.tls else None
        connected = self._connected(end)
        try:
            connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            if context is not None:
                connected = self._secured(connected, context, end)
            if self._before_use is not None:
                self._before_use(limit - (time.monotonic() - began))
        except BaseException:
            connected.close()
            raise
        return connected

    def look(self, limit: float) -> bytes:
        """Return the certificate (DER) that the host shows, believed or not; send it nothing.

        Args:
            limit: Seconds left of the call; the shorter bound counts.

        Raises:
            Unreachable, TimedOut: There is none to be seen.
            Refused: The host shows none without one of ours.
        """
        return self._look(time.monotonic() + min(self._seconds, limit))

    def _look(self, end: float) -> bytes:
        with self._connected(end) as plain, self._greeted(plain, untrusting_context(), end) as seen:
            return seen.getpeercert(binary_form=True) or b""

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
        for problem in problems:
            if isinstance(problem, ConnectionError):  # reset before the system said "connected"
                return self._unreachable(UnreachableReason.CONNECTION_LOST, _text(problem))
        return self._unreachable(
            UnreachableReason.OTHER, _text(problems[-1]) if problems else "no address"
        )

    def _secured(self, plain: socket.socket, context: ssl.SSLContext, end: float) -> ssl.SSLSocket:
        try:
            secured = self._greeted(plain, context, end)
        except ssl.SSLCertVerificationError as error:
            plain.close()
            raise self._untrusted(error, end) from error
        if self._endpoint.pin:
            try:
                self._compare(secured.getpeercert(binary_form=True) or b"")
            except BaseException:
                secured.close()
                raise
        return secured

    def _untrusted(self, error: ssl.SSLCertVerificationError, end: float) -> Untrusted:
        try:
            seen = _described(self._look(max(end, time.monotonic() + _LOOK_S)))
        except ConsoleError:
            seen = None  # the host has gone meanwhile: that it is not believed is what counts
        pin = self._endpoint.pin
        why = Distrust.CHANGED if pin else distrust_of(error)
        return Untrusted(self._endpoint.host, error.verify_message, why, seen, pin)

    def _compare(self, certificate: bytes) -> None:
        """Stop before another certificate than the pinned one."""
        pin = self._endpoint.pin
        if not is_pinned(certificate, pin):
            seen = _described(certificate)
            raise Untrusted(
                self._endpoint.host, "another certificate is pinned", Distrust.CHANGED, seen, pin
            )

    def _greeted(self, plain: socket.socket, context: ssl.SSLContext, end: float) -> ssl.SSLSocket:
        """Do the handshake; ``ssl.SSLCertVerificationError`` is the caller's to tell of."""
        plain.settimeout(max(end - time.monotonic(), _SHORTEST_S))  # for the whole handshake
        try:
            plain.getpeername()  # fails after a reset, which ssl would take for "not yet connected"
            context.sslsocket_class = _Connected
            secured = context.wrap_socket(plain, server_hostname=self._endpoint.host)
            if secured.version() is None:  # reset under our feet: ssl then skips the handshake
                secured.close()
                raise ConnectionResetError
        except ssl.SSLCertVerificationError:
            raise
        except TimeoutError as error:
            raise self._timed_out() from error
        except (ssl.SSLEOFError, ConnectionError) as error:
            raise self._unreachable(UnreachableReason.CONNECTION_LOST, "TLS") from error
        except OSError as error:
            if error.errno == errno.ENOTCONN:
                raise self._unreachable(UnreachableReason.CONNECTION_LOST, "TLS") from error
            if refuses_our_certificate(error):  # TLS 1.2 tells it here
                raise self._refused(RefusedReason.BAD_CREDENTIAL) from error
            # no TLS spoken there, or no common version
            raise self._unreachable(UnreachableReason.NO_TLS, f"TLS: {_text(error)}") from error
        return secured

    def _trust(self, end: float) -> ssl.SSLContext:
        if self._context is None:
            shows_ours = self._credential.method is AuthMethod.CERTIFICATE
            if not self._endpoint.pin:
                context = server_trust(self._endpoint)
            elif shows_ours:
                pinned = self._look(end)
                self._compare(pinned)
                context = pinned_trust(pinned)
            else:
                context = untrusting_context()
            if shows_ours:
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


class _Connected(ssl.SSLSocket):
    """A connection that stood a moment ago.

    Where it is reset before ssl asks for its other end, ssl would take it for one that is still to
    be connected, and forget the socket when reading from it fails. So it is told that there is one;
    the handshake finds out, and closes.
    """

    def getpeername(self) -> object:
        """Return the other end; never fail."""
        try:
            return super().getpeername()
        except OSError:
            return ("", 0)


def _connected(fresh: socket.socket, address: object, seconds: float) -> socket.socket:
    try:
        fresh.settimeout(seconds)
        fresh.connect(address)  # type: ignore[arg-type]
    except BaseException:
        fresh.close()
        raise
    return fresh


def _described(certificate: bytes) -> CertificateSeen | None:
    """Return what a certificate says; ``None`` when it cannot be read."""
    try:
        return describe(certificate)
    except Malformed:
        return None


def _text(error: OSError | UnicodeError) -> str:
    """Return what the system said, without its numbers."""
    if isinstance(error, ssl.SSLError) and error.reason:
        return error.reason
    return (error.strerror if isinstance(error, OSError) else "") or type(error).__name__
