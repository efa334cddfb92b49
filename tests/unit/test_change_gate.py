"""Read-only: refused when an operation begins, refused again before the wire, whoever asks."""

from dataclasses import replace

import pytest

from console.fleet.change_gate import ChangeGate
from console.fleet.gateway import wsman_gateways
from console.fleet.operation import EnhancedPolicyChange, OperationPhase, PowerChange, ServiceChange
from console.fleet.plan import Obstacle, OriginKind, PlanOrigin, PlanVerdict, draft
from console.hyperv.read_only import READING_METHODS, GatedClient
from console.model.connection import Credential, Endpoint, Timeouts
from console.model.errors import NotPossible
from console.model.identity import HostId
from console.model.power import PowerAction
from console.model.service import ServiceKind
from console.settings.hosts import HostBook
from console.settings.preferences import PreferencesFile
from console.settings.schema import HostConfig, Preferences
from console.wsman.cim import CimReference
from tests.unit.fleet_doubles import VM1, VM2, in_world

K = ServiceKind
CHANGES = ("set_service", "change_power", "set_enhanced_policy", "set_access", "change_item")


async def online(world, **changes):
    host = world.add(**changes)
    world.fleet.connect(HostId("hv1"))
    await world.until(lambda: world.snapshot().facts)
    return host


def changed(host):
    return {name: count for name, count in host.counts.items() if name in CHANGES and count}


@in_world
async def test_a_read_only_host_refuses_every_order(world):
    host = await online(world, read_only=True)
    assert world.snapshot().is_read_only
    fleet, key = world.fleet, world.key()
    records = [
        fleet.order(key, ServiceChange(K.KVP, False)),
        fleet.set_service(key, K.VSS, False),
        fleet.change_power(key, PowerAction.START),
        fleet.order(key, PowerChange(PowerAction.RESET)),
        fleet.order_host(HostId("hv1"), EnhancedPolicyChange(True)),
    ]
    for record in records:
        ended = await world.ended(record)
        assert ended.phase is OperationPhase.FAILED
        assert isinstance(ended.error, NotPossible)
        assert ended.error.why == "read_only"
    assert not changed(host)
    assert not fleet.can_undo


@in_world
async def test_plans_say_beforehand_that_they_cannot(world):
    host = await online(world, read_only=True)
    await world.until(lambda: world.vm().services)
    wanted = [(world.key(vm), ServiceChange(K.KVP, False)) for vm in (VM1, VM2)]
    hosts = world.fleet.store.hosts
    plan = draft(hosts, wanted, origin=PlanOrigin(OriginKind.CHOSEN), made_at=world.clock.now())
    assert {item.obstacle for item in plan.cannot} == {Obstacle.READ_ONLY}
    assert {item.verdict for item in plan.items} == {PlanVerdict.CANNOT}
    world.fleet.plans.start(plan)
    await world.until(lambda: not any(p.is_pending for p in world.fleet.plans.records))
    assert not changed(host)


@in_world
async def test_a_plan_that_was_drawn_up_before_changes_nothing_after(world):
    host = await online(world)
    await world.until(lambda: world.vm().services)
    plan = draft(
        world.fleet.store.hosts,
        [(world.key(), ServiceChange(K.KVP, False))],
        origin=PlanOrigin(OriginKind.CHOSEN),
        made_at=world.clock.now(),
    )
    assert plan.would_change
    world.fleet.set_read_only(True)
    world.fleet.plans.start(plan)
    await world.until(lambda: not any(p.is_pending for p in world.fleet.plans.records))
    assert not changed(host)


@in_world
async def test_all_hosts_are_read_only_and_then_only_the_one_that_says_so(world):
    host = await online(world)
    world.fleet.set_read_only(True)
    assert world.fleet.is_read_only
    assert world.snapshot().is_read_only
    record = await world.ended(world.fleet.set_service(world.key(), K.KVP, False))
    assert record.error.why == "read_only"
    world.add(read_only=True)
    world.fleet.set_read_only(False)
    assert world.snapshot().is_read_only
    world.add()
    assert not world.snapshot().is_read_only
    record = await world.ended(world.fleet.set_service(world.key(), K.KVP, False))
    assert record.phase is OperationPhase.SUCCEEDED
    assert changed(host) == {"set_service": 1}
    world.fleet.set_read_only(True)
    undo = world.fleet.undo()
    assert (await world.ended(undo)).error.why == "read_only"
    assert changed(host) == {"set_service": 1}


class Wire:
    """An exchange that notes what would have gone out."""

    def __init__(self):
        self.sent = []

    def send(self, request, *, repeatable):
        self.sent.append(request)
        raise NotPossible("sent")

    def close(self):
        pass


def test_the_last_gate_lets_no_method_out_but_those_that_read():
    wire = Wire()
    client = GatedClient(wire, lambda: False, operation_timeout_s=1, to="http://h")
    for method in ("RequestStateChange", "TypeText", "ModifyResourceSettings", "Anything"):
        with pytest.raises(NotPossible, match="read_only"):
            client.invoke(CimReference("uri/Class"), method)
    assert not wire.sent
    for method in READING_METHODS:
        with pytest.raises(NotPossible, match="sent"):
            client.invoke(CimReference("uri/Class"), method)
    assert len(wire.sent) == len(READING_METHODS)


def test_a_gateway_asks_the_gate_of_its_own_endpoint():
    gate, wire = ChangeGate(), Wire()
    config = HostConfig(HostId("a"), "A", Endpoint("a"), "u", read_only=True)
    gate.note(config)
    make = wsman_gateways(lambda *_: wire, gate.may_change)
    closed = make(Endpoint("a"), Credential("u"), Timeouts())
    opened = make(Endpoint("b"), Credential("u"), Timeouts())
    with pytest.raises(NotPossible, match="read_only"):
        closed._wsman.invoke(CimReference("uri/Class"), "Anything")
    assert not wire.sent
    with pytest.raises(NotPossible, match="sent"):
        opened._wsman.invoke(CimReference("uri/Class"), "Anything")
    gate.forget(HostId("a"))
    assert gate.may_change(Endpoint("a"))


def test_the_setting_is_kept(tmp_path):
    book = HostBook(tmp_path / "hosts.toml")
    config = HostConfig(HostId("a"), "A", Endpoint("a"), "u", read_only=True)
    book.put(config)
    assert "read_only = true" in (tmp_path / "hosts.toml").read_text()
    assert book.hosts() == (config,)
    book.put(replace(config, read_only=False))
    assert not book.hosts()[0].read_only
    file = PreferencesFile(tmp_path / "preferences.toml")
    file.save(Preferences(read_only=True))
    assert file.load().read_only
