"""Which account signs in to a host: its own, else the nearest folder's; pure.

A host has an account of its own when it names a user, shows a certificate, or takes the ticket of
whoever runs the console (Kerberos without a user). Every other host takes the account of the
nearest folder upwards that has one. The password of a folder's account is kept once, under the
folder's name, for all hosts that take it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from console.model.connection import AuthMethod, Credential
from console.settings.folders import FolderConfig, account_folder
from console.settings.schema import HostConfig
from console.settings.vault import SecretName, account_name, folder_account_name

_OWN_WITHOUT_USER: Final = (AuthMethod.CERTIFICATE, AuthMethod.KERBEROS)


@dataclass(frozen=True, slots=True)
class HostAccount:
    """How a host is signed in to.

    Attributes:
        config: The host, with the account that it takes filled in.
        folder: The folder whose account it is; empty for the host's own.
    """

    config: HostConfig
    folder: str = ""

    @property
    def secret(self) -> SecretName:
        """What the password is kept under."""
        if self.folder:
            return folder_account_name(self.config.user, self.folder)
        return account_name(self.config)

    @property
    def takes_password(self) -> bool:
        """Whether a password may be kept: also one of a key, or one that gets a ticket."""
        return bool(self.config.user) or self.config.method is AuthMethod.CERTIFICATE

    def credential(self, password: str | None) -> Credential | None:
        """Return what to sign in with, ``None`` when a password is needed and there is none."""
        credential = self.config.credential(password)
        return credential and replace(credential, shared_by=self.folder)


def has_own_account(config: HostConfig) -> bool:
    """Whether a host needs no account of a folder."""
    return bool(config.user) or config.method in _OWN_WITHOUT_USER


def account_of(config: HostConfig, folders: Mapping[str, FolderConfig]) -> HostAccount:
    """Return the account that signs in to a host; without any it stays without a user."""
    if has_own_account(config):
        return HostAccount(config)
    folder = account_folder(folders, config.folder)
    if folder is None:
        return HostAccount(config)
    method = folder.method or config.method
    return HostAccount(replace(config, user=folder.user, method=method), folder.path)
