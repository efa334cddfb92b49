"""What a person typed about a host, judged: pure, so that every rule has its test."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from console.model.connection import HTTP_PORT, HTTPS_PORT, AuthMethod, Endpoint
from console.model.identity import HostId
from console.settings.schema import HostConfig
from console.ui.text_context import Context

HostEntryText = Context("HostEntryText")

_NEEDS_NO_ACCOUNT = (AuthMethod.KERBEROS, AuthMethod.NEGOTIATE, AuthMethod.CERTIFICATE)
MAY_BE_KERBEROS = (AuthMethod.KERBEROS, AuthMethod.NEGOTIATE)
"""The methods that know of realms and service names."""
_SERVICE = re.compile(r"(?:[A-Za-z0-9]+/)?[^\s/@\\]+|")
_REALM = re.compile(r"[^\s/@\\]*")


@dataclass(frozen=True, slots=True)
class HostEntry:
    """The fields of the form as they stand."""

    address: str = ""
    port: int = HTTP_PORT
    tls: bool = False
    verify: bool = True
    ca_file: str = ""
    method: AuthMethod = AuthMethod.NTLM
    user: str = ""
    certificate_file: str = ""
    key_file: str = ""
    allow_plain_basic: bool = False
    label: str = ""
    folder: str = ""
    pin: str = ""
    realm: str = ""
    spn: str = ""

    def config(self, host: HostId) -> HostConfig:
        """Return the configuration that the fields describe."""
        address = self.address.strip().removeprefix("[").removesuffix("]")
        folder = "/".join(part.strip() for part in self.folder.split("/") if part.strip())
        by_kerberos = self.method in MAY_BE_KERBEROS
        return HostConfig(
            id=host,
            label=self.label.strip() or address,
            endpoint=Endpoint(
                host=address,
                port=self.port,
                tls=self.tls,
                ca_file=self.ca_file.strip() if self.tls else "",
                verify=self.verify or not self.tls,
                allow_plain_basic=self.allow_plain_basic and self.method is AuthMethod.BASIC,
                pin=self.pin if self.tls else "",
            ),
            user=self.user.strip(),
            method=self.method,
            folder=folder,
            certificate_file=self.certificate_file.strip(),
            key_file=self.key_file.strip(),
            spn=self.spn.strip() if by_kerberos else "",
            realm=self.realm.strip() if by_kerberos else "",
        )

    def problem(self, *, is_inherited: bool = False) -> str:
        """Return what is missing or wrong, in one sentence; empty when it can be saved.

        Args:
            is_inherited: The folder has an account, which a host without one takes.
        """
        return (
            self._address_problem()
            or self._account_problem(is_inherited=is_inherited)
            or self._kerberos_problem()
        )

    def _address_problem(self) -> str:
        address = self.address.strip()
        if not address:
            return HostEntryText.tr("Enter the host's name or IP address.")
        if any(character.isspace() or character in "/\\@?#" for character in address):
            return HostEntryText.tr("The address is a name or an IP address, nothing else.")
        return ""

    def _account_problem(self, *, is_inherited: bool) -> str:
        if self.method is AuthMethod.CERTIFICATE:
            if not self.tls:
                return HostEntryText.tr("A client certificate needs TLS.")
            if not (self.certificate_file.strip() and self.key_file.strip()):
                return HostEntryText.tr("Choose the certificate and its key.")
        if self.method is AuthMethod.BASIC and not self.tls and not self.allow_plain_basic:
            return HostEntryText.tr("Basic without TLS sends the password in clear text.")
        needs_account = self.method not in _NEEDS_NO_ACCOUNT and not is_inherited
        if needs_account and not self.user.strip():
            return HostEntryText.tr("Enter the account, for example LAB\\admin.")
        return ""

    def _kerberos_problem(self) -> str:
        if self.method not in MAY_BE_KERBEROS:
            return ""
        if not _SERVICE.fullmatch(self.spn.strip()):
            return HostEntryText.tr("A service name looks like HTTP/hv01.example.com.")
        if not _REALM.fullmatch(self.realm.strip()):
            return HostEntryText.tr("A realm looks like LAB.EXAMPLE.COM.")
        return ""


def entry_of(config: HostConfig) -> HostEntry:
    """Return the fields for a configured host."""
    endpoint = config.endpoint
    return HostEntry(
        address=endpoint.host,
        port=endpoint.port,
        tls=endpoint.tls,
        verify=endpoint.verify,
        ca_file=endpoint.ca_file,
        method=config.method,
        user=config.user,
        certificate_file=config.certificate_file,
        key_file=config.key_file,
        allow_plain_basic=endpoint.allow_plain_basic,
        label="" if config.label == endpoint.host else config.label,
        folder=config.folder,
        pin=endpoint.pin,
        realm=config.realm,
        spn=config.spn,
    )


def other_port(port: int, *, tls: bool) -> int:
    """Return the port after TLS was switched: a usual one follows, any other stays."""
    usual, other = (HTTPS_PORT, HTTP_PORT) if tls else (HTTP_PORT, HTTPS_PORT)
    return usual if port == other else port


def pasted_address(text: str) -> tuple[str, int | None, bool | None]:
    """Take a pasted address or URL apart.

    Returns:
        The bare host, the port when the text has one, and whether it asks for TLS.
    """
    stripped = text.strip()
    if "://" in stripped:
        parts = urlsplit(stripped)
        scheme = {"http": False, "https": True}.get(parts.scheme.lower())
        return parts.hostname or stripped, _port(parts.netloc), scheme
    if stripped.count(":") == 1 and not stripped.startswith("["):
        host, _, tail = stripped.partition(":")
        if tail.isdecimal() and 0 < int(tail) < 65_536:
            return host, int(tail), None
    return stripped, None, None


def _port(netloc: str) -> int | None:
    tail = netloc.rpartition(":")[2]
    return int(tail) if tail.isdecimal() and 0 < int(tail) < 65_536 else None
