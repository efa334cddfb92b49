"""Read-only without a gap: every kind of change there is, by whatever way it is ordered."""

import asyncio
import inspect
from types import UnionType
from typing import get_args

import pytest

from console.fleet import operation
from console.fleet.gateway import HostGateway, wsman_gateways
from console.fleet.operation import (
    AccessChange,
    EnhancedPolicyChange,
    FileCopy,
    GuestItemChange,
    ItemEdit,
    NetworkChange,
    OperationPhase,
    PowerChange,
    ServiceChange,
    TransportChange,
)
from console.fleet.plan import OriginKind, PlanOrigin, draft
from console.fleet.plan_journal import PlanJournal
from console.fleet.plan_record import ItemPhase
from console.fleet.plans import PlanLimits
from console.fleet.schedule import Tier
from console.hyperv.capability import UNPROBED
from console.model.connection import Credential, Endpoint, Timeouts
from console.model.console import EnhancedTransport
from console.model.errors import NotPossible
from console.model.guest import GuestItem, ItemSource
from console.model.identity import HostId, VmKey
from console.model.network import AddressFamily, GuestNetwork
from console.model.power import PowerAction
from console.model.service import ServiceKind
from console.settings.service_restore import RestoreBook
from console.simulator.endpoint import Endpoint as SimulatedEndpoint
from console.wsman.cim import CimReference
from tests.unit.fleet_doubles import VM1, World, in_world, run_virtual
from tests.unit.simulated_host import ADMIN, Host, VmDescription

ITEM = GuestItem("Owner", "me", ItemSource.HOST)
NETWORK = GuestNetwork("N1", "LAN", AddressFamily.IPV4, dhcp=True)
KVP = ServiceKind.KVP
SUBJECTS = (
    ServiceChange(KVP, False),
    *(PowerChange(action) for action in PowerAction),
    *(GuestItemChange(edit, ITEM, "before") for edit in ItemEdit),
    NetworkChange(NETWORK),
    FileCopy(r"C:\a", r"C:\b"),
    EnhancedPolicyChange(True),
    TransportChange(EnhancedTransport.HVSOCKET),
    AccessChange("LAB\\anna", True),
)
READS = ("read_", "error_texts", "close")
"""What a method of a gateway begins with that changes nothing."""


def parts_of(union):
    """Return the classes of a union, and of unions within it."""
    if isinstance(union, UnionType):
        return {part for each in get_args(union) for part in parts_of(each)}
    return {union}


def changes_of(host):
    return sorted(name for name in host.counts if not name.startswith(READS))


def test_no_kind_of_change_is_left_out():
    assert {type(subject) for subject in SUBJECTS} == parts_of(operation.Subject)


async def online(world, **changes):
    host = world.add(**changes)
    world.fleet.connect(HostId("hv1"))
    await world.until(lambda: world.snapshot().facts and world.vm().services)
    return host


@pytest.mark.parametrize("subject", SUBJECTS, ids=lambda subject: str(subject)[:50])
@pytest.mark.parametrize("everywhere", [True, False])
def test_every_order_is_refused_and_none_reaches_the_host(subject, everywhere, tmp_path):
    async def body():
        book = RestoreBook(tmp_path / "copies.toml")
        async with World(copy_book=book, is_read_only=everywhere) as world:
            host = await online(world, read_only=not everywhere)
            if isinstance(subject, EnhancedPolicyChange):
                record = world.fleet.order_host(HostId("hv1"), subject)
            else:
                record = world.fleet.order(world.key(), subject)
            ended = await world.ended(record)
            assert ended.phase is OperationPhase.FAILED
            assert isinstance(ended.error, NotPossible)
            assert ended.error.why == "read_only"
            assert not ended.owes
            assert changes_of(host) == []
            assert not world.fleet.can_undo
            assert world.fleet.restorer.owed == ()

    run_virtual(body())


def test_an_interrupted_plan_that_is_resumed_changes_nothing(tmp_path):
    hosts = {}

    def plan_of(world):
        return draft(
            world.fleet.store.hosts,
            [(VmKey(HostId("hv1"), vm), ServiceChange(KVP, False)) for vm in hosts["hv1"].vms],
            origin=PlanOrigin(OriginKind.CHOSEN),
            made_at=world.clock.now(),
        )

    async def body():
        first = World(journal=PlanJournal(tmp_path))
        async with first:
            hosts["hv1"] = host = await online(first)
            host.latency["set_service"] = 10
            plan = plan_of(first)
            first.fleet.plans.start(plan, PlanLimits(per_host=1))
            await asyncio.sleep(1)
            assert changes_of(host) == ["set_service"]
        await asyncio.sleep(30)
        sent = host.counts["set_service"]
        second = World(journal=PlanJournal(tmp_path))
        second.hosts = hosts
        async with second:
            await online(second, read_only=True)
            await second.fleet.plans.load()
            second.fleet.plans.resume(plan.id)
            await second.until(lambda: not second.fleet.plans.record(plan.id).is_pending)
            results = second.fleet.plans.record(plan.id).results
            failed = [each for each in results if each.phase is ItemPhase.FAILED]
            assert failed
            assert {each.error.why for each in failed} == {"read_only"}
            assert host.counts["set_service"] == sent

    run_virtual(body())


def test_what_a_copy_owes_waits_until_the_host_may_be_changed_again(tmp_path):
    async def body():
        book = RestoreBook(tmp_path / "copies.toml")
        async with World(copy_book=book) as world:
            host = await online(world)
            host.vms[VM1].switches[ServiceKind.GUEST_SERVICE] = False
            host.hang["copy_file"] = asyncio.Event()
            record = world.fleet.order(world.key(), FileCopy(r"C:\a", r"C:\b"))
            await world.until(lambda: host.counts["copy_file"])
            world.fleet.set_read_only(True)
            host.errors["set_service"] = [NotPossible("read_only", "x")]  # as the real client does
            host.hang["copy_file"].set()
            assert (await world.ended(record)).owes
            sent = host.counts["set_service"]
            orders = len(world.fleet.operations.records)
            await asyncio.sleep(10_000)
            assert host.counts["set_service"] == sent
            assert len(world.fleet.operations.records) <= orders + 1, "it does not nag"
            assert len(world.fleet.restorer.owed) == 1
            world.fleet.set_read_only(False)
            await world.until(lambda: not world.fleet.restorer.owed)
            assert host.vms[VM1].switches[ServiceKind.GUEST_SERVICE] is False

    run_virtual(body())


@in_world
async def test_a_host_under_another_spelling_or_its_other_port_is_the_same_host(world):
    world.add("hv1", read_only=True)
    for name, endpoint in (
        ("upper", Endpoint("HV1")),
        ("dotted", Endpoint("hv1.")),
        ("tls", Endpoint("hv1", 5986, tls=True)),
    ):
        world.add(name, endpoint=endpoint)
        assert world.snapshot(name).is_read_only, name
    world.add("else", endpoint=Endpoint("hv1", 15985))
    assert not world.snapshot("else").is_read_only, "a forwarded port may lead elsewhere"


class InProcess:
    """Exchanges with a simulated host; keeps the names of the methods that were called."""

    def __init__(self, host):
        self._endpoint = SimulatedEndpoint(host.repository, host.clock)
        self.bodies = []

    def send(self, request, *, repeatable):
        self.bodies.append(request)
        return self._endpoint.answer(request, ADMIN, "hv01").body

    def close(self):
        pass


ARGUMENTS = {
    "vm": lambda host: host.vm("web01").id,
    "kind": lambda _: KVP,
    "on": lambda _: False,
    "action": lambda _: PowerAction.RESET,
    "force": lambda _: True,
    "edit": lambda _: ItemEdit.ADD,
    "item": lambda _: ITEM,
    "source": lambda _: r"C:\a",
    "destination": lambda _: r"C:\b",
    "overwrite": lambda _: True,
    "create_folders": lambda _: True,
    "job": lambda _: CimReference("uri/Msvm_ConcreteJob", (("InstanceID", "X"),)),
    "trustee": lambda _: "LAB\\anna",
    "grant": lambda _: True,
    "transport": lambda _: EnhancedTransport.HVSOCKET,
    "text": lambda _: "abc",
    "sequences": lambda _: (b"\x01",),
    "tier": lambda _: Tier.STATES,
    "known": lambda _: UNPROBED,
    "width": lambda _: 8,
    "height": lambda _: 8,
}


def changing_methods():
    names = [name for name, _ in inspect.getmembers(HostGateway, inspect.isfunction)]
    return [name for name in names if not name.startswith(("_", *READS))]


def test_the_methods_of_a_gateway_that_change_something_are_known():
    assert len(changing_methods()) >= 12
    assert {"set_service", "type_text", "cancel_job", "copy_file"} <= set(changing_methods())


@pytest.mark.parametrize("name", changing_methods())
def test_no_method_of_a_gateway_gets_past_the_last_gate(name):
    host = Host(VmDescription("web01"))
    exchange = InProcess(host)
    make = wsman_gateways(lambda *_: exchange, lambda _: False)
    gateway = make(Endpoint("h"), Credential("u"), Timeouts())
    (network, *_) = gateway.read_networks(host.vm("web01").id)
    values = {"network": network} | {each: value(host) for each, value in ARGUMENTS.items()}
    method = getattr(gateway, name)
    needed = [
        parameter
        for parameter in inspect.signature(method).parameters.values()
        if parameter.default is inspect.Parameter.empty
    ]
    by_place = [values[p.name] for p in needed if p.kind is not p.KEYWORD_ONLY]
    by_name = {p.name: values[p.name] for p in needed if p.kind is p.KEYWORD_ONLY}
    with pytest.raises(NotPossible, match="read_only"):
        method(*by_place, **by_name)
    actions = (b"/Enumerate<", b"/Pull<", b"/Get<", b"GetSummaryInformation", b"/Release<")
    assert all(any(action in body for action in actions) for body in exchange.bodies)
