"""Accounts of a simulated host and their private file."""

import os
import stat
from pathlib import Path

import pytest

from console.simulator.accounts import Account, AccountBook

VARIABLE = "NTLM_USER_FILE"


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


def test_books_take_turns_and_the_former_value_comes_back(monkeypatch):
    monkeypatch.setenv(VARIABLE, "/the/users/own")
    first, second = AccountBook([Account("a", "1")]), AccountBook([Account("a", "2")])
    for book, password in ((first, "1"), (second, "2"), (first, "1")):
        with book.in_use():
            assert Path(os.environ[VARIABLE]).read_text().startswith(f":a:{password}\n")
    second.close()
    first.close()
    assert os.environ[VARIABLE] == "/the/users/own"
