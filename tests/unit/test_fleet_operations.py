"""Changes under virtual time: sent, followed, read back, cancelled, lost, undone."""

import asyncio
from itertools import pairwise

import pytest

from console.fleet.operation import OperationPhase, PowerChange, ServiceChange
from console.model.errors import (
    HostBusy,
    Malformed,
    NotPossible,
    ObjectGone,
    OperationFailed,
    OutcomeUnknown,
    Refused,
    RefusedReason,
    TimedOut,
    Unreachable,
    UnreachableReason,
)
from console.model.host import LinkState
from console.model.identity import HostId, VmId
from console.model.job import JobSnapshot, JobState
from console.model.power import PowerAction
from console.model.service import ServiceKind
from console.model.vm import VmState
from tests.unit.fleet_doubles import (
    COMPLETED,
    VM1,
    VM2,
    FakeJob,
    World,
    in_world,
    run_virtual,
    running,
)

KVP = ServiceKind.KVP
LOST = Unreachable(UnreachableReason.CONNECTION_LOST, "hv1", may_have_arrived=True)


async def ready(world):
    """Connect a host and wait until everything has been read once."""
    host = world.connected()
    await world.until(lambda: world.snapshot().facts and world.vm().services)
    return host


def is_on(world, vm=VM1, kind=KVP):
    return world.vm(vm).service(kind).enabled


def phases_of(world, record):
    phases = []
    world.fleet.operations.subscribe(
        lambda told: phases.append(told.phase) if told.id == record.id else None
    )
    return phases


@in_world
async def test_a_toggle_is_sent_read_back_and_shown(world):
    host = await ready(world)
    record = world.fleet.set_service(world.key(), KVP, False)
    assert record.phase is OperationPhase.WAITING
    assert record.subject == ServiceChange(KVP, False)
    assert (record.vm_name, record.host_label) == ("web01", "HV1")
    assert "Disable-VMIntegrationService" in record.powershell
    assert world.fleet.operations.pending_for(world.key()) == (record,)
    phases = phases_of(world, record)
    done = await world.ended(record, within=1)
    assert done.phase is OperationPhase.SUCCEEDED
    assert phases[0] is OperationPhase.RUNNING
    assert done.finished_at >= done.started_at
    assert done.can_undo
    assert not done.can_cancel
    assert is_on(world) is False
    assert world.fleet.operations.pending_for(world.key()) == ()
    assert host.counts["set_service"] == 1
    assert host.counts["read_service"] == 1


@in_world
async def test_the_store_tells_the_new_value_before_the_record_says_succeeded(world):
    await ready(world)
    seen = []
    world.fleet.operations.subscribe(lambda record: seen.append((record.phase, is_on(world))))
    record = world.fleet.set_service(world.key(), KVP, False)
    await world.ended(record)
    assert (OperationPhase.SUCCEEDED, True) not in seen
    assert (OperationPhase.SUCCEEDED, False) in seen


@in_world
async def test_a_toggle_is_answered_at_once_while_a_background_reading_hangs(world):
    host = await ready(world)
    host.hang["read_tier.states"] = asyncio.Event()
    before = host.counts["read_tier.states"]
    await world.until(lambda: host.counts["read_tier.states"] > before)
    record = world.fleet.set_service(world.key(), KVP, False)
    done = await world.ended(record, within=0.5)
    assert done.phase is OperationPhase.SUCCEEDED
    assert is_on(world) is False


@in_world
async def test_a_reading_that_began_before_a_change_does_not_flip_it_back(world):
    host = await ready(world)
    host.samples_late = False
    host.latency["read_tier.services"] = 6
    before = host.counts["read_tier.services"]
    await world.until(lambda: host.counts["read_tier.services"] > before)
    record = world.fleet.set_service(world.key(), KVP, False)
    await world.ended(record, within=0.5)
    values = []
    world.fleet.store.subscribe(lambda _: values.append(is_on(world)))
    await asyncio.sleep(18)
    assert True not in values
    assert is_on(world) is False
    # and news that began later does count
    host.vms[VM1].switches[KVP] = True
    await world.until(lambda: is_on(world) is True, within=60)


@in_world
async def test_an_old_reading_still_brings_news_of_other_vms(world):
    host = await ready(world)
    host.samples_late = False
    host.vms[VM2].state = VmState.RUNNING
    host.latency["read_tier.states"] = 1
    before = host.counts["read_tier.states"]
    await world.until(lambda: host.counts["read_tier.states"] > before)
    await world.ended(world.fleet.set_service(world.key(), KVP, False))
    await world.until(lambda: world.vm(VM2).state is VmState.RUNNING, within=1.2)
    assert is_on(world) is False


@in_world
async def test_a_slow_reading_does_not_take_back_what_was_read_meanwhile(world):
    host = await ready(world)
    host.samples_late = False
    host.latency["read_tier.services"] = 3
    before = host.counts["read_tier.services"]
    await world.until(lambda: host.counts["read_tier.services"] > before)
    host.vms[VM1].state = VmState.PAUSED
    await world.ended(world.fleet.change_power(world.key(VM2), PowerAction.START))
    assert world.vm(VM1).state is VmState.PAUSED
    host.latency["read_tier.states"] = 1
    states = []
    world.fleet.store.subscribe(lambda _: states.append(world.vm(VM1).state))
    await asyncio.sleep(5)
    assert set(states) == {VmState.PAUSED}


@in_world
async def test_each_change_is_read_back_anew(world):
    host = await ready(world)
    for action, state in (
        (PowerAction.START, VmState.RUNNING),
        (PowerAction.TURN_OFF, VmState.OFF),
        (PowerAction.START, VmState.RUNNING),
    ):
        await world.ended(world.fleet.change_power(world.key(VM2), action))
        assert world.vm(VM2).state is state
    assert host.counts["change_power"] == 3


@in_world
async def test_a_job_is_followed_with_growing_pauses(world):
    host = await ready(world)
    host.next_job = FakeJob([running(10), running(50), running(90), running(95), COMPLETED])
    record = world.fleet.change_power(world.key(VM2), PowerAction.START)
    percents = []
    world.fleet.operations.subscribe(lambda told: percents.append(told.percent))
    done = await world.ended(record)
    assert done.phase is OperationPhase.SUCCEEDED
    assert [p for p in dict.fromkeys(percents) if p is not None] == [10, 50, 90, 95, 100]
    times = host.times("read_job")
    gaps = [later - earlier for earlier, later in pairwise(times)]
    assert gaps == pytest.approx([0.3, 0.45, 0.675, 1.0], abs=0.02)
    assert world.vm(VM2).state is VmState.RUNNING


@in_world
async def test_the_lane_is_free_while_a_job_runs(world):
    host = await ready(world)
    host.next_job = FakeJob([running()])
    slow = world.fleet.change_power(world.key(VM2), PowerAction.START)
    await asyncio.sleep(5)
    quick = world.fleet.set_service(world.key(VM1), KVP, False)
    assert (await world.ended(quick, within=0.5)).phase is OperationPhase.SUCCEEDED
    assert world.record(slow).is_pending


@in_world
async def test_operations_on_one_vm_keep_their_order(world):
    host = await ready(world)
    host.latency["set_service"] = 1
    records = [
        world.fleet.set_service(world.key(), KVP, on) for on in (False, True, False, True, False)
    ]
    await asyncio.sleep(0.5)
    assert [world.record(r).phase for r in records[1:]] == [OperationPhase.WAITING] * 4
    for record in records:
        assert (await world.ended(record)).phase is OperationPhase.SUCCEEDED
    assert host.counts["set_service"] == 5
    assert is_on(world) is False


@in_world
async def test_a_failed_job_tells_the_hosts_own_words(world):
    host = await ready(world)
    failed = JobSnapshot("j", JobState.FAILED, 30, 32773, "Arbeitsspeicher reicht nicht.")
    host.next_job = FakeJob([running(), failed], texts=("Nicht genug.", "Arbeitsspeicher: 512 MB"))
    record = world.fleet.change_power(world.key(VM2), PowerAction.START)
    done = await world.ended(record)
    assert done.phase is OperationPhase.FAILED
    assert isinstance(done.error, OperationFailed)
    assert done.error.code == 32773
    assert done.error.host_text == "Arbeitsspeicher reicht nicht."
    assert done.error.more == ("Nicht genug.", "Arbeitsspeicher: 512 MB")
    assert done.error.method.endswith(".RequestStateChange")
    assert not done.can_undo


@in_world
async def test_a_refusal_fails_and_the_host_is_read_again(world):
    host = await ready(world)
    host.errors["change_power"] = [OperationFailed("m", 32775)]
    before = host.counts["read_tier.states"]
    record = world.fleet.change_power(world.key(), PowerAction.START)
    done = await world.ended(record)
    assert done.phase is OperationPhase.FAILED
    await world.until(lambda: host.counts["read_tier.states"] > before, within=0.5)
    assert host.counts["change_power"] == 1


@pytest.mark.parametrize(
    ("error", "phase"),
    [
        (LOST, OperationPhase.UNKNOWN_OUTCOME),
        (TimedOut("read", 30, may_have_arrived=True), OperationPhase.UNKNOWN_OUTCOME),
        (HostBusy(2150858793), OperationPhase.UNKNOWN_OUTCOME),
        (Malformed("cut short"), OperationPhase.UNKNOWN_OUTCOME),
        (OutcomeUnknown(), OperationPhase.UNKNOWN_OUTCOME),
        (Unreachable(UnreachableReason.PORT_CLOSED, "hv1"), OperationPhase.FAILED),
        (TimedOut("connect", 5), OperationPhase.FAILED),
        (Refused(RefusedReason.BAD_CREDENTIAL, "hv1"), OperationPhase.FAILED),
        (NotPossible("service_missing"), OperationPhase.FAILED),
    ],
)
def test_what_a_lost_change_means(error, phase):
    async def body():
        async with World() as world:
            host = await ready(world)
            host.errors["set_service"] = [error]
            record = world.fleet.set_service(world.key(), KVP, False)
            done = await world.ended(record)
            assert done.phase is phase
            if phase is OperationPhase.UNKNOWN_OUTCOME:
                assert isinstance(done.error, OutcomeUnknown)
                await world.until(lambda: host.counts["read_service"] == 1, within=1)
            else:
                assert done.error is error
            await asyncio.sleep(300)
            assert host.counts["set_service"] == 1

    run_virtual(body())


@pytest.mark.expects_log
@in_world
async def test_a_mistake_of_ours_ends_the_record(world):
    host = await ready(world)
    host.errors["set_service"] = [KeyError("oops")]
    done = await world.ended(world.fleet.set_service(world.key(), KVP, False))
    assert done.phase is OperationPhase.UNKNOWN_OUTCOME
    assert done.error is not None


@in_world
async def test_success_stands_though_reading_back_fails(world):
    host = await ready(world)
    host.errors["read_service"] = [LOST]
    record = world.fleet.set_service(world.key(), KVP, False)
    assert (await world.ended(record)).phase is OperationPhase.SUCCEEDED
    await world.until(lambda: is_on(world) is False, within=2)


@in_world
async def test_cancel_drops_what_waits_for_its_turn(world):
    host = await ready(world)
    host.latency["set_service"] = 2
    first = world.fleet.set_service(world.key(), KVP, False)
    second = world.fleet.set_service(world.key(), ServiceKind.VSS, False)
    await asyncio.sleep(0.5)
    world.fleet.cancel(second.id)
    done = await world.ended(second, within=0.1)
    assert done.phase is OperationPhase.CANCELLED
    assert (await world.ended(first)).phase is OperationPhase.SUCCEEDED
    await asyncio.sleep(30)
    assert host.counts["set_service"] == 1


@in_world
async def test_cancel_before_the_first_step_ends_the_record(world):
    host = await ready(world)
    record = world.fleet.set_service(world.key(), KVP, False)
    world.fleet.cancel(record.id)
    assert (await world.ended(record, within=0.1)).phase is OperationPhase.CANCELLED
    assert not host.counts["set_service"]


@in_world
async def test_cancel_drops_what_waits_in_a_busy_lane(world):
    host = await ready(world)
    host.latency["set_service"] = 2
    first = world.fleet.set_service(world.key(VM1), KVP, False)
    second = world.fleet.set_service(world.key(VM2), KVP, False)
    await asyncio.sleep(0.5)
    world.fleet.cancel(second.id)
    assert (await world.ended(second, within=0.1)).phase is OperationPhase.CANCELLED
    await world.ended(first)
    await asyncio.sleep(5)
    assert host.vms[VM2].switches[KVP] is True


@in_world
async def test_cancel_of_a_running_call_is_an_unknown_outcome_and_the_vm_is_read_again(world):
    host = await ready(world)
    host.latency["set_service"] = 3
    record = world.fleet.set_service(world.key(), KVP, False)
    await asyncio.sleep(1)
    world.fleet.cancel(record.id)
    done = await world.ended(record, within=0.1)
    assert done.phase is OperationPhase.UNKNOWN_OUTCOME
    assert isinstance(done.error, OutcomeUnknown)
    # The call goes on unseen; what it did is read after its end.
    await world.until(lambda: is_on(world) is False, within=2.5)
    assert host.counts["set_service"] == 1


@in_world
async def test_cancel_of_a_job_asks_the_host(world):
    host = await ready(world)
    job = host.next_job = FakeJob([running(20)])
    record = world.fleet.change_power(world.key(VM2), PowerAction.START)
    await asyncio.sleep(3)
    assert world.record(record).can_cancel
    world.fleet.cancel(record.id)
    world.fleet.cancel(record.id)
    done = await world.ended(record, within=3)
    assert done.phase is OperationPhase.CANCELLED
    assert job.cancels == 1


@in_world
async def test_a_job_that_refuses_to_end_is_followed_to_its_end(world):
    host = await ready(world)
    job = host.next_job = FakeJob([running(20, can_cancel=True)])
    host.errors["cancel_job"] = [OperationFailed("m", 4097)]
    record = world.fleet.change_power(world.key(VM2), PowerAction.START)
    await asyncio.sleep(3)
    world.fleet.cancel(record.id)
    await asyncio.sleep(5)
    assert world.record(record).is_pending
    assert not world.record(record).can_cancel
    job.looks[:] = [COMPLETED]
    assert (await world.ended(record)).phase is OperationPhase.SUCCEEDED
    assert host.counts["cancel_job"] == 1


@in_world
async def test_a_job_that_cannot_be_cancelled_says_so(world):
    host = await ready(world)
    host.next_job = FakeJob([running(20, can_cancel=False)])
    record = world.fleet.change_power(world.key(VM2), PowerAction.START)
    await asyncio.sleep(3)
    assert not world.record(record).can_cancel
    world.fleet.cancel(record.id)
    await asyncio.sleep(3)
    assert world.record(record).is_pending


@in_world
async def test_a_job_survives_a_short_loss_of_sight(world):
    host = await ready(world)
    host.next_job = FakeJob([running(20), COMPLETED])
    host.errors["read_job"] = [LOST, LOST, None, LOST, LOST]
    record = world.fleet.change_power(world.key(VM2), PowerAction.START)
    assert (await world.ended(record)).phase is OperationPhase.SUCCEEDED


@pytest.mark.parametrize("errors", [[LOST, LOST, LOST], [ObjectGone(0)]])
def test_a_job_out_of_sight_is_an_unknown_outcome(errors):
    async def body():
        async with World() as world:
            host = await ready(world)
            host.next_job = FakeJob([running(20)])
            host.errors["read_job"] = list(errors)
            record = world.fleet.change_power(world.key(VM2), PowerAction.START)
            done = await world.ended(record, within=10)
            assert done.phase is OperationPhase.UNKNOWN_OUTCOME
            assert isinstance(done.error, OutcomeUnknown)

    run_virtual(body())


@in_world
async def test_disconnect_while_a_job_runs_is_an_unknown_outcome(world):
    host = await ready(world)
    host.next_job = FakeJob([running(20)])
    running_one = world.fleet.change_power(world.key(VM2), PowerAction.START)
    await asyncio.sleep(2)
    world.fleet.disconnect(HostId("hv1"))
    done = await world.ended(running_one, within=0.1)
    assert done.phase is OperationPhase.UNKNOWN_OUTCOME


@in_world
async def test_a_new_password_while_a_job_runs_is_an_unknown_outcome(world):
    host = await ready(world)
    host.next_job = FakeJob([running(20)])
    record = world.fleet.change_power(world.key(VM2), PowerAction.START)
    await asyncio.sleep(2)
    world.add(password="other")
    done = await world.ended(record, within=2)
    assert done.phase is OperationPhase.UNKNOWN_OUTCOME


@in_world
async def test_after_a_cancelled_call_the_background_does_not_wait_for_its_end(world):
    host = await ready(world)
    host.hang["set_service"] = asyncio.Event()
    record = world.fleet.set_service(world.key(), KVP, False)
    await asyncio.sleep(1)
    before = host.counts["read_tier.services"]
    world.fleet.cancel(record.id)
    await world.until(lambda: host.counts["read_tier.services"] > before, within=0.5)


@pytest.mark.parametrize("connected", [False, True])
def test_what_cannot_be_asked_fails_at_once(connected):
    async def body():
        async with World() as world:
            world.add()
            key = world.key() if not connected else world.key(name="nobody")
            record = world.fleet.set_service(key, KVP, True)
            done = await world.ended(record, within=0.1)
            assert done.phase is OperationPhase.FAILED
            assert isinstance(done.error, NotPossible)

    run_virtual(body())


@in_world
async def test_an_unknown_vm_is_the_hosts_to_judge(world):
    host = await ready(world)
    host.errors["set_service"] = [NotPossible("vm_gone")]
    record = world.fleet.set_service(world.key(VmId("X")), KVP, True)
    assert record.vm_name == "X"
    assert (await world.ended(record)).phase is OperationPhase.FAILED


@in_world
async def test_a_starting_vm_is_followed_in_quick_steps(world):
    host = await ready(world)
    await asyncio.sleep(3)
    record = world.fleet.change_power(world.key(VM1), PowerAction.SHUTDOWN)
    await world.until(lambda: host.counts["change_power"] == 1)
    began = world.clock.monotonic()
    await asyncio.sleep(10)
    steps = [at for at in host.times("read_tier.states") if at > began]
    assert len(steps) >= 8
    assert world.record(record).is_pending
    host.vms[VM1].state = VmState.OFF
    await world.until(lambda: world.vm().state is VmState.OFF, within=1.5)
    assert (await world.ended(record, within=0.5)).phase is OperationPhase.SUCCEEDED
    await asyncio.sleep(2)
    calm = world.clock.monotonic()
    await asyncio.sleep(30)
    assert len([at for at in host.times("read_tier.states") if at > calm]) <= 8


@in_world
async def test_following_ends_by_itself(world):
    host = await ready(world)
    await world.ended(world.fleet.change_power(world.key(VM1), PowerAction.SHUTDOWN))
    await asyncio.sleep(130)
    calm = world.clock.monotonic()
    await asyncio.sleep(60)
    assert len([at for at in host.times("read_tier.states") if at > calm]) <= 14


@in_world
async def test_many_changes_share_the_reading_back_of_states(world):
    host = await ready(world)
    vms = [VmId(f"{n:08d}-0000-0000-0000-000000000000") for n in range(20)]
    for vm in vms:
        host.vms[vm] = type(host.vms[VM1])(str(vm))
    world.fleet.refresh()
    await world.until(lambda: world.vm(vms[-1]) is not None)
    await asyncio.sleep(0.5)
    host.latency["change_power"] = 0.01
    before = host.counts["read_tier.states"]
    records = [world.fleet.change_power(world.key(vm), PowerAction.START) for vm in vms]
    for record in records:
        assert (await world.ended(record)).phase is OperationPhase.SUCCEEDED
        assert world.vm(record.key.vm).state is VmState.RUNNING
    assert host.counts["read_tier.states"] - before <= 8


@in_world
async def test_undo_takes_back_the_newest_toggle(world):
    await ready(world)
    first = world.fleet.set_service(world.key(VM1), KVP, False)
    await world.ended(first)
    second = world.fleet.set_service(world.key(VM2), ServiceKind.VSS, False)
    await world.ended(second)
    assert world.fleet.can_undo
    assert world.fleet.undo_subject.operation == second.id
    assert world.fleet.undo_subject.inverse == ServiceChange(ServiceKind.VSS, True)
    undo = world.fleet.undo()
    assert undo.undoes == second.id
    assert not world.record(second).can_undo
    done = await world.ended(undo)
    assert done.phase is OperationPhase.SUCCEEDED
    assert not done.can_undo
    assert is_on(world, VM2, ServiceKind.VSS) is True
    assert is_on(world, VM1) is False
    await world.ended(world.fleet.undo())
    assert is_on(world, VM1) is True
    assert not world.fleet.can_undo
    assert world.fleet.undo() is None


@in_world
async def test_a_toggle_to_what_it_was_cannot_be_undone(world):
    await ready(world)
    done = await world.ended(world.fleet.set_service(world.key(), KVP, True))
    assert done.phase is OperationPhase.SUCCEEDED
    assert not done.can_undo
    assert not world.fleet.can_undo


@in_world
async def test_power_changes_cannot_be_undone(world):
    await ready(world)
    record = world.fleet.change_power(world.key(VM2), PowerAction.START)
    assert record.subject == PowerChange(PowerAction.START)
    await world.ended(record)
    assert not world.fleet.can_undo


@in_world
async def test_a_failed_undo_can_be_tried_again(world):
    host = await ready(world)
    first = world.fleet.set_service(world.key(), KVP, False)
    await world.ended(first)
    host.errors["set_service"] = [OperationFailed("m", 32769)]
    undo = world.fleet.undo()
    assert not world.fleet.can_undo
    assert (await world.ended(undo)).phase is OperationPhase.FAILED
    assert world.fleet.can_undo
    assert world.record(first).can_undo
    await world.ended(world.fleet.undo())
    assert is_on(world) is True


@in_world
async def test_removing_a_host_forgets_its_undo(world):
    await ready(world)
    record = world.fleet.set_service(world.key(), KVP, False)
    await world.ended(record)
    world.fleet.remove(HostId("hv1"))
    assert not world.fleet.can_undo
    assert not world.record(record).can_undo


@in_world
async def test_close_with_hanging_calls_ends_every_record_in_time(world):
    host = await ready(world)
    host.hang["set_service"] = asyncio.Event()
    sent = world.fleet.set_service(world.key(VM1), KVP, False)
    waiting = world.fleet.set_service(world.key(VM2), KVP, False)
    await asyncio.sleep(1)
    before = world.clock.monotonic()
    await world.fleet.close(2.0)
    assert world.clock.monotonic() - before <= 2.0
    assert world.record(sent).phase is OperationPhase.UNKNOWN_OUTCOME
    assert world.record(waiting).phase is OperationPhase.CANCELLED


@in_world
async def test_a_stale_host_may_still_be_asked(world):
    host = await ready(world)
    host.hang["read_tier.states"] = asyncio.Event()
    await world.until(lambda: world.snapshot().link is LinkState.STALE)
    done = await world.ended(world.fleet.set_service(world.key(), KVP, False), within=1)
    assert done.phase is OperationPhase.SUCCEEDED
