"""What the libraries under us raise, told in the console's own errors.

Imported late, like the libraries. What the socket does is told by ``dial`` and ``guarded`` already
and passes through here as it is; the rest is about answers that nobody could make sense of, and
about the steps of signing in.
"""

import http.client

import requests.exceptions
from requests_credssp.exceptions import AuthenticationException, NTStatusException
from urllib3.exceptions import HTTPError, ProtocolError
from winrm.exceptions import InvalidCredentialsError

from console.model.errors import (
    ConsoleError,
    Malformed,
    Refused,
    RefusedReason,
    Unreachable,
    UnreachableReason,
)
from console.transport.adapter import HostAdapter
from console.transport.host_transport import refusal
from console.transport.sign_in import SignIn

_CUT_SHORT = (
    requests.exceptions.ChunkedEncodingError,
    requests.exceptions.ConnectionError,
    ProtocolError,
    http.client.IncompleteRead,
    ConnectionError,
)
_NOT_HTTP = (http.client.BadStatusLine, http.client.UnknownProtocol)


def explained(error: Exception, adapter: HostAdapter, way: SignIn, user: str) -> ConsoleError:
    """Return our error for a foreign one, by its type."""
    host = adapter.address
    if isinstance(error, ConsoleError):
        return error
    if isinstance(error, _CUT_SHORT):
        return Unreachable(UnreachableReason.CONNECTION_LOST, host, type(error).__name__)
    if isinstance(error, _NOT_HTTP):
        return adapter.not_wsman()
    if isinstance(error, InvalidCredentialsError):  # pywinrm misses a part of the credential
        return Refused(RefusedReason.NO_CREDENTIAL, host)
    return _signing_in(error, adapter, way, user)


def _signing_in(error: Exception, adapter: HostAdapter, way: SignIn, user: str) -> ConsoleError:
    """Tell a refusal from an answer that cannot be read.

    requests_ntlm raises ``PermissionError`` for a 401 without a challenge and ``KeyError`` for an
    answer without the header, requests_credssp ``AuthenticationException`` for one without a
    token: a host that refuses, or something that is no WinRM.
    """
    if isinstance(error, NTStatusException):
        return Refused(RefusedReason.BAD_CREDENTIAL, adapter.address, user, adapter.offered)
    if isinstance(error, PermissionError | AuthenticationException) or _lacks_challenge(error):
        if adapter.last.status != 401:
            return adapter.not_wsman()
        if isinstance(error, AuthenticationException):
            return refusal(adapter, way, user)
        # It offers Negotiate and takes no NTLM: the password has not been looked at.
        return Refused(RefusedReason.METHOD_NOT_OFFERED, adapter.address, user, adapter.offered)
    kind = "HTTP" if isinstance(error, http.client.HTTPException | HTTPError) else "answer"
    return Malformed(f"{adapter.address}: {kind} cannot be read ({type(error).__name__})")


def _lacks_challenge(error: Exception) -> bool:
    return isinstance(error, KeyError) and error.args == ("www-authenticate",)
