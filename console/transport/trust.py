"""Whom we believe over TLS, and what we show of ourselves there.

The operating system's store decides, not the list that requests brings along: a company's own
authority is in the system's store. Where OpenSSL's compiled-in paths do not exist (a program built
on one Linux and run on another), the usual places of other systems are tried, then requests' list.

Where the user has pinned a certificate, exactly that one is believed: no authority, name or date is
asked. OpenSSL can be told so only with the certificate itself (``pinned_trust``); whoever has the
pin alone takes any certificate (``untrusting_context``) and compares before sending anything.
"""

import ssl
import sys
from pathlib import Path

from console.model.certificate import Distrust
from console.model.connection import Endpoint
from console.model.errors import Untrusted

_USUAL_BUNDLES = (
    "/etc/ssl/certs/ca-certificates.crt",  # Debian, Arch, Alpine
    "/etc/pki/tls/certs/ca-bundle.crt",  # Fedora, RHEL
    "/etc/ssl/ca-bundle.pem",  # openSUSE
    "/etc/ssl/cert.pem",  # Alpine, macOS
)

_NO_CHECK_TIME = 0x200000
"""OpenSSL's ``X509_V_FLAG_NO_CHECK_TIME`` (``x509_vfy.h``); Python has no name for it."""

_CERTIFICATE_ALERTS = frozenset(
    {
        "SSLV3_ALERT_BAD_CERTIFICATE",
        "SSLV3_ALERT_CERTIFICATE_EXPIRED",
        "SSLV3_ALERT_CERTIFICATE_REVOKED",
        "SSLV3_ALERT_CERTIFICATE_UNKNOWN",
        "SSLV3_ALERT_UNSUPPORTED_CERTIFICATE",
        "TLSV1_ALERT_ACCESS_DENIED",
        "TLSV1_ALERT_UNKNOWN_CA",
        "TLSV13_ALERT_CERTIFICATE_REQUIRED",
    }
)
"""OpenSSL's symbols for the alerts about a certificate (RFC 8446, 6.2): about ours, as we read."""


def refuses_our_certificate(error: OSError) -> bool:
    """Tell whether the host ended TLS because of our certificate, or because it got none."""
    return isinstance(error, ssl.SSLError) and error.reason in _CERTIFICATE_ALERTS


def server_trust(endpoint: Endpoint) -> ssl.SSLContext:
    """Return a TLS 1.2+ client context that verifies as the endpoint says.

    A CA file replaces the system's store. It may hold the host's own certificate, which need not
    be an authority's.

    Raises:
        Untrusted: The CA file cannot be read.
    """
    if not endpoint.verify:
        return untrusting_context()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if endpoint.ca_file:
        context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
        try:
            context.load_verify_locations(cafile=endpoint.ca_file)
        except OSError as error:  # unreadable, or no PEM: ssl.SSLError is one too
            detail = f"CA file {endpoint.ca_file}: {error.strerror}"
            raise Untrusted(endpoint.host, detail, Distrust.CA_FILE) from None
    else:
        load_system_store(context)
    return context


def untrusting_context() -> ssl.SSLContext:
    """Return TLS 1.2+ that takes any certificate: whoever uses it looks at it before anything."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def pinned_trust(certificate: bytes) -> ssl.SSLContext:
    """Return TLS 1.2+ that completes no handshake but with this certificate (DER) at the end.

    For client certificates: TLS shows them before we could look at the host's by ourselves.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.check_hostname = False
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN | _NO_CHECK_TIME
    context.load_verify_locations(cadata=certificate)
    return context


def load_system_store(context: ssl.SSLContext) -> None:
    """Trust whom the operating system trusts."""
    context.load_default_certs(ssl.Purpose.SERVER_AUTH)
    paths = ssl.get_default_verify_paths()
    has_store = bool(paths.cafile or paths.capath or context.cert_store_stats()["x509_ca"])
    if not has_store and sys.platform != "win32":
        context.load_verify_locations(cafile=fallback_bundle())


def fallback_bundle(usual: tuple[str, ...] = _USUAL_BUNDLES) -> str:
    """Return a bundle of authorities from the usual places, else the one that requests uses."""
    for bundle in usual:
        if Path(bundle).is_file():
            return bundle
    import certifi  # noqa: PLC0415 -- the last resort, seldom needed

    return certifi.where()
