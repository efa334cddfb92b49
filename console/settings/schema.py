"""What the settings files hold, as typed frozen values with their defaults."""

import enum
import uuid
from dataclasses import dataclass

from console.model.connection import AuthMethod, Credential, Endpoint
from console.model.host import UNMARKED, HostMarks
from console.model.identity import HostId


class Theme(enum.StrEnum):
    """Which colours the window uses; equal to its word in the file."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


MIN_PACE_S = 1.0
MAX_PACE_S = 86_400.0


@dataclass(frozen=True, slots=True)
class PollPace:
    """Seconds between readings of a host that answers fast; a slow host is read less often.

    Each lies between ``MIN_PACE_S`` and ``MAX_PACE_S``.
    """

    states_s: float = 5.0
    services_s: float = 20.0
    inventory_s: float = 120.0


@dataclass(frozen=True, slots=True)
class Preferences:
    """What the user prefers.

    Attributes:
        language: A locale such as ``zh_CN``; empty follows the system.
        theme: Colours of the window.
        pace: How often hosts are read.
        read_only: Whether nothing may be changed on any host.
    """

    language: str = ""
    theme: Theme = Theme.SYSTEM
    pace: PollPace = PollPace()
    read_only: bool = False


@dataclass(frozen=True, slots=True)
class HostConfig:
    r"""A host as the user configured it. It never holds a password: those live in a vault.

    Attributes:
        id: Survives a change of everything else.
        label: What the user calls the host.
        endpoint: Where it listens.
        user: The account, as the host expects it (``DOMAIN\name``, ``name@domain``, ``name``).
        method: How to sign in.
        folder: Where it is shown, parts joined by ``/``; empty at the top.
        certificate_file: PEM file of the client's certificate (method ``CERTIFICATE``).
        key_file: PEM file of its key.
        spn: Kerberos: the service to ask a ticket for, ``HTTP/name``, instead of the host's name.
        realm: Kerberos: the realm of an account that is given without one.
        read_only: Whether nothing may be changed on it from here.
        marks: Tags, colour, favourite and notes.
    """

    id: HostId
    label: str
    endpoint: Endpoint
    user: str
    method: AuthMethod = AuthMethod.NTLM
    folder: str = ""
    certificate_file: str = ""
    key_file: str = ""
    spn: str = ""
    realm: str = ""
    read_only: bool = False
    marks: HostMarks = UNMARKED

    @property
    def needs_password(self) -> bool:
        """Whether the method proves the account by a password.

        Kerberos takes the ticket that the system already has when there is no password, and so
        does Negotiate without an account.
        """
        if self.method is AuthMethod.NEGOTIATE:
            return bool(self.user)
        return self.method not in (AuthMethod.CERTIFICATE, AuthMethod.KERBEROS)

    def credential(self, password: str | None) -> Credential | None:
        """Return what to sign in with, or ``None`` when a password is needed and there is none."""
        if password is None and self.needs_password:
            return None
        return Credential(
            self.user,
            password or "",
            self.method,
            self.certificate_file,
            self.key_file,
            self.spn,
            self.realm,
        )


def new_host_id() -> HostId:
    """Return an id for a host that is new."""
    return HostId(uuid.uuid4().hex)
