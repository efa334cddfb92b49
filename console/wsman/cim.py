"""CIM values as Python values, and typed access to them.

A property value on our side is one of:

* ``None``: null
* ``str``, ``bool``, ``int``, ``float``
* ``datetime`` (aware) for a point in time, ``timedelta`` for an interval
* ``CimReference``: an endpoint reference to an object
* ``CimInstance``: an embedded object (method output such as ``SummaryInformation``)
* a ``tuple`` of those: an array

Replies carry no types (WS-CIM has them in the schema), so decoding delivers plain scalars as
``str`` and leaves the reading to the typed getters of ``CimInstance``; requests and the
simulator's replies are written from typed values. A one-element array looks like a scalar on the
wire and an empty array is absent, so the plural getters accept all three forms.
"""

import base64
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from typing import TypeVar, Union

from console.model.errors import Malformed

_T = TypeVar("_T")

INTEGER_RANGES: dict[str, tuple[int, int]] = {
    f"{sign}int{bits}": (
        (0, 2**bits - 1) if sign == "u" else (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1)
    )
    for sign in ("u", "s")
    for bits in (8, 16, 32, 64)
}
"""Lowest and highest value of each CIM integer type (DSP0004, table 2)."""

NEVER = datetime(1601, 1, 1, tzinfo=UTC)
"""Windows' way to say "this has not happened"."""


@dataclass(frozen=True, slots=True)
class CimReference:
    """An endpoint reference: the class by its resource URI, the object by its keys.

    Selector values are text, or a reference in turn (association classes have such keys).
    """

    resource_uri: str
    selectors: tuple[tuple[str, "str | CimReference"], ...] = ()

    @property
    def class_name(self) -> str:
        """The class that the URI names."""
        return self.resource_uri.partition("?")[0].rpartition("/")[2]

    def selector(self, name: str) -> str:
        """Return one key as text, empty when it is missing."""
        for key, value in self.selectors:
            if key.lower() == name.lower() and isinstance(value, str):
                return value
        return ""


# Union, because a name in quotes cannot be joined with "|".
CimScalar = Union[str, bool, int, float, datetime, timedelta, CimReference, "CimInstance"]
CimValue = CimScalar | tuple[CimScalar, ...] | None


@dataclass(frozen=True, slots=True)
class CimInstance:
    """An object of a CIM class, or the output of a method, or a row of a projected query.

    Attributes:
        class_name: Empty for a row of a projected query, which does not tell its class.
        properties: By name; a missing name is a null or an empty array.
        reference: The object's endpoint reference where the enumeration delivered it.
        namespace: WMI namespace as its URI has it (``root/virtualization/v2``); empty when unknown.
    """

    class_name: str
    properties: Mapping[str, CimValue] = field(default_factory=dict[str, CimValue])
    reference: CimReference | None = None
    namespace: str = ""

    def text(self, name: str, default: str = "") -> str:
        """Return a string property.

        Raises:
            Malformed: It is an array, a reference or an object.
        """
        value = self.properties.get(name)
        return default if value is None else _text(name, _scalar(name, value))

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a string array; absent and null are empty."""
        return self._each(name, _text)

    def integer(self, name: str) -> int | None:
        """Return an integer property, ``None`` for null.

        Raises:
            Malformed: It is no integer.
        """
        value = self.properties.get(name)
        return None if value is None else _integer(name, _scalar(name, value))

    def integers(self, name: str) -> tuple[int, ...]:
        """Return an integer array; absent and null are empty."""
        return self._each(name, _integer)

    def boolean(self, name: str) -> bool | None:
        """Return a boolean, in any of the spellings that clients and hosts use."""
        value = self.properties.get(name)
        return None if value is None else _boolean(name, _scalar(name, value))

    def moment(self, name: str) -> datetime | None:
        """Return a point in time; ``None`` for null and for Windows' "never"."""
        value = self.properties.get(name)
        if value is None:
            return None
        scalar = _scalar(name, value)
        moment = parse_moment(scalar) if isinstance(scalar, str) else scalar
        if not isinstance(moment, datetime):
            raise Malformed(f"{name}: not a point in time: {scalar!r}")
        return None if moment <= NEVER else moment

    def interval(self, name: str) -> timedelta | None:
        """Return a span of time."""
        value = self.properties.get(name)
        if value is None:
            return None
        scalar = _scalar(name, value)
        span = parse_interval(scalar) if isinstance(scalar, str) else scalar
        if not isinstance(span, timedelta):
            raise Malformed(f"{name}: not an interval: {scalar!r}")
        return span

    def octets(self, name: str) -> bytes:
        """Return a ``uint8[]``: one base64 text (method output) or repeated numbers."""
        value = self.properties.get(name)
        if value is None:
            return b""
        if isinstance(value, str) and not _is_octet(value):
            try:
                return base64.b64decode(value, validate=False)
            except ValueError as problem:
                raise Malformed(f"{name}: not base64") from problem
        try:
            return bytes(self.integers(name))
        except ValueError as problem:
            raise Malformed(f"{name}: not bytes") from problem

    def target(self, name: str) -> CimReference | None:
        """Return a reference property."""
        value = self.properties.get(name)
        if value is None:
            return None
        scalar = _scalar(name, value)
        if not isinstance(scalar, CimReference):
            raise Malformed(f"{name}: not a reference")
        return scalar

    def objects(self, name: str) -> tuple["CimInstance", ...]:
        """Return embedded objects; absent and null are none."""
        return self._each(name, _object)

    def _each(self, name: str, read: Callable[[str, CimScalar], _T]) -> tuple[_T, ...]:
        value = self.properties.get(name)
        if value is None:
            return ()
        if isinstance(value, tuple):
            return tuple(read(name, item) for item in value)
        return (read(name, value),)


def _scalar(name: str, value: CimValue) -> CimScalar:
    if isinstance(value, tuple) or value is None:
        raise Malformed(f"{name}: one value expected, found {value!r:.80}")
    return value


def _text(name: str, value: CimScalar) -> str:
    if not isinstance(value, str):
        raise Malformed(f"{name}: not text: {value!r:.80}")
    return value


def _object(name: str, value: CimScalar) -> CimInstance:
    if not isinstance(value, CimInstance):
        raise Malformed(f"{name}: not an object: {value!r:.80}")
    return value


def _integer(name: str, value: CimScalar) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and len(value) <= 24:
        try:
            return int(value)
        except ValueError:
            pass
    raise Malformed(f"{name}: not an integer: {value!r:.80}")


def _is_octet(text: str) -> bool:
    """Tell whether a text is the only number of an array: too short for base64, which has four."""
    return len(text) < 4 and text.isascii() and text.isdecimal()


_BOOLEANS = {"true": True, "1": True, "false": False, "0": False}


def _boolean(name: str, value: CimScalar) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.strip().lower() in _BOOLEANS:
        return _BOOLEANS[value.strip().lower()]
    raise Malformed(f"{name}: not a boolean: {value!r:.80}")


_DMTF_MOMENT = re.compile(r"(\d{14})\.(\d{6})([+-]\d{3})\Z", re.ASCII)
_DMTF_INTERVAL = re.compile(r"(\d{8})(\d{2})(\d{2})(\d{2})\.(\d{6}):000\Z", re.ASCII)
_ISO_INTERVAL = re.compile(
    r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.(\d{1,9}))?S)?)?\Z", re.ASCII
)


def parse_moment(text: str) -> datetime:
    """Read a CIM point in time: ISO 8601 as WinRM writes it, or DSP0004's own form.

    Raises:
        Malformed: It is neither.
    """
    dmtf = _DMTF_MOMENT.match(text)
    try:
        if dmtf:
            offset = timezone(timedelta(minutes=int(dmtf[3])))
            return datetime.strptime(dmtf[1], "%Y%m%d%H%M%S").replace(
                microsecond=int(dmtf[2]), tzinfo=offset
            )
        moment = datetime.fromisoformat(text)
    except ValueError as problem:
        raise Malformed(f"not a point in time: {text[:60]!r}") from problem
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def parse_interval(text: str) -> timedelta:
    """Read a CIM interval: ``P0DT0H30M0S`` or ``00000000003000.000000:000``.

    Raises:
        Malformed: It is neither.
    """
    try:
        if dmtf := _DMTF_INTERVAL.match(text):
            days, hours, minutes, seconds, micro = map(int, dmtf.groups())
            return timedelta(days, seconds, micro, 0, minutes, hours)
        iso = _ISO_INTERVAL.match(text)
        if iso and len(text) > 2:
            days, hours, minutes, seconds = (int(part or 0) for part in iso.groups()[:4])
            micro = int((iso[5] or "0").ljust(6, "0")[:6])
            return timedelta(days, seconds, micro, 0, minutes, hours)
    except (OverflowError, ValueError) as problem:  # Python reads no number of 5,000 digits
        raise Malformed(f"interval too long: {text[:60]!r}") from problem
    raise Malformed(f"not an interval: {text[:60]!r}")


def format_moment(moment: datetime) -> str:
    """Write a point in time as WinRM does: UTC, trailing zeros of the fraction cut."""
    utc = moment.astimezone(UTC)
    fraction = f".{utc.microsecond:06d}".rstrip("0").rstrip(".")
    return f"{utc:%Y-%m-%dT%H:%M:%S}{fraction}Z" if utc.year >= 1000 else utc.isoformat()


def format_interval(span: timedelta) -> str:
    """Write an interval as WinRM does in replies: ``P0DT0H30M0S``."""
    hours, rest = divmod(span.seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    fraction = f".{span.microseconds:06d}".rstrip("0").rstrip(".")
    return f"P{span.days}DT{hours}H{minutes}M{seconds}{fraction}S"


def format_dmtf_moment(moment: datetime) -> str:
    """Write a point in time as CIM-XML wants it (DSP0004, 5.2.4)."""
    utc = moment.astimezone(UTC)
    return f"{utc.year:04d}{utc:%m%d%H%M%S}.{utc.microsecond:06d}+000"


def format_dmtf_interval(span: timedelta) -> str:
    """Write an interval as CIM-XML wants it: ``00000000003000.000000:000``."""
    hours, rest = divmod(span.seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    return f"{span.days:08d}{hours:02d}{minutes:02d}{seconds:02d}.{span.microseconds:06d}:000"
