"""A host that answers every question in the right form with the wrong values.

Spoiled bytes mostly die in the parser. This one gets past it: what was asked for comes back with
values of another type, of another property, in arrays, as objects or references, or not at all.
"""

import random
import re
from functools import cache

from console.model.errors import Malformed
from console.wsman.cim import CimInstance, CimReference, CimScalar, CimValue
from console.wsman.decode import decode_reply, decode_request
from console.wsman.encode import encode_reply
from console.wsman.message import (
    Enumerate,
    EnumerateReply,
    Fault,
    Get,
    GetReply,
    Identify,
    IdentifyReply,
    Invoke,
    InvokeReply,
    Item,
    Pull,
    PullReply,
    Put,
    ReleaseReply,
    Reply,
    ReplyBody,
    ReplyHeader,
    Request,
    RequestHeader,
    WqlFilter,
)
from tests.fuzz.corpus import replies
from tests.fuzz.mutations import VALUES

_SELECT = re.compile(r"SELECT (.+?) FROM (\w+)", re.DOTALL)
_OUTPUTS = (
    *("ReturnValue", "Job", "SummaryInformation", "ImageData", "AccessControlList", "Errors"),
    *("ResultingSystem", "Error"),
)
_CODES = (0, 1, 5, 2150858770, 2150858793, 2150858778, 2150859174, 0x8033801A, 0xFFFFFFFF)
_WMI = (0, 0x80041001, 0x80041002, 0x80041003, 0x8004100E, 0x80041010, 0x80041017, 0x80041024)
_SUBCODES = ("", "w:TimedOut", "n:CannotProcessFilter", "w:QuotaLimit", "a:x", "w:EncodingLimit")


@cache
def _told() -> tuple[dict[str, tuple[CimValue, ...]], tuple[CimScalar, ...]]:
    """Return what real and simulated hosts said, by property, and all scalars."""
    found: dict[str, list[CimValue]] = {}
    for data in replies():
        for instance in _instances(data):
            for name, value in instance.properties.items():
                found.setdefault(name, []).append(value)
    every = [value for values in found.values() for value in values]
    scalars = tuple(value for value in every if value is not None and not isinstance(value, tuple))
    return {name: tuple(values) for name, values in found.items()}, scalars


def _instances(data: bytes) -> list[CimInstance]:
    try:
        body = decode_reply(data).body
    except Malformed:  # replies of shells are in the corpus, too
        return []
    match body:
        case EnumerateReply() | PullReply():
            return [item.instance for item in body.items if item.instance is not None]
        case GetReply():
            return [body.instance]
        case InvokeReply():
            return [body.output]
        case _:
            return []


class GarbageHost:
    """Answers by chance.

    Args:
        chance: Where chance comes from.
        wrongness: Share of values that are not what the property usually has.
    """

    def __init__(self, chance: random.Random, wrongness: float = 0.3) -> None:
        self._chance = chance
        self._wrongness = wrongness
        self._left = 400

    def send(self, request: bytes, *, repeatable: bool) -> bytes:
        """Answer."""
        asked = decode_request(request)
        self._left -= 1
        body = self._body(asked) if self._left > 0 else Fault(5)
        return encode_reply(Reply(ReplyHeader("", "uuid:0", asked.header.message_id), body))

    def close(self) -> None:
        """Nothing is open."""

    def _body(self, asked: Request) -> ReplyBody:
        chance = self._chance
        if chance.random() < 0.04:
            return Fault(
                chance.choice(_CODES),
                chance.choice(_SUBCODES),
                "class x",
                wmi_code=chance.choice(_WMI),
            )
        match asked.body:
            case Identify():
                return IdentifyReply(chance.choice(VALUES), chance.choice(VALUES), "")
            case Enumerate(filter=WqlFilter(text=text)):
                return self._rows(text)
            case Pull() if chance.random() < 0.3:
                return PullReply("uuid:x", ())
            case Pull():
                return PullReply("", self._items("*", "Msvm_X"), is_end=True)
            case Get() | Put():
                return GetReply(self._instance("Msvm_X", self._names("*")))
            case Invoke(method=method):
                return self._output(asked.header, method)
            case _:
                return ReleaseReply()

    def _output(self, header: RequestHeader, method: str) -> ReplyBody:
        output = self._instance(f"{method}_OUTPUT", _OUTPUTS)
        if self._chance.random() < 0.8:
            values = dict(output.properties)
            values["ReturnValue"] = self._chance.choice((0, 0, 0, 4096, 32775, 1))
            output = CimInstance(output.class_name, values)
        return InvokeReply(header.resource_uri, method, output)

    def _rows(self, text: str) -> ReplyBody:
        asked = _SELECT.match(text)
        columns, class_name = asked.groups() if asked else ("*", "Msvm_X")
        if self._chance.random() < 0.2:
            return EnumerateReply("uuid:x", self._items(columns, class_name)[:1])
        return EnumerateReply("", self._items(columns, class_name), is_end=True)

    def _items(self, columns: str, class_name: str) -> tuple[Item, ...]:
        names = self._names(columns)
        count = self._chance.choice((0, 1, 1, 2, 3, 12))
        rows = (self._instance(class_name, names) for _ in range(count))
        if columns == "*":
            return tuple(Item(row) for row in rows)
        return tuple(Item(CimInstance("", row.properties), names=names) for row in rows)

    def _names(self, columns: str) -> tuple[str, ...]:
        if columns != "*":
            return tuple(columns.split(", "))
        known = sorted(_told()[0])
        return tuple(self._chance.sample(known, min(len(known), 60)))

    def _instance(self, class_name: str, names: tuple[str, ...]) -> CimInstance:
        kept = [name for name in names if self._chance.random() > 0.03]
        return CimInstance(class_name, {name: self._value(name) for name in kept})

    def _value(self, name: str, depth: int = 0) -> CimValue:
        chance = self._chance
        usual, scalars = _told()
        if chance.random() > self._wrongness and usual.get(name):
            return chance.choice(usual[name])
        kind = chance.random()
        if kind < 0.1:
            return None
        if kind < 0.45:
            return chance.choice(scalars)
        if kind < 0.75:
            return chance.choice(VALUES)
        if kind < 0.85:
            return tuple(chance.choice(VALUES) for _ in range(chance.choice((1, 2, 300))))
        if kind < 0.93 or depth > 3:
            return CimReference("http://x/Msvm_X", (("K", chance.choice(VALUES)),))
        return CimInstance("Msvm_X", {"A": self._value("A", depth + 1), "Name": "x"})
