"""A host of a few lines for the tests of ``console.hyperv``: canned rows behind real bytes.

It answers through the same codec as any host and fills envelopes as Windows does (one item in the
reply of an Enumerate when there are more, then up to the limit), so requests can be counted. It
understands no WHERE: a test gives the rows that a query shall find.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from console.wsman.cim import CimInstance, CimValue
from console.wsman.client import WsmanClient
from console.wsman.decode_request import decode_request
from console.wsman.encode import encode_reply, item_text, utf16_size
from console.wsman.message import (
    Enumerate,
    EnumerateReply,
    Fault,
    Get,
    GetReply,
    Invoke,
    InvokeReply,
    Item,
    Pull,
    PullReply,
    Release,
    ReleaseReply,
    Reply,
    ReplyHeader,
    Request,
)

_SELECT = re.compile(r"SELECT (.+?) FROM (\w+)(?: WHERE (.*))?\Z", re.DOTALL)
_WALK = re.compile(r"ASSOCIATORS OF \{(.+)\} WHERE AssocClass = (\w+) ResultClass = (\w+)\Z")
_OVERHEAD = 2_000

Rows = list[dict[str, CimValue]] | list[CimInstance] | Fault | Exception
Answer = Rows | Callable[[str], Rows]

QUERY_INVALID = Fault(0x8033801A, "n:CannotProcessFilter", provider=True, wmi_code=0x80041017)
CLASS_MISSING = Fault(0x8033801A, "n:CannotProcessFilter", provider=True, wmi_code=0x80041010)
NAMESPACE_MISSING = Fault(0x8033801A, "n:CannotProcessFilter", provider=True, wmi_code=0x8004100E)
ACCESS_DENIED = Fault(5, "w:AccessDenied")
TIMED_OUT = Fault(0x80338029, "w:TimedOut", is_sender=False)
GONE = Fault(0x80338012, "a:DestinationUnreachable")
TOO_LARGE = Fault(0x80338048, "w:EncodingLimit")


@dataclass
class FakeHost:
    """Rows by class; an unknown class faults as Windows does.

    What lies over an association stands under ``"Association>ResultClass"``.
    """

    rows: dict[str, Answer] = field(default_factory=dict)
    methods: dict[str, Callable[[Request, dict[str, CimValue]], dict[str, CimValue] | Fault]] = (
        field(default_factory=dict)
    )
    objects: dict[str, CimInstance | Fault] = field(default_factory=dict)
    queries: list[str] = field(default_factory=list)
    calls: list[tuple[str, dict[str, CimValue], dict[str, str]]] = field(default_factory=list)
    requests: int = 0
    limit: int = 512_000
    contexts: dict[str, list[str]] = field(default_factory=dict)

    @property
    def client(self) -> WsmanClient:
        return WsmanClient(self)

    @property
    def classes(self) -> list[str]:
        """The classes that were queried, in order."""
        return [_SELECT.match(text)[2] for text in self.queries]

    def forget(self) -> None:
        self.queries.clear()
        self.calls.clear()
        self.requests = 0

    def close(self) -> None:
        pass

    def send(self, request: bytes, *, repeatable: bool) -> bytes:
        self.requests += 1
        message = decode_request(request)
        body = self._answer(message)
        header = ReplyHeader("", "uuid:0", message.header.message_id)
        return encode_reply(Reply(header, body))

    def _answer(self, message: Request):
        match message.body:
            case Enumerate():
                return self._enumerate(message.body.filter.text)
            case Pull():
                return self._pull(message.body.context)
            case Release():
                return ReleaseReply()
            case Get():
                found = self.objects.get(message.header.selectors[-1][1], GONE)
                return found if isinstance(found, Fault) else GetReply(found)
            case Invoke():
                return self._invoke(message)
        raise AssertionError(message)

    def _enumerate(self, wql: str):
        self.queries.append(wql)
        columns, class_name, key = _asked(wql)
        found = self.rows.get(key, CLASS_MISSING)
        if callable(found):
            found = found(wql)
        if isinstance(found, Exception):
            raise found
        if isinstance(found, Fault):
            return found
        names = None if columns == "*" else tuple(columns.split(", "))
        texts = [item_text(Item(_instance(row, class_name, names), names=names)) for row in found]
        if len(texts) <= 1:
            return EnumerateReply("", rendered=tuple(texts), is_end=True)
        context = f"uuid:{len(self.contexts)}"
        self.contexts[context] = texts[1:]
        return EnumerateReply(context, rendered=(texts[0],))

    def _pull(self, context: str):
        waiting = self.contexts[context]
        size, taken = _OVERHEAD, []
        while waiting and (size := size + utf16_size(waiting[0])) <= self.limit:
            taken.append(waiting.pop(0))
        assert taken, "an item larger than the envelope"
        return PullReply(context, rendered=tuple(taken), is_end=not waiting)

    def _invoke(self, message: Request):
        method, arguments = message.body.method, dict(message.body.arguments)
        selectors = dict(message.header.selectors)
        self.calls.append((method, arguments, selectors))
        output = self.methods[method](message, arguments)
        if isinstance(output, Fault):
            return output
        uri = message.header.resource_uri
        return InvokeReply(uri, method, CimInstance("", output))


def _asked(wql: str) -> tuple[str, str, str]:
    """Return columns, class, and the key of the rows that answer a query."""
    if walk := _WALK.match(wql):
        return "*", walk[3], f"{walk[2]}>{walk[3]}"
    columns, class_name, _ = _SELECT.match(wql).groups()
    return columns, class_name, class_name


def _instance(row, class_name: str, names: tuple[str, ...] | None) -> CimInstance:
    if isinstance(row, CimInstance):
        return row
    if names is None:
        return CimInstance(class_name, row)
    return CimInstance("", {name: row.get(name) for name in names})


@pytest.fixture
def host() -> FakeHost:
    return FakeHost()


class _Faults:
    QUERY_INVALID = QUERY_INVALID
    CLASS_MISSING = CLASS_MISSING
    NAMESPACE_MISSING = NAMESPACE_MISSING
    ACCESS_DENIED = ACCESS_DENIED
    TIMED_OUT = TIMED_OUT
    GONE = GONE
    TOO_LARGE = TOO_LARGE


@pytest.fixture
def faults() -> type[_Faults]:
    return _Faults


# ---- rows as a real host has them ------------------------------------------------------------

HOST_ROW: dict[str, CimValue] = {"Name": "HV01", "ElementName": "HV01", "EnabledState": 2}
RASD_PROPERTIES = (
    *("Address", "AddressOnParent", "AllocationUnits", "AutomaticAllocation"),
    *("AutomaticDeallocation", "Caption", "ConsumerVisibility", "Description", "ElementName"),
    *("Limit", "MappingBehavior", "OtherResourceType", "Parent", "PoolID", "Reservation"),
    *("ResourceSubType", "ResourceType", "VirtualQuantity", "VirtualQuantityUnits", "Weight"),
)


def guid(number: int, group: int = 0) -> str:
    return f"{number:08X}-{group:04X}-4000-8000-00155D00{number % 65536:04X}"


def summary(number: int, **changes: CimValue) -> dict[str, CimValue]:
    row: dict[str, CimValue] = {
        "Name": guid(number),
        "ElementName": f"server-{number:05d}.example",
        "EnabledState": 2,
        "OtherEnabledState": None,
        "HealthState": 5,
        "OperationalStatus": (2,),
        "UpTime": 123_456_789 + number,
        "ProcessorLoad": number % 100,
        "NumberOfProcessors": 4,
        "MemoryUsage": 4096,
        "MemoryAvailable": 30,
        "Heartbeat": 2,
        "ApplicationHealth": 2,
        "GuestOperatingSystem": "Windows Server 2022 Datacenter",
        "EnhancedSessionModeState": 3,
        "Version": "10.0",
        "VirtualSystemSubType": "Microsoft:Hyper-V:SubType:2",
        "Notes": "owner: operations",
    }
    return row | changes


def system(number: int, **changes: CimValue) -> dict[str, CimValue]:
    row: dict[str, CimValue] = {
        "Name": guid(number),
        "ElementName": f"server-{number:05d}.example",
        "EnabledState": 2,
        "HealthState": 5,
        "OperationalStatus": (2,),
        "OnTimeInMilliseconds": 60_000,
        "EnhancedSessionModeState": 2,
    }
    return row | changes


def component(number: int, class_name: str, *status: int) -> dict[str, CimValue]:
    return {
        "CreationClassName": class_name,
        "SystemName": guid(number),
        "OperationalStatus": status or (2,),
    }


def switch(number: int, class_name: str, component_guid: str, state: int = 2) -> CimInstance:
    nothing: dict[str, CimValue] = dict.fromkeys(RASD_PROPERTIES)
    told: dict[str, CimValue] = {
        "InstanceID": f"Microsoft:{guid(number)}\\{component_guid}",
        "EnabledState": state,
        "Caption": "Heartbeat",
        "Description": "Settings for the Microsoft Heartbeat Component of a virtual machine.",
        "ElementName": "Heartbeat",
        "AutomaticAllocation": True,
        "AutomaticDeallocation": True,
        "ConsumerVisibility": 0,
        "Limit": 1,
        "OtherResourceType": "Microsoft Heartbeat Component",
        "PoolID": "",
        "Reservation": 1,
        "ResourceType": 1,
        "VirtualQuantity": 1,
        "Weight": 0,
    }
    return CimInstance(class_name, nothing | told)


def adapter(number: int, *addresses: str) -> dict[str, CimValue]:
    return {
        "InstanceID": f"Microsoft:GuestNetwork\\{guid(number)}\\{guid(number, 7)}",
        "IPAddresses": addresses or (f"10.0.{number // 250}.{number % 250}", f"fe80::{number:x}"),
    }


class _Rows:
    HOST = HOST_ROW
    guid = staticmethod(guid)
    summary = staticmethod(summary)
    system = staticmethod(system)
    component = staticmethod(component)
    switch = staticmethod(switch)
    adapter = staticmethod(adapter)


@pytest.fixture
def make() -> type[_Rows]:
    return _Rows
