"""Who is at the other end of one connection: Negotiate, Kerberos, CredSSP, certificate, Basic.

One object lives exactly as long as one TCP connection and is known to nothing else. A context
found by address and port would be handed to a stranger as soon as the port number is reused.

Negotiate (NTLM or Kerberos, raw or in SPNEGO), Kerberos and CredSSP authenticate the *connection*:
each token is answered by 401 with the next one until the last, which is answered by 200, and
later requests carry no Authorization at all. A new first token starts over. Basic authenticates
each request, and over plain HTTP only where the host allows unencrypted traffic. A client
certificate was proved by TLS before the first request; the header only asks that it be used.
"""

import base64
import binascii
import struct
from dataclasses import dataclass

from spnego.exceptions import SpnegoError

from console.simulator.acceptor import (
    Acceptor,
    MakeAcceptor,
    credssp_acceptor,
    has_failed,
    spnego_acceptor,
)
from console.simulator.accounts import Account, AccountBook
from console.simulator.sealing import BadFrame, seal, unseal

NTLM = "ntlm"
KERBEROS = "kerberos"
CREDSSP = "credssp"
CERTIFICATE = "certificate"
BASIC = "basic"
KNOWN_METHODS = frozenset({NTLM, KERBEROS, CREDSSP, CERTIFICATE, BASIC})
MUTUAL = "http://schemas.dmtf.org/wbem/wsman/1/wsman/secprofile/https/mutual"
"""The whole Authorization header of a client that has shown a certificate (DSP0226's profiles)."""

_FIRST_NTLM = b"NTLMSSP\0\1\0\0\0"
_FIRST_GSS = b"\x60"
_TLS_HELLO = (
    b"\x16\x03\x01"  # a ClientHello's record names TLS 1.0 (RFC 8446, 5.1), later ones do not
)
_FIRST_TOKENS = (_FIRST_NTLM, _FIRST_GSS, _TLS_HELLO)
_BROKEN_TOKEN = (
    SpnegoError,
    ValueError,
    struct.error,
    IndexError,
    KeyError,
    TypeError,
    AttributeError,  # gssapi, for a ticket that none of the host's keys opens
)


@dataclass(frozen=True, slots=True)
class _Handshake:
    scheme: str
    methods: frozenset[str]
    make: MakeAcceptor


_NEGOTIATE = _Handshake("Negotiate", frozenset({NTLM, KERBEROS}), spnego_acceptor)
_HANDSHAKES = {
    "negotiate": _NEGOTIATE,
    "ntlm": _NEGOTIATE,
    "kerberos": _Handshake("Kerberos", frozenset({KERBEROS}), spnego_acceptor),
    "credssp": _Handshake("CredSSP", frozenset({CREDSSP}), credssp_acceptor),
}


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

    Args:
        book: Who may sign in.
        methods: By what.
        allow_basic: Whether Basic may be used on this connection.
        hostname: The host's name, for NTLM.
        certificate: The client's certificate (DER) as TLS has verified it, or empty.

    Attributes:
        method: How the other end proved who it is, a word of ``KNOWN_METHODS``, or empty.
    """

    def __init__(
        self,
        book: AccountBook,
        methods: frozenset[str],
        *,
        allow_basic: bool,
        hostname: str,
        certificate: bytes = b"",
    ) -> None:
        self.method = ""
        self._book = book
        self._methods = methods if allow_basic else methods - {BASIC}
        self._offers = tuple(_offers(self._methods))
        self._hostname = hostname
        self._certificate = certificate
        self._context: Acceptor | None = None
        self._account: Account | None = None

    @property
    def can_seal(self) -> bool:
        """Whether messages on this connection can be encrypted."""
        return self.method in {NTLM, KERBEROS, CREDSSP} and self._context is not None

    def authorize(self, header: str) -> Outcome:
        """Judge a request by its Authorization header, which may be empty."""
        scheme, _, token = header.partition(" ")
        scheme = scheme.lower()
        handshake = _HANDSHAKES.get(scheme)
        if handshake is not None and handshake.methods & self._methods:
            return self._step(handshake.scheme, _decoded(token), handshake.make)
        if scheme == "basic" and BASIC in self._methods:
            return self._basic(_decoded(token))
        if scheme == MUTUAL and CERTIFICATE in self._methods:
            return self._mapped()
        if self._account is not None:
            return Outcome(self._account)
        return self._refuse(is_refusal=bool(scheme))

    def _step(self, scheme: str, token: bytes, make: MakeAcceptor) -> Outcome:
        """Take a token of a handshake; the account is known after the last one."""
        if token.startswith(_FIRST_TOKENS) or self._context is None or self._account is not None:
            self.forget()
            self._context = make(self._book, self._hostname)
        context = self._context
        try:
            with self._book.in_use():
                answer = context.step(token)
        except _BROKEN_TOKEN:
            return self._refuse(is_refusal=True)
        said = (f"{scheme} {base64.b64encode(answer).decode()}",) if answer else ()
        if scheme == "CredSSP" and has_failed(context):
            self.forget()
            return Outcome(headers=said, is_refusal=True)
        if not context.complete:
            return Outcome(headers=said)
        return self._completed(scheme, context, said)

    def _completed(self, scheme: str, context: Acceptor, said: tuple[str, ...]) -> Outcome:
        proof = context.negotiated_protocol or NTLM
        method = CREDSSP if scheme == "CredSSP" else proof
        account = self._book.find(context.client_principal or "")
        if account is None or method not in self._methods:
            return self._refuse(is_refusal=True)
        self._account, self.method = account, method
        return Outcome(account, said)

    def _basic(self, token: bytes) -> Outcome:
        name, _, password = token.decode("utf-8", errors="replace").partition(":")
        account = self._book.check(name, password)
        if account is None:
            return self._refuse(is_refusal=True)
        self.forget()
        self.method = BASIC
        return Outcome(account)

    def _mapped(self) -> Outcome:
        account = self._book.mapped(self._certificate) if self._certificate else None
        if account is None:
            return self._refuse(is_refusal=True)
        self.forget()
        self.method = CERTIFICATE
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

    def seal(self, message: bytes, protocol: str) -> bytes:
        """Seal a reply in the protocol of its request."""
        return seal(self._sealer(), message, protocol)

    def _sealer(self) -> Acceptor:
        if self._context is None:
            raise BadFrame("no security context on this connection")
        return self._context


def _offers(methods: frozenset[str]) -> list[str]:
    """Return what the service advertises; a certificate is asked for by TLS, not here."""
    offers: list[str] = []
    if methods & {NTLM, KERBEROS}:
        offers.append("Negotiate")
    if KERBEROS in methods:
        offers.append("Kerberos")
    if CREDSSP in methods:
        offers.append("CredSSP")
    if BASIC in methods:
        offers.append('Basic realm="WSMAN"')
    return offers


def _decoded(token: str) -> bytes:
    try:
        return base64.b64decode(token.strip(), validate=True)
    except (binascii.Error, ValueError):
        return b""
