"""Passwords by reference: this run's, the keyring's, and systems that have none."""

import asyncio
import threading

import pytest

from console.app.passwords import Passwords
from console.model.connection import AuthMethod, Endpoint
from console.model.identity import HostId
from console.settings.account import HostAccount
from console.settings.schema import HostConfig
from console.settings.vault import SecretName, VaultUnavailable

OWN = HostAccount(HostConfig(HostId("1"), "HV1", Endpoint("hv1"), "me"))
SHARED = HostAccount(OWN.config, "Berlin")
TICKET = HostAccount(HostConfig(HostId("1"), "HV1", Endpoint("hv1"), "", AuthMethod.KERBEROS))
NEW = SecretName("me@folder:Bonn")


class FakeVault:
    """A keyring in memory, or one that fails; it knows who called it."""

    def __init__(self, reason=""):
        self.kept = {}
        self.reason = reason
        self.calls = []

    def _called(self, what):
        self.calls.append(what)
        assert threading.current_thread() is not threading.main_thread(), "it may block"
        if self.reason:
            raise VaultUnavailable(self.reason)

    def get(self, name):
        self._called("get")
        return self.kept.get(name)

    def put(self, name, password):
        self._called("put")
        self.kept[name] = password

    def forget(self, name):
        self._called("forget")
        self.kept.pop(name, None)


def told(vault, story):
    """Run a story with passwords, and end their lane."""

    async def run():
        passwords = Passwords(vault)
        try:
            await story(passwords)
        finally:
            passwords.close()

    asyncio.run(run())


def test_what_was_typed_comes_before_the_keyring():
    vault = FakeVault()
    vault.kept[OWN.secret] = "old"

    async def story(passwords):
        assert await passwords.get(OWN) == "old"
        passwords.hold(OWN.secret, "typed")
        assert await passwords.get(OWN) == "typed"
        await passwords.keep(OWN.secret, "typed")
        await passwords.forget(OWN.secret)
        assert await passwords.get(OWN) is None
        assert await passwords.get(TICKET) is None

    told(vault, story)
    assert vault.kept == {}
    assert vault.calls == ["get", "put", "forget", "get"]


def test_a_shared_one_is_looked_up_once():
    vault = FakeVault()
    vault.kept[SHARED.secret] = "pw"

    async def story(passwords):
        for _ in range(5):
            assert await passwords.get(SHARED) == "pw"
        await passwords.move(SHARED.secret, NEW)
        assert await passwords.get(SHARED) is None

    told(vault, story)
    assert vault.kept == {NEW: "pw"}
    assert vault.calls.count("get") == 3


def test_without_a_keyring_it_is_asked_once():
    vault = FakeVault("no_keyring")

    async def story(passwords):
        assert passwords.has_keyring
        with pytest.raises(VaultUnavailable):
            await passwords.get(OWN)
        assert (passwords.has_keyring, passwords.problem.reason) == (False, "no_keyring")
        assert await passwords.get(OWN) is None
        passwords.hold(OWN.secret, "pw")
        assert await passwords.get(OWN) == "pw"
        await passwords.move(OWN.secret, NEW)
        await passwords.forget(NEW)

    told(vault, story)
    assert vault.calls == ["get"]


def test_without_a_keyring_there_is_nothing_to_forget():
    vault = FakeVault("no_keyring")

    async def story(passwords):
        await passwords.forget(OWN.secret)
        assert not passwords.has_keyring

    told(vault, story)


def test_a_locked_keyring_is_asked_again():
    vault = FakeVault("locked")

    async def story(passwords):
        for work in (passwords.get(OWN), passwords.keep(OWN.secret, "x"), passwords.forget(NEW)):
            with pytest.raises(VaultUnavailable):
                await work
        assert passwords.has_keyring
        vault.reason = ""
        assert await passwords.get(OWN) is None

    told(vault, story)
