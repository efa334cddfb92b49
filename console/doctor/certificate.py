"""Looks at TLS: does the host speak it, and is its certificate to be believed."""

import ssl
from typing import Final

from console.doctor.finding import Cause
from console.model.certificate import CertificateSeen, Distrust
from console.model.connection import Credential, Endpoint
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
from console.transport.certificate import describe
from console.transport.dial import Dialer

NOBODY: Final = Credential("")

_DISTRUSTED: Final = {
    Distrust.SELF_SIGNED: Cause.CERTIFICATE_SELF_SIGNED,
    Distrust.ISSUER_UNKNOWN: Cause.CERTIFICATE_ISSUER_UNKNOWN,
    Distrust.WRONG_NAME: Cause.CERTIFICATE_WRONG_NAME,
    Distrust.EXPIRED: Cause.CERTIFICATE_EXPIRED,
    Distrust.NOT_YET_VALID: Cause.CERTIFICATE_NOT_YET_VALID,
    Distrust.CHANGED: Cause.CERTIFICATE_CHANGED,
    Distrust.CA_FILE: Cause.CA_FILE_UNREADABLE,
}
_NO_TLS: Final = ("WRONG_VERSION_NUMBER", "HTTP_REQUEST", "RECORD_LAYER_FAILURE", "TOO_LONG")
_OLD_TLS: Final = (
    "PROTOCOL_VERSION",
    "UNSUPPORTED_PROTOCOL",
    "HANDSHAKE_FAILURE",
    "NO_PROTOCOLS_AVAILABLE",
    "NO_SHARED_CIPHER",
)
"""OpenSSL's words for an answer that is no TLS, and for no common version."""


def tls_cause(error: ConsoleError) -> Cause:
    """Return why TLS did not come about, from what ``Dialer`` raised."""
    match error:
        case Untrusted():
            return _DISTRUSTED.get(error.why, Cause.CERTIFICATE_REFUSED)
        case TimedOut():
            return Cause.TLS_SILENT
        case Refused(reason=RefusedReason.NO_CREDENTIAL):
            return Cause.OWN_CERTIFICATE_UNREADABLE
        case Refused():
            return Cause.OWN_CERTIFICATE_REFUSED
        case Unreachable(reason=UnreachableReason.NO_TLS):
            return _no_tls(error.detail)
        case _:
            return Cause.TLS_BROKEN


def _no_tls(said: str) -> Cause:
    if any(word in said for word in _NO_TLS):
        return Cause.NOT_TLS
    return Cause.TLS_VERSION if any(word in said for word in _OLD_TLS) else Cause.TLS_BROKEN


def shown_certificate(endpoint: Endpoint, seconds: float) -> CertificateSeen | None:
    """Return what the host shows, believed or not; nothing is sent but TLS's greeting."""
    try:
        return describe(Dialer(endpoint, NOBODY, seconds).look(seconds))
    except ConsoleError:
        return None


def certificate_on(connection: object) -> CertificateSeen | None:
    """Return the certificate of the other end of a connection; ``None`` where there is none."""
    data = connection.getpeercert(True) if isinstance(connection, ssl.SSLSocket) else None
    try:
        return describe(data) if data else None
    except Malformed:
        return None
