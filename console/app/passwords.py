"""Passwords by reference: typed in this run, or kept in the system's keyring.

The keyring may ask its owner to unlock it, for as long as he likes, so it has a lane of its own.
Where there is none it is asked once, and ``problem`` has that to be told once.
"""

from console.settings.account import HostAccount
from console.settings.vault import SecretName, SessionVault, Vault, VaultUnavailable
from console.transport.lane import Lane


class Passwords:
    """What is known in this run. Used on the loop's thread only.

    Args:
        keyring: Where passwords are kept.
    """

    def __init__(self, keyring: Vault) -> None:
        self._keyring = keyring
        self._session = SessionVault()
        self._lane = Lane("keyring")
        self._problem: VaultUnavailable | None = None

    @property
    def has_keyring(self) -> bool:
        """Whether passwords can be kept beyond this run, as far as is known."""
        return self._problem is None or self._problem.reason != "no_keyring"

    @property
    def problem(self) -> VaultUnavailable | None:
        """Why the keyring could not be asked, the first time that it could not."""
        return self._problem

    async def get(self, account: HostAccount) -> str | None:
        """Return the password of an account, ``None`` when none is known.

        Raises:
            VaultUnavailable: The keyring cannot be used; once only when there is none.
        """
        if not account.takes_password:
            return None
        held = self._session.get(account.secret)
        if held is not None or not self.has_keyring:
            return held
        try:
            kept = await self._lane.call(self._keyring.get, account.secret)
        except VaultUnavailable as problem:
            self._problem = self._problem or problem
            raise
        if kept is not None and account.folder:
            self._session.put(account.secret, kept)  # hundreds of hosts ask for the same
        return kept

    def hold(self, secret: SecretName, password: str) -> None:
        """Know a password until the program ends."""
        self._session.put(secret, password)

    async def keep(self, secret: SecretName, password: str) -> None:
        """Keep a password in the keyring.

        Raises:
            VaultUnavailable: It could not be kept.
        """
        try:
            await self._lane.call(self._keyring.put, secret, password)
        except VaultUnavailable as problem:
            self._problem = self._problem or problem
            raise

    async def forget(self, secret: SecretName) -> None:
        """Forget a password here and in the keyring.

        Raises:
            VaultUnavailable: The keyring cannot be used; here it is forgotten. Where there is no
                keyring, there is nothing to forget.
        """
        self._session.forget(secret)
        if not self.has_keyring:
            return
        try:
            await self._lane.call(self._keyring.forget, secret)
        except VaultUnavailable as problem:
            self._problem = self._problem or problem
            if self.has_keyring:
                raise

    async def move(self, old: SecretName, new: SecretName) -> None:
        """Keep a password under another name, here and in the keyring; none being kept is fine.

        Raises:
            VaultUnavailable: The keyring cannot be used; here it is moved.
        """
        held = self._session.get(old)
        if held is not None:
            self._session.put(new, held)
            self._session.forget(old)
        if not self.has_keyring:
            return
        kept = await self._lane.call(self._keyring.get, old)
        if kept is not None:
            await self._lane.call(self._keyring.put, new, kept)
            await self._lane.call(self._keyring.forget, old)

    def close(self) -> None:
        """End the lane. Returns at once."""
        self._lane.close()
