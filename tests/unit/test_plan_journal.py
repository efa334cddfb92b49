"""Plans on the disk: lines both ways, torn and garbled files, who holds a plan, what is kept."""

import asyncio
import contextlib
import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import console
from console.fleet.operation import PowerChange, ServiceChange
from console.fleet.plan import OriginKind, PlanItem, PlanOrigin
from console.fleet.plan_journal import KEPT, PlanJournal
from console.fleet.plan_journal_error import error_values, read_error
from console.fleet.plan_journal_line import (
    JournalBroken,
    PlanStory,
    ended_line,
    finished_line,
    header_line,
    read_story,
    sent_line,
    stop_line,
)
from console.fleet.plan_limits import PlanLimits
from console.fleet.plan_pen import PlanPen
from console.fleet.plan_record import ItemPhase, ItemResult
from console.fleet.tasks import Spawner
from console.model.errors import (
    Cancelled,
    ConsoleError,
    Forbidden,
    HyperVMissing,
    Malformed,
    NotPossible,
    NotWsman,
    OperationFailed,
    OutcomeUnknown,
    Refused,
    RefusedReason,
    TimedOut,
    Unreachable,
    UnreachableReason,
    Untrusted,
    WsmanFault,
)
from console.model.identity import HostId, PlanId, VmId, VmKey
from console.model.power import PowerAction
from console.model.service import ServiceKind
from console.settings.file import SettingsNotWritten

NOW = datetime(2026, 11, 23, 12, 0, 0, 5, tzinfo=UTC)
PLAN = PlanId("0123abc")
NAMES = st.text(max_size=12)
CHANGES = st.one_of(
    st.builds(ServiceChange, st.sampled_from(ServiceKind), st.booleans()),
    st.builds(PowerChange, st.sampled_from(PowerAction), st.booleans(), NAMES),
)
ITEMS = st.builds(
    PlanItem, st.builds(VmKey, NAMES.map(HostId), NAMES.map(VmId)), NAMES, NAMES, CHANGES
)
ORIGINS = st.builds(
    PlanOrigin, st.sampled_from(OriginKind), NAMES, st.one_of(st.none(), NAMES.map(PlanId))
)
COUNTS = st.integers(1, 99)
LIMITS = st.builds(PlanLimits, COUNTS, COUNTS, st.one_of(st.none(), COUNTS))
STORIES = st.builds(
    PlanStory,
    st.just(PLAN),
    ORIGINS,
    LIMITS,
    st.datetimes(timezones=st.just(UTC)),
    st.lists(st.builds(ItemResult, ITEMS), min_size=1, max_size=6).map(tuple),
)
ERRORS = (
    Unreachable(UnreachableReason.CONNECTION_LOST, "hv1", "reset", may_have_arrived=True),
    TimedOut("read", 30.0, "hv1"),
    Untrusted("hv1", "self signed"),
    Refused(RefusedReason.BAD_CREDENTIAL, "hv1", "LAB\\a", ("Negotiate",)),
    NotWsman("hv1", 404, "text/html", "nginx"),
    Malformed("no envelope"),
    WsmanFault(5, "AccessDenied", "no", 0x80041003, "nein"),
    Forbidden(5, "AccessDenied"),
    OperationFailed("A.B", 32768, "Fehler: „x“ 失败", ("more", "still")),
    NotPossible("vm_gone", "web01"),
    Cancelled("before it was sent"),
    OutcomeUnknown("lost"),
)


def story(count=3, plan=PLAN):
    change = ServiceChange(ServiceKind.KVP, False)
    items = [
        PlanItem(VmKey(HostId("h"), VmId(str(n))), "H", f"vm{n}", change) for n in range(count)
    ]
    origin = PlanOrigin(OriginKind.CHOSEN)
    return PlanStory(plan, origin, PlanLimits(), NOW, tuple(ItemResult(item) for item in items))


def told(known):
    """Return what of a story is not told by the disk alone."""
    return replace(known, length=0)


@given(STORIES, st.data())
def test_what_is_written_is_read(known, data):
    text = header_line(known)
    results, sent = list(known.results), {}
    numbers = st.integers(0, len(results) - 1)
    phases = st.sampled_from([phase for phase in ItemPhase if phase.is_finished])
    befores = st.sampled_from([None, False, True])
    steps = st.one_of(
        st.tuples(st.just("sent"), numbers, befores), st.tuples(st.just("ended"), numbers, phases)
    )
    for step, number, value in data.draw(st.lists(steps, max_size=8)):
        if step == "sent":
            sent[number] = value
            text += sent_line(number, value)
        else:
            sent.pop(number, None)
            results[number] = replace(
                results[number], phase=value, was_changed=data.draw(st.booleans())
            )
            text += ended_line(number, results[number])
    is_stopped, is_finished = data.draw(st.booleans()), data.draw(st.booleans())
    text += stop_line() * is_stopped + finished_line(NOW) * is_finished
    read = read_story(text.encode(), PLAN)
    assert read.length == len(text.encode())
    assert told(read) == replace(
        known,
        results=tuple(results),
        sent=sent,
        is_stopped=is_stopped,
        is_finished=is_finished,
    )


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_an_error_comes_back(error):
    line = ended_line(0, replace(story().results[0], phase=ItemPhase.FAILED, error=error))
    back = read_story((header_line(story()) + line).encode(), PLAN).results[0].error
    assert type(back) is type(error)
    assert back.details() == error.details()
    assert vars(back) == vars(error)


def test_an_error_of_another_kind_keeps_its_message():
    back = read_error(error_values(HyperVMissing("a workstation")))
    assert type(back) is ConsoleError
    assert str(back) == "a workstation"
    assert str(read_error({"kind": "OfLater", "field": 1})) == "OfLater"


@given(st.integers(0, 400), st.booleans())
def test_a_journal_may_break_off_anywhere(cut, padded):
    whole = header_line(story(2)) + sent_line(0, True) + sent_line(1, None)
    whole += ended_line(0, replace(story().results[0], phase=ItemPhase.SUCCEEDED))
    data = whole.encode()
    head = len(header_line(story(2)).encode())
    cut = min(len(data), head + cut)
    torn = data[:cut] + b"\0" * 20 * padded
    read = read_story(torn, PLAN)
    assert data.startswith(data[: read.length])
    assert read.length <= cut
    assert data[read.length : cut].count(b"\n") == 0
    assert data[read.length - 1 : read.length] == b"\n"
    resumed = data[: read.length] + stop_line().encode()
    assert read_story(resumed, PLAN).is_stopped


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n",
        b"garbage\n",
        b'{"format":1}\n',
        b"[]\n",
        b"[" * 100_000 + b"\n",
        header_line(story()).encode()[:-1],
        header_line(story(plan=PlanId("other"))).encode(),
        header_line(story()).replace('"kvp"', '"no_such"').encode(),
        header_line(story()).replace('"per_host":4', '"per_host":0').encode(),
        header_line(story()).encode() + b"garbage\n" + stop_line().encode(),
        header_line(story()).encode() + b'{"sent":3,"before":null}\n' + stop_line().encode(),
        header_line(story()).encode() + b'{"sent":-1,"before":null}\n' + stop_line().encode(),
        header_line(story()).encode() + b'{"ended":0,"phase":"waiting"}\n' + stop_line().encode(),
        header_line(story()).encode() + b'{"ended":0,"phase":"x"}\n' + stop_line().encode(),
        header_line(story()).encode() + b"{}\n" + stop_line().encode(),
    ],
)
def test_what_is_no_journal_is_refused(data):
    with pytest.raises(JournalBroken) as caught:
        read_story(data, PLAN)
    assert not caught.value.is_newer


@given(st.binary(max_size=200))
def test_bytes_are_refused_or_read_and_nothing_else(data):
    known = header_line(story())
    for whole in (data, known.encode() + data):
        with contextlib.suppress(JournalBroken):
            read_story(whole, PLAN)


@pytest.mark.parametrize(
    ("lines", "is_over"),
    [
        ((), False),
        ((finished_line(NOW),), True),
        ((stop_line(),), True),
        ((sent_line(0, True), stop_line()), False),
        ((stop_line(), ended_line(0, ItemResult(story().results[0].item, ItemPhase.FAILED))), True),
        (
            [
                ended_line(n, ItemResult(story().results[0].item, ItemPhase.SKIPPED))
                for n in (0, 1, 2)
            ],
            True,
        ),
    ],
)
def test_when_a_plan_is_over(lines, is_over):
    text = header_line(story()) + "".join(lines)
    assert read_story(text.encode(), PLAN).is_over is is_over


def test_a_plan_that_was_cut_off_is_found_once(tmp_path):
    first, second = PlanJournal(tmp_path / "plans"), PlanJournal(tmp_path / "plans")
    assert first.unfinished().stories == ()
    first.begin(story())
    first.append(PLAN, sent_line(1, True))
    assert second.unfinished().stories == (), "another program runs it"
    assert first.unfinished().stories == (), "we run it ourselves"
    first.close()
    (found,) = second.unfinished().stories
    assert found.sent == {1: True}
    assert first.unfinished().stories == ()
    second.append(PLAN, finished_line(NOW))
    second.end(PLAN)
    assert first.unfinished().stories == ()
    assert [path.name for path in (tmp_path / "plans").iterdir()] == ["0123abc.done"]
    assert (tmp_path / "plans" / "0123abc.done").stat().st_mode & 0o077 == 0


def test_a_plan_cannot_be_begun_twice(tmp_path):
    first, second = PlanJournal(tmp_path), PlanJournal(tmp_path)
    first.begin(story())
    with pytest.raises(SettingsNotWritten):
        second.begin(story())
    first.close()
    with pytest.raises(SettingsNotWritten):
        second.begin(story())
    assert len(second.unfinished().stories) == 1
    second.close()


@pytest.mark.parametrize("plan", ["", "../evil", "a/b", "a.b", "x" * 65])
def test_a_plans_id_is_a_plain_name(tmp_path, plan):
    with pytest.raises(ValueError, match="cannot be the name"):
        PlanJournal(tmp_path).begin(story(plan=PlanId(plan)))
    assert list(tmp_path.iterdir()) == []


def test_half_a_line_does_not_spoil_the_next(tmp_path):
    first = PlanJournal(tmp_path)
    first.begin(story())
    first.append(PLAN, sent_line(0, True) + '{"se')
    first.close()
    second = PlanJournal(tmp_path)
    (found,) = second.unfinished().stories
    assert found.sent == {0: True}
    second.append(PLAN, sent_line(2, False))
    second.close()
    third = PlanJournal(tmp_path)
    (found,) = third.unfinished().stories
    assert found.sent == {0: True, 2: False}
    third.close()


def test_a_journal_that_cannot_be_read_is_set_aside(tmp_path):
    path = tmp_path / "0123abc.jsonl"
    path.write_bytes(header_line(story()).encode() + b"gar\xffbage\n" + stop_line().encode())
    journal = PlanJournal(tmp_path, now=lambda: NOW)
    journal.begin(story(plan=PlanId("good")))
    journal.close()
    found = journal.unfinished()
    assert [each.id for each in found.stories] == ["good"]
    (error,) = found.errors
    assert (error.path, error.line) == (str(path), 2)
    kept = Path(error.kept_as)
    assert b"gar\xffbage" in kept.read_bytes()
    assert not path.exists()
    assert journal.unfinished().errors == ()
    journal.close()


def test_a_journal_of_a_later_version_is_left_alone(tmp_path):
    path = tmp_path / "0123abc.jsonl"
    path.write_text(header_line(story()).replace('"format":1', '"format":2'))
    (error,) = PlanJournal(tmp_path).unfinished().errors
    assert error.kept_as == ""
    assert "later version" in error.problem
    assert path.exists()


def test_a_plan_that_ended_without_saying_so_is_put_away(tmp_path):
    first = PlanJournal(tmp_path)
    first.begin(story(1))
    first.append(PLAN, ended_line(0, ItemResult(story().results[0].item, ItemPhase.SKIPPED)))
    first.close()
    assert PlanJournal(tmp_path).unfinished().stories == ()
    assert [path.name for path in tmp_path.iterdir()] == ["0123abc.done"]


def test_the_newest_plans_are_kept(tmp_path):
    journal = PlanJournal(tmp_path)
    for number in range(KEPT + 5):
        plan = PlanId(f"p{number:03}")
        journal.begin(story(1, plan))
        journal.append(plan, finished_line(NOW))
        os.utime(tmp_path / f"{plan}.jsonl", (number, number))
        journal.end(plan)
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == [f"p{number:03}.done" for number in range(5, KEPT + 5)]


def test_another_process_holds_a_plan_until_it_dies(tmp_path):
    script = (
        "import sys; from pathlib import Path\n"
        "from console.fleet.plan_journal import PlanJournal\n"
        "journal = PlanJournal(Path(sys.argv[1]))\n"
        "print(len(journal.unfinished().stories), flush=True)\n"
        "sys.stdin.read()\n"
    )
    first = PlanJournal(tmp_path)
    first.begin(story())
    first.close()
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(Path(console.__file__).parents[1])},
    )
    with process:
        assert process.stdout.readline().strip() == b"1"
        assert first.unfinished().stories == ()
        process.kill()
        process.wait()
    assert len(first.unfinished().stories) == 1
    first.close()


def test_a_disk_that_refuses_leaves_no_journal_behind(tmp_path, monkeypatch):
    def refuse(_descriptor):
        raise OSError(28, "No space left on device")

    journal = PlanJournal(tmp_path)
    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(SettingsNotWritten, match="No space"):
        journal.begin(story())
    assert list(tmp_path.iterdir()) == []
    monkeypatch.undo()
    journal.begin(story())
    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(SettingsNotWritten, match="No space"):
        journal.append(PLAN, stop_line())
    journal.close()


class SlowLane:
    """A lane in which calls wait for leave."""

    def __init__(self):
        self.calls = 0
        self.leave = asyncio.Semaphore(0)

    async def call(self, function, *args):
        self.calls += 1
        await self.leave.acquire()
        return function(*args)


def test_lines_that_come_together_share_a_flush(tmp_path):
    async def body():
        lane, spawner, failures = SlowLane(), Spawner(), []
        journal = PlanJournal(tmp_path)
        pen = PlanPen(journal, PLAN, lane=lane, spawner=spawner, failed=failures.append)
        pen.begin(story())
        written = []

        async def write(number):
            await pen.write(sent_line(number, True))
            written.append(number)

        tasks = [spawner.spawn(write(number), "write") for number in range(3)]
        await asyncio.sleep(0.01)
        assert written == []
        lane.leave.release()
        lane.leave.release()
        await asyncio.gather(*tasks)
        pen.note(finished_line(NOW), is_last=True)
        lane.leave.release()
        await pen.flush()
        assert lane.calls <= 3
        assert not failures
        await spawner.close(1.0)

    asyncio.run(body())
    read = read_story((tmp_path / "0123abc.done").read_bytes(), PLAN)
    assert read.sent == dict.fromkeys(range(3), True)
    assert read.is_finished


def test_after_a_refusal_nothing_more_is_written(tmp_path, monkeypatch):
    async def body():
        lane, spawner, failures = SlowLane(), Spawner(), []
        for _ in range(9):
            lane.leave.release()
        pen = PlanPen(
            PlanJournal(tmp_path), PLAN, lane=lane, spawner=spawner, failed=failures.append
        )
        pen.begin(story())
        monkeypatch.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(OSError(28, "full")))
        for _ in range(2):
            with pytest.raises(SettingsNotWritten):
                await pen.write(sent_line(0, True))
        pen.note(stop_line())
        await pen.flush()
        assert lane.calls == 1
        assert len(failures) == 1
        await spawner.close(1.0)

    asyncio.run(body())
    assert list(tmp_path.iterdir()) == []
