"""The preconnection PDU, the first bytes on a console port: it names the VM and the mode.

MS-RDPEPS 2.2.1.2 (version 2, little endian)::

    cbSize u32 | Flags u32 = 0 | Version u32 = 2 | Id u32 = 0 | cchPCB u16 | wszPCB UTF-16LE

``cchPCB`` counts the terminating NUL. FreeRDP 2.11 sends one NUL too many, so any number is read.
"""

import struct
from dataclasses import dataclass
from typing import Final

from console.rdpwire.errors import BadBytes

_HEAD: Final = struct.Struct("<IIII")
_VERSION_2: Final = 2
MIN_SIZE: Final = 18
MAX_SIZE: Final = 65_536
_ENHANCED: Final = "EnhancedMode"


@dataclass(frozen=True, slots=True)
class Preconnection:
    """What a client says before anything else.

    Attributes:
        blob: The text, without terminating NULs.
        id: The number that other uses of the PDU have; 0 for consoles.
    """

    blob: str
    id: int = 0

    @property
    def vm(self) -> str:
        """The part that names the VM."""
        return self.blob.split(";", 1)[0]

    @property
    def is_enhanced(self) -> bool:
        """Whether an enhanced session is asked for."""
        for part in self.blob.split(";")[1:]:
            key, _, value = part.partition("=")
            if key == _ENHANCED:
                return value == "1"
        return False


def size_of(head: bytes) -> int:
    """Return how long a PDU is, from its first four bytes.

    Raises:
        BadBytes: No preconnection PDU begins so; a TLS or X.224 greeting does not.
    """
    size = int.from_bytes(head[:4], "little")
    if not MIN_SIZE <= size <= MAX_SIZE:
        raise BadBytes(f"no preconnection PDU begins with {head[:4].hex()}")
    return size


def encode(preconnection: Preconnection) -> bytes:
    """Return the bytes of a PDU."""
    text = f"{preconnection.blob}\0".encode("utf-16-le")
    head = _HEAD.pack(MIN_SIZE + len(text), 0, _VERSION_2, preconnection.id)
    return head + struct.pack("<H", len(text) // 2) + text


def decode(data: bytes) -> Preconnection:
    """Read a whole PDU.

    Raises:
        BadBytes: It is not one of version 2, or its lengths contradict each other.
    """
    if len(data) < MIN_SIZE:
        raise BadBytes("a preconnection PDU is cut off")
    size, _flags, version, number = _HEAD.unpack_from(data)
    (count,) = struct.unpack_from("<H", data, _HEAD.size)
    text = data[MIN_SIZE : MIN_SIZE + 2 * count]
    if size != len(data) or version != _VERSION_2 or len(text) != 2 * count:
        raise BadBytes("a preconnection PDU contradicts itself")
    try:
        return Preconnection(text.decode("utf-16-le").rstrip("\0"), number)
    except UnicodeDecodeError as problem:
        raise BadBytes("a preconnection PDU is not UTF-16") from problem
