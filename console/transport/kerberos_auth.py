"""Kerberos for ``requests``: one ticket a connection, and the host proves itself too.

pywinrm's own way needs pykerberos, which takes no password and is not maintained. What goes over
the wire is the same: a raw Kerberos token (RFC 4121) in ``Authorization``, the host's answer to it
in ``WWW-Authenticate``, and messages sealed by the context that the two have made. The scheme is
``Kerberos`` where the user asked for Kerberos and the host names it, else ``Negotiate``.

Imported late, because requests takes a third of a second.
"""

import base64
import binascii
import hashlib
import re
from typing import Any, Final

import requests
import spnego
from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from requests.auth import AuthBase
from spnego.channel_bindings import GssChannelBindings
from spnego.exceptions import SpnegoError

from console.model.certificate import Distrust
from console.model.errors import Untrusted
from console.transport.adapter import HostAdapter
from console.transport.ticket import TicketBook

_WEAK: Final = frozenset({"md5", "sha1"})


class KerberosAuth(AuthBase):
    """Signs one connection in and seals its messages.

    Args:
        tickets: Where tickets come from.
        adapter: The connection.
        prefers_negotiate: Whether the scheme ``Negotiate`` comes first.

    Attributes:
        scheme: What was used, empty before the sign-in.
    """

    def __init__(
        self, tickets: TicketBook, adapter: HostAdapter, *, prefers_negotiate: bool
    ) -> None:
        self.scheme = ""
        self._tickets = tickets
        self._adapter = adapter
        self._order = ("Negotiate", "Kerberos") if prefers_negotiate else ("Kerberos", "Negotiate")
        self._context: spnego.ContextProxy | None = None

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        """Watch for the answer to a request."""
        request.register_hook("response", self._answered)  # pyright: ignore[reportUnknownMemberType]
        return request

    def wrap_winrm(self, _host: object, message: bytes) -> tuple[bytes, bytes]:
        """Return a sealed message and its header, as pywinrm asks for them."""
        wrapped = self._made().wrap_winrm(message)
        return wrapped.data, wrapped.header

    def unwrap_winrm(self, _host: object, sealed: bytes, header: bytes) -> bytes:
        """Open a sealed message.

        Raises:
            SpnegoError: It was changed on the way.
        """
        return self._made().unwrap_winrm(header, sealed)

    def _made(self) -> spnego.ContextProxy:
        if self._context is None:
            raise RuntimeError("a message to seal before anybody has signed in")
        return self._context

    def _answered(self, response: requests.Response, **kwargs: Any) -> requests.Response:  # noqa: ANN401 -- requests' own
        """Sign in when the host asks for it; a second 401 is its last word."""
        is_new = "Authorization" not in response.request.headers
        offered = {name.lower() for name in self._adapter.offered}
        scheme = next((name for name in self._order if name.lower() in offered), "")
        if response.status_code != 401 or not is_new or not scheme:
            return response
        self.scheme = scheme
        return self._sign_in(response, kwargs)

    def _sign_in(self, response: requests.Response, kwargs: dict[str, Any]) -> requests.Response:
        context = self._context = self._tickets.context(channel_bindings(self._adapter.certificate))
        token = self._stepped(context, None)
        _ = response.content  # read to its end, so that the connection is free
        request = response.request.copy()
        request.headers["Authorization"] = f"{self.scheme} {base64.b64encode(token).decode()}"
        answer = self._adapter.send(request, **kwargs)
        proof = _token_in(answer, self.scheme)
        if answer.status_code == 401:
            self._explain(context, proof)
        elif proof or answer.status_code < 400:
            self._check(context, proof)
        return answer

    def _stepped(self, context: spnego.ContextProxy, token: bytes | None) -> bytes:
        try:
            return context.step(token) or b""
        except SpnegoError as error:
            raise self._tickets.failure(error) from error

    def _explain(self, context: spnego.ContextProxy, said: bytes) -> None:
        """Raise what the host says of our ticket; mostly it says nothing but 401."""
        self._tickets.drop()  # the host may have new keys
        try:
            if said:
                context.step(said)
        except SpnegoError as error:
            failure = self._tickets.failure(error)
            if not failure.is_vague:
                raise failure from error

    def _check(self, context: spnego.ContextProxy, proof: bytes) -> None:
        """Let the host prove that it could read the ticket (mutual authentication)."""
        problem = "the host could not prove its identity (Kerberos)"
        try:
            if proof:
                context.step(proof)
        except SpnegoError as error:
            raise Untrusted(self._adapter.address, problem, Distrust.NO_PROOF) from error
        if not context.complete:
            raise Untrusted(self._adapter.address, problem, Distrust.NO_PROOF)


def channel_bindings(certificate: bytes) -> GssChannelBindings | None:
    """Return what binds a sign-in to the host's certificate (RFC 5929, 4.1); none without TLS.

    Args:
        certificate: DER, empty without TLS.
    """
    if not certificate:
        return None
    try:
        used = x509.load_der_x509_certificate(certificate).signature_hash_algorithm
    except (ValueError, UnsupportedAlgorithm):
        return None
    name = "sha256" if used is None or used.name in _WEAK else used.name
    digest = hashlib.new(name, certificate).digest()
    return GssChannelBindings(application_data=b"tls-server-end-point:" + digest)


def _token_in(answer: requests.Response, scheme: str) -> bytes:
    header = answer.headers.get("WWW-Authenticate", "")
    found = re.search(rf"\b{scheme}\s+([A-Za-z0-9+/]+=*)", header, re.IGNORECASE)
    try:
        return base64.b64decode(found[1], validate=True) if found else b""
    except binascii.Error:
        return b""
