"""The little of ASN.1 DER that CredSSP needs: definite lengths, explicit context tags."""

from typing import Final

from console.rdpwire.errors import BadBytes

SEQUENCE: Final = 0x30
INTEGER: Final = 0x02
OCTETS: Final = 0x04
_LONG: Final = 0x80
_MAX_LENGTH_BYTES: Final = 3


def wrap(tag: int, content: bytes) -> bytes:
    """Return a value with its tag and length."""
    size = len(content)
    if size < _LONG:
        return bytes((tag, size)) + content
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes((tag, _LONG | len(length))) + length + content


def member(number: int, content: bytes) -> bytes:
    """Return the member ``[number]`` of a SEQUENCE."""
    return wrap(0xA0 | number, content)


def integer(value: int) -> bytes:
    """Return an INTEGER that is not negative."""
    return wrap(INTEGER, value.to_bytes(value.bit_length() // 8 + 1, "big"))


def read(data: bytes, place: int = 0) -> tuple[int, bytes, int]:
    """Return tag, content and the place after a value.

    Raises:
        BadBytes: It is cut off, or of indefinite length.
    """
    if place + 2 > len(data):
        raise BadBytes("a DER value is cut off")
    tag, size = data[place], data[place + 1]
    place += 2
    if size & _LONG:
        count = size & 0x7F
        if not 0 < count <= _MAX_LENGTH_BYTES or place + count > len(data):
            raise BadBytes("a DER length cannot be read")
        size = int.from_bytes(data[place : place + count], "big")
        place += count
    if place + size > len(data):
        raise BadBytes("a DER value is cut off")
    return tag, data[place : place + size], place + size


def expect(data: bytes, tag: int) -> bytes:
    """Return the content of a value that must have this tag.

    Raises:
        BadBytes: It has another.
    """
    found, content, _ = read(data)
    if found != tag:
        raise BadBytes(f"DER tag {found:#x} where {tag:#x} is expected")
    return content


def members(content: bytes) -> dict[int, bytes]:
    """Return the explicit members of a SEQUENCE's content by their numbers.

    Raises:
        BadBytes: One is cut off.
    """
    found: dict[int, bytes] = {}
    place = 0
    while place < len(content):
        tag, value, place = read(content, place)
        found[tag & 0x1F] = value
    return found


def missing(head: bytes) -> int:
    """Return how many bytes of a value are still missing after its first two or more bytes.

    Raises:
        BadBytes: The length cannot be read, or is larger than anything CredSSP sends.
    """
    if len(head) < 2:
        return 2 - len(head)
    size = head[1]
    if not size & _LONG:
        return 2 + size - len(head)
    count = size & 0x7F
    if not 0 < count <= _MAX_LENGTH_BYTES:
        raise BadBytes("a DER length cannot be read")
    if len(head) < 2 + count:
        return 2 + count - len(head)
    return 2 + count + int.from_bytes(head[2 : 2 + count], "big") - len(head)
