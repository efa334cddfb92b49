"""File copies under virtual time: steps, progress, cancel, clear errors, what is left behind."""

import asyncio

import pytest

from console.fleet.operation import FileCopy, OperationPhase, OperationStep, ServiceChange
from console.fleet.staging import StagingFailed
from console.model.errors import Cancelled, NotPossible, OperationFailed
from console.model.identity import HostId
from console.model.job import JobSnapshot, JobState
from console.model.service import ServiceKind
from console.model.vm import VmState
from console.settings.file import SettingsNotWritten
from console.settings.service_restore import RestoreBook
from tests.unit.fleet_doubles import COMPLETED, VM1, VM2, FakeJob, World, in_world, run_virtual
from tests.unit.fleet_doubles import running as job_at

GUEST = ServiceKind.GUEST_SERVICE
COPY = FileCopy(r"C:\in\a.txt", r"C:\out\a.txt", overwrite=True)


async def ready(world, on=False):
    host = world.connected()
    host.vms[VM1].switches[GUEST] = on
    await world.until(lambda: world.snapshot().facts and world.vm().services)
    return host


def steps_of(world, record):
    seen = []

    def told(news):
        if news.id == record.id and news.step is not None:
            seen.append((news.step, news.percent))

    world.fleet.operations.subscribe(told)
    return seen


def with_book(tmp_path, test):
    async def body():
        async with World(copy_book=RestoreBook(tmp_path / "copies.toml")) as world:
            await test(world)

    run_virtual(body())


@in_world
async def test_the_service_is_on_only_for_the_copy(world):
    host = await ready(world)
    record = world.fleet.order(world.key(), COPY)
    seen = steps_of(world, record)
    done = await world.ended(record)
    assert done.phase is OperationPhase.SUCCEEDED
    assert not done.owes
    assert host.copied == [(VM1, r"C:\in\a.txt", r"C:\out\a.txt")]
    assert host.vms[VM1].switches[GUEST] is False
    assert list(dict.fromkeys(step for step, _ in seen)) == [
        OperationStep.SWITCHING_ON,
        OperationStep.WAITING_FOR_GUEST,
        OperationStep.COPYING,
        OperationStep.PUTTING_BACK,
    ]
    assert "Copy-VMFile" in done.powershell
    assert not done.can_undo


@in_world
async def test_a_service_that_is_on_is_not_touched(world):
    host = await ready(world, on=True)
    done = await world.ended(world.fleet.order(world.key(), COPY))
    assert done.phase is OperationPhase.SUCCEEDED
    assert not host.counts["set_service"]
    assert host.vms[VM1].switches[GUEST] is True


@in_world
async def test_the_copy_tells_its_percentage_and_can_be_cancelled(world):
    host = await ready(world, on=True)
    job = host.next_job = FakeJob([job_at(10), job_at(40)])
    record = world.fleet.order(world.key(), COPY)
    await world.until(lambda: world.record(record).percent == 40)
    assert world.record(record).step is OperationStep.COPYING
    world.fleet.cancel(record.id)
    done = await world.ended(record, within=3)
    assert done.phase is OperationPhase.CANCELLED
    assert isinstance(done.error, Cancelled)
    assert job.cancels == 1
    assert host.copied == []


@in_world
async def test_a_cancel_while_the_copy_is_being_sent_reaches_its_job(world):
    host = await ready(world, on=True)
    host.latency["copy_file"] = 2
    job = host.next_job = FakeJob([job_at(10)])
    record = world.fleet.order(world.key(), COPY)
    await world.until(lambda: host.counts["copy_file"])
    world.fleet.cancel(record.id)
    assert not world.record(record).can_cancel
    assert (await world.ended(record, within=5)).phase is OperationPhase.CANCELLED
    assert job.cancels == 1


@in_world
async def test_a_cancel_while_the_guest_is_waited_for_puts_the_service_back(world):
    host = await ready(world)
    host.vms[VM1].silent.add(GUEST)
    record = world.fleet.order(world.key(), COPY)
    await asyncio.sleep(10)
    assert host.vms[VM1].switches[GUEST] is True
    world.fleet.cancel(record.id)
    done = await world.ended(record, within=2)
    assert done.phase is OperationPhase.CANCELLED
    assert host.vms[VM1].switches[GUEST] is False
    assert not host.counts["copy_file"]


@in_world
async def test_a_guest_that_never_answers_is_told_after_a_minute(world):
    host = await ready(world)
    host.vms[VM1].silent.add(GUEST)
    began = world.clock.monotonic()
    done = await world.ended(world.fleet.order(world.key(), COPY))
    assert 55 < world.clock.monotonic() - began < 62
    assert done.phase is OperationPhase.FAILED
    assert done.error.why == "guest_service_no_contact"
    assert host.vms[VM1].switches[GUEST] is False


@in_world
async def test_a_copy_that_fails_half_way_tells_the_hosts_words(world):
    host = await ready(world, on=True)
    failed = JobSnapshot("j", JobState.FAILED, 60, 32768, "Datenträger voll")
    host.next_job = FakeJob([job_at(60), failed], texts=("Datenträger voll", "0x80070070"))
    done = await world.ended(world.fleet.order(world.key(), COPY))
    assert done.phase is OperationPhase.FAILED
    assert isinstance(done.error, OperationFailed)
    assert done.error.method.endswith(".CopyFilesToGuest")
    assert (done.error.host_text, done.error.more) == ("Datenträger voll", ("0x80070070",))


@in_world
async def test_what_cannot_be_is_told_before_anything_is_touched(world):
    host = await ready(world)
    host.vms[VM2].state = VmState.OFF
    off = await world.ended(world.fleet.order(world.key(VM2), COPY))
    assert off.error.why == "vm_not_running"
    host.vms[VM1].switches[GUEST] = None
    missing = await world.ended(world.fleet.order(world.key(VM1), COPY))
    assert isinstance(missing.error, NotPossible)
    assert missing.error.why == "service_missing"
    assert not host.counts["set_service"]


@pytest.mark.expects_log
@in_world
async def test_a_mistake_of_ours_puts_the_service_back_too(world):
    host = await ready(world)
    host.errors["copy_file"] = [KeyError("oops")]
    done = await world.ended(world.fleet.order(world.key(), COPY))
    assert done.phase is OperationPhase.UNKNOWN_OUTCOME
    assert host.vms[VM1].switches[GUEST] is False


def test_a_file_of_this_computer_is_staged_under_a_fresh_name_and_removed(tmp_path):
    share = tmp_path / "share"
    share.mkdir()
    (share / "a.txt").write_text("theirs")
    (tmp_path / "a.txt").write_bytes(b"x" * 3_000_000)
    subject = FileCopy(
        r"C:\share\a.txt",
        r"C:\out\a.txt",
        staged_from=str(tmp_path / "a.txt"),
        staging=str(share / "a.txt"),
    )

    async def test(world):
        host = await ready(world, on=True)
        host.latency["copy_file"] = 1
        record = world.fleet.order(world.key(), subject)
        seen = steps_of(world, record)
        await world.until(lambda: host.counts["copy_file"])
        (folder,) = share.glob("hvconsole-*")
        assert (folder / "a.txt").read_bytes() == b"x" * 3_000_000
        done = await world.ended(record)
        assert done.phase is OperationPhase.SUCCEEDED
        assert host.copied[0][1] == rf"C:\share\{folder.name}\a.txt"
        assert [child.name for child in share.iterdir()] == ["a.txt"]
        assert (share / "a.txt").read_text() == "theirs"
        percents = [percent for step, percent in seen if step is OperationStep.STAGING]
        assert percents[-1] == 100
        assert len(percents) >= 3

    with_book(tmp_path, test)


def test_a_file_that_is_not_there_is_told_and_nothing_is_left(tmp_path):
    (tmp_path / "share").mkdir()
    subject = FileCopy(
        r"C:\share\a.txt",
        r"C:\out\a.txt",
        staged_from=str(tmp_path / "none.txt"),
        staging=str(tmp_path / "share" / "a.txt"),
    )

    async def test(world):
        await ready(world)
        done = await world.ended(world.fleet.order(world.key(), subject))
        assert done.phase is OperationPhase.FAILED
        assert isinstance(done.error, StagingFailed)
        assert done.error.path == str(tmp_path / "none.txt")
        assert list((tmp_path / "share").iterdir()) == []
        assert RestoreBook(tmp_path / "copies.toml").notes() == ()

    with_book(tmp_path, test)


class FullDisk:
    """A book on a disk that is full."""

    def notes(self):
        return ()

    def put(self, note):
        raise SettingsNotWritten("copies.toml", "no space left on device")

    def drop(self, note_id):
        pass

    def close(self):
        pass


def test_nothing_is_borrowed_when_it_cannot_be_noted():
    async def body():
        async with World(copy_book=FullDisk()) as world:
            host = await ready(world)
            done = await world.ended(world.fleet.order(world.key(), COPY))
            assert done.phase is OperationPhase.FAILED
            assert isinstance(done.error, SettingsNotWritten)
            assert not host.counts["set_service"]
            assert world.fleet.restorer.owed == ()

    run_virtual(body())


@in_world
async def test_a_disconnect_leaves_the_rest_to_the_next_connection(world):
    host = await ready(world)
    host.next_job = None
    host.latency["copy_file"] = 5
    record = world.fleet.order(world.key(), COPY)
    await world.until(lambda: host.counts["copy_file"])
    world.fleet.disconnect(HostId("hv1"))
    done = await world.ended(record, within=1)
    assert done.owes
    assert len(world.fleet.restorer.owed) == 1
    assert host.vms[VM1].switches[GUEST] is True
    world.fleet.connect(HostId("hv1"))
    await world.until(lambda: not world.fleet.restorer.owed, within=60)
    assert host.vms[VM1].switches[GUEST] is False
    (restoring,) = (
        r for r in world.fleet.operations.records if isinstance(r.subject, ServiceChange)
    )
    assert restoring.subject == ServiceChange(GUEST, on=False)


@in_world
async def test_what_the_user_switches_since_then_stands(world):
    host = await ready(world)
    host.errors["set_service"] = [None, *[OperationFailed("m", 32775)] * 4]
    done = await world.ended(world.fleet.order(world.key(), COPY))
    assert done.phase is OperationPhase.SUCCEEDED
    assert done.owes
    await world.until(lambda: not host.errors["set_service"], within=60)
    await world.ended(world.fleet.set_service(world.key(), GUEST, True))
    await world.until(lambda: not world.fleet.restorer.owed, within=5)
    await asyncio.sleep(3600)
    assert host.vms[VM1].switches[GUEST] is True


@in_world
async def test_what_the_host_refuses_to_take_back_is_tried_again_with_growing_pauses(world):
    host = await ready(world)
    refusals = [OperationFailed("m", 32775)] * 6
    host.errors["set_service"] = [None, *refusals]
    assert (await world.ended(world.fleet.order(world.key(), COPY))).owes
    await world.until(lambda: not world.fleet.restorer.owed, within=1000)
    assert host.vms[VM1].switches[GUEST] is False
    assert host.counts["set_service"] == 8
    pauses = host.times("set_service")[4:]
    assert pauses[1] - pauses[0] == pytest.approx(30, abs=3)
    assert pauses[2] - pauses[1] == pytest.approx(60, abs=3)


def test_the_next_start_gives_back_what_the_last_run_left(tmp_path):
    book = tmp_path / "copies.toml"
    hosts = {}

    async def first():
        async with World(copy_book=RestoreBook(book)) as world:
            hosts["hv1"] = host = await ready(world)
            host.hang["copy_file"] = asyncio.Event()
            world.fleet.order(world.key(), COPY)
            await world.until(lambda: host.counts["copy_file"])

    async def second():
        async with World(copy_book=RestoreBook(book)) as world:
            world.hosts.update(hosts)
            host = hosts["hv1"]
            host.hang.clear()
            await world.fleet.restorer.load()
            assert [note.vm for note in world.fleet.restorer.owed] == [VM1]
            world.connected()
            await world.until(lambda: not world.fleet.restorer.owed, within=60)
            assert host.vms[VM1].switches[GUEST] is False

    run_virtual(first())
    assert hosts["hv1"].vms[VM1].switches[GUEST] is True
    assert len(RestoreBook(book).notes()) == 1
    run_virtual(second())
    assert RestoreBook(book).notes() == ()


@in_world
async def test_the_end_of_the_program_puts_back_what_it_can(world):
    host = await ready(world)
    host.next_job = None
    host.vms[VM1].silent.add(GUEST)
    world.fleet.order(world.key(), COPY)
    await asyncio.sleep(5)
    assert host.vms[VM1].switches[GUEST] is True
    await world.fleet.close(2.0)
    assert host.vms[VM1].switches[GUEST] is False


@in_world
async def test_a_service_job_of_the_copy_is_followed_before_the_guest_is_asked(world):
    host = await ready(world)
    host.next_job = FakeJob([job_at(), COMPLETED])
    done = await world.ended(world.fleet.order(world.key(), COPY))
    assert done.phase is OperationPhase.SUCCEEDED
    assert host.times("copy_file")[0] > host.times("read_job")[-1]
