"""The far ends of NTLM, Kerberos and CredSSP, by pyspnego, with the accounts of one host.

One acceptor takes NTLM and Kerberos, raw or in SPNEGO: pyspnego puts Kerberos before NTLM where
python-gssapi is installed and the host has a keytab. CredSSP is TLS in the HTTP header, with that
same acceptor's NTLM inside.
"""

import importlib.util
import logging
from collections.abc import Callable
from typing import Protocol

import spnego

from console.simulator.accounts import AccountBook
from console.simulator.sealing import SecurityContext

_FAILED = "Authentication failure"


class Acceptor(SecurityContext, Protocol):
    """The acceptor's side of a security context."""

    @property
    def complete(self) -> bool:
        """Whether the other end has proved who it is."""
        ...

    @property
    def client_principal(self) -> str | None:
        """Who it is."""
        ...

    @property
    def negotiated_protocol(self) -> str | None:
        """``"ntlm"`` or ``"kerberos"``."""
        ...

    def step(self, in_token: bytes | None = None) -> bytes | None:
        """Take a token and return the answer to it."""
        ...

    def get_extra_info(self, name: str, default: object = None) -> object:
        """Return what is special to a mechanism."""
        ...


MakeAcceptor = Callable[[AccountBook, str], Acceptor]


def can_take_tickets() -> bool:
    """Tell whether the libraries for Kerberos are installed."""
    return all(importlib.util.find_spec(name) is not None for name in ("gssapi", "krb5"))


def spnego_acceptor(book: AccountBook, hostname: str) -> Acceptor:
    """Return an acceptor for raw NTLMSSP, raw Kerberos and SPNEGO."""
    with book.in_use():
        return _spnego(hostname)


def credssp_acceptor(book: AccountBook, hostname: str) -> Acceptor:
    """Return an acceptor for CredSSP (MS-CSSP 3.1.5) with SPNEGO or raw NTLM inside."""
    # It logs each wrong password as a warning; here they are the business of the traffic log.
    logging.getLogger("spnego._credssp").setLevel(logging.ERROR)
    with book.in_use():
        return spnego.server(
            hostname=hostname,
            service="http",
            protocol="credssp",
            credssp_negotiate_context=_spnego(hostname),
        )


def _spnego(hostname: str) -> spnego.ContextProxy:
    """``use_negotiate`` keeps pyspnego from Windows' own SSPI, which knows no accounts of ours."""
    return spnego.server(
        hostname=hostname,
        service="http",
        protocol="negotiate",
        options=spnego.NegotiateOptions.use_negotiate,
    )


def has_failed(acceptor: Acceptor) -> bool:
    """Tell whether a CredSSP acceptor's answer is the error that it ends with (2.2.1)."""
    return acceptor.get_extra_info("auth_stage") == _FAILED
