"""``Exchange`` with a host over pywinrm: one connection, one sign-in, one caller at a time.

Sign-in and sealing belong to the TCP connection, and every sealed message moves their state on. So
there is one rule after any trouble: forget the connection and all that hangs on it, and sign in
anew. What may then be sent a second time, once:

* anything, when the host certainly did nothing: the connection was closed before we sent (looked
  at first, since hosts close idle ones), or the host had forgotten us (401 to a sealed message);
* a request that is repeatable, when the connection was lost under way or the host could not open
  the message (400).

Otherwise the error goes up, and its ``may_have_arrived`` tells whether the host may have done what
was asked. A refused password is never tried again: accounts lock. One bound holds for all of a
``send``, repetition included: ``Timeouts.read``.

pywinrm and requests are imported at the first ``send``, so that the window starts without them.
"""

import logging
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from console.model.connection import Credential, Endpoint, Timeouts
from console.model.errors import (
    Cancelled,
    Refused,
    RefusedReason,
    TimedOut,
    Unreachable,
    UnreachableReason,
)
from console.transport.dial import Dialer
from console.transport.exchange import Exchange
from console.transport.patience import MAX_BYTES, Patience
from console.transport.sign_in import BASIC, SignIn, ways_to_sign_in
from console.transport.sign_in_guard import Admission
from console.transport.ticket_failure import NoTicket

if TYPE_CHECKING:
    from console.transport.adapter import HostAdapter
    from console.transport.host_transport import HostTransport
    from console.transport.ticket import TicketBook

IDLE_S = 60.0
"""A connection not used for so long is given up unasked: hosts close them (http.sys: 120 s)."""

_TALKATIVE = ("spnego", "requests", "requests_ntlm", "requests_credssp", "urllib3", "winrm")


class WinrmExchange(Exchange):
    """Sends requests to one host. Belongs to one thread at a time.

    Args:
        endpoint: Where.
        credential: Who.
        timeouts: ``connect`` bounds opening, ``read`` bounds a whole ``send``.
        max_bytes: Most bytes to receive in one ``send``.
        clock: Seconds, for the age of the connection.
        admission: Asked before each sign-in, and told how it went.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        credential: Credential,
        timeouts: Timeouts,
        *,
        max_bytes: int = MAX_BYTES,
        clock: Callable[[], float] = time.monotonic,
        admission: Admission | None = None,
    ) -> None:
        self._endpoint = endpoint
        self._credential = credential
        self._timeouts = timeouts
        self._max_bytes = max_bytes
        self._clock = clock
        self._admission = admission or Admission(None, endpoint, credential)
        self._ways: tuple[SignIn, ...] = ()
        self._tickets: TicketBook | None = None
        self._adapter: HostAdapter | None = None
        self._transport: HostTransport | None = None
        self._used_at = 0.0
        self._is_closed = False

    @property
    def round_trips(self) -> int:
        """How many HTTP requests were sent so far, those of signing in included."""
        return self._adapter.trips if self._adapter else 0

    def send(self, request: bytes, *, repeatable: bool) -> bytes:
        """Send an envelope and return the reply's, also that of a fault.

        Raises:
            Unreachable, TimedOut: Look at ``may_have_arrived``.
            Untrusted: The host's certificate.
            Refused: The credential, or the way to sign in.
            NotWsman: What answers there is no WinRM.
            Malformed: The answer is too large or cannot be opened.
            Cancelled: The exchange is closed.
        """
        if self._is_closed:
            raise Cancelled(f"{self._endpoint.host}: the exchange is closed")
        if not self._ways:
            self._ways = ways_to_sign_in(self._endpoint, self._credential)
        if self._clock() - self._used_at > IDLE_S:
            self._forget()
        if self._ways[0] is BASIC:  # each message shows the password
            self._admission.check()
        patience = Patience(self._endpoint.host, self._timeouts.read, self._max_bytes)
        try:
            reply = self._attempt_twice(request, patience, repeatable=repeatable)
        except Refused as refused:
            if refused.reason is RefusedReason.BAD_CREDENTIAL:
                self._admission.refused()
            raise
        else:
            self._admission.accepted()
            return reply
        finally:
            self._admission.ended()

    def close(self) -> None:
        """Close the connection; later calls of ``send`` fail. May be repeated."""
        self._is_closed = True
        self._forget()
        if self._tickets is not None:
            self._tickets.drop()

    def _attempt_twice(self, request: bytes, patience: Patience, *, repeatable: bool) -> bytes:
        try:
            return self._attempt(request, patience, repeatable=repeatable)
        except _Again:
            return self._attempt(request, patience, repeatable=repeatable, is_last=True)

    def _attempt(
        self, request: bytes, patience: Patience, *, repeatable: bool, is_last: bool = False
    ) -> bytes:
        """Send once; raise ``_Again`` when a new sign-in may cure what went wrong."""
        from console.transport.adapter import Broken  # noqa: PLC0415 -- see the module's docstring

        was_in_use = self._transport is not None
        try:
            return self._exchange(request, patience)
        except Broken as broken:
            # Forgotten by the host right after a sign-in: no second one will change its mind.
            is_hopeless = isinstance(broken.error, Refused) and not was_in_use
            if is_last or is_hopeless or not (broken.nothing_happened or repeatable):
                raise broken.error from None
            raise _Again from None
        except Unreachable as lost:
            is_lost = lost.reason is UnreachableReason.CONNECTION_LOST and lost.may_have_arrived
            if is_last or not (is_lost and repeatable):
                raise
            raise _Again from None

    def _exchange(self, request: bytes, patience: Patience) -> bytes:
        """Send on the connection there is, or a new one; whatever goes wrong, forget it."""
        adapter = self._prepared(patience)
        try:
            transport = self._transport = self._transport or self._new_transport(adapter)
            reply = transport.send_message(request)
        except BaseException as error:
            self._forget()
            if not isinstance(error, Exception):
                raise
            problem = self._explained(error, adapter)
        else:
            self._used_at = self._clock()
            return reply
        if problem is None:  # no ticket: nothing was sent, and the next way needs none
            return self._exchange(request, patience)
        raise problem

    def _explained(self, error: Exception, adapter: "HostAdapter") -> Exception | None:
        """Return what to raise for an error, or ``None`` to go on with the next way to sign in."""
        from console.transport.adapter import Broken  # noqa: PLC0415
        from console.transport.failure import explained  # noqa: PLC0415

        if isinstance(error, Broken):
            return error
        if isinstance(error, NoTicket):
            self._ways = self._ways[1:]
            return None if self._ways and error.may_go_on else error.error
        problem = explained(error, adapter, self._ways[0], self._credential.user)
        if isinstance(problem, Unreachable | TimedOut):
            problem.may_have_arrived = adapter.may_have_arrived
        return problem

    def _prepared(self, patience: Patience) -> "HostAdapter":
        if self._adapter is None:
            from console.transport.adapter import HostAdapter  # noqa: PLC0415

            for name in _TALKATIVE:  # they log tokens and bodies
                logging.getLogger(name).setLevel(logging.WARNING)
            dialer = Dialer(
                self._endpoint, self._credential, self._timeouts.connect, self._admission.ask
            )
            self._adapter = HostAdapter(self._endpoint.host, self._endpoint.port, dialer, patience)
        self._adapter.begin(patience)
        return self._adapter

    def _new_transport(self, adapter: "HostAdapter") -> "HostTransport":
        from console.transport.host_transport import HostTransport  # noqa: PLC0415
        from console.transport.ticket import TicketBook  # noqa: PLC0415

        if self._tickets is None:
            self._tickets = TicketBook(self._endpoint, self._credential)
        return HostTransport(
            self._endpoint, self._credential, self._ways[0], adapter, self._tickets
        )

    def _forget(self) -> None:
        """Drop the connection and the security context with it."""
        self._transport = None
        if self._adapter is not None:
            self._adapter.close()


class _Again(Exception):
    """Sign in anew and send once more."""
