"""Vaults: what is kept where, and every way in which a keyring fails."""

import traceback

import keyring
import pytest
from keyring import errors
from keyring.backends import fail, null

from console.model.connection import AuthMethod, Endpoint
from console.model.identity import HostId
from console.settings.schema import HostConfig
from console.settings.vault import (
    KeyringVault,
    SessionVault,
    VaultUnavailable,
    account_name,
    folder_account_name,
)

HOST = HostConfig(HostId("1"), "HV1", Endpoint("hv1", 5986, tls=True), "LAB\\admin")
CONFIG = account_name(HOST)
SECRET = "geheim-7"


class Memory:
    """A keyring that works."""

    priority = 5

    def __init__(self):
        self.kept = {}

    def get_password(self, service, username):
        return self.kept.get((service, username))

    def set_password(self, service, username, password):
        self.kept[service, username] = password

    def delete_password(self, service, username):
        if (service, username) not in self.kept:
            raise errors.PasswordDeleteError("not found")
        del self.kept[service, username]


class Failing(Memory):
    """A keyring that fails, and talks too much."""

    def __init__(self, error):
        super().__init__()
        self.error = error

    def get_password(self, *_):
        raise self.error

    set_password = delete_password = get_password


@pytest.mark.parametrize("make", [lambda: KeyringVault(Memory()), SessionVault])
def test_put_get_forget(make):
    vault = make()
    assert vault.get(CONFIG) is None
    vault.put(CONFIG, SECRET)
    assert vault.get(CONFIG) == SECRET
    vault.put(CONFIG, "new")
    assert vault.get(CONFIG) == "new"
    vault.forget(CONFIG)
    vault.forget(CONFIG)
    assert vault.get(CONFIG) is None


def test_the_name_that_people_find_in_their_keyring():
    backend = Memory()
    KeyringVault(backend).put(CONFIG, SECRET)
    assert backend.kept == {("hvconsole", "LAB\\admin@hv1:5986"): SECRET}
    assert folder_account_name("LAB\\admin", "Berlin/Rack 3") == "LAB\\admin@folder:Berlin/Rack 3"


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (errors.NoKeyringError(), "no_keyring"),
        (errors.KeyringLocked(), "locked"),
        (errors.InitError(), "locked"),
        (errors.PasswordSetError(f"could not store {SECRET}"), "refused"),
        (RuntimeError(f"D-Bus said {SECRET}"), "refused"),
        (OSError(5, SECRET), "refused"),
    ],
)
def test_every_failure_is_ours_and_tells_no_secret(error, reason):
    vault = KeyringVault(Failing(error))
    calls = (
        lambda: vault.get(CONFIG),
        lambda: vault.put(CONFIG, SECRET),
        lambda: vault.forget(CONFIG),
    )
    for call in calls:
        with pytest.raises(VaultUnavailable) as caught:
            call()
        assert caught.value.reason == reason
        assert caught.value.detail == type(error).__name__
        assert caught.value.__cause__ is None
        told = f"{caught.value!r} {caught.value.details()}"
        told += "".join(traceback.format_exception_only(caught.value))
        assert SECRET not in told


class PlaintextKeyring(Memory):
    """As keyrings.alt has one."""

    priority = 0.5


class Lazy:
    """A keyring whose priority cannot be told."""

    @property
    def priority(self):
        raise RuntimeError("no session bus")


@pytest.mark.parametrize(
    ("backend", "reason"),
    [
        (fail.Keyring(), "no_keyring"),
        (null.Keyring(), "no_keyring"),
        (PlaintextKeyring(), "no_keyring"),
        (Lazy(), "refused"),
    ],
)
def test_a_keyring_that_keeps_nothing_or_keeps_it_in_clear_is_none(monkeypatch, backend, reason):
    monkeypatch.setattr(keyring, "get_keyring", lambda: backend)
    with pytest.raises(VaultUnavailable) as caught:
        KeyringVault().put(CONFIG, SECRET)
    assert caught.value.reason == reason


def test_the_systems_keyring_is_used(monkeypatch):
    backend = Memory()
    monkeypatch.setattr(keyring, "get_keyring", lambda: backend)
    vault = KeyringVault()
    vault.put(CONFIG, SECRET)
    assert KeyringVault().get(CONFIG) == SECRET


def test_session_vault_tells_no_secret():
    vault = SessionVault()
    vault.put(CONFIG, SECRET)
    assert SECRET not in repr(vault)


@pytest.mark.parametrize("method", AuthMethod)
def test_which_methods_need_a_password(method):
    config = HostConfig(HostId("1"), "HV1", Endpoint("hv1"), "admin", method)
    without = config.credential(None)
    if method in (AuthMethod.KERBEROS, AuthMethod.CERTIFICATE):
        assert without is not None
        assert without.password == ""
    else:
        assert without is None
    credential = config.credential(SECRET)
    assert (credential.user, credential.password, credential.method) == ("admin", SECRET, method)
    assert SECRET not in repr(credential)
