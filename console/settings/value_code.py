"""Frozen values as plain JSON values and back: only what differs from the default is written.

Made once for each dataclass from its annotations. A field that is new gets its default, one that
is gone is ignored, so that older and newer programs read each other's files. Anything of another
type is refused.
"""

import enum
import types
from collections.abc import Callable
from dataclasses import MISSING, fields
from functools import lru_cache, partial
from typing import Any, Final, Union, cast, get_args, get_origin, get_type_hints

SHARED_FIELDS: Final = 4
MAX_SHARED: Final = 4_096

Plain = Any
"""What JSON can hold."""


class Damaged(ValueError):
    """A value is of another type than expected."""


_Code = tuple[Callable[[Any], Plain], Callable[[Plain], Any]]
"""Writes a value, and reads it."""


def encode(value: object) -> Plain:
    """Return a dataclass as a plain value."""
    return _code_of(type(value))[0](value)


def decode(kind: type[Any], plain: Plain) -> Any:  # noqa: ANN401 - an instance of ``kind``
    """Return the dataclass that a plain value stands for.

    Raises:
        Damaged: It stands for none.
    """
    return _code_of(kind)[1](plain)


@lru_cache(maxsize=64)
def _code_of(kind: Any) -> _Code:  # noqa: ANN401 - a type, a union, or a generic alias
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        inner = next(each for each in get_args(kind) if each is not types.NoneType)
        write, read = _code_of(inner)
        return (
            lambda value: None if value is None else write(value),
            lambda plain: None if plain is None else read(plain),
        )
    if origin is tuple:
        return _tuple_code(get_args(kind))
    if isinstance(kind, enum.EnumMeta):
        return _enum_code(kind)
    if hasattr(kind, "__dataclass_fields__"):
        return _dataclass_code(kind)
    plain_kind = getattr(kind, "__supertype__", kind)
    return (lambda value: value, partial(_plain, plain_kind))


def _enum_code(kind: enum.EnumMeta) -> _Code:
    members = cast("list[enum.Enum]", list(kind))
    by_word = {member.value: member for member in members}
    words = {member: member.value for member in members}
    return words.__getitem__, partial(_member, by_word)


def _plain(kind: type, plain: Plain) -> Any:  # noqa: ANN401
    is_number = kind is float and type(plain) is int
    if type(plain) is not kind and not is_number:
        raise Damaged(f"{kind.__name__} expected")
    return plain


def _member(by_word: dict[Any, Any], plain: Plain) -> Any:  # noqa: ANN401
    try:
        return by_word[plain]
    except (KeyError, TypeError):
        raise Damaged("an unknown word") from None


def _tuple_code(kinds: tuple[Any, ...]) -> _Code:
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        write, read = _code_of(kinds[0])

        def read_all(plain: Plain) -> tuple[Any, ...]:
            return tuple(map(read, _list(plain)))

        return (lambda value: [write(each) for each in value], read_all)
    codes = [_code_of(kind) for kind in kinds]

    def read_each(plain: Plain) -> tuple[Any, ...]:
        items = _list(plain)
        if len(items) != len(codes):
            raise Damaged(f"{len(codes)} items expected")
        return tuple(code[1](item) for code, item in zip(codes, items, strict=True))

    return (
        lambda value: [code[0](each) for code, each in zip(codes, value, strict=True)],
        read_each,
    )


def _list(plain: Plain) -> list[Any]:
    if not isinstance(plain, list):
        raise Damaged("a list expected")
    return cast("list[Any]", plain)


def _dataclass_code(kind: Any) -> _Code:  # noqa: ANN401
    hints = get_type_hints(kind)
    codes = {each.name: _code_of(hints[each.name]) for each in fields(kind)}
    defaults = {each.name: each.default for each in fields(kind)}
    needed = frozenset(name for name, default in defaults.items() if default is MISSING)
    writers = tuple((name, defaults[name], code[0]) for name, code in codes.items())
    readers = {name: code[1] for name, code in codes.items()}

    def write(value: Any) -> Plain:  # noqa: ANN401
        told: dict[str, Plain] = {}
        for name, default, write_one in writers:
            each = getattr(value, name)
            if each is not default and each != default:
                told[name] = write_one(each)
        return told

    def read(plain: Plain) -> Any:  # noqa: ANN401
        if not isinstance(plain, dict):
            raise Damaged("an object expected")
        told = cast("dict[str, Plain]", plain)
        values = {name: readers[name](each) for name, each in told.items() if name in readers}
        if not needed <= values.keys():
            raise Damaged("a field is missing")
        return kind(**values)

    return write, read if len(codes) > SHARED_FIELDS else _shared(read)


def _shared(read: Callable[[Plain], Any]) -> Callable[[Plain], Any]:
    """Return the same object for the same small value: thousands of VMs have equal services."""
    known: dict[Any, Any] = {}

    def read_shared(plain: Plain) -> Any:  # noqa: ANN401
        try:
            key = tuple(plain.items())
            found = known.get(key)
        except (AttributeError, TypeError):  # no object, or one with lists in it
            return read(plain)
        if found is None:
            found = read(plain)
            if len(known) < MAX_SHARED:
                known[key] = found
        return found

    return read_shared
