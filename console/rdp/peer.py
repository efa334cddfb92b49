"""Who is at the other end of a loopback connection: the user that owns the socket, where known.

Linux tells it in ``/proc/net/tcp`` (columns ``local_address``, ``rem_address`` and ``uid``; see
proc(5)). Elsewhere nobody is asked, and the answer is "not known".
"""

import os
import socket
from pathlib import Path
from typing import Final

_TABLE: Final = Path("/proc/net/tcp")
_LOCAL, _REMOTE, _UID = 1, 2, 7


def owner_of(peer: tuple[str, int], ours: tuple[str, int], table: Path = _TABLE) -> int | None:
    """Return the user id that owns the other end of an IPv4 connection on this computer.

    Args:
        peer: The other end, address and port.
        ours: Our end.
        table: The system's list of connections.

    Returns:
        ``None`` when the system does not tell, or the other end is closed already.
    """
    wanted = (_written(peer), _written(ours))
    try:
        lines = table.read_text("ascii").splitlines()[1:]
        for columns in map(str.split, lines):
            if (columns[_LOCAL], columns[_REMOTE]) == wanted:
                return int(columns[_UID])
    except (OSError, ValueError, IndexError):
        pass  # no such list, or of a shape that we do not know: not known
    return None


def is_other_user(peer: tuple[str, int], ours: tuple[str, int], table: Path = _TABLE) -> bool:
    """Whether another user is known to own the other end."""
    owner = owner_of(peer, ours, table)
    return owner is not None and hasattr(os, "getuid") and owner != os.getuid()


def _written(place: tuple[str, int]) -> str:
    """Return address and port as the list has them: the address in the machine's byte order."""
    address, port = place
    number = int.from_bytes(socket.inet_aton(address), "little" if _IS_LITTLE else "big")
    return f"{number:08X}:{port:04X}"


_IS_LITTLE: Final = socket.htons(1) != 1
