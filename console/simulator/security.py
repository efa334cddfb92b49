"""Who is at the other end of one connection: Negotiate (NTLM, raw or in SPNEGO) and Basic.

One object lives exactly as long as one TCP connection and is known to nothing else. A context
found by address and port would be handed to a stranger as soon as the port number is reused.

Negotiate authenticates the *connection*: type 1 is answered by 401 with type 2, type 3 by 200, and
later requests carry no Authorization at all. A new first token starts over. Basic authenticates
each request, and over plain HTTP only where the host allows unencrypted traffic.
"""

import base64
import binascii
import struct
from dataclasses import dataclass

import spnego
from spnego.exceptions import SpnegoError

from console.simulator.accounts import Account, AccountBook
from console.simulator.sealing import BadFrame, SecurityContext, seal, unseal

NTLM = "ntlm"
BASIC = "basic"
KNOWN_METHODS = frozenset({NTLM, BASIC})
_FIRST_NTLM = b"NTLMSSP\0\1\0\0\0"
_FIRST_SPNEGO = b"\x60"
_BROKEN_TOKEN = (SpnegoError, ValueError, struct.error, IndexError, KeyError, TypeError)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a request's Authorization header led to.

    Attributes:
        account: Who it is; ``None`` means: answer 401.
        headers: Values of ``WWW-Authenticate`` for the answer, whichever it is.
        is_refusal: Whether proof was given and found wrong.
    """

    account: Account | None = None
    headers: tuple[str, ...] = ()
    is_refusal: bool = False


class ConnectionSecurity:
    """The security of one connection.

    Attributes:
        method: How the other end proved who it is: ``"ntlm"``, ``"basic"`` or empty.
    """

    def __init__(
        self, book: AccountBook, methods: frozenset[str], *, allow_basic: bool, hostname: str
    ) -> None:
        self.method = ""
        self._book = book
        self._offers = tuple(_offers(methods, allow_basic))
        self._hostname = hostname
        self._context: spnego.ContextProxy | None = None
        self._account: Account | None = None

    @property
    def can_seal(self) -> bool:
        """Whether messages on this connection can be encrypted."""
        return self.method == NTLM and self._context is not None

    def authorize(self, header: str) -> Outcome:
        """Judge a request by its Authorization header, which may be empty."""
        scheme, _, token = header.partition(" ")
        scheme = scheme.lower()
        if scheme in {"negotiate", "ntlm"} and "Negotiate" in self._offers:
            return self._negotiate(_decoded(token))
        if scheme == "basic" and len(self._offers) and self._offers[-1].startswith("Basic"):
            return self._basic(_decoded(token))
        if self._account is not None:
            return Outcome(self._account)
        return self._refuse(is_refusal=bool(scheme))

    def _negotiate(self, token: bytes) -> Outcome:
        first = token.startswith((_FIRST_NTLM, _FIRST_SPNEGO))
        if first or self._context is None or self._context.complete:
            self.forget()
            self._context = spnego_server(self._book, self._hostname)
        try:
            with self._book.in_use():
                answer = self._context.step(token)
        except _BROKEN_TOKEN:
            return self._refuse(is_refusal=True)
        mutual = (f"Negotiate {base64.b64encode(answer).decode()}",) if answer else ()
        if not self._context.complete:
            return Outcome(headers=mutual)
        account = self._book.find(self._context.client_principal or "")
        if account is None:
            return self._refuse(is_refusal=True)
        self._account, self.method = account, NTLM
        return Outcome(account, mutual)

    def _basic(self, token: bytes) -> Outcome:
        name, _, password = token.decode("utf-8", errors="replace").partition(":")
        account = self._book.check(name, password)
        if account is None:
            return self._refuse(is_refusal=True)
        self.forget()
        self.method = BASIC
        return Outcome(account)

    def _refuse(self, *, is_refusal: bool) -> Outcome:
        if is_refusal:
            self.forget()
        return Outcome(headers=self._offers, is_refusal=is_refusal)

    @property
    def offers(self) -> tuple[str, ...]:
        """The values of ``WWW-Authenticate`` for a request without proof."""
        return self._offers

    def forget(self) -> None:
        """Drop the context; the other end has to start over."""
        self._context, self._account, self.method = None, None, ""

    def unseal(self, body: bytes) -> bytes:
        """Open a sealed request.

        Raises:
            BadFrame: The frame is broken, or nobody signed in here.
            SpnegoError: The signature is wrong, such as after a lost message.
        """
        return unseal(self._sealer(), body)

    def seal(self, message: bytes) -> bytes:
        """Seal a reply."""
        return seal(self._sealer(), message)

    def _sealer(self) -> SecurityContext:
        if self._context is None:
            raise BadFrame("no security context on this connection")
        return self._context


def spnego_server(book: AccountBook, hostname: str) -> spnego.ContextProxy:
    """Return an acceptor in pure Python for raw NTLMSSP and for SPNEGO.

    ``use_negotiate`` also keeps pyspnego from Windows' own SSPI, which would not know our
    accounts.
    """
    with book.in_use():
        return spnego.server(
            hostname=hostname,
            service="http",
            protocol="negotiate",
            options=spnego.NegotiateOptions.use_negotiate,
        )


def _offers(methods: frozenset[str], allow_basic: bool) -> list[str]:
    offers: list[str] = []
    if NTLM in methods:
        offers.append("Negotiate")
    if BASIC in methods and allow_basic:
        offers.append('Basic realm="WSMAN"')
    return offers


def _decoded(token: str) -> bytes:
    try:
        return base64.b64decode(token.strip(), validate=True)
    except (binascii.Error, ValueError):
        return b""
