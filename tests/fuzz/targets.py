"""Everything of ours that reads bytes of others, with what it may raise."""

import contextlib
import random
import re
import ssl
import warnings
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cache, partial

from console.hyperv import (
    console,
    guest_file,
    guest_network,
    jobs,
    keyboard,
    kvp,
    power,
    services,
)
from console.hyperv.address import usable_addresses
from console.hyperv.reading import StateRow
from console.hyperv.text import clean, clean_lines, vm_id
from console.model.console import EnhancedTransport
from console.model.errors import ConsoleError, Malformed
from console.model.guest import GuestFacts, GuestItem, ItemSource
from console.model.host import HostFacts
from console.model.identity import VmId
from console.model.integration import guest_family
from console.model.job import JobSnapshot
from console.model.network import AddressFamily, GuestNetwork
from console.model.power import PowerAction
from console.model.service import ServiceKind
from console.model.tag import tags_in
from console.model.vm import VmSnapshot, VmState
from console.rdpwire import der, preconnection, public_key, tsrequest, x224
from console.rdpwire.errors import BadBytes
from console.recording import walk
from console.recording.disguise import Disguise
from console.recording.envelope import EnvelopeDisguise
from console.recording.file import RecordingInvalid, dump, parse
from console.recording.plain import plain
from console.recording.replay import ReplayExchange
from console.recording.substitutes import Substitutes
from console.search.query import read_query
from console.settings.host_import import ImportInvalid, plan_import
from console.settings.host_import_csv import read_csv
from console.settings.host_import_xml import read_xml
from console.simulator import object_path, wql
from console.simulator.clock import ManualClock
from console.simulator.descriptions import HostDescription, VmDescription
from console.simulator.endpoint import Endpoint
from console.simulator.failures import Caller, CimFailure
from console.simulator.fleets import build
from console.simulator.sealing import BadFrame, seal, unseal
from console.simulator.tls import TlsIdentity
from console.transport.certificate import describe
from console.transport.host_clock import is_clock_off
from console.transport.offer import schemes_of
from console.wsman import paths
from console.wsman.cim import CimReference
from console.wsman.cimxml import decode_embedded
from console.wsman.client import WsmanClient
from console.wsman.decode import decode_reply, decode_request
from console.wsman.names import HYPERV_NAMESPACE, class_uri
from tests.fuzz import corpus
from tests.fuzz.garbage import GarbageHost
from tests.fuzz.mutations import BYTES, VALUES, spoiled

Case = tuple[bytes, Callable[[], object]]


@dataclass(frozen=True)
class Target:
    """Something to try.

    Attributes:
        name: For people and for files.
        make: Returns an input and the call to try with it.
        declared: What it may raise.
        weight: How much of the time it gets.
    """

    name: str
    make: Callable[[random.Random], Case]
    declared: tuple[type[Exception], ...]
    weight: float = 1.0


def _bytes(
    read: Callable[[bytes], object], samples: Callable[[], tuple[bytes, ...]]
) -> Callable[[random.Random], Case]:
    """Return what makes cases of whole messages, spoiled as trees and as bytes."""

    def make(chance: random.Random) -> Case:
        found = samples()
        data = spoiled(chance, chance.choice(found), found)
        return data, partial(read, data)

    return make


def _blunt(read: Callable[[bytes], object], *samples: bytes) -> Callable[[random.Random], Case]:
    """Return what makes cases of messages that are no XML."""

    def make(chance: random.Random) -> Case:
        data = chance.choice(samples)
        for _ in range(chance.choice((1, 1, 2, 5))):
            data = chance.choice(BYTES)(chance, data)
        return data, partial(read, data)

    return make


def _text(read: Callable[[str], object], *samples: str) -> Callable[[random.Random], Case]:
    pieces = (*VALUES, *"'\"\\{}()[]=<>%_,.;:* \n", " AND ", " NOT ", " LIKE ", " OR ", "__PATH")

    def make(chance: random.Random) -> Case:
        text = chance.choice(samples)
        for _ in range(chance.choice((1, 2, 3, 8))):
            place = chance.randrange(len(text) + 1)
            end = place + chance.choice((0, 0, 1, 4))
            text = text[:place] + chance.choice(pieces) * chance.choice((1, 1, 1, 70)) + text[end:]
        return text.encode("utf-8", "replace"), partial(read, text)

    return make


# ---- the client's readings -------------------------------------------------------------------

_VM = VmId("00000000-0000-4000-8000-ABCD00000006")


@cache
def _table() -> dict[tuple[str, str], tuple[tuple[str, bytes], ...]]:
    """Return recorded replies by step and question."""
    found: dict[tuple[str, str], tuple[tuple[str, bytes], ...]] = {}
    for recording in corpus.recordings():
        for key, waiting in ReplayExchange(recording)._waiting.items():
            entries = ((own, said.reply.encode()) for own, said in waiting if said.reply)
            found[key] = (*found.get(key, ()), *entries)
    return found


class SpoiledReplay:
    """Answers as recorded, with some of the replies spoiled."""

    def __init__(self, chance: random.Random, step: str) -> None:
        self._chance = chance
        self._step = step
        self._seen: dict[str, int] = {}
        self.last = b""

    def send(self, request: bytes, *, repeatable: bool) -> bytes:
        """Answer."""
        from console.recording.replay import NotRecorded, _key

        asked = decode_request(request)
        key = _key(asked)
        entries = _table().get((self._step, key)) or ()
        if not entries:
            raise NotRecorded(self._step)
        at = self._seen[key] = self._seen.get(key, -1) + 1
        recorded_id, data = entries[min(at, len(entries) - 1)]
        if recorded_id:
            data = data.replace(recorded_id.encode(), asked.header.message_id.encode())
        if self._chance.random() < 0.6:
            data = self.last = spoiled(self._chance, data, corpus.replies())
        return data

    def close(self) -> None:
        """Nothing is open."""


def _steps() -> Iterator[tuple[str, walk.Read]]:
    rows = (StateRow(_VM, "name-1", VmState.RUNNING),)
    yield "identify", WsmanClient.identify
    yield "states.cold", partial(walk.read_states, cold=True)
    yield from walk._of_host(rows)
    yield from (((f"vm0.{step}"), read) for step, read in walk._of_vm(_recorded_vm()))


@cache
def _recorded_vm() -> VmId:
    """Return the VM that the first recording looked at one by one."""
    exchange = ReplayExchange(corpus.recordings()[0])
    exchange.begin("states.cold")
    rows = walk.read_states(WsmanClient(exchange), cold=True).rows
    return walk.choose(rows, 1)[0].id


@cache
def _all_steps() -> tuple[tuple[str, walk.Read], ...]:
    return tuple(_steps())


_SHOWN = (StateRow, VmSnapshot, HostFacts, GuestFacts, JobSnapshot)
_UNSAFE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_LONGEST = 10_000


def examined(result: object, is_shown: bool = False) -> object:
    """Return a result as plain data; what a window shows of it must be safe to show.

    Raises:
        AssertionError: There are control characters in a text, or no end of it.
    """
    _examine(result, is_shown)
    return plain(result)


def _examine(value: object, is_shown: bool) -> None:
    is_shown = is_shown or isinstance(value, _SHOWN)
    if isinstance(value, str) and is_shown:
        assert len(value) <= _LONGEST, f"{len(value)} characters"
        assert not _UNSAFE.search(value), ascii(value[:80])
    elif isinstance(value, tuple | frozenset):
        for inner in value:
            _examine(inner, is_shown)
    elif isinstance(value, Mapping):
        for inner in value.values():
            _examine(inner, is_shown)
    elif is_dataclass(value):
        for each in fields(value):
            if each.name != "id":  # a key, which has to be the host's own to hit the same object
                _examine(getattr(value, each.name), is_shown)


def _spoiled_reading(chance: random.Random) -> Case:
    step, read = chance.choice(_all_steps())
    exchange = SpoiledReplay(chance, step)
    seed = f"{step} with {chance.getstate()[1][0]}".encode()
    return seed, lambda: examined(read(WsmanClient(exchange)))


def _garbage_reading(chance: random.Random) -> Case:
    step, read = chance.choice(_all_steps())
    own = chance.getrandbits(64)
    host = GarbageHost(random.Random(own), chance.choice((0.02, 0.1, 0.3, 0.9)))
    return f"{step} with {own}".encode(), lambda: examined(read(WsmanClient(host)))


_ITEM = GuestItem("a", "b", ItemSource.HOST)
_NETWORK = GuestNetwork(
    f"Microsoft:GuestNetwork\\{_VM}\\{_VM}", family=AddressFamily.IPV4, dhcp=False,
    addresses=("192.0.2.1",), subnets=("24",), gateways=("192.0.2.254",), dns=("192.0.2.2",),
)  # fmt: skip
_JOB = CimReference(class_uri(HYPERV_NAMESPACE, "Msvm_ConcreteJob"), (("InstanceID", "x"),))
_CHANGES: tuple[tuple[str, walk.Read], ...] = (
    *((f"power.{word.value}", partial(power.request, vm=_VM, action=word)) for word in PowerAction),
    *((f"service.{on}", partial(services.set_enabled, vm=_VM, kind=ServiceKind.KVP, on=on))
      for on in (True, False)),
    *((method, partial(kvp.change_item, vm=_VM, method=method, item=_ITEM))
      for method in (kvp.ADD, kvp.CHANGE, kvp.REMOVE)),
    ("network", partial(guest_network.set_network, vm=_VM, network=_NETWORK)),
    ("policy", partial(console.set_enhanced_policy, on=True)),
    ("transport", partial(console.set_transport, vm=_VM, transport=EnhancedTransport.HVSOCKET)),
    ("grant", partial(console.grant, vm=_VM, trustee="somebody")),
    ("text", partial(keyboard.type_text, vm=_VM, text="abc")),
    ("copy", partial(guest_file.copy, vm=_VM, source="a", destination="b", overwrite=True,
                     create_folders=True)),
    ("job", partial(jobs.read, job=_JOB)),
    ("job_errors", partial(jobs.error_texts, job=_JOB)),
    ("job_cancel", partial(jobs.cancel, job=_JOB)),
)  # fmt: skip


def _garbage_change(chance: random.Random) -> Case:
    name, change = chance.choice(_CHANGES)
    own = chance.getrandbits(64)
    host = GarbageHost(random.Random(own), chance.choice((0.02, 0.1, 0.3, 0.9)))
    return f"{name} with {own}".encode(), lambda: examined(change(WsmanClient(host)))


# ---- others ----------------------------------------------------------------------------------


@dataclass
class _Opened:
    """What a security context returns."""

    header: bytes
    data: bytes
    padding_length: int = 0


class _Context:
    """Seals nothing: fuzz of the frame around."""

    def wrap_winrm(self, data: bytes) -> _Opened:
        return _Opened(b"signature", data)

    def unwrap_winrm(self, header: bytes, data: bytes) -> bytes:
        return data


@cache
def _endpoint() -> Endpoint:
    clock = ManualClock()
    vms = (VmDescription("a"), VmDescription("b", notes="x"))
    return Endpoint(build(HostDescription("HV01", vms=vms), clock), clock)


def _answer(data: bytes) -> object:
    return _endpoint().answer(data, Caller("SIM\\x"), "hv01")


def _asked() -> tuple[bytes, ...]:
    """Return requests: golden ones, of other clients, and all that our client makes."""
    recorded = (
        said.request.encode() for recording in corpus.recordings() for said in recording.said
    )
    return (*corpus.requests(), *dict.fromkeys(recorded))


_asked_once = cache(_asked)
_QUERIES = (
    "SELECT Name, ElementName FROM Msvm_ComputerSystem WHERE Name = 'a' AND NOT (EnabledState > 2)",
    "SELECT * FROM Msvm_X WHERE InstanceID LIKE 'Microsoft:%' OR A IS NULL",
    "ASSOCIATORS OF {Msvm_X.InstanceID='a\\\\b'} WHERE AssocClass = Msvm_Y ResultClass = Msvm_Z",
    "REFERENCES OF {Msvm_X.A='b',C=1} WHERE ResultClass = Msvm_Y",
)
_PATHS = (
    '\\\\HV01\\root\\virtualization\\v2:Msvm_X.InstanceID="Microsoft:A\\\\B",C=1',
    "Msvm_X=@",
    "root\\cimv2:Win32_X.Name='a'",
)
_TS = tsrequest.encode(tsrequest.TsRequest(6, b"token" * 9, b"c", b"proof", 5, b"n" * 32))
_CREDENTIALS = tsrequest.encode_credentials("d", "u", "p")
_PDU = preconnection.encode(preconnection.Preconnection("A;EnhancedMode=1", 7))
_REQUEST = x224.encode_request(x224.ConnectionRequest("x", x224.Protocol.HYBRID))


def _rdp(data: bytes) -> object:
    """Read something as everything that it might be; the first that can be read decides."""
    readers = (
        *(tsrequest.decode, tsrequest.delegates, preconnection.decode, x224.decode_request),
        *(x224.decode_confirm, public_key.subject_public_key, der.members),
    )
    for read in readers:
        try:
            read(data)
        except BadBytes:
            continue
    if len(data) >= 4:
        x224.tpkt_size(data[:4])
        preconnection.size_of(data[:4])
    return x224.with_selected(x224.with_requested(data, x224.Protocol.HYBRID), x224.Protocol.RDP)


def _disguised(data: bytes) -> object:
    return EnvelopeDisguise(Disguise(Substitutes())).envelope(data)


def _embedded(data: bytes) -> object:
    return decode_embedded(data.decode("utf-8", "surrogateescape"))


@cache
def _recording_lines() -> tuple[bytes, ...]:
    lines = dump(corpus.recordings()[0]).splitlines()[:4]
    return ("\n".join(lines).encode(),)


def _parsed(data: bytes) -> object:
    return parse(data.decode("utf-8", "replace"))


@cache
def _certificates() -> tuple[bytes, ...]:
    made = (("hv01.example", "192.0.2.1", "fe80::1"), ("x" * 60,))
    pems = (TlsIdentity.self_signed(names).certificate.decode() for names in made)
    return tuple(ssl.PEM_cert_to_DER_cert(pem) for pem in pems)


def _certificate(chance: random.Random) -> Case:
    data = bytearray(chance.choice(_certificates()))
    for _ in range(chance.choice((1, 1, 2, 5))):
        data[chance.randrange(len(data))] = chance.randrange(256)
    spoilt = bytes(data[: chance.randrange(len(data))] if chance.random() < 0.1 else data)
    return spoilt, partial(_look_at, spoilt)


def _look_at(data: bytes) -> object:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that a later library will refuse it altogether
        with contextlib.suppress(BadBytes):
            public_key.subject_public_key(data)
        return describe(data)


def _header(text: str) -> object:
    text = text[:65_536]  # http.client takes no longer line
    return schemes_of([text]), is_clock_off(text), is_clock_off(f"Mon, {text} 05:12:33 GMT")


def _note(text: str) -> object:
    """What a guest or an administrator wrote, through everything that makes it safe to show."""
    facts = GuestFacts(os_name=clean(text), os_version=text)
    return (
        tags_in(text),
        clean_lines(text),
        vm_id(text),
        usable_addresses([text]),
        guest_family(facts),
    )


def _imported_csv(text: str) -> object:
    return plan_import(read_csv(text, "x.csv"), (), {}, into="imported")


def _imported_xml(data: bytes) -> object:
    hosts, problems = read_xml(data, "x.rdg")
    return plan_import(hosts, problems, {}, into="imported")


_LISTS = (
    'Host Name;Group;User name;Port;HTTPS\r\nhv01;a/b;D\\u;5986;yes\r\n"hv 02";;;x;\r\n',
    'address,label\nhv01,\'=1+1\n[::1],"two\nlines"\n',
)
_RDG = (
    b'<RDCMan programVersion="2.7" schemaVersion="3"><file><properties><name>f</name></properties>'
    b"<group><properties><name>g</name></properties><logonCredentials inherit='None'><domain>d"
    b"</domain><userName>u</userName></logonCredentials><server><properties><name>hv01</name>"
    b"<displayName>x</displayName></properties></server></group></file></RDCMan>"
)
_MREMOTE = (
    b'<mrng:Connections xmlns:mrng="http://mremoteng.org" Name="Connections" Export="false">'
    b'<Node Name="g" Type="Container"><Node Name="a" Type="Connection" Username="u" Domain="d" '
    b'Hostname="hv01" Protocol="RDP" InheritUsername="false"/><Node Name="b" Protocol="SSH2"/>'
    b"</Node></mrng:Connections>"
)
_NOTES = ("ask Bob #prod #web/eu", "10.0.0.1", "fe80::1%4", "Ubuntu 22.04.3 LTS", str(_VM))
_HEADERS = (
    'Negotiate, Basic realm="x, y", Kerberos',
    'Negotiate TlRM==, NTLM a="\\"", CredSSP',
    "Mon, 23 Nov 2026 05:12:33 GMT",
    "Fri, 31 Dec 9999 23:59:59 -2359",
)
_SEARCHES = ('is:running os:ubuntu -timesync:off age:>30d "web 01"', "ip:10.0.0.0/8 vlan:7 tag:x")
_SEALED = seal(_Context(), b"<a/>" * 20)

TARGETS: tuple[Target, ...] = (
    Target("decode_reply", _bytes(decode_reply, corpus.replies), (Malformed,), 3),
    Target("decode_request", _bytes(decode_request, _asked_once), (Malformed,), 2),
    Target("decode_embedded", _bytes(_embedded, corpus.embedded), (Malformed,), 1),
    Target("readings_of_spoiled_replies", _spoiled_reading, (ConsoleError,), 6),
    Target("readings_of_wrong_values", _garbage_reading, (ConsoleError,), 6),
    Target("changes_on_wrong_values", _garbage_change, (ConsoleError,), 2),
    Target("object_paths", _text(paths.parse_path, *_PATHS), (Malformed,), 0.5),
    Target("disguise", _bytes(_disguised, corpus.replies), (Malformed,), 1),
    Target("recording", _bytes(_parsed, _recording_lines), (RecordingInvalid,), 0.3),
    Target(
        "rdp",
        _blunt(_rdp, _TS, _CREDENTIALS, _PDU, _REQUEST, x224.encode_confirm(x224.Protocol.HYBRID)),
        (BadBytes,),
        0.5,
    ),
    Target("sealed_frames", _blunt(partial(unseal, _Context()), _SEALED), (BadFrame,), 0.5),
    Target("certificates", _certificate, (Malformed,), 0.5),
    Target("headers", _text(_header, *_HEADERS), (), 0.3),
    Target("notes_and_names", _text(_note, *_NOTES), (), 0.3),
    Target("searches", _text(read_query, *_SEARCHES), (), 0.3),
    Target("import_csv", _text(_imported_csv, *_LISTS), (ImportInvalid,), 0.3),
    Target("import_xml", _bytes(_imported_xml, lambda: (_RDG, _MREMOTE)), (ImportInvalid,), 0.5),
    Target("simulator_wql", _text(wql.parse, *_QUERIES), (CimFailure,), 0.5),
    Target("simulator_paths", _text(object_path.parse_path, *_PATHS), (CimFailure,), 0.3),
    Target("simulator", _bytes(_answer, _asked_once), (), 2),
)
