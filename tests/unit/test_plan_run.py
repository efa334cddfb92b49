"""Plans under virtual time: limits, fairness, stopping, what goes wrong, what is told, undo."""

import asyncio
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise

import pytest

from console.fleet.operation import (
    OperationLog,
    OperationPhase,
    OperationRecord,
    PowerChange,
    ServiceChange,
)
from console.fleet.plan import Obstacle, OriginKind, PlanOrigin, draft
from console.fleet.plan_record import ItemPhase, PlanPhase
from console.fleet.plans import PlanLimits
from console.fleet.undo import Undoable, UndoablePlan
from console.model.errors import (
    NotPossible,
    OperationFailed,
    Unreachable,
    UnreachableReason,
)
from console.model.host import LinkState
from console.model.identity import HostId, PlanId, VmId, VmKey
from console.model.power import PowerAction
from console.model.service import ServiceKind
from console.model.vm import VmState
from tests.unit.fleet_doubles import FakeVm, in_world

NOW = datetime(2026, 11, 23, tzinfo=UTC)
KVP, VSS = ServiceKind.KVP, ServiceKind.VSS
LOST = Unreachable(UnreachableReason.CONNECTION_LOST, "hv1", may_have_arrived=True)
REFUSED = OperationFailed("m", 32768)


async def ready(world, names=("hv1",), vms=6):
    """Connect hosts with some VMs each, read once."""
    for number, name in enumerate(names):
        host = world.connected(name)
        host.vms = {VmId(f"{name}-{n}"): FakeVm(f"vm{number}{n}") for n in range(vms)}
    await world.until(
        lambda: all(
            world.snapshot(name).facts and all(vm.services for vm in world.snapshot(name).vms)
            for name in names
        )
    )


def keys(world, *names):
    return [VmKey(HostId(name), vm) for name in names for vm in world.hosts[name].vms]


def plan_of(world, wishes, kind=OriginKind.CHOSEN):
    return draft(
        world.fleet.store.hosts, wishes, origin=PlanOrigin(kind), made_at=world.clock.now()
    )


def switching(world, *names, kind=KVP, on=False):
    return plan_of(world, [(key, ServiceChange(kind, on)) for key in keys(world, *names)])


def record(world, plan):
    return world.fleet.plans.record(plan.id)


async def over(world, plan, within=600.0):
    await world.until(lambda: not record(world, plan).is_pending, within)
    return record(world, plan)


def phases(record):
    return Counter(result.phase for result in record.results)


def switches(world, name="hv1", kind=KVP):
    return [vm.switches[kind] for vm in world.hosts[name].vms.values()]


@in_world
async def test_a_plan_switches_every_vm_once(world):
    await ready(world, ("hv1", "hv2"))
    plan = switching(world, "hv1", "hv2")
    first = world.fleet.plans.start(plan)
    assert (first.phase, first.total, first.done, first.percent) == (PlanPhase.RUNNING, 12, 0, 0)
    assert first.is_pending
    done = await over(world, plan)
    assert done.phase is PlanPhase.FINISHED
    assert phases(done) == {ItemPhase.SUCCEEDED: 12}
    assert (done.done, done.failed, done.percent) == (12, 0, 100)
    assert done.finished_at >= done.started_at
    assert all(result.was_changed for result in done.results)
    for name in ("hv1", "hv2"):
        assert switches(world, name) == [False] * 6
        assert world.hosts[name].counts["set_service"] == 6
    assert world.fleet.plans.records == (done,)


@in_world
async def test_a_plan_is_started_once(world):
    await ready(world)
    plan = switching(world, "hv1")
    world.fleet.plans.start(plan)
    assert world.fleet.plans.start(plan).id == plan.id
    await over(world, plan)
    assert world.hosts["hv1"].counts["set_service"] == 6


@in_world
async def test_a_plan_without_changes_is_over_at_once(world):
    await ready(world)
    plan = switching(world, "hv1", on=True)
    assert len(plan.already) == 6
    done = world.fleet.plans.start(plan)
    assert (done.phase, done.total, done.percent) == (PlanPhase.FINISHED, 0, 100)
    assert not done.can_undo
    assert not world.fleet.can_undo


@in_world
async def test_parts_are_ordinary_operations_while_they_last(world):
    await ready(world)
    own = world.fleet.set_service(keys(world, "hv1")[0], VSS, False)
    await world.ended(own)
    seen = []
    world.fleet.operations.subscribe(seen.append)
    plan = switching(world, "hv1")
    world.fleet.plans.start(plan)
    await over(world, plan)
    assert {told.plan for told in seen} == {plan.id}
    ends = Counter(told.phase for told in seen if not told.is_pending)
    assert ends == {OperationPhase.SUCCEEDED: 6}
    assert not any(told.can_undo for told in seen)
    assert [each.id for each in world.fleet.operations.records] == [own.id]
    assert not world.fleet.operations.pending_for(keys(world, "hv1")[0])


def test_parts_take_no_ones_place_in_the_log():
    log = OperationLog(capacity=3)

    def put(plan, phase):
        key = VmKey(HostId("h"), VmId("v"))
        change = ServiceChange(KVP, True)
        told = OperationRecord(
            log.next_id(), key, key.host, "H", "v", change, phase, NOW, plan=plan
        )
        log.put(told)
        return told

    own = [put(None, OperationPhase.SUCCEEDED) for _ in range(3)]
    parts = [put(PlanId("p"), OperationPhase.RUNNING) for _ in range(5)]
    assert log.records == (*own, *parts)
    log.drop(parts[0].id)
    assert parts[0] in log.records, "it has not ended"
    for part in parts:
        log.put(replace(part, phase=OperationPhase.FAILED))
        log.drop(part.id)
    assert log.records == tuple(own)
    newest = put(None, OperationPhase.SUCCEEDED)
    assert log.records == (*own[1:], newest)


@pytest.mark.parametrize(("per_host", "overall", "most"), [(2, 32, 4), (4, 3, 3), (1, 32, 2)])
def test_limits_hold(per_host, overall, most):
    @in_world
    async def body(world):
        await ready(world, ("hv1", "hv2"))
        pending, highest, of_host = {}, [0], [0]

        def note(told):
            pending.pop(told.id, None)
            if told.is_pending:
                pending[told.id] = told.host
            highest[0] = max(highest[0], len(pending))
            of_host[0] = max([of_host[0], *Counter(pending.values()).values()])

        world.fleet.operations.subscribe(note)
        for name in ("hv1", "hv2"):
            world.hosts[name].latency["set_service"] = 1
        plan = switching(world, "hv1", "hv2")
        world.fleet.plans.start(plan, PlanLimits(per_host, overall))
        done = await over(world, plan)
        assert phases(done) == {ItemPhase.SUCCEEDED: 12}
        assert highest[0] == most
        assert of_host[0] <= per_host

    body()


@in_world
async def test_a_slow_host_does_not_hold_up_another(world):
    await ready(world, ("hv1", "hv2"))
    world.hosts["hv1"].latency["set_service"] = 15
    plan = switching(world, "hv1", "hv2")
    world.fleet.plans.start(plan, PlanLimits(per_host=2, overall=4))
    await world.until(lambda: switches(world, "hv2") == [False] * 6, within=2)
    assert switches(world) == [True] * 6
    await over(world, plan)


@in_world
async def test_items_of_one_vm_go_in_order(world):
    await ready(world, vms=2)
    wishes = [
        (key, ServiceChange(kind, False)) for kind in ServiceKind for key in keys(world, "hv1")
    ]
    order = []
    world.fleet.operations.subscribe(
        lambda told: order.append((told.key, told.subject.kind)) if told.can_cancel else None
    )
    plan = plan_of(world, wishes)
    world.fleet.plans.start(plan)
    done = await over(world, plan)
    assert phases(done) == {ItemPhase.SUCCEEDED: 12}
    for key in keys(world, "hv1"):
        kinds = list(dict.fromkeys(kind for each, kind in order if each == key))
        assert kinds == list(ServiceKind)


@in_world
async def test_what_is_so_already_when_its_turn_comes_is_skipped(world):
    await ready(world)
    world.hosts["hv1"].latency["set_service"] = 2
    plan = switching(world, "hv1")
    world.fleet.plans.start(plan, PlanLimits(per_host=1))
    await asyncio.sleep(1)
    last = world.hosts["hv1"].vms[VmId("hv1-5")]
    last.switches[KVP] = False
    world.fleet.refresh()
    done = await over(world, plan)
    assert done.results[5].phase is ItemPhase.SKIPPED
    assert not done.results[5].was_changed
    assert phases(done)[ItemPhase.SUCCEEDED] == 5
    assert world.hosts["hv1"].counts["set_service"] == 5
    inverse = world.fleet.plans.undo(plan.id)
    assert VmId("hv1-5") not in {item.key.vm for item in inverse.items}


@in_world
async def test_stop_lets_what_runs_end(world):
    await ready(world)
    world.hosts["hv1"].latency["set_service"] = 2
    plan = switching(world, "hv1")
    world.fleet.plans.start(plan, PlanLimits(per_host=2))
    await asyncio.sleep(1)
    world.fleet.plans.stop(plan.id)
    stopping = record(world, plan)
    assert stopping.phase is PlanPhase.STOPPING
    assert phases(stopping) == {ItemPhase.RUNNING: 2, ItemPhase.NOT_RUN: 4}
    done = await over(world, plan)
    assert done.phase is PlanPhase.STOPPED
    assert phases(done) == {ItemPhase.SUCCEEDED: 2, ItemPhase.NOT_RUN: 4}
    assert done.done == 2
    assert done.can_undo
    await asyncio.sleep(30)
    assert world.hosts["hv1"].counts["set_service"] == 2
    world.fleet.plans.stop(plan.id)
    world.fleet.plans.stop(PlanId("unknown"))
    assert record(world, plan) == done


@in_world
async def test_a_plan_stops_after_some_failures(world):
    await ready(world)
    world.hosts["hv1"].errors["set_service"] = [None, REFUSED, None, LOST]
    plan = switching(world, "hv1")
    world.fleet.plans.start(plan, PlanLimits(per_host=1, stop_after=2))
    done = await over(world, plan)
    assert done.phase is PlanPhase.STOPPED
    assert [result.phase for result in done.results] == [
        ItemPhase.SUCCEEDED,
        ItemPhase.FAILED,
        ItemPhase.SUCCEEDED,
        ItemPhase.UNKNOWN_OUTCOME,
        ItemPhase.NOT_RUN,
        ItemPhase.NOT_RUN,
    ]
    assert done.failed == 2
    assert done.results[1].error is REFUSED


@in_world
async def test_without_such_a_limit_it_goes_on(world):
    await ready(world)
    world.hosts["hv1"].errors["set_service"] = [REFUSED] * 3
    plan = switching(world, "hv1")
    world.fleet.plans.start(plan, PlanLimits(per_host=1))
    done = await over(world, plan)
    assert done.phase is PlanPhase.FINISHED
    assert phases(done) == {ItemPhase.SUCCEEDED: 3, ItemPhase.FAILED: 3}


@pytest.mark.parametrize("number", [0, 3])
def test_a_vm_deleted_meanwhile_fails_alone(number):
    @in_world
    async def body(world):
        await ready(world)
        world.hosts["hv1"].latency["set_service"] = 2
        plan = switching(world, "hv1")
        world.fleet.plans.start(plan, PlanLimits(per_host=1))
        await asyncio.sleep(1)
        del world.hosts["hv1"].vms[VmId(f"hv1-{number}")]
        if number:
            world.fleet.refresh()  # seen before its turn; the other one is on its way
        done = await over(world, plan)
        assert done.results[number].phase is ItemPhase.FAILED
        error = done.results[number].error
        assert isinstance(error, NotPossible)
        assert (error.why, error.subject) == ("vm_gone", f"vm0{number}")
        assert phases(done)[ItemPhase.SUCCEEDED] == 5
        assert world.hosts["hv1"].counts["set_service"] == (5 if number else 6)

    body()


@in_world
async def test_a_host_that_is_lost_fails_its_waiting_items_at_once(world):
    await ready(world, ("hv1", "hv2"))
    for name in ("hv1", "hv2"):
        world.hosts[name].latency["set_service"] = 3
    plan = switching(world, "hv1", "hv2")
    world.fleet.plans.start(plan, PlanLimits(per_host=1))
    await asyncio.sleep(1)
    gone = world.hosts["hv1"].failing = Unreachable(UnreachableReason.NO_ROUTE, "hv1")
    world.fleet.refresh()
    await world.until(lambda: world.snapshot("hv1").link is LinkState.STALE)
    await asyncio.sleep(0.2)
    lost = [each for each in record(world, plan).results if each.item.key.host == "hv1"]
    assert [each.phase for each in lost[1:]] == [ItemPhase.FAILED] * 5
    assert all(each.error is gone for each in lost[1:])
    done = await over(world, plan)
    assert done.phase is PlanPhase.FINISHED
    assert phases(done) == {ItemPhase.FAILED: 6, ItemPhase.SUCCEEDED: 6}
    assert world.hosts["hv1"].counts["set_service"] == 1


@in_world
async def test_a_host_that_is_removed_ends_its_items(world):
    await ready(world, ("hv1", "hv2"))
    for name in ("hv1", "hv2"):
        world.hosts[name].latency["set_service"] = 3
    plan = switching(world, "hv1", "hv2")
    world.fleet.plans.start(plan, PlanLimits(per_host=1))
    await asyncio.sleep(1)
    world.fleet.remove(HostId("hv1"))
    done = await over(world, plan)
    mine = [each.phase for each in done.results if each.item.key.host == "hv1"]
    assert mine == [ItemPhase.UNKNOWN_OUTCOME, *[ItemPhase.FAILED] * 5]
    assert phases(done)[ItemPhase.SUCCEEDED] == 6


@in_world
async def test_a_host_that_is_being_connected_is_waited_for(world):
    await ready(world)
    plan = switching(world, "hv1")
    world.fleet.disconnect(HostId("hv1"))
    world.hosts["hv1"].latency["read_tier.states"] = 2
    world.fleet.connect(HostId("hv1"))
    assert world.snapshot().link is LinkState.CONNECTING
    world.fleet.plans.start(plan)
    await asyncio.sleep(1)
    assert phases(record(world, plan)) == {ItemPhase.WAITING: 6}
    done = await over(world, plan)
    assert phases(done) == {ItemPhase.SUCCEEDED: 6}


@in_world
async def test_power_goes_by_the_state_at_its_turn(world):
    await ready(world)
    host = world.hosts["hv1"]
    host.latency["change_power"] = 2
    start = PowerChange(PowerAction.START)
    plan = plan_of(world, [(key, start) for key in keys(world, "hv1")])
    world.fleet.plans.start(plan, PlanLimits(per_host=1))
    await asyncio.sleep(1)
    host.vms[VmId("hv1-4")].state = VmState.RUNNING
    host.vms[VmId("hv1-5")].state = VmState.STOPPING
    world.fleet.refresh()
    done = await over(world, plan)
    assert done.results[4].phase is ItemPhase.SKIPPED
    assert done.results[5].phase is ItemPhase.FAILED
    assert done.results[5].error.why == "state_forbids"
    assert host.counts["change_power"] == 4
    assert not done.can_undo
    assert not world.fleet.can_undo


@in_world
async def test_subscribers_are_told_at_most_every_tenth_of_a_second(world):
    await ready(world, vms=60)
    world.hosts["hv1"].latency["set_service"] = 0.01
    told = []
    world.fleet.plans.subscribe(lambda news: told.append((world.clock.monotonic(), news)))
    plan = switching(world, "hv1")
    began = world.clock.monotonic()
    world.fleet.plans.start(plan)
    done = await over(world, plan)
    assert told[-1] == (world.clock.monotonic(), done) or told[-1][1] == done
    lasted = told[-1][0] - began
    assert lasted > 0.5
    assert 3 <= len(told) <= lasted / 0.1 + 3
    gaps = [after - before for (before, _), (after, _) in pairwise(told[:-1])]
    assert min(gaps) >= 0.099
    await asyncio.sleep(1)
    assert told[-1][1] == done, "nothing is told after the end"


@in_world
async def test_undo_takes_back_the_whole_and_nothing_else(world):
    await ready(world, ("hv1", "hv2"))
    world.hosts["hv1"].vms[VmId("hv1-0")].switches[KVP] = False
    world.fleet.refresh()
    await world.until(lambda: not world.vm(VmId("hv1-0")).service(KVP).enabled)
    world.hosts["hv2"].errors["set_service"] = [REFUSED]
    plan = switching(world, "hv1", "hv2")
    world.fleet.plans.start(plan)
    done = await over(world, plan)
    assert phases(done) == {ItemPhase.SUCCEEDED: 10, ItemPhase.FAILED: 1}
    assert done.can_undo
    assert world.fleet.undo_subject == UndoablePlan(plan.id, 10)
    inverse = world.fleet.plans.undo(plan.id)
    assert inverse.origin == PlanOrigin(OriginKind.UNDO, undoes=plan.id)
    failed = next(each.item.key for each in done.results if each.phase is ItemPhase.FAILED)
    assert {item.key for item in inverse.would_change} == {
        item.key for item in plan.would_change if item.key != failed
    }
    started = world.fleet.plans.start(inverse)
    assert record(world, plan).undone_by == inverse.id
    assert not record(world, plan).can_undo
    assert not world.fleet.can_undo
    assert (await over(world, inverse)).phase is PlanPhase.FINISHED
    assert started.id == inverse.id
    assert switches(world) == [False, True, True, True, True, True]
    assert switches(world, "hv2") == [True] * 6
    assert not record(world, inverse).can_undo
    assert not world.fleet.can_undo
    assert world.fleet.plans.undo(plan.id).items == ()


@in_world
async def test_undo_by_the_key_goes_from_new_to_old(world):
    await ready(world)
    key = keys(world, "hv1")[0]
    toggle = world.fleet.set_service(key, VSS, False)
    await world.ended(toggle)
    plan = switching(world, "hv1")
    world.fleet.plans.start(plan)
    await over(world, plan)
    world.hosts["hv1"].latency["set_service"] = 1
    undo = world.fleet.undo()
    assert undo.origin.undoes == plan.id
    assert world.fleet.undo() is None, "what came before waits"
    await world.until(lambda: not world.fleet.plans.is_undoing)
    assert switches(world) == [True] * 6
    assert isinstance(world.fleet.undo_subject, Undoable)
    await world.ended(world.fleet.undo())
    assert switches(world, kind=VSS) == [True] * 6


@in_world
async def test_an_undo_that_failed_in_part_can_be_tried_again(world):
    await ready(world)
    plan = switching(world, "hv1")
    world.fleet.plans.start(plan)
    await over(world, plan)
    world.hosts["hv1"].errors["set_service"] = [None, REFUSED]
    first = world.fleet.undo()
    await world.until(lambda: not world.fleet.plans.is_undoing)
    assert world.fleet.plans.record(first.id).failed == 1
    assert record(world, plan).can_undo
    assert world.fleet.undo_subject.plan == plan.id
    again = world.fleet.undo()
    assert again.total == 1
    await world.until(lambda: not world.fleet.plans.is_undoing)
    assert switches(world) == [True] * 6
    assert not world.fleet.can_undo


@in_world
async def test_what_cannot_be_taken_back_now_stays_to_be_taken_back(world):
    await ready(world, ("hv1", "hv2"))
    plan = switching(world, "hv1", "hv2")
    world.fleet.plans.start(plan)
    await over(world, plan)
    world.fleet.disconnect(HostId("hv2"))
    inverse = world.fleet.plans.undo(plan.id)
    assert {item.obstacle for item in inverse.cannot} == {Obstacle.HOST_AWAY}
    world.fleet.plans.start(inverse)
    await over(world, inverse)
    assert switches(world) == [True] * 6
    assert record(world, plan).can_undo
    assert not world.fleet.can_undo, "or one press would do nothing, again and again"
    world.fleet.remove(HostId("hv2"))
    assert record(world, plan).can_undo, "hv1 was changed and could be again"
    world.fleet.remove(HostId("hv1"))
    assert not record(world, plan).can_undo


@in_world
async def test_an_unknown_plan_is_said_to_be_unknown(world):
    for ask in (world.fleet.plans.undo, world.fleet.plans.resume, world.fleet.plans.discard):
        with pytest.raises(NotPossible, match="plan_unknown"):
            ask(PlanId("x"))
    assert world.fleet.plans.record(PlanId("x")) is None


@pytest.mark.expects_log
@in_world
async def test_a_mistake_of_ours_ends_the_item_and_not_the_plan(world):
    await ready(world)
    world.hosts["hv1"].errors["set_service"] = [KeyError("oops")]
    plan = switching(world, "hv1")
    world.fleet.plans.start(plan)
    done = await over(world, plan)
    assert phases(done) == {ItemPhase.UNKNOWN_OUTCOME: 1, ItemPhase.SUCCEEDED: 5}


@in_world
async def test_services_that_nobody_has_read_are_read_at_their_turn(world):
    await ready(world)
    plan = switching(world, "hv1")
    world.fleet.remove(HostId("hv1"))
    world.hosts["hv1"].hang["read_tier.services"] = asyncio.Event()
    world.connected("hv1")
    await world.until(lambda: world.snapshot().link is LinkState.ONLINE)
    assert not world.vm(VmId("hv1-0")).services
    world.fleet.plans.start(plan)
    done = await over(world, plan)
    assert phases(done) == {ItemPhase.SUCCEEDED: 6}
    assert all(result.was_changed for result in done.results)
    world.hosts["hv1"].hang["read_tier.services"].set()


@in_world
async def test_old_plans_are_forgotten_in_the_end(world):
    await ready(world, vms=1)
    for number in range(103):
        plan = switching(world, "hv1", on=bool(number % 2))
        world.fleet.plans.start(plan)
        await over(world, plan)
    records = world.fleet.plans.records
    assert len(records) == 100
    assert records[-1].id == plan.id
