"""Make text that a host or a guest wrote safe to show: no control, no bidi override, no flood."""

import re
from typing import Final

from console.model.identity import VmId

MAX_CHARACTERS: Final = 10_000

_GUID = re.compile(r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\Z", re.ASCII)

# C0 and C1 controls, the bidi embeddings, overrides and isolates (which can make a name read as
# another one), lone surrogates. The plain marks U+200E and U+200F stay: Arabic and Hebrew need
# them.
_UNSAFE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_BREAKS = re.compile("[\t\n\r\u2028\u2029]+")
_NEWLINES = re.compile("\r\n?|\u2028|\u2029|\x85")


def clean(text: str) -> str:
    """Return one line: unsafe characters become U+FFFD, line breaks a space, long text is cut."""
    return _UNSAFE.sub("\ufffd", _BREAKS.sub(" ", text[:MAX_CHARACTERS])).strip()


def clean_lines(text: str) -> str:
    """Return text that may have several lines, made safe as ``clean`` does."""
    return _UNSAFE.sub("\ufffd", _NEWLINES.sub("\n", text[:MAX_CHARACTERS])).strip("\n")


def vm_id(text: str) -> VmId | None:
    """Return the VM that a GUID names, ``None`` for anything else.

    This is how a VM's row of ``Msvm_ComputerSystem`` is told from the host's own row, whose name
    is the computer's; ``Caption`` would be in the host's language.
    """
    return VmId(text.upper()) if _GUID.match(text) else None
