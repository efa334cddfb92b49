"""Certificates of simulated hosts: made for one run, or given as files."""

import datetime as dt
import ipaddress
import ssl
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

_VALID = dt.timedelta(days=30)


@dataclass(frozen=True, slots=True)
class TlsIdentity:
    """A certificate and its private key, both PEM."""

    certificate: bytes
    key: bytes = field(repr=False)

    @classmethod
    def from_files(cls, certificate: Path, key: Path) -> "TlsIdentity":
        """Read a certificate (with its chain) and an unencrypted key."""
        return cls(certificate.read_bytes(), key.read_bytes())

    @classmethod
    def self_signed(
        cls,
        names: Sequence[str] = ("localhost", "127.0.0.1"),
        *,
        not_before: dt.datetime | None = None,
        valid: dt.timedelta = _VALID,
    ) -> "TlsIdentity":
        """Make a certificate that is its own authority.

        Args:
            names: DNS names and addresses; the first is the common name.
            not_before: Start of validity, now when ``None``; for expired certificates.
            valid: How long it is valid.
        """
        key = ec.generate_private_key(ec.SECP256R1())
        start = not_before or dt.datetime.now(dt.UTC) - dt.timedelta(hours=1)
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, names[0])])
        certificate = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(start)
            .not_valid_after(start + valid)
            .add_extension(x509.SubjectAlternativeName([_general_name(n) for n in names]), False)
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), True)
            .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), False)
            .sign(key, hashes.SHA256())
        )
        return cls(
            certificate.public_bytes(serialization.Encoding.PEM),
            key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            ),
        )

    def server_context(self, client_authorities: bytes = b"") -> ssl.SSLContext:
        """Return a TLS 1.2+ server context.

        Args:
            client_authorities: PEM of those whose client certificates are taken; where there are
                any, clients are asked for a certificate and may go on without one.

        The ssl module loads keys from files only, so both parts pass through a private folder.
        """
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        with tempfile.TemporaryDirectory() as folder:  # made with mode 700
            pem = Path(folder) / "identity.pem"
            pem.write_bytes(self.key + b"\n" + self.certificate)
            context.load_cert_chain(pem)
        if client_authorities:
            context.verify_mode = ssl.CERT_OPTIONAL
            context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
            context.load_verify_locations(cadata=client_authorities.decode("ascii"))
        return context


def _general_name(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)
