"""A socket under ``Patience``, in the shape that ``http.client`` needs.

``http.client`` only ever calls ``sendall``, ``makefile`` and ``close``, so this is all there is.
Every read and write waits no longer than what is left of the call; what fails is raised as an error
of ours, which no library above takes for one of its own.
"""

import io
import socket
import ssl
from typing import TYPE_CHECKING

from console.model.errors import (
    ConsoleError,
    Refused,
    RefusedReason,
    Unreachable,
    UnreachableReason,
)
from console.transport.patience import Patience
from console.transport.trust import refuses_our_certificate

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer


class GuardedSocket:
    """A connected socket whose waits are bounded.

    Attributes:
        patience: The bounds of the call under way; the owner puts in new ones for each call.
    """

    def __init__(self, inner: socket.socket, address: str, patience: Patience) -> None:
        self.patience = patience
        self._inner = inner
        self._address = address

    @property
    def certificate(self) -> bytes:
        """The host's certificate (DER), empty without TLS."""
        inner = self._inner
        return (inner.getpeercert(True) or b"") if isinstance(inner, ssl.SSLSocket) else b""

    def sendall(self, data: bytes) -> None:
        """Send all of it.

        Raises:
            TimedOut: The host does not take it.
            Refused: The host does not take our certificate.
            Unreachable: The connection broke.
        """
        self._inner.settimeout(self.patience.remaining())
        try:
            self._inner.sendall(data)
        except TimeoutError as error:
            raise self.patience.timed_out() from error
        except OSError as error:
            raise self._lost(self._last_words() or error) from error

    def receive_into(self, raw: io.RawIOBase, buffer: "WriteableBuffer") -> int:
        """Read some bytes; 0 at the end of the stream.

        Raises:
            TimedOut: Nothing came.
            Refused: The host does not take our certificate (TLS 1.3 tells only now).
            Unreachable: The connection broke.
            Malformed: More came than any answer of ours may have.
        """
        self._inner.settimeout(self.patience.remaining())
        try:
            count = raw.readinto(buffer) or 0
        except TimeoutError as error:
            raise self.patience.timed_out() from error
        except OSError as error:
            raise self._lost(error) from error
        self.patience.take_bytes(count)
        return count

    def makefile(self, _mode: str = "rb") -> io.BufferedReader:
        """Return the received bytes as a file that keeps the bounds."""
        return io.BufferedReader(_GuardedBytes(self, self._inner))

    def is_quiet(self) -> bool:
        """Tell whether the connection is open and nothing unasked has come.

        Reads, because over TLS a socket may be readable for TLS's own sake.
        """
        try:
            self._inner.settimeout(0)
            self._inner.recv(1)
        except (BlockingIOError, ssl.SSLWantReadError):
            return True
        except OSError:
            return False
        return False

    def close(self) -> None:
        """Close it; a file made from it stays readable until it is closed too."""
        self._inner.close()

    def _last_words(self) -> OSError | None:
        """Return what TLS said before the connection broke under our feet, if it did."""
        try:
            self._inner.settimeout(0)
            self._inner.recv(1)
        except OSError as error:
            return error if refuses_our_certificate(error) else None
        return None

    def _lost(self, error: OSError) -> ConsoleError:
        if refuses_our_certificate(error):
            return Refused(RefusedReason.BAD_CREDENTIAL, self._address)
        return Unreachable(
            UnreachableReason.CONNECTION_LOST, self._address, error.strerror or type(error).__name__
        )


class _GuardedBytes(io.RawIOBase):
    """The receiving side.

    ``_sock`` is where the libraries for NTLM and Kerberos look for the socket, to bind the sign-in
    to the host's certificate.
    """

    def __init__(self, guarded: GuardedSocket, inner: socket.socket) -> None:
        super().__init__()
        self._sock = inner
        self._guarded = guarded
        self._raw = inner.makefile("rb", buffering=0)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        return self._guarded.receive_into(self._raw, buffer)

    def close(self) -> None:
        if not self.closed:
            self._raw.close()
        super().close()
