"""What the connection to a host must show, over real sockets against the simulated host.

Each requirement and the tests that prove it; ``here`` is this file, the others live beside it in
``tests/contract`` unless a folder is named.

==============================================  ===============================================
requirement                                     proved by
==============================================  ===============================================
NTLM with encryption, nothing clear on the      here: ``test_nothing_clear_is_on_the_wire``, and
wire (all bytes of a recording)                 ``test_the_recording_would_show_clear_text``;
                                                transport_winrm: ``..nothing_readable_is_on..``
Basic over TLS                                  here: ``test_basic_over_tls``; transport_tls
Basic never in clear to another computer        transport_winrm: ``test_plain_basic_to_another..``
TLS: trusted, untrusted, expired, other name    transport_tls
Kerberos against a real KDC, Negotiate          auth_kerberos
CredSSP, client certificates                    auth_methods; transport_kinds
one attempt in all lanes and methods            auth_session; sign_in_guard
401 for ever ends in bounded round trips        here: ``test_a_401_loop_ends``; transport_winrm
a wrong password is tried once                  transport_winrm, fleet_contract
several pulls, no envelope above the limit      here: ``test_several_pulls``; hyperv: ``budgets``
each CIM type over the wire                     here: ``test_every_type_of_cim_*``
each fault becomes its error and a sentence     here: ``test_every_fault_*``; unit/test_wsman_faults
faults that a host gives by itself              here: ``test_a_fault_of_its_own``
a job that fails, with the host's text          here: ``test_a_job_that_fails``; hyperv, fleet
a job that hangs until it is cancelled          here: ``test_a_job_that_hangs``; hyperv, fleet
a hanging host, another lane answers in time    here: ``test_a_hanging_call_stops_no_other_lane``;
                                                transport_winrm, fleet_contract
stale connection cured, nothing done twice      here: ``test_a_stale_connection_is_cured``;
                                                transport_winrm
connection lost under way                       transport_winrm (``..lost_under_way..``), fleet
what answers is no WinRM, or is broken          transport_answers
hangs, trickles, endless and huge answers       transport_answers
closed port, unknown name, no route, silence    transport_answers
an account without rights, no Hyper-V           hyperv, fleet; e2e/test_command_line_refusals
localised hosts give the same words             hyperv; e2e/test_command_line_inventory
broken XML, entities, DTDs                      protocol/test_wsman_malformed
our bytes are those of Windows                  protocol/test_wsman_golden, ..recordings
strangers' clients understand the simulator     simulator_http: pywinrm, pypsrp, openwsman
no secret in arguments, environment, output     e2e/test_command_line_secrets
==============================================  ===============================================
"""

import asyncio
import contextlib
import time
from datetime import UTC, datetime, timedelta, timezone

import pytest

from console.app.commands.target import follow
from console.hyperv import jobs, power, services
from console.hyperv.inventory import read_inventory, read_states
from console.model.connection import AuthMethod, Credential, Endpoint, Timeouts
from console.model.errors import (
    Cancelled,
    ClassMissing,
    EnumerationExpired,
    Forbidden,
    HostBusy,
    NamespaceMissing,
    ObjectGone,
    OperationFailed,
    QueryInvalid,
    QuotaExceeded,
    Refused,
    RefusedReason,
    TimedOut,
    WsmanFault,
)
from console.model.job import JobSnapshot
from console.model.power import PowerAction
from console.model.service import ServiceKind
from console.model.vm import VmState
from console.simulator.accounts import Account
from console.simulator.clock import ManualClock
from console.simulator.descriptions import (
    HostDescription,
    JobFault,
    StartState,
    VmDescription,
)
from console.simulator.endpoint import ServiceLimits
from console.simulator.faults import AnswerFault, AnswerStatus, Hang, Scope
from console.simulator.fleets import build, generate
from console.simulator.running_host import running
from console.simulator.server import HostSettings, SimulatedHost
from console.simulator.tls import TlsIdentity
from console.transport.connect import connect
from console.transport.lane import Lane
from console.ui import texts
from console.wsman import names
from console.wsman.cim import CimInstance, CimReference
from console.wsman.client import WsmanClient
from console.wsman.message import Fault, Item
from tests.contract.test_transport_winrm import Tap

PASSWORD = "pw-of-this-test"
USER = "sim"
NTLM = Credential(USER, PASSWORD)
BASIC = Credential(USER, PASSWORD, AuthMethod.BASIC)
FAST = Timeouts(connect=5, operation=15, margin=5)
WEB = VmDescription("web01-Prüfstand", computer_name="guest-of-web01", addresses=("10.9.8.7",))
DOWN = VmDescription("down01", state=StartState.OFF)
SYSTEM_URI = names.class_uri(names.HYPERV_NAMESPACE, "Msvm_ComputerSystem")


class Site:
    """One simulated host that listens, its clock, and clients of it."""

    def __init__(self, live, clock, stack):
        self.live = live
        self.clock = clock
        self._stack = stack

    def client(self, credential=NTLM, *, port=0, timeouts=FAST, tls=None, **options):
        endpoint = Endpoint("127.0.0.1", port or self.live.port, tls=bool(tls), ca_file=tls or "")
        exchange = connect(endpoint, credential, timeouts)
        self._stack.callback(exchange.close)
        return WsmanClient(exchange, **options)

    def advance(self, seconds):
        self.live.call(lambda: self.clock.advance(seconds))

    def calls_of(self, method):
        return [message for message in self.live.log.messages if message.method == method]


@contextlib.contextmanager
def site_of(objects_of, **settings):
    clock = ManualClock()
    accounts = (Account(USER, PASSWORD),)
    host = SimulatedHost(objects_of(clock), HostSettings("HV01", accounts, **settings), clock)
    with running([host]) as (live,), contextlib.ExitStack() as stack:
        yield Site(live, clock, stack)


@contextlib.contextmanager
def hosting(*vms, locale="en-US", **settings):
    description = HostDescription("HV01", vms=vms, locale=locale)
    with site_of(lambda clock: build(description, clock), **settings) as site:
        yield site


def id_of(client, name):
    (found,) = [row.id for row in read_states(client).rows if row.name == name]
    return found


def until(condition):
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline, "it never came to be"
        time.sleep(0.005)


def do_everything(client):
    """Read, change and call, so that every kind of message is on the wire."""
    assert client.identify().product_vendor
    (vm,) = read_inventory(client).vms
    assert vm.name == WEB.name
    services.set_enabled(client, vm.id, ServiceKind.KVP, False)
    power.request(client, vm.id, PowerAction.PAUSE)
    return vm


def explained(error):
    """Expect a sentence of cause, one of what to do, and details; return the cause."""
    explanation = texts.explain(error)
    for sentence in (explanation.cause, explanation.next_step):
        assert len(sentence) > 10
        assert not sentence[0].islower()
        assert sentence.rstrip("”").endswith((".", "。", "!"))
        assert "%1" not in sentence
    assert explanation.details
    assert PASSWORD not in f"{explanation}"
    return explanation.cause


# -- what is on the wire

SECRETS = (
    WEB.name,
    WEB.computer_name,
    WEB.addresses[0],
    "Envelope",
    "www.w3.org/2003/05/soap-envelope",
    "schemas.microsoft.com/wbem",
    "Msvm_",
    "Msvm_ComputerSystem",
    "Msvm_SummaryInformation",
    "ModifyResourceSettings",
    "RequestStateChange",
    "SELECT ",
    "EnabledState",
    "Microsoft Corporation",
    PASSWORD,
)


def seen_in(recording, text):
    return text.encode() in recording or text.encode("utf-16-le") in recording


def test_nothing_clear_is_on_the_wire():
    with hosting(WEB) as site, Tap(site.live.port) as tap:
        vm = do_everything(site.client(port=tap.port))
        recording = bytes(tap.seen)
        messages = site.live.log.messages
    assert [text for text in (*SECRETS, vm.id, vm.id.lower()) if seen_in(recording, text)] == []
    assert len(recording) > 50_000
    assert len(messages) > 10
    assert all(message.sealed for message in messages)
    operations = {message.operation for message in messages}
    assert {"Identify", "Enumerate", "Invoke"} <= operations
    # each message and each answer is in an envelope of its own
    assert recording.count(b"--Encrypted Boundary--") == 2 * len(messages)


def test_the_recording_would_show_clear_text():
    """Where a host allows clear messages, the same recording shows them: the proof can fail."""
    settings = {"methods": frozenset({"basic"}), "allow_unencrypted": True}
    with hosting(WEB, **settings) as site, Tap(site.live.port) as tap:
        do_everything(site.client(BASIC, port=tap.port))
        recording = bytes(tap.seen)
    hidden = [text for text in SECRETS if not seen_in(recording, text)]
    assert hidden == [PASSWORD], "Basic hides it behind base64"
    assert b"Authorization: Basic " in recording


@pytest.mark.parametrize("credential", [BASIC, NTLM], ids=["basic", "ntlm"])
def test_basic_over_tls(tmp_path, credential):
    identity = TlsIdentity.self_signed()
    ca_file = tmp_path / "ca.pem"
    ca_file.write_bytes(identity.certificate)
    methods = frozenset({credential.method.value})
    with hosting(WEB, tls=identity, methods=methods) as site, Tap(site.live.port) as tap:
        do_everything(site.client(credential, port=tap.port, tls=str(ca_file)))
        recording = bytes(tap.seen)
        messages = site.live.log.messages
    assert [text for text in SECRETS if seen_in(recording, text)] == []
    assert b"Authorization" not in recording
    assert {message.auth for message in messages} == {credential.method.value}
    assert not any(message.sealed for message in messages), "TLS hides them already"


@pytest.mark.parametrize("handshake", [True, False])
def test_a_401_loop_ends(handshake):
    with hosting(WEB) as site:
        site.live.plan.add(AnswerStatus(401), Scope(handshake=handshake))
        with pytest.raises(Refused) as caught:
            read_inventory(site.client())
        assert site.live.log.counters.requests <= 4
        assert site.live.log.counters.connections == 1
    assert caught.value.reason is RefusedReason.BAD_CREDENTIAL
    assert "127.0.0.1" in explained(caught.value)


# -- long answers


@pytest.mark.parametrize(
    ("batch", "envelope"), [(32_000, 512_000), (32_000, 65_536), (10, 512_000)]
)
def test_several_pulls(batch, envelope):
    (description,) = generate(vms=250, locale="zh-CN").hosts
    with site_of(lambda clock: build(description, clock)) as site:
        client = site.client(max_envelope_size=envelope)
        wql = "SELECT * FROM Msvm_ComputerSystem"
        rows = client.query_all(names.HYPERV_NAMESPACE, wql, batch=batch)
        messages = site.live.log.messages
        assert site.live.open_enumerations == 0
    made = {vm.name for vm in description.vms}
    found = [row.text("ElementName") for row in rows]
    assert len(found) == 251  # the host is one too
    assert made <= set(found)
    operations = [message.operation for message in messages]
    assert operations == ["Enumerate"] + ["Pull"] * (len(operations) - 1)
    assert len(operations) >= 3
    if batch == 10:
        assert len(operations) == 1 + 25
    assert max(message.bytes_out for message in messages) <= envelope
    assert {message.sealed for message in messages} == {True}


def test_what_is_not_read_to_its_end_is_released():
    (description,) = generate(vms=100).hosts
    with site_of(lambda clock: build(description, clock)) as site:
        wql = "SELECT * FROM Msvm_ComputerSystem"
        rows = site.client().query(names.HYPERV_NAMESPACE, wql, batch=5)
        assert next(rows)
        assert site.live.open_enumerations == 1
        rows.close()
        assert site.live.open_enumerations == 0
        assert site.live.log.messages[-1].operation == "Release"


# -- types

MOMENT = datetime(2026, 11, 22, 23, 59, 58, 123450, tzinfo=UTC)
FAR = datetime(2026, 1, 2, 3, 4, 5, tzinfo=timezone(timedelta(hours=-3, minutes=-30)))
TARGET = CimReference(SYSTEM_URI, (("CreationClassName", "Msvm_X"), ("Name", 'a\\b"<&>测')))
NESTED = CimReference(SYSTEM_URI, (("Antecedent", TARGET), ("Name", "n")))
INNER = CimInstance(
    "Msvm_SummaryInformation", {"Name": "in <&> ner", "Numbers": (1, 2)}, namespace="root/x"
)
INTEGERS = {
    f"{sign}int{bits}": (
        (0, 2**bits - 1) if sign == "u" else (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1)
    )
    for sign in ("u", "s")
    for bits in (8, 16, 32, 64)
}
HARD_TEXT = "  <a & b> ]]> \"'\t\n\r\n\u00a0é 测试 😀 \u202e end "
TYPES = {
    "Boolean": (True, False),
    "Text": ("", "plain", HARD_TEXT, "x" * 5000),
    "Real": (0.5, -1.25e300, 3.0),
    "Moment": (MOMENT, FAR),
    "Interval": (timedelta(0), timedelta(days=99, hours=5, seconds=7, microseconds=890)),
    "Reference": (TARGET, NESTED),
    "Object": (INNER,),
    **INTEGERS,
}


class Types:
    """A host whose objects hold one value of every type, alone and in arrays."""

    received: dict

    def properties(self):
        properties = {"Nothing": None}
        for name, values in TYPES.items():
            properties |= {f"{name}{place}": value for place, value in enumerate(values)}
            properties[f"{name}Array"] = values
            properties[f"{name}One"] = values[:1]
        return properties

    def instance(self):
        return CimInstance("Msvm_Types", self.properties(), namespace=names.HYPERV_NAMESPACE)

    def get(self, namespace, class_name, selectors, caller):
        return self.instance()

    def query(self, namespace, wql, caller):
        instance = self.instance()
        columns = tuple(sorted(instance.properties)) if "SELECT *" not in wql else None
        yield Item(instance, names=columns)

    def enumerate(self, namespace, class_name, caller):
        yield Item(self.instance())

    def invoke(self, namespace, class_name, selectors, method, arguments, caller):
        self.received = dict(arguments)
        return CimInstance("", {**self.properties(), "ReturnValue": 0})


READERS = {
    "Boolean": lambda found, name: found.boolean(name),
    "Text": lambda found, name: found.text(name),
    "Real": lambda found, name: float(found.text(name)),
    "Moment": lambda found, name: found.moment(name),
    "Interval": lambda found, name: found.interval(name),
    "Reference": lambda found, name: found.target(name),
    "Object": lambda found, name: found.objects(name)[0],
    **dict.fromkeys(INTEGERS, lambda found, name: found.integer(name)),
}
TYPES_REF = CimReference(names.class_uri(names.HYPERV_NAMESPACE, "Msvm_Types"), (("Id", "1"),))
WAYS = {
    "get": lambda client: client.get(TYPES_REF),
    "query": lambda client: client.query_all(names.HYPERV_NAMESPACE, "SELECT * FROM Msvm_Types")[0],
    "row": lambda client: client.query_all(names.HYPERV_NAMESPACE, "SELECT Id FROM Msvm_Types")[0],
    "enumerate": lambda client: (
        next(client.enumerate(names.HYPERV_NAMESPACE, "Msvm_Types")).instance
    ),
    "invoke": lambda client: client.invoke(TYPES_REF, "Echo"),
}


@pytest.fixture(scope="module")
def types_site():
    with site_of(lambda _clock: Types()) as site:
        yield site


def same(kind, found, sent):
    if kind == "Object":
        read = {"Name": found.text("Name"), "Numbers": found.integers("Numbers")}
        return found.class_name == sent.class_name and read == sent.properties
    return found == sent


@pytest.mark.parametrize("kind", TYPES)
@pytest.mark.parametrize("way", WAYS)
def test_every_type_of_cim_comes_over_the_wire(types_site, way, kind):
    found = WAYS[way](types_site.client())
    read = READERS[kind]
    for place, sent in enumerate(TYPES[kind]):
        assert same(kind, read(found, f"{kind}{place}"), sent)
    assert same(kind, read(found, f"{kind}One"), TYPES[kind][0])


@pytest.mark.parametrize("way", WAYS)
def test_every_array_of_cim_comes_over_the_wire(types_site, way):
    found = WAYS[way](types_site.client())
    assert found.texts("TextArray") == TYPES["Text"]
    assert found.texts("TextOne") == ("",)
    for kind, ends in INTEGERS.items():
        assert found.integers(f"{kind}Array") == ends
    assert len(found.objects("ObjectArray")) == 1
    assert found.text("Nothing", "default") == "default"
    assert found.texts("Nothing") == found.integers("NoSuchArray") == ()


@pytest.mark.parametrize("kind", [kind for kind in TYPES if kind != "Object"])
def test_every_type_of_cim_goes_over_the_wire(types_site, kind):
    client = types_site.client()
    values = TYPES[kind]
    arguments = [(f"{kind}{place}", value) for place, value in enumerate(values)]
    client.invoke(TYPES_REF, "Take", [*arguments, ("Array", values), ("Nothing", None)])
    received = types_site.live.call(lambda: types_site.live.repository.received)
    found = CimInstance("", received)
    for place, sent in enumerate(values):
        assert same(kind, READERS[kind](found, f"{kind}{place}"), sent)
    if kind == "Text":
        assert found.texts("Array") == values
    elif kind in INTEGERS:
        assert found.integers("Array") == values
    assert received.get("Nothing") is None


# -- faults

FAULTS = {
    5: ("w:AccessDenied", Forbidden),
    2150858752: ("a:DestinationUnreachable", ObjectGone),
    2150858753: ("a:ActionNotSupported", WsmanFault),
    2150858754: ("a:DestinationUnreachable", ObjectGone),
    2150858770: ("a:DestinationUnreachable", ObjectGone),
    2150858776: ("n:FilteringNotSupported", QueryInvalid),
    2150858777: ("n:FilterDialectRequestedUnavailable", QueryInvalid),
    2150858778: ("n:CannotProcessFilter", QueryInvalid),
    2150858779: ("n:InvalidEnumerationContext", EnumerationExpired),
    2150858780: ("n:TimedOut", EnumerationExpired),
    2150858782: ("e:DeliveryModeRequestedUnavailable", WsmanFault),
    2150858787: ("e:EventSourceUnableToProcess", WsmanFault),
    2150858790: ("w:EncodingLimit", WsmanFault),
    2150858791: ("w:InvalidBody", WsmanFault),
    2150858793: ("w:TimedOut", HostBusy),
    2150858805: ("w:EncodingLimit", WsmanFault),
    2150858810: ("w:InvalidParameter", WsmanFault),
    2150858811: ("a:DestinationUnreachable", ClassMissing),
    2150858813: ("w:InvalidSelectors", WsmanFault),
    2150858815: ("w:QuotaLimit", QuotaExceeded),
    2150858817: ("w:SchemaValidationError", WsmanFault),
    2150858818: ("w:UnsupportedFeature", WsmanFault),
    2150858823: ("w:EncodingLimit", WsmanFault),
    2150858824: ("w:EncodingLimit", WsmanFault),
    2150858825: ("w:EncodingLimit", WsmanFault),
    2150858837: ("w:InvalidParameter", WsmanFault),
    2150858838: ("w:SchemaValidationError", WsmanFault),
    2150858842: ("w:InvalidSelectors", WsmanFault),
    2150858843: ("w:InvalidSelectors", WsmanFault),
    2150858844: ("w:InvalidSelectors", WsmanFault),
    2150858845: ("w:InvalidSelectors", WsmanFault),
    2150858878: ("w:EncodingLimit", WsmanFault),
    2150859002: ("w:InvalidSelectors", WsmanFault),
    2150859003: ("w:InvalidParameter", QueryInvalid),
    2150859010: ("a:ActionNotSupported", WsmanFault),
    2150859011: ("w:InvalidParameter", WsmanFault),
    2150859012: ("w:AccessDenied", Forbidden),
    2150859014: ("w:AccessDenied", Forbidden),
    2150859016: ("w:InvalidSelectors", WsmanFault),
    2150859082: ("w:InvalidSelectors", WsmanFault),
    2150859173: ("w:QuotaLimit", QuotaExceeded),
    2150859174: ("w:QuotaLimit", QuotaExceeded),
    2150859175: ("w:QuotaLimit", QuotaExceeded),
    2150859176: ("w:QuotaLimit", QuotaExceeded),
    2150859179: ("w:QuotaLimit", QuotaExceeded),
    2150859181: ("w:InvalidParameter", WsmanFault),
    **dict.fromkeys(range(2150859236, 2150859243), ("w:QuotaLimit", QuotaExceeded)),
}
"""WinRM's own numbers (``wsmerror.h``) with the subcode that goes with each."""

WMI_FAULTS = {
    0x80041002: ObjectGone,
    0x80041003: Forbidden,
    0x8004100E: NamespaceMissing,
    0x80041010: ClassMissing,
    0x80041017: QueryInvalid,
    0x80041018: QueryInvalid,
    0x8004106C: QuotaExceeded,
    0x80041001: WsmanFault,
}
REASONS = {"en-US": "The request failed.", "de-DE": "Zugriff ungültig.", "zh-CN": "请求失败。"}


@pytest.fixture(scope="module")
def fault_site():
    with hosting(WEB) as site:
        yield site


@pytest.mark.parametrize(("code", "expected"), FAULTS.items())
def test_every_fault_becomes_its_error_and_a_sentence(fault_site, code, expected):
    subcode, kind = expected
    causes = set()
    for reason in REASONS.values():
        fault = Fault(code, subcode, reason, is_sender=code != 2150858793)
        client = fault_site.client()
        with fault_site.live.plan.active(AnswerFault(fault)), pytest.raises(WsmanFault) as caught:
            client.query_all(names.HYPERV_NAMESPACE, "SELECT * FROM Msvm_ComputerSystem")
        error = caught.value
        assert type(error) is kind
        assert (error.code, error.reason) == (code, reason)
        assert subcode.endswith(error.subcode)
        cause = explained(error)
        causes.add(cause)
        assert f"{code & 0xFFFFFFFF:08X}" in texts.explain(error).details
        if kind is WsmanFault:
            assert reason.rstrip(".。") in cause
            assert f"0x{code:08X}" in cause
        assert client.identify(), "the connection is as good as before"
    assert len(causes) == (3 if kind is WsmanFault else 1), "our sentence is in one language"


@pytest.mark.parametrize(("code", "kind"), WMI_FAULTS.items())
@pytest.mark.parametrize("provider", [True, False])
def test_every_fault_of_wmi_becomes_its_error_and_a_sentence(fault_site, code, kind, provider):
    outer = 2150858778 if provider else 0
    subcode = "n:CannotProcessFilter" if provider else "w:InternalError"
    fault = Fault(outer, subcode, "?", provider=provider, wmi_code=code, wmi_text="Inner.")
    with fault_site.live.plan.active(AnswerFault(fault)), pytest.raises(WsmanFault) as caught:
        fault_site.client().get(CimReference(SYSTEM_URI, (("Name", "x"),)))
    if kind is WsmanFault and provider:
        kind = QueryInvalid  # that is what CannotProcessFilter says by itself
    assert type(caught.value) is kind
    assert caught.value.wmi_code == code
    explained(caught.value)
    assert f"{code:08X}" in texts.explain(caught.value).details


def query(wql, namespace=names.HYPERV_NAMESPACE):
    return lambda client: client.query_all(namespace, wql)


GONE = CimReference(
    SYSTEM_URI,
    (
        ("CreationClassName", "Msvm_ComputerSystem"),
        ("Name", "00000000-0000-0000-0000-000000000000"),
    ),
)


@pytest.mark.parametrize("locale", ["en-US", "de-DE", "zh-CN"])
@pytest.mark.parametrize(
    ("ask", "kind"),
    [
        (query("SELECT * FROM Msvm_NoSuchClass"), ClassMissing),
        (query("SELECT * FROM Msvm_ComputerSystem", "root/nowhere"), NamespaceMissing),
        (query("SELEKT alles"), QueryInvalid),
        (query("SELECT NoSuchProperty FROM Msvm_ComputerSystem"), QueryInvalid),
        (lambda client: client.get(GONE), ObjectGone),
        (lambda client: client.invoke(GONE, "RequestStateChange"), ObjectGone),
    ],
    ids=["class", "namespace", "query", "property", "object", "method"],
)
def test_a_fault_of_its_own(locale, ask, kind):
    with hosting(WEB, locale=locale) as site, pytest.raises(WsmanFault) as caught:
        ask(site.client())
    assert type(caught.value) is kind
    explained(caught.value)


def test_an_enumeration_that_expired():
    (description,) = generate(vms=50).hosts
    with site_of(lambda clock: build(description, clock)) as site:
        wql = "SELECT * FROM Msvm_ComputerSystem"
        rows = site.client().query(names.HYPERV_NAMESPACE, wql, batch=5)
        next(rows)
        site.live.expire_contexts()
        with pytest.raises(EnumerationExpired) as caught:
            list(rows)
    explained(caught.value)


def test_a_quota_of_its_own():
    (description,) = generate(vms=50).hosts
    limits = ServiceLimits(max_operations=2)
    with site_of(lambda clock: build(description, clock), limits=limits) as site:
        wql = "SELECT * FROM Msvm_ComputerSystem"
        open_ones = [site.client().query(names.HYPERV_NAMESPACE, wql, batch=5) for _ in range(3)]
        next(open_ones[0])
        next(open_ones[1])
        with pytest.raises(QuotaExceeded) as caught:
            next(open_ones[2])
        for rows in open_ones:
            rows.close()
        assert site.client().query_all(names.HYPERV_NAMESPACE, wql), "it was only for a while"
    explained(caught.value)


# -- jobs


@pytest.mark.parametrize("locale", ["en-US", "de-DE", "zh-CN"])
@pytest.mark.parametrize(
    "fault", [JobFault.NOT_ENOUGH_MEMORY, JobFault.FILE_NOT_FOUND, JobFault.ACCESS_DENIED]
)
def test_a_job_that_fails(fault, locale):
    vm = VmDescription("down01", state=StartState.OFF, job_faults=(("start", fault),))
    with hosting(vm, locale=locale) as site:
        client = site.client()
        vm_id = id_of(client, "down01")
        started = power.request(client, vm_id, PowerAction.START)
        site.advance(60)
        with pytest.raises(OperationFailed) as caught:
            follow(client, started, power.method_of(PowerAction.START), lambda _: None)
        assert power.read_state(client, vm_id) is VmState.OFF
    error = caught.value
    assert "down01" in error.host_text
    assert error.host_text.splitlines()[0] in explained(error)
    if locale != "en-US":
        assert not error.host_text.isascii() or "Fehler" in error.host_text
    assert error.host_text.splitlines()[0] in texts.explain(error).details


def test_a_job_that_hangs():
    vm = VmDescription("web01", job_faults=(("save", JobFault.HANGS),))
    looks: list[JobSnapshot] = []
    with hosting(vm) as site:
        client, other = site.client(), site.client()
        vm_id = id_of(client, "web01")
        started = power.request(client, vm_id, PowerAction.SAVE)
        assert started.job is not None

        def tell(job: JobSnapshot) -> None:
            looks.append(job)
            assert len(looks) < 50, "the cancelled job never ended"
            if len(looks) == 10:
                assert job.can_cancel
                jobs.cancel(other, started.job)
            site.advance(60)

        with pytest.raises(Cancelled) as caught:
            follow(client, started, "m", tell, sleep=lambda _seconds: None)
        assert power.read_state(client, vm_id) is VmState.RUNNING
    assert len(looks) > 10, "ten minutes and more it hung"
    assert not any(look.is_finished for look in looks[:10])
    explained(caught.value)


# -- lanes and stale connections


def test_a_hanging_call_stops_no_other_lane():
    async def main(site):
        patient = Timeouts(connect=5, operation=4, margin=1)
        background, interactive = site.client(timeouts=patient), site.client()
        lanes = Lane("background"), Lane("interactive")
        try:
            vm_id = await lanes[1].call(id_of, interactive, WEB.name)
            rule = site.live.plan.add(Hang(), Scope(class_name="Msvm_SummaryInformation"))
            hanging = asyncio.gather(
                lanes[0].call(read_inventory, background), return_exceptions=True
            )
            await lanes[1].call(until, lambda: site.live.plan.hits(rule))
            for on in (False, True):
                call = lanes[1].call(services.set_enabled, interactive, vm_id, ServiceKind.KVP, on)
                await call
            assert not hanging.done(), "the other lane waited"
            (error,) = await hanging
        finally:
            for lane in lanes:
                lane.close()
        assert len(site.calls_of("ModifyResourceSettings")) == 2
        return error

    with hosting(WEB) as site:
        error = asyncio.run(main(site))
    assert isinstance(error, TimedOut)
    assert (error.phase, error.seconds) == ("read", 5)
    explained(error)


@pytest.mark.parametrize("ruin", ["close_idle_connections", "restart"])
def test_a_stale_connection_is_cured(ruin):
    with hosting(WEB) as site:
        client = site.client()
        vm_id = id_of(client, WEB.name)
        for number, on in enumerate((False, True, False), 1):
            getattr(site.live, ruin)()
            services.set_enabled(client, vm_id, ServiceKind.KVP, on)
            getattr(site.live, ruin)()
            assert services.read_service(client, vm_id, ServiceKind.KVP).enabled is on
            assert len(site.calls_of("ModifyResourceSettings")) == number, "each was sent once"
        assert {record.status for record in site.live.log.records} == {200, 401}
        assert all(message.sealed for message in site.live.log.messages)
