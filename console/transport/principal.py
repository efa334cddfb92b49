"""How Kerberos names an account and a host: pure."""

from typing import Final

from console.model.connection import Credential, Endpoint

_SERVICE: Final = "HTTP"


def service_of(endpoint: Endpoint, credential: Credential) -> tuple[str, str]:
    """Return service and name of the ticket to ask for: ``HTTP`` and the host, or as given."""
    service, has_service, name = credential.spn.strip().rpartition("/")
    if not name:
        return _SERVICE, endpoint.host
    return (service if has_service else _SERVICE), name


def principal_of(credential: Credential) -> str:
    r"""Return the account as Kerberos names it; without a realm that of the system counts.

    ``name@domain`` has its realm, which is written in capitals (RFC 4120, 6.1), and so has
    ``lab.example\name``. A short domain such as ``LAB`` is a name of Windows' own, no realm.
    """
    domain, _, user = credential.user.strip().rpartition("\\")
    user, _, given = user.partition("@")
    realm = given or credential.realm.strip() or (domain if "." in domain.strip(".") else "")
    return f"{user}@{realm.upper()}" if user and realm else user


def names_realm(credential: Credential) -> bool:
    """Tell whether the account says which realm it is in."""
    return "@" in principal_of(credential)
