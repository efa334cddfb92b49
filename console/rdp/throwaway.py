"""A certificate for one loopback session, made anew each time and never kept."""

import datetime as dt
import ipaddress
import secrets
import ssl
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from console.rdp.certificate import fingerprint

_VALID: Final = dt.timedelta(days=1)
_EARLIER: Final = dt.timedelta(hours=1)
_BITS: Final = 2048
"""RSA, as Windows' own RDP certificates: every client takes it."""


@dataclass(frozen=True, slots=True)
class Throwaway:
    """An identity for one session.

    Attributes:
        context: TLS 1.2+ with the certificate and its key.
        sha256: Of the certificate (DER), for the client to pin.
    """

    context: ssl.SSLContext
    sha256: str


def throwaway(address: str) -> Throwaway:
    """Make a self-signed certificate for an address. Takes a tenth of a second.

    The ssl module loads keys from files only. The file lies in a folder for this user only, for
    a moment, and encrypted with a password that is nowhere else.
    """
    key = rsa.generate_private_key(public_exponent=65_537, key_size=_BITS)
    certificate = _certificate(key, address)
    password = secrets.token_bytes(32).hex().encode()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    with tempfile.TemporaryDirectory(prefix="hvconsole-adapter-") as folder:  # mode 700
        pem = Path(folder) / "identity.pem"
        pem.write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.BestAvailableEncryption(password),
            )
            + certificate.public_bytes(serialization.Encoding.PEM)
        )
        context.load_cert_chain(pem, password=password)
    return Throwaway(context, fingerprint(certificate.public_bytes(serialization.Encoding.DER)))


def _certificate(key: rsa.RSAPrivateKey, address: str) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, address)])
    now = dt.datetime.now(dt.UTC)
    names = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(address))])
    usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH])
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _EARLIER)
        .not_valid_after(now + _VALID)
        .add_extension(names, critical=False)
        .add_extension(usage, critical=False)
        .sign(key, hashes.SHA256())
    )
