"""Consoles of a simulated host: what ``console.hyperv`` does, and the fleet over HTTP."""

import asyncio
import hashlib
import socket
import ssl
import struct

import pytest

from console.fleet.fleet import Fleet
from console.fleet.operation import (
    AccessChange,
    EnhancedPolicyChange,
    OperationPhase,
    TransportChange,
)
from console.hyperv import console, keyboard
from console.hyperv.host import read_facts
from console.hyperv.inventory import read_inventory
from console.model.connection import AuthMethod, Credential, Endpoint
from console.model.console import ConsoleAccess, EnhancedTransport
from console.model.errors import NotPossible, ObjectGone, OperationFailed
from console.model.host import LinkState
from console.model.identity import HostId, VmId, VmKey
from console.model.keyboard import KeyboardLayout, KeyCombination, scancodes_for
from console.model.vm import EnhancedSession
from console.settings.schema import HostConfig
from console.simulator.accounts import Account
from console.simulator.clock import ManualClock
from console.simulator.console.judge import judge_of
from console.simulator.console.record import ConsoleEnd
from console.simulator.descriptions import (
    ChangeStyle,
    EnhancedStyle,
    HostDescription,
    JobFault,
    StartState,
    VmDescription,
)
from console.simulator.endpoint import Endpoint as SimulatedEndpoint
from console.simulator.failures import Caller
from console.simulator.fleets import build
from console.simulator.running_host import running
from console.simulator.server import HostSettings, SimulatedHost
from console.transport.connect import connect
from console.wsman.client import WsmanClient

ANNA = "CONTOSO\\anna & co"
PASSWORD = "pw-of-consoles"
VMS = (
    VmDescription("win"),
    VmDescription("home", guest="windows-11-home"),
    VmDescription("ancient", guest="windows-server-2012"),
    VmDescription("tux", guest="ubuntu-24.04", xrdp=True),
    VmDescription("plain", guest="ubuntu-24.04", hvsocket=True),
    VmDescription("off", state=StartState.OFF, enhanced=EnhancedStyle.AVAILABLE),
    VmDescription("paused", state=StartState.PAUSED),
    VmDescription("young", uptime_h=0.0),
    VmDescription("not-now", enhanced=EnhancedStyle.NOT_NOW),
    VmDescription("sure", guest="freebsd-14", enhanced=EnhancedStyle.AVAILABLE),
    VmDescription("refuses", job_faults=(("modify", JobFault.REFUSED),)),
)


class Site:
    """One simulated host and a client of it, in this process."""

    def __init__(self, build_number=20348, **changes):
        self.clock = ManualClock()
        description = HostDescription("HV01", build=build_number, vms=VMS, **changes)
        repository = build(description, self.clock)
        self.machine = repository.machine
        endpoint = SimulatedEndpoint(repository, self.clock)

        class InProcess:
            def send(self, request, *, repeatable):
                return endpoint.answer(request, Caller("SIM\\admin"), "hv01").body

            def close(self):
                pass

        self.wsman = WsmanClient(InProcess())

    def id(self, name):
        return VmId(self.machine.vm(name).id)

    def enhanced(self, name):
        vms = read_inventory(self.wsman).vms
        return next(vm.enhanced_session for vm in vms if vm.name == name)


@pytest.fixture
def site():
    return Site()


def test_the_port_and_its_certificate(site):
    facts = console.read_console_facts(site.wsman)
    assert (facts.port, facts.certificate_hash, facts.is_self_signed_allowed) == (2179, "", True)
    site.machine.console_port, site.machine.console_hash = 40_000, bytes(range(250, 256)) + b"\0a"
    facts = console.read_console_facts(site.wsman)
    assert (facts.port, facts.certificate_hash) == (40_000, "fafbfcfdfeff0061")


def test_access_is_granted_read_and_revoked(site):
    vm = site.id("win")
    assert console.read_access(site.wsman, vm) == ()
    assert console.grant(site.wsman, vm, f" {ANNA} ").is_done
    assert console.grant(site.wsman, vm, "S-1-5-21-1-2-3-500").is_done
    assert console.grant(site.wsman, vm, ANNA.upper()).is_done
    assert console.read_access(site.wsman, vm) == (
        ConsoleAccess(ANNA, True),
        ConsoleAccess("S-1-5-21-1-2-3-500", True),
    )
    assert console.read_access(site.wsman, site.id("off")) == ()
    assert console.revoke(site.wsman, vm, ANNA).is_done
    assert [each.trustee for each in console.read_access(site.wsman, vm)] == ["S-1-5-21-1-2-3-500"]


@pytest.mark.parametrize("trustee", ["", "  ", "a\nb", "x" * 513])
def test_names_that_cannot_be_are_not_sent(site, trustee):
    with pytest.raises(NotPossible) as refused:
        console.grant(site.wsman, site.id("win"), trustee)
    assert refused.value.why == "trustee"


def test_a_host_may_refuse_access(site):
    with pytest.raises(OperationFailed) as refused:
        console.grant(site.wsman, site.id("refuses"), ANNA)
    assert refused.value.method == "Msvm_TerminalService.GrantInteractiveSessionAccess"
    with pytest.raises(OperationFailed):
        console.read_access(site.wsman, VmId("00000000-0000-0000-0000-000000000000"))


def test_the_policy_is_set_and_shows(site):
    for on in (False, True):
        assert console.set_enhanced_policy(site.wsman, on).is_done
        assert read_facts(site.wsman).enhanced_session_allowed is on
        wanted = EnhancedSession.AVAILABLE if on else EnhancedSession.NOT_ALLOWED
        assert site.enhanced("win") is wanted


def test_the_transport_is_set_and_decides_for_linux(site):
    vm = site.id("tux")
    assert console.read_transport(site.wsman, vm) is EnhancedTransport.VMBUS
    assert site.enhanced("tux") is EnhancedSession.NOT_NOW
    assert console.set_transport(site.wsman, vm, EnhancedTransport.HVSOCKET).is_done
    assert console.read_transport(site.wsman, vm) is EnhancedTransport.HVSOCKET
    assert site.enhanced("tux") is EnhancedSession.AVAILABLE
    assert console.set_transport(site.wsman, vm, EnhancedTransport.VMBUS).is_done
    assert site.enhanced("tux") is EnhancedSession.NOT_NOW


def test_an_old_host_has_no_transport():
    site = Site(14393)
    assert console.read_transport(site.wsman, site.id("win")) is EnhancedTransport.UNKNOWN
    with pytest.raises(NotPossible) as refused:
        console.set_transport(site.wsman, site.id("win"), EnhancedTransport.HVSOCKET)
    assert refused.value.why == "transport_missing"


def test_a_number_that_nobody_knows_is_left_alone(site):
    vm = site.machine.vm("win")
    vm.settings.transport = 7
    assert console.read_transport(site.wsman, site.id("win")) is EnhancedTransport.UNKNOWN
    with pytest.raises(NotPossible):
        console.set_transport(site.wsman, site.id("win"), EnhancedTransport.VMBUS)
    assert vm.settings.transport == 7


def test_a_transport_that_the_host_refuses(site):
    with pytest.raises(OperationFailed) as refused:
        console.set_transport(site.wsman, site.id("refuses"), EnhancedTransport.HVSOCKET)
    assert refused.value.method.endswith("ModifySystemSettings")
    with pytest.raises(ObjectGone):
        console.read_transport(site.wsman, VmId("00000000-0000-0000-0000-000000000000"))


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("win", EnhancedSession.AVAILABLE),
        ("home", EnhancedSession.NOT_NOW),
        ("ancient", EnhancedSession.NOT_NOW),
        ("plain", EnhancedSession.NOT_NOW),
        ("off", EnhancedSession.NOT_ALLOWED),
        ("paused", EnhancedSession.NOT_ALLOWED),
        ("young", EnhancedSession.NOT_NOW),
        ("not-now", EnhancedSession.NOT_NOW),
        ("sure", EnhancedSession.AVAILABLE),
    ],
)
def test_when_an_enhanced_session_can_be_had(site, name, state):
    assert site.enhanced(name) is state
    if name == "young":
        site.clock.advance(60)
        assert site.enhanced(name) is EnhancedSession.AVAILABLE


def test_text_is_typed_in_parts(site):
    vm = site.machine.vm("win")
    text = "a'<b>&\\ " * 80
    keyboard.type_text(site.wsman, site.id("win"), text)
    assert "".join(vm.typed) == text
    assert [len(part) for part in vm.typed] == [256, 256, 128]


def test_a_character_that_the_host_cannot_type(site):
    with pytest.raises(OperationFailed) as refused:
        keyboard.type_text(site.wsman, site.id("win"), "geheim文")
    assert (refused.value.method, refused.value.code) == ("Msvm_Keyboard.TypeText", 1)
    assert "geheim" not in str(refused.value)
    assert not site.machine.vm("win").typed


def test_scancodes_arrive_and_no_sequence_is_divided(site):
    sequences = scancodes_for("@{}\\" * 40, KeyboardLayout.DE).sequences
    keyboard.type_scancodes(site.wsman, site.id("win"), sequences)
    typed = site.machine.vm("win").typed
    assert b"".join(typed) == b"".join(sequences)
    assert len(typed) > 1
    assert all(len(part) <= 256 and len(part) % len(sequences[0]) == 0 for part in typed)


def test_ctrl_alt_del(site):
    keyboard.ctrl_alt_del(site.wsman, site.id("win"))
    assert site.machine.vm("win").typed == [KeyCombination.CTRL_ALT_DEL.scancodes]


def test_nothing_can_be_typed_where_no_keyboard_is(site):
    for call in (
        lambda: keyboard.type_text(site.wsman, site.id("off"), "x"),
        lambda: keyboard.type_scancodes(site.wsman, site.id("off"), (b"\x01\x81",)),
        lambda: keyboard.ctrl_alt_del(site.wsman, site.id("off")),
    ):
        with pytest.raises(NotPossible) as refused:
            call()
        assert refused.value.why == "no_keyboard"
    with pytest.raises(OperationFailed):
        keyboard.ctrl_alt_del(site.wsman, site.id("paused"))


@pytest.mark.parametrize(
    ("name", "is_enhanced", "user", "end"),
    [
        ("win", True, None, None),
        ("win", True, "admin", None),
        ("win", False, "guest", ConsoleEnd.NO_RIGHT),
        ("off", False, "admin", ConsoleEnd.VM_OFF),
        ("home", True, "admin", ConsoleEnd.NO_ENHANCED_SESSION),
        ("home", False, "admin", None),
    ],
)
def test_who_may_open_which_console(site, name, is_enhanced, user, end):
    account = None if user is None else Account(user, "x", is_hyperv_admin=user == "admin")
    judge = judge_of(site.machine)
    assert judge(site.id(name), is_enhanced, account) is end
    assert judge("NO-SUCH-VM", is_enhanced, account) is ConsoleEnd.UNKNOWN_VM
    if end is ConsoleEnd.NO_RIGHT:
        console.grant(site.wsman, site.id(name), "SIM\\Guest")
        assert judge(site.id(name), is_enhanced, account) is None


HOST = HostId("h1")


async def until(condition):
    async with asyncio.timeout(15):
        while not condition():  # noqa: ASYNC110 - it changes in a host's thread
            await asyncio.sleep(0.01)


async def carried_out(fleet, order):
    record = order()
    await until(lambda: fleet.operations.record(record.id).phase.is_finished)
    record = fleet.operations.record(record.id)
    assert record.phase is OperationPhase.SUCCEEDED, record.error
    return record


@pytest.fixture
def host():
    vms = (
        VmDescription("win", changes=ChangeStyle.JOB),
        VmDescription("tux", guest="ubuntu-24.04", xrdp=True),
    )
    repository = build(HostDescription("HV01", enhanced_session=False, pace=0.1, vms=vms))
    account = Account("sim", PASSWORD)
    settings = HostSettings("HV01", (account,), console_port=0)
    with running([SimulatedHost(repository, settings)]) as (one,):
        yield one


def in_fleet(host, story):
    async def run():
        fleet = Fleet(connect)
        fleet.add(
            HostConfig(HOST, "one", Endpoint("127.0.0.1", host.port), "sim", AuthMethod.NTLM),
            Credential("sim", PASSWORD),
        )
        try:
            fleet.connect(HOST)
            await until(lambda: fleet.store.hosts[HOST].link is LinkState.ONLINE)
            await until(lambda: fleet.store.hosts[HOST].facts is not None)
            await story(fleet)
        finally:
            await fleet.close()

    asyncio.run(run())


def key_of(fleet, name):
    return next(VmKey(HOST, vm.id) for vm in fleet.store.hosts[HOST].vms if vm.name == name)


def test_the_policy_through_the_fleet_and_back(host):
    async def story(fleet):
        assert fleet.store.hosts[HOST].facts.enhanced_session_allowed is False
        order = lambda: fleet.order_host(HOST, EnhancedPolicyChange(True))  # noqa: E731
        record = await carried_out(fleet, order)
        assert fleet.store.hosts[HOST].facts.enhanced_session_allowed is True
        assert (record.key, record.host, record.vm_name) == (None, HOST, "one")
        assert record.powershell == "Set-VMHost -EnableEnhancedSessionMode $true"
        key = key_of(fleet, "win")
        await until(
            lambda: fleet.store.hosts[HOST].vm(key.vm).enhanced_session is EnhancedSession.AVAILABLE
        )
        assert fleet.operations.record(record.id).can_undo
        back = await carried_out(fleet, fleet.undo)
        assert back.undoes == record.id
        assert back.subject == EnhancedPolicyChange(False)
        assert fleet.store.hosts[HOST].facts.enhanced_session_allowed is False
        assert not fleet.can_undo

    in_fleet(host, story)


def test_transport_and_access_through_the_fleet_and_back(host):
    async def story(fleet):
        tux, win = key_of(fleet, "tux"), key_of(fleet, "win")
        before = await fleet.ask(HOST, lambda gateway: gateway.read_transport(tux.vm))
        change = TransportChange(EnhancedTransport.HVSOCKET, before)
        record = await carried_out(fleet, lambda: fleet.order(tux, change))
        assert record.powershell == "Set-VM -Name 'tux' -EnhancedSessionTransportType HvSocket"
        grant = AccessChange(ANNA, grant=True, before=False)
        record = await carried_out(fleet, lambda: fleet.order(win, grant))
        assert record.powershell == (
            "Grant-VMConnectAccess -VMName 'win' -UserName 'CONTOSO\\anna & co'"
        )
        read = lambda gateway: gateway.read_access(win.vm)  # noqa: E731
        assert await fleet.ask(HOST, read) == (ConsoleAccess(ANNA, True),)
        await carried_out(fleet, fleet.undo)
        assert await fleet.ask(HOST, read) == ()
        await carried_out(fleet, fleet.undo)
        now = await fleet.ask(HOST, lambda gateway: gateway.read_transport(tux.vm))
        assert now is EnhancedTransport.VMBUS
        again = AccessChange(ANNA, grant=True)
        await carried_out(fleet, lambda: fleet.order(win, again))
        assert not fleet.can_undo, "whether they had it before is not known"

    in_fleet(host, story)


def test_typing_over_http(host):
    async def story(fleet):
        vm = key_of(fleet, "win").vm
        await fleet.ask(HOST, lambda gateway: gateway.type_text(vm, "Hallo <&>"))
        sequences = scancodes_for("ß", KeyboardLayout.DE).sequences
        await fleet.ask(HOST, lambda gateway: gateway.type_scancodes(vm, sequences))
        await fleet.ask(HOST, lambda gateway: gateway.ctrl_alt_del(vm))
        machine = host.repository.machine
        typed = host.call(lambda: list(machine.vm("win").typed))
        assert typed == ["Hallo <&>", *sequences, KeyCombination.CTRL_ALT_DEL.scancodes]

    in_fleet(host, story)


def test_the_port_that_the_host_tells_is_the_one_where_it_listens(host):
    told = []

    async def story(fleet):
        told.append(await fleet.ask(HOST, lambda gateway: gateway.read_console_facts()))

    in_fleet(host, story)
    (facts,) = told
    assert facts.port == host.console_port
    vm = host.repository.machine.vm("win").id
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    blob = f"{vm}\0".encode("utf-16-le")
    greeting = struct.pack("<IIIIH", 18 + len(blob), 0, 2, 0, len(blob) // 2) + blob
    with socket.create_connection(("127.0.0.1", facts.port), 10) as plain:
        plain.sendall(greeting)
        with context.wrap_socket(plain) as secure:
            certificate = secure.getpeercert(binary_form=True)
    assert hashlib.sha256(certificate).hexdigest() == facts.certificate_hash
    (connection,) = host.console_connections
    assert (connection.vm, connection.is_enhanced) == (vm, False)


def test_the_console_port_survives_a_restart_of_the_host(host):
    port = host.console_port
    host.restart()
    assert host.console_port == port
    with socket.create_connection(("127.0.0.1", port), 10):
        pass
    host.stop_listening()
    with pytest.raises(OSError, match="refused"), socket.create_connection(("127.0.0.1", port), 5):
        pass
