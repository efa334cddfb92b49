"""Changes inside a guest under virtual time: items, networks, guests that (do not) shut down."""

import asyncio
from dataclasses import replace

import pytest

from console.fleet.operation import (
    GuestItemChange,
    ItemEdit,
    NetworkChange,
    OperationPhase,
    OperationStep,
    PowerChange,
)
from console.model.errors import NotPossible, OperationFailed, OutcomeUnknown
from console.model.guest import GuestItem, ItemSource
from console.model.identity import HostId
from console.model.job import JobSnapshot, JobState
from console.model.network import AddressFamily, GuestNetwork
from console.model.power import PowerAction
from console.model.vm import VmState
from tests.unit.fleet_doubles import COMPLETED, VM1, FakeJob, in_world, running

COLOUR = GuestItem("colour", "blue", ItemSource.HOST)
DHCP = GuestNetwork(r"Microsoft:GuestNetwork\A\B", family=AddressFamily.IPV4)
STATIC = replace(DHCP, dhcp=False, addresses=("10.0.0.5",), subnets=("255.255.255.0",))


async def ready(world, uptime_s=500):
    """Connect a host and wait until everything has been read once."""
    host = world.connected()
    host.vms[VM1].uptime_s = uptime_s
    await world.until(lambda: world.snapshot().facts and world.vm().services)
    return host


async def done(world, subject):
    return await world.ended(world.fleet.order(world.key(), subject))


async def undone(world):
    return await world.ended(world.fleet.undo())


@in_world
async def test_an_added_item_is_followed_to_its_jobs_end_and_can_be_undone(world):
    host = await ready(world)
    host.next_job = FakeJob([running(50), COMPLETED])
    record = await done(world, GuestItemChange(ItemEdit.ADD, COLOUR))
    assert record.phase is OperationPhase.SUCCEEDED
    assert record.can_undo
    assert "AddKvpItems" in record.powershell
    assert host.items[VM1] == {"colour": COLOUR}
    assert (await undone(world)).subject == GuestItemChange(ItemEdit.REMOVE, COLOUR)
    assert host.items[VM1] == {}


@in_world
async def test_a_removed_item_comes_back_with_its_data(world):
    host = await ready(world)
    host.items[VM1] = {"colour": COLOUR}
    await done(world, GuestItemChange(ItemEdit.REMOVE, COLOUR))
    assert host.items[VM1] == {}
    await undone(world)
    assert host.items[VM1] == {"colour": COLOUR}


@in_world
async def test_a_changed_item_gets_its_old_data_back_even_when_that_was_empty(world):
    host = await ready(world)
    host.items[VM1] = {"colour": replace(COLOUR, data="")}
    await done(world, GuestItemChange(ItemEdit.CHANGE, COLOUR, before=""))
    assert host.items[VM1]["colour"].data == "blue"
    await undone(world)
    assert host.items[VM1]["colour"].data == ""


@pytest.mark.parametrize(
    "subject", [GuestItemChange(ItemEdit.CHANGE, COLOUR), NetworkChange(STATIC)]
)
def test_without_the_value_before_nothing_is_undone(subject):
    @in_world
    async def test(world):
        await ready(world)
        assert not (await done(world, subject)).can_undo

    test()


@in_world
async def test_a_network_is_set_and_taken_back(world):
    host = await ready(world)
    record = await done(world, NetworkChange(STATIC, before=DHCP))
    assert record.phase is OperationPhase.SUCCEEDED
    assert host.networks[VM1] == {STATIC.id: STATIC}
    await undone(world)
    assert host.networks[VM1] == {DHCP.id: DHCP}


@in_world
async def test_a_network_that_the_guest_refuses_tells_the_hosts_words(world):
    host = await ready(world)
    host.next_job = FakeJob([running(), JobSnapshot("j", JobState.FAILED, 0, 32768, "kein Gast")])
    record = await done(world, NetworkChange(STATIC))
    assert record.phase is OperationPhase.FAILED
    assert isinstance(record.error, OperationFailed)
    assert record.error.method.endswith(".SetGuestNetworkAdapterConfiguration")
    assert record.error.host_text == "kein Gast"


@in_world
async def test_the_reason_of_a_shutdown_is_handed_down(world):
    host = await ready(world)
    world.fleet.order(world.key(), PowerChange(PowerAction.SHUTDOWN, reason="new disks"))
    await world.until(lambda: host.reasons)
    assert host.reasons == ["new disks"]


@in_world
async def test_a_shutdown_succeeds_when_the_guest_is_off(world):
    host = await ready(world)
    record = world.fleet.change_power(world.key(), PowerAction.SHUTDOWN)
    await asyncio.sleep(60)
    assert world.record(record).step is OperationStep.WAITING_FOR_GUEST
    assert world.record(record).can_cancel
    host.vms[VM1].state = VmState.OFF
    assert (await world.ended(record, within=2)).phase is OperationPhase.SUCCEEDED


@in_world
async def test_a_guest_that_ignores_a_shutdown_is_left_alone_and_told(world):
    host = await ready(world)
    began = world.clock.monotonic()
    record = world.fleet.change_power(world.key(), PowerAction.SHUTDOWN)
    ended = await world.ended(record)
    assert 120 <= world.clock.monotonic() - began < 122
    assert ended.phase is OperationPhase.FAILED
    assert isinstance(ended.error, NotPossible)
    assert ended.error.why == "guest_ignores_shutdown"
    assert host.counts["change_power"] == 1
    assert host.vms[VM1].state is VmState.RUNNING


@in_world
async def test_who_loses_patience_may_turn_the_vm_off_meanwhile(world):
    await ready(world)
    gentle = world.fleet.change_power(world.key(), PowerAction.SHUTDOWN)
    await asyncio.sleep(10)
    hard = world.fleet.change_power(world.key(), PowerAction.TURN_OFF)
    assert (await world.ended(hard, within=1)).phase is OperationPhase.SUCCEEDED
    assert (await world.ended(gentle, within=1)).phase is OperationPhase.SUCCEEDED


@in_world
async def test_a_host_that_is_lost_meanwhile_is_an_unknown_outcome(world):
    host = await ready(world)
    record = world.fleet.change_power(world.key(), PowerAction.SHUTDOWN)
    await asyncio.sleep(5)
    host.failing = OperationFailed("m", 1)
    ended = await world.ended(record)
    assert ended.phase is OperationPhase.UNKNOWN_OUTCOME


@in_world
async def test_a_vm_that_vanishes_meanwhile_is_an_unknown_outcome(world):
    host = await ready(world)
    record = world.fleet.change_power(world.key(), PowerAction.SHUTDOWN)
    await asyncio.sleep(5)
    del host.vms[VM1]
    ended = await world.ended(record, within=3)
    assert isinstance(ended.error, OutcomeUnknown)


@in_world
async def test_cancelling_the_waiting_leaves_the_guest_alone(world):
    host = await ready(world)
    record = world.fleet.change_power(world.key(), PowerAction.SHUTDOWN)
    await asyncio.sleep(5)
    world.fleet.cancel(record.id)
    assert (await world.ended(record, within=1)).phase is OperationPhase.UNKNOWN_OUTCOME
    await asyncio.sleep(200)
    assert host.counts["change_power"] == 1


@in_world
async def test_a_disconnect_ends_the_waiting(world):
    await ready(world)
    record = world.fleet.change_power(world.key(), PowerAction.SHUTDOWN)
    await asyncio.sleep(5)
    world.fleet.disconnect(HostId("hv1"))
    assert (await world.ended(record, within=1)).phase is OperationPhase.UNKNOWN_OUTCOME


@in_world
async def test_a_restart_is_seen_by_the_uptime_falling(world):
    host = await ready(world, uptime_s=500)
    record = world.fleet.change_power(world.key(), PowerAction.RESTART)
    await asyncio.sleep(20)
    host.vms[VM1].uptime_s = 520
    await asyncio.sleep(5)
    assert world.record(record).is_pending
    host.vms[VM1].uptime_s = 3
    assert (await world.ended(record, within=2)).phase is OperationPhase.SUCCEEDED


@in_world
async def test_a_restart_that_cannot_be_seen_succeeds_when_it_was_accepted(world):
    await ready(world, uptime_s=None)
    record = world.fleet.change_power(world.key(), PowerAction.RESTART)
    assert (await world.ended(record, within=2)).phase is OperationPhase.SUCCEEDED


@in_world
async def test_a_restart_that_the_guest_ignores_fails(world):
    await ready(world, uptime_s=500)
    record = world.fleet.change_power(world.key(), PowerAction.RESTART)
    assert (await world.ended(record)).error.why == "guest_ignores_shutdown"
