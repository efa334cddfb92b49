r"""Keeps a wrong password from locking an account that many hosts share.

Theory of operation
-------------------
Windows locks an account after a few wrong passwords, wherever they are tried. So what is known of
an *account with its secret* is kept here for the run of the program, and asked right before each
sign-in, when the connection to the host stands and nothing has been said yet:

* *unproven*: one connection tries; the others wait for it, a few seconds at most each (a host that
  hangs must not hold up the rest), then the next one tries;
* *proven*: a host took it; everybody signs in at once;
* *doubted*: a host refused it after others had taken it (a changed password, or one host that is
  different): again one at a time, until one takes it or one more refuses;
* *refused*: nobody tries, ``Refused(NOT_TRIED)`` is raised without a byte sent, until another
  secret is given or the user says "try again" (``forgive``), which allows one more try.

One host has two connections at least. They sign in one after the other, even when the secret is
proven, and a host that has refused it is not asked again: ``Refused(BAD_CREDENTIAL)`` is raised
without a byte sent, until the user says "try again".

So a wrong password costs one attempt, or two where it had worked before, plus those that were
already on their way. A host that is not there, or hangs before the sign-in, counts for nothing.

Which accounts are the same: ``DOMAIN\name`` and ``name@domain`` wherever they are used; a bare name
is one for all hosts of the folder that it was given for, else each host's own. Secrets are told
apart by a keyed digest; they are not kept. All methods may be called from any thread.
"""

import hashlib
import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from console.model.connection import Credential, Endpoint
from console.model.errors import Refused, RefusedReason

WAIT_S: Final = 3.0
"""How long a sign-in waits for another one with the same unproven secret."""

_Key = tuple[str, bytes]


@dataclass(slots=True)
class _Standing:
    """What is known of an account with a secret."""

    is_proven: bool = False
    is_doubted: bool = False
    is_refused: bool = False
    trying: int = 0
    trying_at: set[str] = field(default_factory=set[str])
    refused_at: set[str] = field(default_factory=set[str])

    def is_turn(self, place: str) -> bool:
        """Tell whether nobody has to be waited for, or waiting has become useless."""
        if self.is_refused or place in self.refused_at:
            return True
        return place not in self.trying_at and (self.is_proven or not self.trying)

    def judge(self, place: str, *, accepted: bool) -> None:
        """Take what a host said."""
        if accepted:
            self.refused_at.discard(place)
            self.is_proven, self.is_doubted, self.is_refused = True, False, False
            return
        self.refused_at.add(place)
        if self.is_proven:
            self.is_proven, self.is_doubted = False, True
        else:
            self.is_refused = True


class SignInGuard:
    """What the sign-ins of one run of the program know of one another.

    Args:
        monotonic: The clock.
        wait_s: How long a sign-in waits for another one.
    """

    def __init__(
        self, monotonic: Callable[[], float] = time.monotonic, wait_s: float = WAIT_S
    ) -> None:
        self._monotonic = monotonic
        self._wait_s = wait_s
        self._digest_key = os.urandom(32)
        self._standings: dict[_Key, _Standing] = {}
        self._changed = threading.Condition()

    def admission(self, endpoint: Endpoint, credential: Credential) -> "Admission":
        """Return what one exchange with a host asks before it signs in."""
        return Admission(self, endpoint, credential)

    def forgive(self, endpoint: Endpoint, credential: Credential) -> None:
        """Allow one more try with a refused secret, because the user said so."""
        with self._changed:
            standing = self._standings.get(self._key(endpoint, credential))
            if standing is not None:
                standing.is_refused = standing.is_doubted = False
                standing.refused_at.clear()

    def is_refused(self, endpoint: Endpoint, credential: Credential) -> bool:
        """Whether nobody would try now."""
        with self._changed:
            standing = self._standings.get(self._key(endpoint, credential))
            return standing is not None and standing.is_refused

    def enter(self, endpoint: Endpoint, credential: Credential, seconds: float) -> None:
        """Wait for the turn to sign in, at most half of ``seconds``; ``leave`` must follow.

        Raises:
            Refused: ``NOT_TRIED``, or ``BAD_CREDENTIAL`` where this very host has refused it.
        """
        place = _place(endpoint)
        end = self._monotonic() + max(0.0, min(self._wait_s, seconds / 2))
        with self._changed:
            standing = self._standings.setdefault(self._key(endpoint, credential), _Standing())
            while not standing.is_turn(place):
                left = end - self._monotonic()
                if left <= 0:
                    break
                self._changed.wait(left)
            _stop_if_refused(standing, endpoint, credential)
            standing.trying += 1
            standing.trying_at.add(place)

    def leave(self, endpoint: Endpoint, credential: Credential, accepted: bool | None) -> None:
        """Tell how a sign-in went; ``None`` when nobody can tell."""
        with self._changed:
            standing = self._standings.setdefault(self._key(endpoint, credential), _Standing())
            standing.trying = max(0, standing.trying - 1)
            standing.trying_at.discard(_place(endpoint))
            if accepted is not None:
                standing.judge(_place(endpoint), accepted=accepted)
            self._changed.notify_all()

    def check(self, endpoint: Endpoint, credential: Credential) -> None:
        """Stop what would show the secret without a new connection, as each Basic message does.

        Raises:
            Refused: As ``enter``.
        """
        with self._changed:
            standing = self._standings.get(self._key(endpoint, credential))
            if standing is not None:
                _stop_if_refused(standing, endpoint, credential)

    def refused_later(self, endpoint: Endpoint, credential: Credential) -> None:
        """A host refused the secret on a connection that it had let in; told once for a host."""
        with self._changed:
            standing = self._standings.setdefault(self._key(endpoint, credential), _Standing())
            if _place(endpoint) not in standing.refused_at:
                standing.judge(_place(endpoint), accepted=False)
                self._changed.notify_all()

    def _key(self, endpoint: Endpoint, credential: Credential) -> _Key:
        secret = hashlib.blake2b(credential.password.encode(), key=self._digest_key)
        return account_name(endpoint.host, credential), secret.digest()


def _stop_if_refused(standing: _Standing, endpoint: Endpoint, credential: Credential) -> None:
    if standing.is_refused:
        raise Refused(RefusedReason.NOT_TRIED, endpoint.host, credential.user)
    if _place(endpoint) in standing.refused_at:
        raise Refused(RefusedReason.BAD_CREDENTIAL, endpoint.host, credential.user)


def _place(endpoint: Endpoint) -> str:
    return f"{endpoint.host.casefold()}:{endpoint.port}"


class Admission:
    """One exchange's way through the guard; belongs to one thread at a time.

    Without a secret (a ticket, a certificate) nothing can be locked, and everybody passes; so does
    an exchange that no other one is to know of.

    Args:
        guard: What all exchanges share; ``None``: nothing.
        endpoint: The host.
        credential: Who signs in there.
    """

    def __init__(
        self, guard: SignInGuard | None, endpoint: Endpoint, credential: Credential
    ) -> None:
        self._guard = guard if credential.password else None
        self._endpoint = endpoint
        self._credential = credential
        self._is_open = False

    def ask(self, seconds: float) -> None:
        """Wait for the turn to sign in.

        Args:
            seconds: Left of the call.

        Raises:
            Refused: ``NOT_TRIED``.
        """
        if self._guard is None:
            return
        self.ended()  # a connection of before was dropped unjudged
        self._guard.enter(self._endpoint, self._credential, seconds)
        self._is_open = True

    def accepted(self) -> None:
        """The host took it; ignored when nothing was asked since."""
        self._close(True)

    def check(self) -> None:
        """Stop a message that would show the secret on a connection that there is.

        Raises:
            Refused: As ``ask``.
        """
        if self._guard is not None:
            self._guard.check(self._endpoint, self._credential)

    def refused(self) -> None:
        """The host refused it, at the sign-in or later."""
        if self._is_open:
            self._close(False)
        elif self._guard is not None:
            self._guard.refused_later(self._endpoint, self._credential)

    def ended(self) -> None:
        """Nobody can tell; ignored when nothing was asked since."""
        self._close(None)

    def _close(self, accepted: bool | None) -> None:
        if self._guard is not None and self._is_open:
            self._is_open = False
            self._guard.leave(self._endpoint, self._credential, accepted)


def account_name(host: str, credential: Credential) -> str:
    """Return what tells an account from others that may have the same name; see the module."""
    user = credential.user.casefold()
    domain, has_domain, _ = user.rpartition("\\")
    if (has_domain and domain not in ("", ".")) or "@" in user:
        return user
    if credential.shared_by:
        return f"{user} of folder {credential.shared_by}"
    return f"{user} at {host.casefold()}"
