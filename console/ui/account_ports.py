"""What the window needs of whoever keeps accounts and passwords (``app.accounts.AccountDesk``)."""

from dataclasses import dataclass
from typing import Protocol

from console.model.connection import AuthMethod
from console.model.identity import HostId
from console.settings.folders import FolderConfig


@dataclass(frozen=True, slots=True)
class PasswordRequest:
    """A password that is asked once for all hosts that share it.

    Attributes:
        user: The account.
        folder: The folder that shares the account; empty for accounts of the hosts' own.
        hosts: The hosts that are connected with it.
        labels: What the user calls them, in the same order.
        address: Where the first of them is.
    """

    user: str
    folder: str
    hosts: tuple[HostId, ...]
    labels: tuple[str, ...]
    address: str = ""


class Accounts(Protocol):
    """Keeps accounts and passwords."""

    @property
    def has_keyring(self) -> bool:
        """Whether passwords can be kept beyond this run, as far as is known."""
        ...

    def folder_account(self, path: str) -> FolderConfig | None:
        """Return the folder whose account hosts in this folder take."""
        ...

    def request(self, host: HostId) -> PasswordRequest | None:
        """Return what to ask for a host; ``None`` for an unknown one."""
        ...

    def missing(self) -> tuple[PasswordRequest, ...]:
        """Return the passwords that are not known, each once."""
        ...

    async def give(self, request: PasswordRequest, password: str, *, keep: bool) -> None:
        """Use a password and connect; raises what could not be kept."""
        ...

    async def change_folder(
        self, path: str, user: str, method: AuthMethod | None, password: str | None, *, keep: bool
    ) -> None:
        """Give a folder an account, none with an empty user; raises what could not be kept."""
        ...

    async def forget_host(self, host: HostId) -> None:
        """Forget the password that a host signs in with."""
        ...

    async def forget_folder(self, path: str) -> None:
        """Forget the password of a folder's account."""
        ...

    def try_again(self, host: HostId) -> None:
        """Connect to a host, also with a password that was refused elsewhere."""
        ...
