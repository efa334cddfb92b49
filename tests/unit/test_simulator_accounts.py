"""Accounts of a simulated host and their private file."""

import os
import stat
from pathlib import Path

import pytest

from console.simulator.accounts import Account, AccountBook

VARIABLE = "NTLM_USER_FILE"
KEYTAB = "KRB5_KTNAME"


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch):
    monkeypatch.delenv(VARIABLE, raising=False)


@pytest.mark.parametrize(
    "parts", [("", "p"), ("u:v", "p"), ("u", "p:q"), ("u", "p\n"), ("u\r", "p")]
)
def test_what_the_file_cannot_carry_is_refused(parts):
    with pytest.raises(ValueError, match="account"):
        Account(*parts)


def test_the_password_does_not_show():
    assert "hidden" not in repr(Account("u", "hidden"))


@pytest.mark.parametrize(
    ("name", "password", "fits"),
    [
        ("sim", "pw", True),
        ("SIM\\Sim", "pw", True),
        (".\\sim", "pw", True),
        ("OTHER\\sim", "pw", False),
        ("sim", "PW", False),
        ("si", "pw", False),
    ],
)
def test_names_and_passwords(name, password, fits):
    account = Account("sim", "pw")
    assert AccountBook([account]).check(name, password) == (account if fits else None)


def test_the_file_is_private_complete_and_goes():
    book = AccountBook([Account("a", "1", "DOM"), Account("b", "2", "")])
    assert VARIABLE not in os.environ
    with book.in_use():
        path = Path(os.environ[VARIABLE])
        assert path.read_text().splitlines() == [":a:1", ".:a:1", "DOM:a:1", ":b:2", ".:b:2"]
        if os.name == "posix":
            assert stat.S_IMODE(path.stat().st_mode) == 0o600
    book.close()
    assert not path.exists()
    assert VARIABLE not in os.environ
    book.close()


def test_the_hosts_keys_are_in_a_private_copy_that_goes(tmp_path, monkeypatch):
    monkeypatch.setenv(KEYTAB, "/the/users/own")
    keytab = tmp_path / "http.keytab"
    keytab.write_bytes(b"\x05\x02keys")
    book, without = AccountBook([Account("a", "1")], keytab), AccountBook([Account("a", "1")])
    with book.in_use():
        copy = Path(os.environ[KEYTAB])
        assert copy.read_bytes() == keytab.read_bytes()
        if os.name == "posix":
            assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    with without.in_use():
        assert not Path(os.environ[KEYTAB]).exists(), "a host without Kerberos finds no keys"
    without.close()
    book.close()
    assert not copy.exists()
    assert os.environ[KEYTAB] == "/the/users/own"


def test_names_of_every_kind_find_their_account():
    book = AccountBook([Account("sim", "1")])
    for name in ("sim", "SIM\\sim", "Sim@HV.TEST", ".\\SIM"):
        assert book.find(name) is not None
    assert book.find("simon@HV.TEST") is None
    assert book.mapped(b"no certificate of anybody") is None


def test_books_take_turns_and_the_former_value_comes_back(monkeypatch):
    monkeypatch.setenv(VARIABLE, "/the/users/own")
    first, second = AccountBook([Account("a", "1")]), AccountBook([Account("a", "2")])
    for book, password in ((first, "1"), (second, "2"), (first, "1")):
        with book.in_use():
            assert Path(os.environ[VARIABLE]).read_text().startswith(f":a:{password}\n")
    second.close()
    first.close()
    assert os.environ[VARIABLE] == "/the/users/own"
