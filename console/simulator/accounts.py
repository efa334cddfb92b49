"""The accounts of a simulated host, and the file in which pyspnego's acceptor looks them up.

pyspnego's NTLM acceptor takes accounts from nowhere but the file that the environment variable
``NTLM_USER_FILE`` names, and reads that variable and the file at each handshake. Hosts in one
process may have different accounts, even one name with two passwords, so each has a private file
and points the variable at it for the moment of a handshake step, under a lock: the environment
belongs to the whole process. Between steps the variable stays set, as adding and removing it each
time would move the C library's environment under the feet of other threads.
"""

import contextlib
import hmac
import os
import tempfile
import threading
from collections.abc import Generator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

_VARIABLE = "NTLM_USER_FILE"
_PREFIX = "hvconsole-accounts-"
_environment = threading.Lock()  # guards a process-wide thing, so it is process-wide itself


@dataclass(frozen=True, slots=True)
class Account:
    r"""Somebody who may sign in.

    Attributes:
        user: Without a domain.
        password: Never shown; may not hold a colon or a line break, which the file cannot carry.
        domain: Accepted before the name; the bare name and ``.\\name`` are accepted always.
        is_hyperv_admin: Whether Hyper-V's WMI namespace is open to them.
        is_remote_user: Whether they are among the remote management users, whom WinRM serves.
    """

    user: str
    password: str = field(repr=False)
    domain: str = "SIM"
    is_hyperv_admin: bool = True
    is_remote_user: bool = True

    def __post_init__(self) -> None:
        """Refuse what the acceptor's file format cannot say."""
        for part in (self.user, self.password, self.domain):
            if any(mark in part for mark in ":\r\n"):
                raise ValueError("an account's parts may not hold a colon or a line break")
        if not self.user:
            raise ValueError("an account needs a name")

    def matches(self, name: str, password: str) -> bool:
        """Tell whether a name as typed and a password are these (for Basic)."""
        domain, _, user = name.rpartition("\\")
        return (
            user.lower() == self.user.lower()
            and domain.lower() in {"", ".", self.domain.lower()}
            and hmac.compare_digest(password.encode(), self.password.encode())
        )


class AccountBook:
    """The accounts of one host, also as the private file that NTLM needs.

    The file exists from the first handshake until ``close``.
    """

    def __init__(self, accounts: Sequence[Account]) -> None:
        self._accounts = tuple(accounts)
        self._path: Path | None = None
        self._former: str | None = None

    def find(self, principal: str) -> Account | None:
        r"""Return the account of an authenticated name such as ``SIM\\sim``."""
        user = principal.rpartition("\\")[2].lower()
        return next((a for a in self._accounts if a.user.lower() == user), None)

    def check(self, name: str, password: str) -> Account | None:
        """Return the account that a name and a password belong to."""
        return next((a for a in self._accounts if a.matches(name, password)), None)

    @contextlib.contextmanager
    def in_use(self) -> Generator[None]:
        """Let the acceptor see these accounts, and no others, inside the block."""
        with _environment:
            path = str(self._path or self._write())
            current = os.environ.get(_VARIABLE)
            if current != path:
                if current is not None and _PREFIX not in current:
                    self._former = current
                os.environ[_VARIABLE] = path
            yield

    def _write(self) -> Path:
        handle, name = tempfile.mkstemp(prefix=_PREFIX)  # made with mode 600
        lines = [
            f"{domain}:{a.user}:{a.password}\n"
            for a in self._accounts
            for domain in dict.fromkeys(("", ".", a.domain))
        ]
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.writelines(lines)
        self._path = Path(name)
        return self._path

    def close(self) -> None:
        """Remove the file and our mark in the environment."""
        with _environment:
            if self._path is None:
                return
            if os.environ.get(_VARIABLE) == str(self._path):
                del os.environ[_VARIABLE]
                if self._former is not None:
                    os.environ[_VARIABLE] = self._former
            self._path.unlink(missing_ok=True)
            self._path = None
