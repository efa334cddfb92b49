"""The part of a certificate that CredSSP binds to: the subject's public key, bare."""

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization

from console.rdpwire import der
from console.rdpwire.errors import BadBytes


def subject_public_key(certificate: bytes) -> bytes:
    """Return the bits of SubjectPublicKeyInfo without algorithm and padding (MS-CSSP 3.1.5).

    Args:
        certificate: DER.

    Raises:
        BadBytes: It is no certificate, or one with a key of a kind that nobody here knows.
    """
    try:
        key = x509.load_der_x509_certificate(certificate).public_key()
    except (ValueError, UnsupportedAlgorithm, x509.InvalidVersion) as problem:
        raise BadBytes("no certificate that can be read") from problem
    info = key.public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    content = der.expect(info, der.SEQUENCE)
    _, _, place = der.read(content)
    return der.read(content, place)[1][1:]
