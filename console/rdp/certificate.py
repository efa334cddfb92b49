"""A console's certificate as it is shown to the user before it is pinned, and TLS without trust."""

import hashlib
import hmac
import ssl
from dataclasses import dataclass
from datetime import datetime

from cryptography import x509

from console.model.errors import Malformed


@dataclass(frozen=True, slots=True)
class CertificateSeen:
    """What a certificate says of itself; nobody has vouched for any of it.

    Attributes:
        sha256: Of its DER, 64 small hexadecimal digits: what is pinned.
        subject: Whom it names (RFC 4514).
        issuer: Who signed it; the same as the subject for self-signed ones.
        names: DNS names and addresses that it is for.
        not_before: Start of its validity.
        not_after: End of its validity.
    """

    sha256: str
    subject: str
    issuer: str
    names: tuple[str, ...]
    not_before: datetime
    not_after: datetime


def fingerprint(certificate: bytes) -> str:
    """Return the SHA-256 of a certificate (DER), 64 small hexadecimal digits."""
    return hashlib.sha256(certificate).hexdigest()


def is_pinned(certificate: bytes, pin: str) -> bool:
    """Whether a certificate is the pinned one; never with an empty pin."""
    return bool(pin) and hmac.compare_digest(fingerprint(certificate), pin.lower())


def describe(certificate: bytes) -> CertificateSeen:
    """Return what a certificate (DER) says.

    Raises:
        Malformed: It cannot be read.
    """
    try:
        found = x509.load_der_x509_certificate(certificate)
        return CertificateSeen(
            fingerprint(certificate),
            found.subject.rfc4514_string(),
            found.issuer.rfc4514_string(),
            _names(found),
            found.not_valid_before_utc,
            found.not_valid_after_utc,
        )
    except (ValueError, x509.DuplicateExtension, x509.UnsupportedGeneralNameType) as problem:
        raise Malformed("the console's certificate cannot be read") from problem


def untrusting_context() -> ssl.SSLContext:
    """Return TLS 1.2+ that takes any certificate: whoever uses it compares the pin itself.

    Consoles have a self-signed certificate by default, so there is no authority to ask.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def _names(certificate: x509.Certificate) -> tuple[str, ...]:
    try:
        found = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return ()
    addresses = found.get_values_for_type(x509.IPAddress)
    return (*found.get_values_for_type(x509.DNSName), *(str(address) for address in addresses))
