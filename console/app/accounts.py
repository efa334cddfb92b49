"""The accounts of hosts and folders: who signs in where, and with which password.

A password goes to all hosts that share it at once; that a wrong one does not lock the account is
the business of ``SignInGuard``. Hosts that were not tried because another one refused are tried
again when any host has taken the account, or when the user says so (``HeldHosts``).
"""

import contextlib
import logging
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from console.app.held_hosts import HeldHosts
from console.app.passwords import Passwords
from console.fleet.fleet import Fleet
from console.model.connection import AuthMethod, Credential
from console.model.identity import HostId
from console.settings.account import HostAccount, account_of
from console.settings.folders import FolderBook, FolderConfig, account_folder, moved_path
from console.settings.schema import HostConfig
from console.settings.session_schema import clean_path
from console.settings.vault import VaultUnavailable, folder_account_name
from console.transport.lane import Lane
from console.transport.sign_in_guard import SignInGuard
from console.ui.account_ports import PasswordRequest

_log = logging.getLogger(__name__)


class AccountDesk:
    """Who signs in to the hosts, and with which password. Used on the loop's thread only.

    Args:
        fleet: Gets the hosts with their credentials.
        configs: All configured hosts, as the desk has them.
        book: The folders' entries.
        passwords: Keeps them.
        guard: What all sign-ins know of one another.
    """

    def __init__(
        self,
        fleet: Fleet,
        configs: Mapping[HostId, HostConfig],
        book: FolderBook,
        passwords: Passwords,
        guard: SignInGuard,
    ) -> None:
        self._fleet = fleet
        self._configs = configs
        self._book = book
        self.passwords = passwords
        self._held = HeldHosts(fleet, guard)
        self._folders: Mapping[str, FolderConfig] = {}
        self._lacking: set[HostId] = set()
        self._file_lane = Lane("folders of hosts")

    @property
    def has_keyring(self) -> bool:
        """Whether passwords can be kept beyond this run, as far as is known."""
        return self.passwords.has_keyring

    @property
    def folders(self) -> Mapping[str, FolderConfig]:
        """What is said about folders, as last read."""
        return self._folders

    async def load_folders(self) -> None:
        """Read what is said about folders; to be called again when somebody else changed it.

        Raises:
            SettingsInvalid: The file cannot be understood; a copy of it is kept.
        """
        self._folders = await self._file_lane.call(self._book.folders)

    def account(self, config: HostConfig) -> HostAccount:
        """Return the account that signs in to a host."""
        return account_of(config, self._folders)

    def folder_account(self, path: str) -> FolderConfig | None:
        """Return the folder whose account hosts in this folder take: itself, or one above it."""
        return account_folder(self._folders, path)

    async def credential(self, config: HostConfig) -> Credential | None:
        """Return what to sign in to a host with; ``None`` when the password is not known."""
        account = self.account(config)
        try:
            return account.credential(await self.passwords.get(account))
        except VaultUnavailable as problem:
            _log.info("%s", problem)
            return account.credential(None)

    async def connect(self, config: HostConfig, *, is_asked: bool = False) -> None:
        """Give a host to the fleet with the password that is known, and connect it.

        Args:
            config: The host.
            is_asked: The user has just said so: also with a password that was refused.
        """
        await self.show(config)
        if is_asked:
            self._held.forgive(config.id)
        self._fleet.connect(config.id)

    async def show(self, config: HostConfig) -> None:
        """Give a host to the fleet with the password that is known, connected or not as it is."""
        self._hand_over(config, await self.credential(config))

    def _hand_over(self, config: HostConfig, credential: Credential | None) -> None:
        self._held.note(config.id, config.endpoint, credential)
        if credential is None:
            self._lacking.add(config.id)
        else:
            self._lacking.discard(config.id)
        self._fleet.add(self.account(config).config, credential)

    async def drop(self, config: HostConfig) -> None:
        """Forget a host that is removed, and its own password; a folder's stays for the others.

        Raises:
            VaultUnavailable: The keyring cannot be used.
        """
        account = self.account(config)
        self._held.note(config.id, config.endpoint, None)
        self._lacking.discard(config.id)
        if account.takes_password and not account.folder:
            await self.passwords.forget(account.secret)

    def request(self, host: HostId) -> PasswordRequest | None:
        """Return what to ask for a host: its own password, or the one that its folder shares."""
        config = self._configs.get(host)
        if config is None:
            return None
        account = self.account(config)
        return _request(account, self._sharing(account) if account.folder else (config,))

    def missing(self) -> tuple[PasswordRequest, ...]:
        """Return the passwords that are not known, each once for all hosts that share it.

        Hosts with accounts of their own share one when folder and user are the same.
        """
        groups: defaultdict[tuple[str, str, bool], list[HostConfig]] = defaultdict(list)
        for config in self._configs.values():
            account = self.account(config)
            if config.id in self._lacking and account.config.user:
                place = account.folder or config.folder
                groups[account.config.user, place, bool(account.folder)].append(config)
        return tuple(_request(self.account(configs[0]), configs) for configs in groups.values())

    def _sharing(self, account: HostAccount) -> tuple[HostConfig, ...]:
        return tuple(
            config
            for config in self._configs.values()
            if self.account(config).secret == account.secret
        )

    async def give(self, request: PasswordRequest, password: str, *, keep: bool) -> None:
        """Use a password for all hosts of a request, and connect them.

        Raises:
            VaultUnavailable: It is used, but could not be kept.
        """
        configs = [self._configs[host] for host in request.hosts if host in self._configs]
        secrets = tuple(dict.fromkeys(self.account(config).secret for config in configs))
        for secret in secrets:
            self.passwords.hold(secret, password)
        for config in configs:
            await self.connect(config, is_asked=True)
        for secret in secrets if keep else ():
            await self.passwords.keep(secret, password)

    async def change_folder(
        self, path: str, user: str, method: AuthMethod | None, password: str | None, *, keep: bool
    ) -> None:
        """Give a folder an account, or none with an empty user, and connect the hosts it is for.

        Raises:
            SettingsInvalid: The file on the disk cannot be understood; it was left alone.
            SettingsNotWritten: The disk refused.
            VaultUnavailable: The password is used, but could not be kept.
        """
        path = clean_path(path)
        before = {config.id: self.account(config) for config in self._configs.values()}

        def edit(folder: FolderConfig) -> FolderConfig:
            return replace(folder, user=user, method=method)

        await self._file_lane.call(self._book.change, path, edit)
        await self.load_folders()
        secret = folder_account_name(user, path)
        is_given = bool(user) and password is not None
        if user and password is not None:
            self.passwords.hold(secret, password)
        for config in tuple(self._configs.values()):
            account = self.account(config)
            if account != before.get(config.id) or (is_given and account.folder == path):
                await self.connect(config, is_asked=True)
        if user and password is not None and keep:
            await self.passwords.keep(secret, password)

    async def move_folder(self, old: str, new: str) -> None:
        """Take what is said about a folder and those inside it to a new path, with passwords.

        To be called when a folder is renamed or moved, before its hosts are: whoever moves it
        saves them with their new folders. A password that the keyring does not let be moved is
        asked for again: that must not leave the hosts behind.

        Raises:
            SettingsInvalid: The file on the disk cannot be understood; it was left alone.
            SettingsNotWritten: The disk refused.
        """
        moved = await self._file_lane.call(self._book.move, old, new)
        await self.load_folders()
        for path, folder in moved.items():
            if folder.user:
                target = moved_path(path, old, new)
                names = (folder_account_name(folder.user, each) for each in (path, target))
                with contextlib.suppress(VaultUnavailable):
                    await self.passwords.move(*names)

    async def forget_host(self, host: HostId) -> None:
        """Forget the password that a host signs in with, and disconnect all hosts that share it.

        Raises:
            VaultUnavailable: The keyring cannot be used.
        """
        config = self._configs.get(host)
        if config is not None:
            await self._forget(self.account(config))

    async def forget_folder(self, path: str) -> None:
        """Forget the password of a folder's account, and disconnect the hosts that take it.

        Raises:
            VaultUnavailable: The keyring cannot be used.
        """
        folder = self._folders.get(clean_path(path))
        if folder is None or not folder.user:
            return
        for config in self._configs.values():
            account = self.account(config)
            if account.folder == folder.path:
                await self._forget(account)
                return
        await self.passwords.forget(folder_account_name(folder.user, folder.path))

    async def _forget(self, account: HostAccount) -> None:
        for config in self._sharing(account):
            self._fleet.disconnect(config.id)
            self._hand_over(config, account.credential(None))
        await self.passwords.forget(account.secret)

    def try_again(self, host: HostId) -> None:
        """Connect to a host, also with a password that another one refused: the user says so."""
        self._held.forgive(host)
        self._fleet.connect(host)

    def close(self) -> None:
        """End the lanes. Returns at once."""
        self._held.close()
        self.passwords.close()
        self._file_lane.close()


def _request(account: HostAccount, configs: Iterable[HostConfig]) -> PasswordRequest:
    found = tuple(configs)
    return PasswordRequest(
        account.config.user,
        account.folder,
        tuple(config.id for config in found),
        tuple(config.label for config in found),
        account.config.endpoint.host,
    )
