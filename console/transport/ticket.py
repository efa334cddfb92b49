r"""Kerberos tickets for one exchange: whose they are, where they come from, why there are none.

Without a password the tickets are the system's (``kinit``, a domain sign-in). With one, a ticket is
asked for here and kept in this process's memory only (``MEMORY:``, krb5's own cache in memory): no
file, nothing that another program could read, gone with ``close``. Windows keeps tickets itself.

pyspnego does the talking to GSSAPI or SSPI; krb5 is used for the password, because it tells by
number why there is no ticket, and because one ticket then serves every connection of the exchange.
Both libraries let other threads run while a Kerberos server is silent (18 s; measured).

Imported late, because pyspnego takes a tenth of a second.
"""

import importlib
import sys
import time
from typing import Any, Final

import spnego
from spnego.channel_bindings import GssChannelBindings
from spnego.exceptions import SpnegoError

from console.model.connection import Credential, Endpoint
from console.transport.principal import principal_of, service_of
from console.transport.ticket_failure import NoTicket, failure_of

_RENEW_S: Final = 300.0
"""A ticket that ends sooner is replaced before it is used: the clocks may differ so much."""


class TicketBook:
    """The tickets of one account for one host. Belongs to one thread at a time.

    Args:
        endpoint: The host.
        credential: The account; its password may be empty.
    """

    def __init__(self, endpoint: Endpoint, credential: Credential) -> None:
        self._endpoint = endpoint
        self._credential = credential
        self._service, self._name = service_of(endpoint, credential)
        self._cache: Any = None
        self._library: Any = None
        self._ends_at = 0.0

    def context(self, bindings: GssChannelBindings | None) -> spnego.ContextProxy:
        """Return the initiator's side of a new security context.

        Raises:
            NoTicket: There is none, and it says why.
        """
        try:
            return spnego.client(
                self._proof(),
                hostname=self._name,
                service=self._service,
                protocol="kerberos",
                channel_bindings=bindings,
                context_req=spnego.ContextReq.default,
            )
        except (SpnegoError, OSError) as error:
            raise self.failure(error) from error

    def failure(self, error: Exception) -> NoTicket:
        """Return what a library's error means for this host."""
        return failure_of(error, self._endpoint.host, self._credential.user)

    def drop(self) -> None:
        """Give the tickets back that were got by password; the next use asks for new ones."""
        if self._cache is not None:
            self._library.cc_destroy(self._library.init_context(), self._cache)
            self._cache = None

    def _proof(self) -> spnego.Password | spnego.KerberosCCache | spnego.CredentialCache:
        name = principal_of(self._credential)
        if not self._credential.password:
            return spnego.CredentialCache(username=name or None)
        if sys.platform == "win32":
            return spnego.Password(username=name, password=self._credential.password)
        if self._cache is None or self._ends_at - time.time() < _RENEW_S:
            self.drop()
            self._cache = self._signed_on(name)
        kind, place = self._cache.cache_type, self._cache.name
        return spnego.KerberosCCache(f"{kind.decode()}:{place.decode()}")

    def _signed_on(self, name: str) -> Any:  # noqa: ANN401 -- krb5 may not be installed
        """Ask the realm for a ticket by password, once, and return the cache it is in."""
        krb5 = self._library = importlib.import_module("krb5")
        try:
            context = krb5.init_context()
            principal = krb5.parse_name_flags(context, name.encode())
            options = krb5.get_init_creds_opt_alloc(context)
            krb5.get_init_creds_opt_set_canonicalize(options, True)
            krb5.get_init_creds_opt_set_forwardable(options, False)
            password = self._credential.password.encode()
            ticket = krb5.get_init_creds_password(context, principal, options, password=password)
            cache = krb5.cc_new_unique(context, b"MEMORY")
            krb5.cc_initialize(context, cache, ticket.client)
            krb5.cc_store_cred(context, cache, ticket)
        except krb5.Krb5Error as error:
            raise self.failure(error) from error
        self._ends_at = float(ticket.times.endtime)
        return cache
