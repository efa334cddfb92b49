"""What is started: arguments, files and what goes down a pipe; the password is only named."""

from dataclasses import dataclass, field

from console.rdp.client import PasswordWay

FILE_PLACE = "{file}"
"""Stands in ``argv`` for the path of the file that is written right before the start."""


@dataclass(frozen=True, slots=True)
class LaunchPlan:
    """How to start a client.

    Attributes:
        argv: The command line; it never holds a password.
        way: How the password is handed over.
        piped: With ``ARGUMENT_PIPE``: the arguments that go through the pipe, one a line; the
            password's own is added when the client is started.
        file_text: Text of the one file that the client reads; empty for none.
        file_name: Its name; made from the VM's id, never from its name.
        file_encoding: How the text is written.
    """

    argv: tuple[str, ...]
    way: PasswordWay
    piped: tuple[str, ...] = field(default=())
    file_text: str = ""
    file_name: str = ""
    file_encoding: str = "utf-8"
