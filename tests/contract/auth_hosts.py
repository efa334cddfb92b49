"""Simulated hosts for each way to sign in, and credentials that are right and wrong there."""

import contextlib
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from console.model.connection import AuthMethod, Credential, Endpoint
from console.simulator.accounts import Account
from console.simulator.running_host import RunningHost, running
from console.simulator.server import HostSettings, SimulatedHost
from console.simulator.tls import TlsIdentity
from console.wsman import names
from console.wsman.cim import CimInstance
from console.wsman.encode import encode_request
from console.wsman.message import Get, Request, RequestHeader

PASSWORD, WRONG = "pw-of-this-test", "wr0ng-marker-of-this-test"
URI = names.class_uri(names.HYPERV_NAMESPACE, "Msvm_ComputerSystem")
OVER_HTTP = (AuthMethod.NTLM, AuthMethod.NEGOTIATE, AuthMethod.CREDSSP)
OVER_TLS = (*OVER_HTTP, AuthMethod.BASIC)
_WORD = {AuthMethod.NEGOTIATE: "ntlm"}


class LongAnswers:
    """One VM whose name is as long as asked for."""

    def __init__(self, size: int = 10) -> None:
        self.size = size

    def get(self, namespace, class_name, selectors, caller):
        return CimInstance(class_name, {"Name": "x" * self.size}, namespace=namespace)


def get(padding: int = 0) -> bytes:
    """Return a request, with blanks behind it."""
    header = RequestHeader(names.ACTION_GET, URI, "uuid:1", selectors=(("Name", "VM-1"),))
    return encode_request(Request(header, Get())) + b" " * padding


def word(method: AuthMethod) -> str:
    """Return the simulated host's word for a method."""
    return _WORD.get(method, method.value)


def credential(method: AuthMethod, password: str = PASSWORD, user: str = "sim") -> Credential:
    """Return an account with a password."""
    return Credential(user, password, method)


@dataclass(frozen=True)
class Reached:
    """A running host and how to get there."""

    host: RunningHost
    endpoint: Endpoint


@contextlib.contextmanager
def a_host(
    folder: Path, *methods: str, tls: bool, objects: object | None = None, **settings
) -> Iterator[Reached]:
    """Run a host that takes these methods; over TLS its certificate is the CA file."""
    identity = TlsIdentity.self_signed(("localhost", "127.0.0.1")) if tls else None
    accounts = settings.pop("accounts", [Account("sim", PASSWORD)])
    chosen = HostSettings("HV01", accounts, methods=frozenset(methods), tls=identity, **settings)
    ca_file = folder / "host-ca.pem"
    if identity is not None:
        ca_file.write_bytes(identity.certificate)
    with running([SimulatedHost(objects or LongAnswers(), chosen)]) as (host,):
        ca = str(ca_file) if tls else ""
        yield Reached(host, Endpoint("127.0.0.1", host.port, tls=tls, ca_file=ca))


@dataclass(frozen=True)
class Certificate:
    """A client certificate as PEM, and the files of it and its key."""

    pem: bytes
    certificate_file: str
    key_file: str

    def credential(self) -> Credential:
        """Return what to sign in with."""
        return Credential(
            "",
            method=AuthMethod.CERTIFICATE,
            certificate_file=self.certificate_file,
            key_file=self.key_file,
        )


def client_certificate(folder: Path, name: str, days: int = 10) -> Certificate:
    """Make a self-signed client certificate; negative days make an expired one."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    end = dt.datetime.now(dt.UTC) + dt.timedelta(days=days)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(end - dt.timedelta(days=30))
        .not_valid_after(end)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), True)
        .sign(key, hashes.SHA256())
    )
    pem = made.public_bytes(serialization.Encoding.PEM)
    certificate_file, key_file = folder / f"{name}.pem", folder / f"{name}.key"
    certificate_file.write_bytes(pem)
    key_file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return Certificate(pem, str(certificate_file), str(key_file))
