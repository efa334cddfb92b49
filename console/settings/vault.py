"""Where passwords are kept: the system's keyring, or the memory of this run.

A password is filed under the service ``hvconsole`` and a name that people find in their keyring's
own window: ``user@host:port`` for a host's own account (two hosts with the same account at the same
address share it), ``user@folder:Berlin/Rack 3`` for the account of a folder.

The keyring may ask the user to unlock it, for as long as the user likes: every method of
``KeyringVault`` blocks, call it in a lane of its own.
"""

import logging
from typing import Final, NewType, Protocol, cast

from console.model.errors import ConsoleError
from console.settings.schema import HostConfig

_log = logging.getLogger(__name__)

SERVICE: Final = "hvconsole"

SecretName = NewType("SecretName", str)
"""What a password is filed under; never a secret itself."""


class VaultUnavailable(ConsoleError):
    """The system's keyring cannot be used: there is none, it is locked, or it refused.

    Attributes:
        reason: ``"no_keyring"``, ``"locked"`` or ``"refused"``.
        detail: What the keyring said; never a secret.
    """

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"keyring: {reason}" + (f" ({detail})" if detail else ""))
        self.reason = reason
        self.detail = detail


class Vault(Protocol):
    """Keeps passwords by name."""

    def get(self, name: SecretName) -> str | None:
        """Return the password, ``None`` when none is kept."""
        ...

    def put(self, name: SecretName, password: str) -> None:
        """Keep a password in place of any other."""
        ...

    def forget(self, name: SecretName) -> None:
        """Forget the password; none being kept is no error."""
        ...


def account_name(config: HostConfig) -> SecretName:
    """Return the name that the password of a host's own account is filed under."""
    return SecretName(f"{config.user}@{config.endpoint.host}:{config.endpoint.port}")


def folder_account_name(user: str, folder: str) -> SecretName:
    """Return the name that the password of a folder's account is filed under."""
    return SecretName(f"{user}@folder:{folder}")


class SessionVault:
    """Keeps passwords in memory until the program ends."""

    def __init__(self) -> None:
        self._passwords: dict[SecretName, str] = {}

    def get(self, name: SecretName) -> str | None:
        """Return the password, ``None`` when none is kept."""
        return self._passwords.get(name)

    def put(self, name: SecretName, password: str) -> None:
        """Keep a password in place of any other."""
        self._passwords[name] = password

    def forget(self, name: SecretName) -> None:
        """Forget the password; none being kept is no error."""
        self._passwords.pop(name, None)


class KeyringBackend(Protocol):
    """What we use of a keyring (``keyring.backend.KeyringBackend`` is one)."""

    def get_password(self, service: str, username: str, /) -> str | None:
        """Return a password."""
        ...

    def set_password(self, service: str, username: str, password: str, /) -> None:
        """Keep a password."""
        ...

    def delete_password(self, service: str, username: str, /) -> None:
        """Forget a password."""
        ...


class KeyringVault:
    """Keeps passwords in the system's keyring. Every method blocks, and may raise VaultUnavailable.

    Args:
        backend: A keyring; the system's own unless given.
    """

    def __init__(self, backend: KeyringBackend | None = None) -> None:
        self._given = backend

    def get(self, name: SecretName) -> str | None:
        """Return the password, ``None`` when none is kept.

        Raises:
            VaultUnavailable: The keyring cannot be used.
        """
        backend = self._backend()
        try:
            return backend.get_password(SERVICE, name)
        except Exception as problem:  # noqa: BLE001 - see _unavailable
            raise _unavailable(problem) from None

    def put(self, name: SecretName, password: str) -> None:
        """Keep a password in place of any other.

        Raises:
            VaultUnavailable: The keyring cannot be used; nothing is kept.
        """
        backend = self._backend()
        try:
            backend.set_password(SERVICE, name, password)
        except Exception as problem:  # noqa: BLE001 - see _unavailable
            raise _unavailable(problem) from None

    def forget(self, name: SecretName) -> None:
        """Forget the password; none being kept is no error.

        Raises:
            VaultUnavailable: The keyring cannot be used.
        """
        backend = self._backend()
        try:
            # A missing entry is PasswordDeleteError, and so is a refusal: ask first.
            if backend.get_password(SERVICE, name) is not None:
                backend.delete_password(SERVICE, name)
        except Exception as problem:  # noqa: BLE001 - see _unavailable
            raise _unavailable(problem) from None

    def _backend(self) -> KeyringBackend:
        if self._given is not None:
            return self._given
        import keyring  # noqa: PLC0415 - takes 50 ms and more; the first use is in a lane

        try:
            backend = keyring.get_keyring()
            priority = float(backend.priority)  # pyright: ignore[reportUnknownArgumentType, reportArgumentType]
        except Exception as problem:  # noqa: BLE001 - see _unavailable
            raise _unavailable(problem) from None
        # 0 is keyring's "there is none", below 0 its "forget everything"; and a keyring that
        # writes passwords in clear is worse than asking for them each time.
        if priority <= 0 or type(backend).__name__ == "PlaintextKeyring":
            raise VaultUnavailable("no_keyring", type(backend).__name__)
        return cast("KeyringBackend", backend)  # its wrapper hides the signatures


def _unavailable(problem: Exception) -> VaultUnavailable:
    """Return our error for whatever a keyring raised.

    Backends raise far more than keyring's own errors (D-Bus errors, OSError, ctypes errors), so
    every exception is taken. The chain is cut and only the class named: a backend's message or
    traceback could hold what was to be kept.
    """
    from keyring import errors  # noqa: PLC0415 - as above

    name = type(problem).__name__
    _log.info("The keyring failed: %s", name)
    if isinstance(problem, errors.NoKeyringError):
        return VaultUnavailable("no_keyring", name)
    if isinstance(problem, errors.KeyringLocked | errors.InitError):
        return VaultUnavailable("locked", name)
    return VaultUnavailable("refused", name)
