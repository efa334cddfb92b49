"""The client against a scripted host: what it asks, what it believes, and when it gives up."""

import itertools
import logging
import re
from collections.abc import Callable

import pytest

from console.model.errors import (
    ClassMissing,
    ConsoleError,
    EnumerationExpired,
    HostBusy,
    Malformed,
    ObjectGone,
    TimedOut,
    Unreachable,
    UnreachableReason,
    WsmanFault,
)
from console.wsman import client as client_module
from console.wsman import fault_codes, names
from console.wsman.cim import CimInstance, CimReference
from console.wsman.client import MAX_EMPTY_PULLS, WsmanClient, new_uuid
from console.wsman.decode import decode_request
from console.wsman.encode import encode_reply
from console.wsman.message import (
    MODE_EPR,
    MODE_OBJECT_AND_EPR,
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
    PutReply,
    Release,
    ReleaseReply,
    Reply,
    ReplyBody,
    ReplyHeader,
    Request,
    WqlFilter,
)

V2 = names.HYPERV_NAMESPACE
VM_URI = names.class_uri(V2, "Msvm_ComputerSystem")
VM = CimReference(VM_URI, (("CreationClassName", "Msvm_ComputerSystem"), ("Name", "A")))
Script = Callable[[Request], ReplyBody | bytes]


class ScriptedHost:
    """Answers with what the script says, and remembers what it was asked."""

    def __init__(self, script: Script) -> None:
        self.script = script
        self.requests: list[Request] = []
        self.repeatable: list[bool] = []

    def send(self, request: bytes, *, repeatable: bool) -> bytes:
        read = decode_request(request)
        self.requests.append(read)
        self.repeatable.append(repeatable)
        body = self.script(read)
        if isinstance(body, bytes):
            return body
        return encode_reply(Reply(ReplyHeader("", "uuid:R", read.header.message_id.lower()), body))

    def close(self) -> None:
        pass

    @property
    def bodies(self):
        return [request.body for request in self.requests]


def answering(*bodies: ReplyBody | bytes | ConsoleError):
    """A host that gives these answers in turn."""
    left = iter(bodies)

    def script(_request: Request) -> ReplyBody | bytes:
        body = next(left)
        if isinstance(body, ConsoleError):
            raise body
        return body

    return ScriptedHost(script)


def client(host: ScriptedHost, **options) -> WsmanClient:
    return WsmanClient(host, to="http://host:5985/wsman", **options)


def row(name: str) -> Item:
    return Item(CimInstance("", {"Name": name}), None, ("Name",))


def named(instances) -> list[str]:
    return [instance.text("Name") for instance in instances]


OUTPUT = InvokeReply(VM_URI, "RequestStateChange", CimInstance("", {"ReturnValue": 4096}))


def test_identify():
    reply = IdentifyReply("1", "Microsoft Corporation", "OS: 10.0.20348 SP: 0.0 Stack: 3.0")
    # The request has no message id, so the reply relates to nothing.
    host = answering(reply)
    assert client(host).identify() == reply
    assert host.bodies == [Identify()]
    assert host.repeatable == [True]


def test_get():
    host = answering(GetReply(CimInstance("Msvm_ComputerSystem", {"Name": "A"})))
    assert client(host).get(VM) == CimInstance("Msvm_ComputerSystem", {"Name": "A"}, VM, V2)
    (request,) = host.requests
    assert request.body == Get()
    assert request.header.selectors == VM.selectors
    assert request.header.resource_uri == VM_URI
    assert request.header.to == "http://host:5985/wsman"
    assert host.repeatable == [True]


def test_put():
    changed = CimInstance("Msvm_ComputerSystem", {"Name": "A"})
    host = answering(PutReply(changed), PutReply())
    wsman = client(host)
    answer = wsman.put(VM, changed)
    assert answer is not None
    assert answer.text("Name") == "A"
    assert wsman.put(VM, changed) is None
    assert all(isinstance(body, Put) for body in host.bodies)
    assert host.repeatable == [False, False]


def test_invoke():
    host = answering(OUTPUT)
    arguments = (("RequestedState", 2), ("Flag", True), ("TimeoutPeriod", None))
    output = client(host).invoke(VM, "RequestStateChange", arguments)
    assert output.integer("ReturnValue") == 4096
    (request,) = host.requests
    assert request.header.action == f"{VM_URI}/RequestStateChange"
    assert request.body == Invoke("RequestStateChange", (("RequestedState", "2"), ("Flag", "true")))
    assert host.repeatable == [False]


def test_output_of_another_method_is_refused():
    with pytest.raises(Malformed):
        client(answering(OUTPUT)).invoke(VM, "Other")


def test_limits_and_times_are_passed_on():
    host = answering(GetReply(CimInstance("X")))
    client(host, operation_timeout_s=7.5, max_envelope_size=8192).get(VM)
    assert host.requests[0].header.operation_timeout_s == 7.5
    assert host.requests[0].header.max_envelope_size == 8192


def test_header_has_an_address_in_any_case():
    host = answering(GetReply(CimInstance("X")))
    WsmanClient(host).get(VM)
    assert host.requests[0].header.to == names.ANONYMOUS


def test_object_is_written_into_the_namespace_it_is_put_to():
    reference = CimReference(names.class_uri(names.CIMV2_NAMESPACE, "Win32_X"))
    host = answering(PutReply())
    client(host).put(reference, CimInstance("Win32_X", {"A": 1}))
    body = host.bodies[0]
    assert isinstance(body, Put)
    assert body.instance == CimInstance("Win32_X", {"A": "1"}, None, names.CIMV2_NAMESPACE)


def test_session_stays_and_messages_differ():
    host = answering(*[GetReply(CimInstance("X"))] * 3)
    wsman = client(host)
    for _ in range(3):
        wsman.get(VM)
    headers = [request.header for request in host.requests]
    assert len({header.session_id for header in headers}) == 1
    assert len({header.message_id for header in headers}) == 3
    assert len({header.operation_id for header in headers}) == 3


def test_ids_are_in_windows_spelling():
    pattern = r"uuid:[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}"
    assert re.fullmatch(pattern, new_uuid())
    assert new_uuid() != new_uuid()


def test_query_follows_the_context_that_each_reply_renews():
    host = answering(
        EnumerateReply("uuid:1", (row("a"),)),
        PullReply("uuid:2", (row("b"), row("c"))),
        PullReply("uuid:3"),
        PullReply("", (row("d"),), is_end=True),
    )
    rows = client(host).query_all(V2, "SELECT Name FROM Msvm_X", batch=50)
    assert named(rows) == ["a", "b", "c", "d"]
    assert host.bodies == [
        Enumerate(WqlFilter("SELECT Name FROM Msvm_X"), max_elements=50),
        Pull("uuid:1", 50),
        Pull("uuid:2", 50),
        Pull("uuid:3", 50),
    ]
    headers = [request.header for request in host.requests]
    assert {header.resource_uri for header in headers} == {names.class_uri(V2, "*")}
    assert len({header.operation_id for header in headers}) == 1
    assert len({header.message_id for header in headers}) == 4
    assert host.repeatable == [True, False, False, False]


def test_nothing_is_asked_before_the_first_item_is_wanted():
    host = answering()
    client(host).query(V2, "SELECT * FROM X")
    assert not host.requests


def test_everything_in_the_first_reply():
    host = answering(EnumerateReply("", (row("a"),), is_end=True))
    assert named(client(host).query(V2, "SELECT * FROM X")) == ["a"]


def test_references_and_objects_with_references():
    both = Item(CimInstance("Msvm_ComputerSystem", {"Name": "A"}), VM)
    host = answering(
        EnumerateReply("", (Item(None, VM),), is_end=True),
        EnumerateReply("", (both,), is_end=True),
    )
    wsman = client(host)
    assert list(wsman.enumerate(V2, "Msvm_ComputerSystem", mode=MODE_EPR)) == [Item(None, VM)]
    (item,) = wsman.enumerate(V2, "Msvm_ComputerSystem", mode=MODE_OBJECT_AND_EPR)
    assert item.reference == VM
    assert item.instance is not None
    assert item.instance.reference == VM
    assert [body.mode for body in host.bodies] == [MODE_EPR, MODE_OBJECT_AND_EPR]
    assert {request.header.resource_uri for request in host.requests} == {VM_URI}


def test_reference_where_an_object_was_asked_for():
    host = answering(EnumerateReply("uuid:1", (Item(None, VM),)), ReleaseReply())
    with pytest.raises(Malformed):
        client(host).query_all(V2, "SELECT * FROM X")
    assert host.bodies[-1] == Release("uuid:1")


@pytest.mark.parametrize("wanted", [1, 2, 3])
def test_abandoned_enumeration_is_released_with_its_last_context(wanted: int):
    host = answering(
        EnumerateReply("uuid:1", (row("a"), row("b"))),
        *([PullReply("uuid:2", (row("c"), row("d")))] if wanted > 2 else []),
        ReleaseReply(),
    )
    items = client(host).query(V2, "SELECT * FROM X")
    assert len(list(itertools.islice(items, wanted))) == wanted
    items.close()
    assert host.bodies[-1] == Release("uuid:2" if wanted > 2 else "uuid:1")
    assert len({request.header.operation_id for request in host.requests}) == 1


def test_enumeration_that_was_read_to_its_end_is_not_released():
    host = answering(EnumerateReply("", (row("a"), row("b")), is_end=True))
    items = client(host).query(V2, "SELECT * FROM X")
    next(items)
    items.close()
    assert len(host.requests) == 1


def test_error_of_the_reader_releases_too():
    host = answering(EnumerateReply("uuid:1", (row("a"),)), ReleaseReply())

    def read():
        for _ in client(host).query(V2, "SELECT * FROM X"):
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        read()
    assert host.bodies[-1] == Release("uuid:1")


def test_failed_release_is_logged_for_the_curious_only(caplog: pytest.LogCaptureFixture):
    gone = Unreachable(UnreachableReason.CONNECTION_LOST, "host")
    host = answering(EnumerateReply("uuid:1", (row("a"),)), gone)
    items = client(host).query(V2, "SELECT * FROM X")
    next(items)
    with caplog.at_level(logging.DEBUG, client_module.__name__):
        items.close()
    (record,) = caplog.records
    assert record.levelno == logging.DEBUG
    assert "uuid:1" in record.getMessage()
    assert "connection_lost" in record.getMessage()


@pytest.mark.parametrize(
    ("code", "error", "releases"),
    [
        (fault_codes.INVALID_ENUMERATION_CONTEXT, EnumerationExpired, False),
        (fault_codes.OPERATION_TIMED_OUT, HostBusy, True),
        (fault_codes.PULL_PARAMETERS_DIFFER, WsmanFault, False),
    ],
)
def test_fault_of_a_pull(code: int, error: type[WsmanFault], releases: bool):
    host = answering(EnumerateReply("uuid:1", (row("a"),)), Fault(code), ReleaseReply())
    items = client(host).query(V2, "SELECT * FROM X")
    next(items)
    with pytest.raises(error) as caught:
        next(items)
    assert caught.value.code == code
    assert isinstance(host.bodies[-1], Release) is releases


def test_lost_connection_during_a_pull_is_not_followed_by_more_traffic():
    gone = Unreachable(UnreachableReason.CONNECTION_LOST, "host")
    host = answering(EnumerateReply("uuid:1", (row("a"),)), gone)
    with pytest.raises(Unreachable):
        client(host).query_all(V2, "SELECT * FROM X")
    assert len(host.requests) == 2


def test_context_that_never_ends_without_items():
    def script(request: Request) -> ReplyBody:
        if isinstance(request.body, Enumerate):
            return EnumerateReply("uuid:same")
        return PullReply("uuid:same") if isinstance(request.body, Pull) else ReleaseReply()

    host = ScriptedHost(script)
    with pytest.raises(Malformed):
        client(host).query_all(V2, "SELECT * FROM X")
    assert isinstance(host.bodies[-1], Release)
    assert len(host.requests) <= MAX_EMPTY_PULLS + 3


@pytest.mark.parametrize(
    ("bound", "value"), [("MAX_PULLS", 20), ("MAX_ITEMS", 20), ("MAX_LIST_BYTES", 20 * 400)]
)
def test_context_that_never_ends_with_items(
    bound: str, value: int, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(client_module, bound, value)

    def script(request: Request) -> ReplyBody:
        if isinstance(request.body, Enumerate):
            return EnumerateReply("uuid:same")
        if isinstance(request.body, Pull):
            return PullReply("uuid:same", (row("a"),))
        return ReleaseReply()

    host = ScriptedHost(script)
    with pytest.raises(Malformed):
        client(host).query_all(V2, "SELECT * FROM X")
    assert len(host.requests) <= value + 3
    assert isinstance(host.bodies[-1], Release)


def test_a_list_that_takes_too_long_is_given_back():
    now = iter(range(0, 1_000, 7))

    def script(request: Request) -> ReplyBody:
        if isinstance(request.body, Enumerate):
            return EnumerateReply("uuid:same")
        if isinstance(request.body, Pull):
            return PullReply("uuid:same", (row("a"),))
        return ReleaseReply()

    host = ScriptedHost(script)
    slow = WsmanClient(host, operation_timeout_s=20.0, clock=lambda: float(next(now)))
    with pytest.raises(TimedOut) as caught:
        slow.query_all(V2, "SELECT * FROM X")
    assert (caught.value.phase, caught.value.seconds) == ("list", 60.0)
    assert len(host.requests) == 10  # the ninth look at the clock finds 63 s, then the release
    assert isinstance(host.bodies[-1], Release)


def test_some_empty_pulls_are_patience():
    empty = [PullReply("uuid:1")] * MAX_EMPTY_PULLS
    host = answering(
        EnumerateReply("uuid:1", (row("a"),)),
        *empty,
        PullReply("uuid:1", (row("b"),)),
        *empty,
        PullReply("", (row("c"),), is_end=True),
    )
    assert named(client(host).query_all(V2, "SELECT * FROM X")) == ["a", "b", "c"]


def test_neither_context_nor_end_would_lose_items():
    host = answering(EnumerateReply("", (row("a"),)), ReleaseReply())
    with pytest.raises(Malformed):
        client(host).query_all(V2, "SELECT * FROM X")
    assert len(host.requests) == 1


def test_reply_to_another_request_is_refused():
    other = encode_reply(Reply(ReplyHeader("", "uuid:R", "uuid:OTHER"), GetReply(CimInstance("X"))))
    fault = encode_reply(Reply(ReplyHeader("", "uuid:R", "uuid:OTHER"), Fault(5)))
    for data in (other, fault):
        with pytest.raises(Malformed):
            client(answering(data)).get(VM)


def test_a_reply_that_does_not_say_to_what_is_to_the_only_request_under_way():
    data = encode_reply(Reply(ReplyHeader("", "uuid:R"), GetReply(CimInstance("X", {"Name": "A"}))))
    assert client(answering(data)).get(VM).text("Name") == "A"


def test_fault_of_a_host_that_could_not_read_the_request_relates_to_nothing():
    fault = Fault(fault_codes.INVALID_SOAP_BODY, "w:InvalidBody", "?")
    data = encode_reply(Reply(ReplyHeader("", "uuid:R"), fault))
    with pytest.raises(WsmanFault) as caught:
        client(answering(data)).get(VM)
    assert caught.value.code == fault_codes.INVALID_SOAP_BODY


def test_reply_of_another_kind_is_refused():
    with pytest.raises(Malformed):
        client(answering(PutReply(CimInstance("X")))).get(VM)


def test_fault_becomes_its_error():
    gone = Fault(fault_codes.DESTINATION_UNREACHABLE, "a:DestinationUnreachable", "gone")
    with pytest.raises(ObjectGone):
        client(answering(gone)).get(VM)
    no_class = Fault(
        fault_codes.CANNOT_PROCESS_FILTER,
        "n:CannotProcessFilter",
        "?",
        provider=True,
        wmi_code=fault_codes.WBEM_INVALID_CLASS,
        wmi_text="Invalid class",
    )
    with pytest.raises(ClassMissing) as caught:
        client(answering(no_class)).query_all(V2, "SELECT * FROM Nope")
    assert caught.value.wmi_text == "Invalid class"


def test_ids_come_from_the_given_source():
    counter = itertools.count()
    host = answering(GetReply(CimInstance("X")))
    client(host, new_id=lambda: f"uuid:{next(counter)}").get(VM)
    header = host.requests[0].header
    assert [header.session_id, header.message_id, header.operation_id] == [
        "uuid:0",
        "uuid:1",
        "uuid:2",
    ]
