"""A script to copy, and how names get into it: quoted, so that nothing in them is carried out.

Names come from users, hosts and certificates; each goes into a single-quoted literal, with what
cannot be printed replaced: a pasted script never does anything but what is to be read in it.
"""

import enum
import shlex
from dataclasses import dataclass
from typing import Final

from console.doctor.finding import Circumstances
from console.hyperv.script import quoted
from console.model.connection import HTTP_PORT, HTTPS_PORT, AuthMethod

_LONGEST: Final = 255


class Place(enum.Enum):
    """Where a script is to be run; the value is its word in JSON."""

    HOST = "host"
    HERE = "here"


class Shell(enum.Enum):
    """What runs it; the value is its word in JSON."""

    POWERSHELL = "powershell"
    SH = "sh"


@dataclass(frozen=True, slots=True)
class Script:
    """A script to copy: on the host in an administrator's PowerShell, here in a terminal."""

    place: Place
    shell: Shell
    text: str


def printable(text: str) -> str:
    """Return a text in one line, short enough, with what cannot be printed replaced.

    A dash at its beginning is replaced too: programs would take the text for an option.
    """
    shown = "".join(c if c.isprintable() else "?" for c in text[:_LONGEST])
    return f"?{shown[1:]}" if shown.startswith("-") else shown


def in_ps(text: str) -> str:
    """Return a PowerShell literal."""
    return quoted(printable(text))


def in_sh(text: str) -> str:
    """Return a literal of the POSIX shell."""
    return shlex.quote(printable(text))


def on_host(*lines: str) -> Script:
    """Return a script for the host."""
    return Script(Place.HOST, Shell.POWERSHELL, "\n".join(lines))


def here(platform: str, powershell: str, sh: str) -> Script:
    """Return a script for this computer, in the words of its system."""
    if platform == "win32":
        return Script(Place.HERE, Shell.POWERSHELL, powershell)
    return Script(Place.HERE, Shell.SH, sh)


def again(seen: Circumstances, platform: str, *options: str, port: int | None = None) -> Script:
    """Return the doctor's own command with other options."""
    quote = in_ps if platform == "win32" else in_sh
    port = seen.port if port is None else port
    usual = HTTPS_PORT if "--tls" in options else HTTP_PORT
    words = ["hvconsole doctor", quote(seen.host), *options]
    if seen.method is not AuthMethod.NTLM and not any("--auth" in option for option in options):
        words.append(f"--auth {seen.method.value}")
    if port != usual:
        words.append(f"--port {port}")
    if seen.user:
        words.append(f"--user {quote(seen.user)}")
    line = " ".join(words)
    return here(platform, line, line)
