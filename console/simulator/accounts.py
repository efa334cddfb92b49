"""The accounts of a simulated host, and the file in which pyspnego's acceptor looks them up.

pyspnego's NTLM acceptor takes accounts from nowhere but the file that the environment variable
``NTLM_USER_FILE`` names, and reads that variable and the file at each handshake. Hosts in one
process may have different accounts, even one name with two passwords, so each has a private file
and points the variable at it for the moment of a handshake step, under a lock: the environment
belongs to the whole process. Between steps the variable stays set, as adding and removing it each
time would move the C library's environment under the feet of other threads.

The same holds for Kerberos: the acceptor takes the host's keys from the file that ``KRB5_KTNAME``
names. A host without Kerberos names a file that does not exist, so as not to take this computer's.
"""

import contextlib
import hmac
import os
import ssl
import tempfile
import threading
from collections.abc import Generator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

_VARIABLE = "NTLM_USER_FILE"
_KEYTAB_VARIABLE = "KRB5_KTNAME"
_KEYTAB_SUFFIX = ".keytab"
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
        certificate: PEM of the client certificate that is mapped to them; empty: none is.
    """

    user: str
    password: str = field(repr=False)
    domain: str = "SIM"
    is_hyperv_admin: bool = True
    is_remote_user: bool = True
    certificate: bytes = b""

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
    """The accounts of one host, also as the private files that NTLM and Kerberos need.

    The files exist from the first handshake until ``close``.

    Args:
        accounts: Who may sign in.
        keytab: The host's keys for Kerberos; ``None`` where it takes no tickets.
    """

    def __init__(self, accounts: Sequence[Account], keytab: Path | None = None) -> None:
        self._accounts = tuple(accounts)
        self._keytab = keytab
        self._path: Path | None = None
        self._former: dict[str, str] = {}

    def find(self, principal: str) -> Account | None:
        r"""Return the account of an authenticated name, ``SIM\\sim`` or ``sim@REALM``."""
        user = principal.rpartition("\\")[2].partition("@")[0].lower()
        return next((a for a in self._accounts if a.user.lower() == user), None)

    def check(self, name: str, password: str) -> Account | None:
        """Return the account that a name and a password belong to."""
        return next((a for a in self._accounts if a.matches(name, password)), None)

    def mapped(self, certificate: bytes) -> Account | None:
        """Return the account that a client certificate (DER) is mapped to."""
        for account in self._accounts:
            pem = account.certificate.decode("ascii")
            if pem and ssl.PEM_cert_to_DER_cert(pem) == certificate:
                return account
        return None

    @contextlib.contextmanager
    def in_use(self) -> Generator[None]:
        """Let the acceptor see these accounts, and no others, inside the block."""
        with _environment:
            path = str(self._path or self._write())
            self._point(_VARIABLE, path)
            self._point(_KEYTAB_VARIABLE, path + _KEYTAB_SUFFIX)
            yield

    def _point(self, variable: str, path: str) -> None:
        current = os.environ.get(variable)
        if current == path:
            return
        if current is not None and _PREFIX not in current:
            self._former[variable] = current
        os.environ[variable] = path

    def _take_back(self, variable: str, path: str) -> None:
        if os.environ.get(variable) == path:
            del os.environ[variable]
        if variable in self._former and variable not in os.environ:
            os.environ[variable] = self._former[variable]

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
        if self._keytab is not None:
            copy = os.open(name + _KEYTAB_SUFFIX, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(copy, "wb") as file:
                file.write(self._keytab.read_bytes())
        return self._path

    def close(self) -> None:
        """Remove the files and our marks in the environment."""
        with _environment:
            if self._path is None:
                return
            path = str(self._path)
            self._take_back(_VARIABLE, path)
            self._take_back(_KEYTAB_VARIABLE, path + _KEYTAB_SUFFIX)
            self._path.unlink(missing_ok=True)
            Path(path + _KEYTAB_SUFFIX).unlink(missing_ok=True)
            self._path = None
