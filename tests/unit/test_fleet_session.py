"""Hosts under virtual time: connecting, reading, losing and finding them again."""

import asyncio
from itertools import pairwise

import pytest

from console.fleet.schedule import Tier
from console.model.errors import (
    Forbidden,
    HyperVMissing,
    NotWsman,
    Refused,
    RefusedReason,
    TimedOut,
    Unreachable,
    UnreachableReason,
    Untrusted,
    WsmanFault,
)
from console.model.host import LinkState
from console.model.identity import HostId
from console.model.vm import VmState
from console.settings.schema import PollPace
from tests.unit.fleet_doubles import VM1, VM2, FakeVm, World, in_world, run_virtual

LOST = Unreachable(UnreachableReason.CONNECTION_LOST, "hv1")


async def online(world, name="hv1"):
    host = world.connected(name)
    await world.until(lambda: world.snapshot(name).link is LinkState.ONLINE)
    return host


@in_world
async def test_adding_a_host_shows_it_and_connects_nothing(world):
    host = world.add()
    assert world.snapshot().link is LinkState.OFFLINE
    assert world.snapshot().label == "HV1"
    await asyncio.sleep(60)
    assert host.connected == 0


@in_world
async def test_states_are_shown_before_the_rest_is_read(world):
    host = world.connected()
    host.latency["read_tier.services"] = 3
    links = []
    world.fleet.store.subscribe(lambda change: links.append(change.hosts[HostId("hv1")].after.link))
    await world.until(lambda: world.vm() is not None)
    assert world.snapshot().link is LinkState.ONLINE
    assert world.vm().state is VmState.RUNNING
    assert world.vm().services == ()
    await world.until(lambda: world.vm().services)
    await world.until(lambda: world.snapshot().facts is not None)
    assert world.snapshot().facts.name == "HV1"
    assert set(links) <= {LinkState.CONNECTING, LinkState.ONLINE}


@in_world
async def test_tiers_are_read_at_their_own_pace(world):
    host = await online(world)
    await asyncio.sleep(600)
    counts = host.counts
    assert 115 <= counts["read_tier.states"] <= 128
    assert 29 <= counts["read_tier.services"] <= 32
    assert 5 <= counts["read_tier.inventory"] <= 7
    assert counts["read_tier.guests"] == 0


@in_world
async def test_guest_names_get_a_tier_of_their_own_when_the_inventory_lacks_them(world):
    host = world.connected()
    host.no_guest_names = True
    await world.until(lambda: host.counts["read_tier.guests"])
    await world.until(lambda: world.vm().guest.computer_name == "web01")


@in_world
async def test_a_changed_pace_counts_from_now_on(world):
    host = await online(world)
    world.fleet.set_pace(PollPace(states_s=50, services_s=500, inventory_s=5000))
    await asyncio.sleep(10)
    before = host.counts["read_tier.states"]
    await asyncio.sleep(500)
    assert 8 <= host.counts["read_tier.states"] - before <= 12


@in_world
async def test_a_slow_host_is_read_less_often_and_says_so(world):
    host = await online(world)
    host.latency["read_tier.states"] = 4
    await world.until(lambda: world.snapshot().is_slow)
    assert world.snapshot().pace_s == pytest.approx(16, abs=0.1)
    starts = host.times("read_tier.states")
    await world.until(lambda: len(host.times("read_tier.states")) >= len(starts) + 3)
    times = host.times("read_tier.states")[-3:]
    assert all(later - earlier >= 15.9 for earlier, later in pairwise(times))
    host.latency.clear()
    await world.until(lambda: not world.snapshot().is_slow)
    assert world.snapshot().pace_s == 5


@in_world
async def test_a_lost_host_keeps_its_rows_and_comes_back_by_itself(world):
    host = await online(world)
    read_at = world.snapshot().read_at
    host.failing = LOST
    await world.until(lambda: world.snapshot().link is LinkState.STALE)
    assert world.snapshot().error is LOST
    assert world.vm().name == "web01"
    assert world.snapshot().retry_at is not None
    assert world.snapshot().read_at == pytest.approx(read_at, abs=6)
    await asyncio.sleep(300)
    assert world.snapshot().link is LinkState.STALE
    host.failing = None
    await world.until(lambda: world.snapshot().link is LinkState.ONLINE, within=65)
    assert world.snapshot().error is None
    assert world.snapshot().retry_at is None


@in_world
async def test_retries_back_off_up_to_a_minute(world):
    host = world.add()
    host.failing = Unreachable(UnreachableReason.PORT_CLOSED, "hv1")
    world.fleet.connect(HostId("hv1"))
    await asyncio.sleep(1_800)
    assert world.snapshot().link is LinkState.UNREACHABLE
    times = host.times("read_tier.states")
    gaps = [later - earlier for earlier, later in pairwise(times)]
    assert max(gaps) <= 60.5
    assert max(gaps) > 30
    assert min(gaps) >= 0.25
    assert 40 <= len(times) <= 120
    assert set(host.counts) == {"read_tier.states"}


@in_world
async def test_refresh_tries_an_absent_host_at_once(world):
    host = world.add()
    host.failing = LOST
    world.fleet.connect(HostId("hv1"))
    await asyncio.sleep(300)
    await world.until(lambda: (world.snapshot().retry_at or 0) > world.clock.monotonic() + 5)
    host.failing = None
    world.fleet.refresh(HostId("hv1"))
    await world.until(lambda: world.snapshot().link is LinkState.ONLINE, within=0.5)


@pytest.mark.parametrize(
    ("error", "link"),
    [
        (Refused(RefusedReason.BAD_CREDENTIAL, "hv1"), LinkState.REFUSED),
        (Untrusted("hv1"), LinkState.UNTRUSTED),
        (Forbidden(5), LinkState.FORBIDDEN),
        (NotWsman("hv1", 404), LinkState.UNSUITABLE),
        (HyperVMissing(), LinkState.UNSUITABLE),
    ],
)
def test_what_needs_a_person_is_never_retried(error, link):
    async def body():
        async with World() as world:
            host = world.add()
            host.failing = error
            world.fleet.connect(HostId("hv1"))
            await asyncio.sleep(3_600)
            assert world.snapshot().link is link
            assert world.snapshot().error is error
            assert host.counts == {"read_tier.states": 1}
            assert host.closed == 1
            world.fleet.refresh()
            await asyncio.sleep(60)
            assert host.counts == {"read_tier.states": 1}
            host.failing = None
            world.fleet.connect(HostId("hv1"))
            await world.until(lambda: world.snapshot().link is LinkState.ONLINE)

    run_virtual(body())


@in_world
async def test_a_password_refused_later_is_not_tried_a_second_time(world):
    host = await online(world)
    await world.until(lambda: world.snapshot().facts)
    refused = Refused(RefusedReason.BAD_CREDENTIAL, "hv1")
    host.errors["read_tier.services"] = [refused]
    await world.until(lambda: world.snapshot().link is LinkState.REFUSED)
    before = len(host.calls)
    await asyncio.sleep(600)
    assert len(host.calls) == before
    assert world.vm() is not None


@in_world
async def test_without_a_password_nothing_is_tried(world):
    host = world.add(password=None)
    world.fleet.connect(HostId("hv1"))
    assert world.snapshot().link is LinkState.REFUSED
    assert world.snapshot().error.reason is RefusedReason.NO_CREDENTIAL
    assert host.connected == 0
    world.add()
    world.fleet.connect(HostId("hv1"))
    await world.until(lambda: world.snapshot().link is LinkState.ONLINE)


@in_world
async def test_a_part_that_fails_is_told_and_leaves_the_link_alone(world):
    host = await online(world)
    await world.until(lambda: world.snapshot().facts)
    fault = WsmanFault(2150859046)
    host.errors["read_tier.services"] = [fault]
    await world.until(lambda: world.snapshot().error is fault)
    assert world.snapshot().link is LinkState.ONLINE
    await world.until(lambda: world.snapshot().error is None, within=30)


@in_world
async def test_a_connection_lost_while_reading_a_part_is_decided_by_the_states(world):
    host = await online(world)
    await world.until(lambda: world.snapshot().facts)
    host.errors["read_tier.services"] = [LOST]
    await world.until(lambda: not host.errors["read_tier.services"])
    await asyncio.sleep(0.1)
    failed_at = host.times("read_tier.services")[-1]
    assert 0 <= host.times("read_tier.states")[-1] - failed_at < 0.05
    assert world.snapshot().link is LinkState.ONLINE


@in_world
async def test_a_silent_host_does_not_look_online(world):
    host = await online(world)
    host.hang["read_tier.states"] = asyncio.Event()
    await world.until(lambda: world.snapshot().link is LinkState.STALE, within=25)
    assert isinstance(world.snapshot().error, TimedOut)
    host.hang.pop("read_tier.states").set()
    await world.until(lambda: world.snapshot().link is LinkState.ONLINE, within=1)


@in_world
async def test_connect_gets_past_a_hanging_reading(world):
    host = await online(world)
    hang = host.hang["read_tier.states"] = asyncio.Event()
    await world.until(lambda: world.snapshot().link is LinkState.STALE)
    host.hang.clear()
    world.fleet.connect(HostId("hv1"))
    assert world.snapshot().link is LinkState.STALE
    await world.until(lambda: world.snapshot().link is LinkState.ONLINE, within=1)
    assert (host.connected, host.closed) == (2, 0)
    # When the hanging call ends at last nobody listens, and its connection is dropped.
    shown = world.snapshot()
    hang.set()
    await world.until(lambda: host.closed == 1, within=1)
    assert world.snapshot().read_at == shown.read_at


@pytest.mark.expects_log
@in_world
async def test_a_failing_or_hanging_host_touches_no_other(world):
    world.add("bad").failing = RuntimeError("broken")
    hanging = world.add("hang")
    hanging.hang["read_tier.states"] = asyncio.Event()
    for name in ("bad", "hang"):
        world.fleet.connect(HostId(name))
    good = await online(world, "good")
    before = good.counts["read_tier.states"]
    await asyncio.sleep(100)
    assert good.counts["read_tier.states"] - before >= 18
    assert world.snapshot("bad").link is LinkState.UNREACHABLE


@in_world
async def test_more_hanging_hosts_than_places_do_not_keep_others_out(world):
    for number in range(10):
        host = world.add(f"hang{number}")
        host.hang["read_tier.states"] = asyncio.Event()
        world.fleet.connect(HostId(f"hang{number}"))
    await asyncio.sleep(0.1)
    world.connected("good")
    await world.until(lambda: world.snapshot("good").link is LinkState.ONLINE, within=7)


@in_world
async def test_disconnect_keeps_the_rows_and_reads_no_more(world):
    host = await online(world)
    world.fleet.disconnect(HostId("hv1"))
    assert world.snapshot().link is LinkState.OFFLINE
    before = len(host.calls)
    await asyncio.sleep(300)
    assert len(host.calls) == before
    assert world.vm() is not None
    assert not world.snapshot().is_current
    world.fleet.disconnect(HostId("hv1"))
    world.fleet.disconnect(HostId("nobody"))


@in_world
async def test_a_reading_under_way_at_disconnect_is_thrown_away(world):
    host = await online(world)
    host.latency["read_tier.states"] = 2
    before = host.counts["read_tier.states"]
    await world.until(lambda: host.counts["read_tier.states"] > before)
    world.fleet.disconnect(HostId("hv1"))
    await asyncio.sleep(30)
    assert world.snapshot().link is LinkState.OFFLINE


@in_world
async def test_remove_drops_the_host(world):
    await online(world)
    world.fleet.remove(HostId("hv1"))
    assert not world.fleet.store.hosts
    await asyncio.sleep(30)
    assert not world.fleet.store.hosts
    world.fleet.remove(HostId("hv1"))


@in_world
async def test_a_new_label_shows_without_connecting_anew(world):
    host = await online(world)
    world.add(label="Renamed", folder="Berlin")
    assert world.snapshot().label == "Renamed"
    assert world.snapshot().folder == "Berlin"
    await asyncio.sleep(30)
    assert host.connected == 1


@in_world
async def test_a_new_password_connects_anew(world):
    host = await online(world)
    world.add(password="other")
    assert world.snapshot().link is LinkState.CONNECTING
    await world.until(lambda: host.connected == 2)
    await world.until(lambda: world.snapshot().link is LinkState.ONLINE)


@in_world
async def test_vms_come_and_go(world):
    host = await online(world)
    await world.until(lambda: world.snapshot().facts)
    del host.vms[VM2]
    host.vms["33333333-3333-3333-3333-333333333333"] = FakeVm("new", VmState.RUNNING)
    await world.until(lambda: {vm.name for vm in world.snapshot().vms} == {"web01", "new"})
    # What is new is asked for the rest of its facts soon, not at the next usual time.
    inventories = host.counts["read_tier.inventory"]
    await world.until(lambda: host.counts["read_tier.inventory"] > inventories, within=12)


@in_world
async def test_rows_that_did_not_change_stay_the_same_objects(world):
    host = await online(world)
    await world.until(lambda: world.vm().services)
    before = world.vm(VM1), world.vm(VM2)
    reads = host.counts["read_tier.states"]
    host.vms[VM2].state = VmState.RUNNING
    await world.until(lambda: host.counts["read_tier.states"] > reads)
    await world.until(lambda: world.vm(VM2).state is VmState.RUNNING)
    assert world.vm(VM1) is before[0]
    assert world.vm(VM2) is not before[1]


@in_world
async def test_services_are_read_soon_after_a_state_changed(world):
    host = await online(world)
    await world.until(lambda: world.snapshot().facts)
    await asyncio.sleep(1)
    host.vms[VM2].state = VmState.RUNNING
    await world.until(lambda: world.vm(VM2).state is VmState.RUNNING)
    services = host.counts["read_tier.services"]
    await world.until(lambda: host.counts["read_tier.services"] > services, within=2)


@in_world
async def test_inventory_goes_with_cold_states(world):
    host = world.connected()
    await world.until(lambda: host.counts["read_tier.inventory"] >= 3)
    assert all(memory.states.is_cold for tier, memory, _ in host.memories if tier is Tier.INVENTORY)
    states = [cold for tier, _, cold in host.memories if tier is Tier.STATES]
    assert states[0]
    assert sum(states) <= 4


@in_world
async def test_asking_again_while_connecting_begins_no_second_try(world):
    host = world.add()
    host.latency["read_tier.states"] = 3
    for _ in range(5):
        world.fleet.connect(HostId("hv1"))
        await asyncio.sleep(0.1)
    assert host.connected == 1
    assert host.counts["read_tier.states"] == 1
    await world.until(lambda: world.snapshot().link is LinkState.ONLINE)


@in_world
async def test_a_host_that_came_back_is_waited_for_shortly_again(world):
    host = await online(world)
    host.failing = LOST
    await asyncio.sleep(600)
    host.failing = None
    await world.until(lambda: world.snapshot().link is LinkState.ONLINE)
    host.failing = LOST
    await world.until(lambda: world.snapshot().link is LinkState.STALE)
    assert world.snapshot().retry_at - world.clock.monotonic() <= 1.0


@in_world
async def test_a_guest_that_started_is_asked_for_its_names(world):
    host = await online(world)
    await world.until(lambda: world.snapshot().facts)
    host.vms[VM2].state = VmState.RUNNING
    await world.until(lambda: world.vm(VM2).state is VmState.RUNNING)
    before = host.counts["read_tier.inventory"]
    await asyncio.sleep(10)
    assert host.counts["read_tier.inventory"] == before
    await world.until(lambda: host.counts["read_tier.inventory"] > before, within=10)


@in_world
async def test_another_host_under_the_same_entry_is_learned_anew(world):
    host = await online(world)
    await world.until(lambda: world.snapshot().facts)
    host.memories.clear()
    world.add(password="other")
    await world.until(lambda: host.memories)
    assert host.memories[0][1].states is None


@in_world
async def test_the_session_and_the_store_hold_the_same_objects(world):
    host = await online(world)
    await asyncio.sleep(60)
    assert host.counts["read_tier.states"] > 5
    session = world.fleet._sessions[HostId("hv1")]
    assert session.snapshot is world.snapshot()


@in_world
async def test_close_is_quick_even_when_calls_hang(world):
    for number in range(5):
        host = world.connected(f"h{number}")
        host.hang["read_tier.states"] = asyncio.Event()
    await asyncio.sleep(1)
    before = world.clock.monotonic()
    await world.fleet.close(2.0)
    assert world.clock.monotonic() - before <= 2.0
    assert {host.link for host in world.fleet.store.hosts.values()} == {LinkState.OFFLINE}
    assert VM1
