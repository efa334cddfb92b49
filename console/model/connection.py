"""How a host is reached and who we are there: values only."""

import enum
from dataclasses import dataclass, field


class AuthMethod(enum.Enum):
    """A way to prove who we are; the value is its word in files and on the command line."""

    NEGOTIATE = "negotiate"
    """Kerberos when a ticket can be had, else NTLM."""
    NTLM = "ntlm"
    KERBEROS = "kerberos"
    CREDSSP = "credssp"
    CERTIFICATE = "certificate"
    BASIC = "basic"


HTTP_PORT = 5985
HTTPS_PORT = 5986


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a host listens for WS-Management.

    Attributes:
        host: A name or an address, without brackets.
        port: TCP port.
        tls: Whether to speak HTTPS.
        ca_file: PEM file to verify the host's certificate with, instead of the system's store.
        verify: ``False`` only when the user said so for this host.
        allow_plain_basic: The user's word for this host that Basic may go over plain HTTP.
        pin: SHA-256 of the one certificate to believe, instead of authorities, names and dates;
            64 small hexadecimal digits, empty for none.
    """

    host: str
    port: int = HTTP_PORT
    tls: bool = False
    ca_file: str = ""
    verify: bool = True
    allow_plain_basic: bool = False
    pin: str = ""

    @property
    def url(self) -> str:
        """The address as a URL."""
        name = f"[{self.host}]" if ":" in self.host else self.host
        return f"{'https' if self.tls else 'http'}://{name}:{self.port}/wsman"


@dataclass(frozen=True, slots=True)
class Credential:
    r"""An account and its secret, kept in memory only.

    The secret never shows in ``repr``, and so in no log and no traceback.

    Attributes:
        user: The account, as the host expects it (``DOMAIN\name``, ``name@domain``, ``name``).
        password: Its secret; for a certificate the secret of its key.
        method: How to sign in.
        certificate_file: PEM file of the client's certificate.
        key_file: PEM file of its key.
        spn: Kerberos: the service to ask a ticket for, ``HTTP/name``, instead of the host's name.
        realm: Kerberos: the realm of an account that is given without one.
        shared_by: The folder whose hosts share this account; empty for a host's own. Who signs in
            is the same when the folder has another name.
    """

    user: str
    password: str = field(default="", repr=False)
    method: AuthMethod = AuthMethod.NTLM
    certificate_file: str = ""
    key_file: str = ""
    spn: str = ""
    realm: str = ""
    shared_by: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Bounds on every call, in seconds.

    The host is told ``operation``; we wait ``operation + margin`` for its answer, so that the
    host's own fault arrives before our patience ends.
    """

    connect: float = 5.0
    operation: float = 20.0
    margin: float = 10.0

    @property
    def read(self) -> float:
        """How long to wait for bytes."""
        return self.operation + self.margin


INTERACTIVE_TIMEOUTS = Timeouts(operation=20.0)
BACKGROUND_TIMEOUTS = Timeouts(operation=60.0)
