"""Looks at TLS: does the host speak it, and is its certificate to be believed."""

import hashlib
import ssl
from dataclasses import replace
from typing import Final

from cryptography import x509

from console.doctor.finding import Cause, Certificate
from console.model.connection import Credential, Endpoint
from console.model.errors import (
    ConsoleError,
    Refused,
    RefusedReason,
    TimedOut,
    Unreachable,
    UnreachableReason,
    Untrusted,
)
from console.transport.dial import Dialer

NOBODY: Final = Credential("")

_BY_VERIFY_CODE: Final = {
    9: Cause.CERTIFICATE_NOT_YET_VALID,
    10: Cause.CERTIFICATE_EXPIRED,
    18: Cause.CERTIFICATE_SELF_SIGNED,
    19: Cause.CERTIFICATE_ISSUER_UNKNOWN,
    20: Cause.CERTIFICATE_ISSUER_UNKNOWN,
    21: Cause.CERTIFICATE_ISSUER_UNKNOWN,
    62: Cause.CERTIFICATE_WRONG_NAME,
    64: Cause.CERTIFICATE_WRONG_NAME,
}
"""OpenSSL's numbers (``X509_V_ERR_…`` in ``x509_vfy.h``)."""

_NO_TLS: Final = ("WRONG_VERSION_NUMBER", "HTTP_REQUEST", "RECORD_LAYER_FAILURE", "TOO_LONG")
_OLD_TLS: Final = (
    "PROTOCOL_VERSION",
    "UNSUPPORTED_PROTOCOL",
    "HANDSHAKE_FAILURE",
    "NO_PROTOCOLS_AVAILABLE",
    "NO_SHARED_CIPHER",
)


def tls_cause(error: ConsoleError) -> Cause:
    """Return why TLS did not come about, from what ``Dialer`` raised."""
    match error:
        case Untrusted():
            return _distrust(error)
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


def _distrust(error: Untrusted) -> Cause:
    if error.detail.startswith("CA file"):
        return Cause.CA_FILE_UNREADABLE
    reason = error.__cause__
    code = reason.verify_code if isinstance(reason, ssl.SSLCertVerificationError) else 0
    return _BY_VERIFY_CODE.get(code, Cause.CERTIFICATE_REFUSED)


def shown_certificate(endpoint: Endpoint, seconds: float) -> Certificate | None:
    """Return what the host shows, believed or not; nothing is sent but TLS's greeting."""
    door = replace(endpoint, tls=True, verify=False, ca_file="")
    try:
        with Dialer(door, NOBODY, seconds).open(seconds) as secured:
            return certificate_on(secured)
    except (ConsoleError, OSError):
        return None


def certificate_on(connection: object) -> Certificate | None:
    """Return the certificate of the other end of a connection; ``None`` where there is none."""
    data = connection.getpeercert(True) if isinstance(connection, ssl.SSLSocket) else None
    if not data:
        return None
    try:
        found = x509.load_der_x509_certificate(data)
        return Certificate(
            hashlib.sha256(data).hexdigest(),
            found.subject.rfc4514_string(),
            found.issuer.rfc4514_string(),
            _names(found),
            found.not_valid_before_utc.isoformat(),
            found.not_valid_after_utc.isoformat(),
        )
    except (ValueError, x509.DuplicateExtension, x509.UnsupportedGeneralNameType):
        return None


def _names(certificate: x509.Certificate) -> tuple[str, ...]:
    try:
        found = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return ()
    addresses = found.get_values_for_type(x509.IPAddress)
    return (*found.get_values_for_type(x509.DNSName), *(str(address) for address in addresses))
