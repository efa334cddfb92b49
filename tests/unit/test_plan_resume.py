"""Plans that were cut off with the program, found again, resumed and discarded."""

import asyncio
import os
from collections import Counter

import pytest

from console.fleet.operation import PowerChange, ServiceChange
from console.fleet.plan import OriginKind, PlanOrigin, draft
from console.fleet.plan_journal import PlanJournal
from console.fleet.plan_journal_line import read_story
from console.fleet.plan_record import ItemPhase, PlanPhase
from console.fleet.plans import PlanLimits
from console.model.errors import NotPossible, OperationFailed, OutcomeUnknown
from console.model.host import LinkState
from console.model.identity import HostId, VmId, VmKey
from console.model.power import PowerAction
from console.model.service import ServiceKind
from console.model.vm import VmState
from console.settings.file import SettingsNotWritten
from tests.unit.fleet_doubles import FakeVm, World, run_virtual

KVP = ServiceKind.KVP
VMS = 6


def play(test, tmp_path):
    """Run a test with a way to start the program anew, on the same hosts and the same disk."""

    async def body():
        hosts = {}

        async def program(**options):
            world = World(journal=PlanJournal(tmp_path), **options)
            world.hosts = hosts
            return world

        await test(program)

    run_virtual(body())


async def ready(world, connect=True):
    first = "hv1" not in world.hosts
    host = world.connected() if connect else world.add()
    if first:
        host.vms = {VmId(f"hv1-{n}"): FakeVm(f"vm{n}") for n in range(VMS)}
        host.latency["set_service"] = host.latency["change_power"] = 1
    if connect:
        await world.until(
            lambda: world.snapshot().facts and all(vm.services for vm in world.snapshot().vms)
        )
    return host


def plan_of(world, change=None):
    change = change or ServiceChange(KVP, False)
    wishes = [(VmKey(HostId("hv1"), vm), change) for vm in world.hosts["hv1"].vms]
    origin = PlanOrigin(OriginKind.CHOSEN)
    return draft(world.fleet.store.hosts, wishes, origin=origin, made_at=world.clock.now())


def phases(record):
    return [result.phase for result in record.results]


def switches(host):
    return [vm.switches[KVP] for vm in host.vms.values()]


async def over(world, plan):
    await world.until(lambda: not world.fleet.plans.record(plan.id).is_pending)
    return world.fleet.plans.record(plan.id)


async def cut_off(world):
    """End the program; what is on its way to a host arrives there all the same."""
    await world.fleet.close(1.0)
    await asyncio.sleep(5)
    async with world:
        pass


async def found(world):
    assert await world.fleet.plans.load() == ()
    (record,) = world.fleet.plans.records
    return record


@pytest.mark.parametrize("moment", [0.0, 0.001, 0.5, 1.05, 2.5, 3.5, 5.5])
@pytest.mark.parametrize("per_host", [1, 3])
def test_a_plan_goes_on_where_it_was_cut_off(moment, per_host, tmp_path):
    async def test(program):
        first = await program()
        host = await ready(first)
        plan = plan_of(first)
        first.fleet.plans.start(plan, PlanLimits(per_host))
        await asyncio.sleep(moment)
        await cut_off(first)
        changed = [index for index, on in enumerate(switches(host)) if not on]
        sent_before = host.counts["set_service"]
        second = await program()
        async with second:
            await ready(second)
            if moment == 0:  # not even the header was asked for to be written
                second_records = (await second.fleet.plans.load(), second.fleet.plans.records)
                assert second_records[0] == ()
                if not second_records[1]:
                    return
                record = second_records[1][0]
            else:
                record = await found(second)
            assert record.phase is PlanPhase.INTERRUPTED
            assert (record.id, record.origin, record.total) == (plan.id, plan.origin, VMS)
            assert not record.is_pending
            again = second.fleet.plans.resume(plan.id)
            assert again.phase is PlanPhase.RUNNING
            done = await over(second, plan)
            assert done.phase is PlanPhase.FINISHED
            assert phases(done) == [ItemPhase.SUCCEEDED] * VMS
            assert switches(host) == [False] * VMS
            assert host.counts["set_service"] - sent_before == VMS - len(changed), "none twice"
            assert done.can_undo
            assert len(second.fleet.plans.undo(plan.id).would_change) == VMS
            await asyncio.sleep(1)
            assert [path.suffix for path in tmp_path.iterdir()] == [".done"]

    play(test, tmp_path)


def test_the_end_of_the_program_interrupts_a_plan(tmp_path):
    async def test(program):
        first = await program()
        host = await ready(first)
        plan = plan_of(first)
        first.fleet.plans.start(plan, PlanLimits(per_host=1))
        await asyncio.sleep(1.5)
        await cut_off(first)
        record = first.fleet.plans.record(plan.id)
        assert record.phase is PlanPhase.INTERRUPTED
        assert phases(record)[:2] == [ItemPhase.SUCCEEDED, ItemPhase.UNKNOWN_OUTCOME]
        assert phases(record)[2:] == [ItemPhase.WAITING] * (VMS - 2)
        assert record.error is None
        assert host.counts["set_service"] == 2

    play(test, tmp_path)


def test_a_plan_is_offered_to_one_program_only(tmp_path):
    async def test(program):
        first = await program()
        await ready(first)
        plan = plan_of(first)
        first.fleet.plans.start(plan)
        await asyncio.sleep(0.5)
        second, third = await program(), await program()
        async with second, third:
            assert await second.fleet.plans.load() == ()
            assert second.fleet.plans.records == (), "it runs elsewhere"
            await cut_off(first)
            await second.fleet.plans.load()
            await third.fleet.plans.load()
            assert len(second.fleet.plans.records) == 1
            assert third.fleet.plans.records == ()
            await second.fleet.plans.load()
            assert len(second.fleet.plans.records) == 1

    play(test, tmp_path)


@pytest.mark.parametrize("shows", [True, False])
def test_a_change_of_power_is_never_repeated(shows, tmp_path):
    async def test(program):
        first = await program()
        host = await ready(first)
        plan = plan_of(first, PowerChange(PowerAction.START))
        first.fleet.plans.start(plan, PlanLimits(per_host=1))
        await asyncio.sleep(1.5)
        await cut_off(first)
        assert host.counts["change_power"] == 2
        if not shows:
            host.vms[VmId("hv1-1")].state = VmState.OFF
        async with await program() as second:
            await ready(second)
            record = await found(second)
            assert record.results[1].phase is ItemPhase.UNKNOWN_OUTCOME
            second.fleet.plans.resume(plan.id)
            done = await over(second, plan)
            outcome = ItemPhase.SUCCEEDED if shows else ItemPhase.UNKNOWN_OUTCOME
            assert phases(done)[1] is outcome
            assert Counter(phases(done)) - Counter([outcome]) == {ItemPhase.SUCCEEDED: VMS - 1}
            assert shows or isinstance(done.results[1].error, OutcomeUnknown)
            assert host.counts["change_power"] == VMS, "once a VM"

    play(test, tmp_path)


def test_what_was_sent_and_not_done_is_sent(tmp_path):
    async def test(program):
        first = await program()
        host = await ready(first)
        plan = plan_of(first)
        first.fleet.plans.start(plan, PlanLimits(per_host=1))
        await asyncio.sleep(1.5)
        await cut_off(first)
        host.vms[VmId("hv1-1")].switches[KVP] = True  # as if it had never arrived
        async with await program() as second:
            await ready(second)
            await found(second)
            second.fleet.plans.resume(plan.id)
            done = await over(second, plan)
            assert phases(done) == [ItemPhase.SUCCEEDED] * VMS
            assert switches(host) == [False] * VMS
            assert all(result.was_changed for result in done.results)

    play(test, tmp_path)


def test_what_was_sent_is_read_from_the_host_and_not_from_the_store(tmp_path):
    async def test(program):
        first = await program()
        host = await ready(first)
        plan = plan_of(first)
        first.fleet.plans.start(plan, PlanLimits(per_host=1))
        await asyncio.sleep(0.5)
        await cut_off(first)
        host.vms[VmId("hv1-0")].switches[KVP] = True
        async with await program() as second:
            await ready(second)
            await found(second)
            host.vms[VmId("hv1-0")].switches[KVP] = False  # it arrives only now
            assert second.vm(VmId("hv1-0")).service(KVP).enabled is True
            second.fleet.plans.resume(plan.id)
            done = await over(second, plan)
            assert phases(done) == [ItemPhase.SUCCEEDED] * VMS
            assert host.counts["set_service"] == VMS

    play(test, tmp_path)


def test_a_job_that_still_runs_is_given_time_to_show(tmp_path):
    async def test(program):
        first = await program()
        host = await ready(first)
        plan = plan_of(first)
        first.fleet.plans.start(plan, PlanLimits(per_host=1))
        await asyncio.sleep(0.5)
        await cut_off(first)
        host.vms[VmId("hv1-0")].switches[KVP] = True
        async with await program() as second:
            await ready(second)
            await found(second)
            second.fleet.plans.resume(plan.id)
            await asyncio.sleep(2)
            host.vms[VmId("hv1-0")].switches[KVP] = False
            done = await over(second, plan)
            assert phases(done) == [ItemPhase.SUCCEEDED] * VMS
            assert host.counts["set_service"] == VMS

    play(test, tmp_path)


def test_an_item_that_cannot_be_looked_at_stays_unknown(tmp_path):
    async def test(program):
        first = await program()
        host = await ready(first)
        plan = plan_of(first)
        first.fleet.plans.start(plan, PlanLimits(per_host=1))
        await asyncio.sleep(1.5)
        await cut_off(first)
        async with await program() as second:
            await ready(second)
            await found(second)
            broken = host.errors["read_services"] = [OperationFailed("m", 1)]
            cause = broken[0]
            second.fleet.plans.resume(plan.id)
            done = await over(second, plan)
            assert done.results[1].phase is ItemPhase.UNKNOWN_OUTCOME
            assert done.results[1].error.__cause__ is cause
            assert Counter(phases(done))[ItemPhase.SUCCEEDED] == VMS - 1

    play(test, tmp_path)


def test_hosts_that_are_away_fail_their_items(tmp_path):
    async def test(program):
        first = await program()
        await ready(first)
        plan = plan_of(first)
        first.fleet.plans.start(plan, PlanLimits(per_host=1))
        await asyncio.sleep(1.5)
        await cut_off(first)
        async with await program() as second:
            await ready(second, connect=False)
            await found(second)
            assert second.snapshot().link is LinkState.OFFLINE
            done = second.fleet.plans.resume(plan.id)
            assert done.phase is PlanPhase.FINISHED
            assert phases(done)[:3] == [
                ItemPhase.SUCCEEDED,
                ItemPhase.UNKNOWN_OUTCOME,
                ItemPhase.FAILED,
            ]
            assert isinstance(done.results[2].error, NotPossible)

    play(test, tmp_path)


def test_errors_are_remembered_and_count(tmp_path):
    async def test(program):
        first = await program()
        host = await ready(first)
        host.errors["set_service"] = [OperationFailed("m", 32768, "Nein")]
        plan = plan_of(first)
        first.fleet.plans.start(plan, PlanLimits(per_host=1, stop_after=2))
        await asyncio.sleep(1.5)
        await cut_off(first)
        async with await program() as second:
            await ready(second)
            record = await found(second)
            assert record.results[0].phase is ItemPhase.FAILED
            assert record.results[0].error.host_text == "Nein"
            host.errors["set_service"] = [OperationFailed("m", 32768)]
            second.fleet.plans.resume(plan.id)
            done = await over(second, plan)
            assert done.phase is PlanPhase.STOPPED
            assert done.failed == 2
            assert Counter(phases(done))[ItemPhase.NOT_RUN] == 3

    play(test, tmp_path)


def test_a_plan_that_was_stopped_does_not_begin_anew(tmp_path):
    async def test(program):
        first = await program()
        host = await ready(first)
        plan = plan_of(first)
        first.fleet.plans.start(plan, PlanLimits(per_host=1))
        await asyncio.sleep(1.5)
        first.fleet.plans.stop(plan.id)
        await asyncio.sleep(0.1)
        await cut_off(first)
        async with await program() as second:
            await ready(second)
            record = await found(second)
            assert Counter(phases(record)) == {
                ItemPhase.SUCCEEDED: 1,
                ItemPhase.UNKNOWN_OUTCOME: 1,
                ItemPhase.NOT_RUN: 4,
            }
            second.fleet.plans.resume(plan.id)
            done = await over(second, plan)
            assert done.phase is PlanPhase.STOPPED
            assert Counter(phases(done)) == {ItemPhase.SUCCEEDED: 2, ItemPhase.NOT_RUN: 4}
            assert host.counts["set_service"] == 2

    play(test, tmp_path)


def test_a_discarded_plan_is_over_and_its_changes_can_be_taken_back(tmp_path):
    async def test(program):
        first = await program()
        host = await ready(first)
        plan = plan_of(first)
        first.fleet.plans.start(plan, PlanLimits(per_host=1))
        await asyncio.sleep(2.5)
        await cut_off(first)
        async with await program() as second:
            await ready(second)
            await found(second)
            second.fleet.plans.discard(plan.id)
            record = second.fleet.plans.record(plan.id)
            assert record.phase is PlanPhase.STOPPED
            assert Counter(phases(record)) == {
                ItemPhase.SUCCEEDED: 2,
                ItemPhase.UNKNOWN_OUTCOME: 1,
                ItemPhase.NOT_RUN: 3,
            }
            assert record.can_undo
            assert not second.fleet.can_undo
            second.fleet.plans.discard(plan.id)
            second.fleet.plans.resume(plan.id)
            assert second.fleet.plans.record(plan.id) == record
            inverse = second.fleet.plans.undo(plan.id)
            second.fleet.plans.start(inverse)
            await over(second, inverse)
            assert switches(host)[:2] == [True, True]
        third = await program()
        async with third:
            await third.fleet.plans.load()
            assert third.fleet.plans.records == ()

    play(test, tmp_path)


def test_what_cannot_be_noted_is_not_sent(tmp_path, monkeypatch):
    async def test(program):
        async with await program() as world:
            host = await ready(world)
            plan = plan_of(world)
            world.fleet.plans.start(plan, PlanLimits(per_host=2))
            await asyncio.sleep(0.5)
            assert host.counts["set_service"] == 1  # two are noted, the lane has begun with one
            monkeypatch.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(OSError(28, "full")))
            done = await over(world, plan)
            assert done.phase is PlanPhase.STOPPED
            assert isinstance(done.error, SettingsNotWritten)
            assert host.counts["set_service"] == 2
            assert Counter(phases(done))[ItemPhase.SUCCEEDED] == 2
            assert ItemPhase.NOT_RUN in phases(done)
            monkeypatch.undo()

    play(test, tmp_path)


def test_every_item_is_noted_on_the_disk_before_it_is_sent(tmp_path):
    async def test(program):
        async with await program() as world:
            await ready(world)
            plan = plan_of(world)
            late = []

            def check(record):
                path = tmp_path / f"{plan.id}.jsonl"
                text = path.read_text() if path.exists() else ""
                index = list(world.hosts["hv1"].vms).index(record.key.vm)
                if f'{{"sent":{index},' not in text:
                    late.append(index)

            world.fleet.operations.subscribe(check)
            world.fleet.plans.start(plan)
            await over(world, plan)
            await asyncio.sleep(1)
            assert late == []
            story = read_story((tmp_path / f"{plan.id}.done").read_bytes(), plan.id)
            assert story.is_finished
            assert [result.phase for result in story.results] == [ItemPhase.SUCCEEDED] * VMS

    play(test, tmp_path)


def test_the_journal_holds_no_secret(tmp_path):
    async def test(program):
        async with await program() as world:
            host = await ready(world)
            host.errors["set_service"] = [OperationFailed("m", 5)]
            plan = plan_of(world)
            world.fleet.plans.start(plan)
            await over(world, plan)
            await asyncio.sleep(1)
            text = (tmp_path / f"{plan.id}.done").read_text()
            assert "secret" not in text  # the password of these hosts
            assert "LAB" not in text

    play(test, tmp_path)


def test_a_fleet_without_a_journal_finds_nothing():
    async def body():
        async with World() as world:
            assert await world.fleet.plans.load() == ()

    run_virtual(body())
