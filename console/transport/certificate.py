"""Reads certificates: what they say of themselves, and why OpenSSL did not believe one."""

import ssl
from typing import TYPE_CHECKING, Final

from console.model.certificate import CertificateSeen, Distrust, fingerprint
from console.model.errors import Malformed

if TYPE_CHECKING:
    from cryptography import x509

_BY_VERIFY_CODE: Final = {
    9: Distrust.NOT_YET_VALID,
    10: Distrust.EXPIRED,
    18: Distrust.SELF_SIGNED,
    19: Distrust.ISSUER_UNKNOWN,
    20: Distrust.ISSUER_UNKNOWN,
    21: Distrust.ISSUER_UNKNOWN,
    62: Distrust.WRONG_NAME,
    64: Distrust.WRONG_NAME,
}
"""OpenSSL's numbers (``X509_V_ERR_…`` in ``x509_vfy.h``)."""


def describe(certificate: bytes) -> CertificateSeen:
    """Return what a certificate (DER) says.

    Raises:
        Malformed: It cannot be read.
    """
    from cryptography import x509  # noqa: PLC0415 -- 30 ms, and most connections need none of it

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
    except (
        ValueError,
        x509.DuplicateExtension,
        x509.InvalidVersion,
        x509.UnsupportedGeneralNameType,
    ) as problem:
        raise Malformed("the certificate cannot be read") from problem


def distrust_of(error: ssl.SSLCertVerificationError) -> Distrust:
    """Return why OpenSSL did not believe a certificate."""
    return _BY_VERIFY_CODE.get(error.verify_code, Distrust.OTHER)


def _names(certificate: "x509.Certificate") -> tuple[str, ...]:
    from cryptography import x509  # noqa: PLC0415 -- as above

    try:
        found = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return ()
    addresses = found.get_values_for_type(x509.IPAddress)
    return (*found.get_values_for_type(x509.DNSName), *(str(address) for address in addresses))
