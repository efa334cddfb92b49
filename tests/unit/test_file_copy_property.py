"""A file copy leaves the guest service as it was, whatever fails, is cancelled, or kills us.

Every call that a copy makes (to the host, to the notes on the disk, to the staged file) is a
numbered step. At each of them something may go wrong, with and without the effect having taken
place: an error of each class, a cancel by the user, a disconnect, a lost host, a deleted VM, the
end of the program, or its death; and at any time between them too. Afterwards the faults are healed
and a dead program is started again; then the service stands as before, no note and no staged file
is left.
"""

import asyncio
import enum
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from console.fleet import staging
from console.fleet.operation import FileCopy, OperationPhase
from console.fleet.staging import StagingFailed
from console.hyperv.jobs import DONE
from console.model.errors import (
    Forbidden,
    HostBusy,
    Malformed,
    ObjectGone,
    OperationFailed,
    QuotaExceeded,
    Refused,
    RefusedReason,
    TimedOut,
    Unreachable,
    UnreachableReason,
    WsmanFault,
)
from console.model.host import LinkState
from console.model.identity import HostId
from console.model.job import JobSnapshot, JobState
from console.model.service import ServiceKind
from console.settings.file import SettingsNotWritten
from tests.unit import fleet_doubles
from tests.unit.fleet_doubles import (
    COMPLETED,
    VM1,
    Blocked,
    FakeHost,
    FakeJob,
    FakeLane,
    World,
    run_virtual,
    running,
)

GUEST = ServiceKind.GUEST_SERVICE
LOST = Unreachable(UnreachableReason.CONNECTION_LOST, "hv1", may_have_arrived=True)
NOT_ARRIVED = (
    Unreachable(UnreachableReason.PORT_CLOSED, "hv1"),
    TimedOut("connect", 5),
    OperationFailed("m", 32775),
    WsmanFault(0),
    Forbidden(5),
    QuotaExceeded(0),
    ObjectGone(0),
    Refused(RefusedReason.BAD_CREDENTIAL, "hv1"),
)
PERHAPS_ARRIVED = (LOST, TimedOut("read", 30, may_have_arrived=True), HostBusy(0), Malformed("cut"))
FAILED = JobSnapshot("j", JobState.FAILED, 30, 32773, "no")


class Blow(enum.Enum):
    """What else than an error may happen at a step, before or after its effect."""

    CANCEL = enum.auto()
    DISCONNECT = enum.auto()
    LOSE_HOST = enum.auto()
    DELETE_VM = enum.auto()
    CLOSE = enum.auto()
    LIE = enum.auto()
    """The host says that it has switched the service, and has not; it happens."""
    KILL = enum.auto()


@dataclass(frozen=True)
class Event:
    """What goes wrong at one step."""

    what: object
    has_effect: bool


events = st.one_of(
    st.builds(Event, st.sampled_from(NOT_ARRIVED), st.just(False)),
    st.builds(Event, st.sampled_from(PERHAPS_ARRIVED), st.booleans()),
    st.builds(Event, st.sampled_from(Blow), st.booleans()),
)


@dataclass
class Scene:
    """Everything that outlives the program: the host, the disk; and what is to go wrong."""

    was_on: bool
    events: dict
    job_ends: list = field(default_factory=list)
    is_silent: bool = False
    folder: Path | None = None
    timed: tuple = ()
    step: int = 0
    notes: dict = field(default_factory=dict)
    host: "SteppedHost" = None
    world: World = None
    record: object = None
    is_dead: bool = False
    is_lost: bool = False
    is_closing: bool = False
    is_over: bool = False
    left_open: list = field(default_factory=list)
    broken: str = ""

    def perform(self, name, effect, error=None):
        """Do one step of the program; the dead do nothing."""
        event = self.events.pop(self.step, None)
        self.step += 1

        def finish():
            if self.is_dead:
                return Blocked(asyncio.Event().wait, lambda: None)
            if self.is_over:  # healed while this step was under way
                return self._done(name, effect)
            if event is None or isinstance(event.what, Blow):
                return self._blown(event, name, effect)
            if event.has_effect and error is None:
                self._done(name, effect)
            raise error or event.what

        return Blocked(lambda: asyncio.sleep(0.05), finish)

    def _blown(self, event, name, effect):
        if event is not None and not event.has_effect:
            self._blow(event.what)
        if self.is_dead:
            return Blocked(asyncio.Event().wait, lambda: None)
        is_lie = event is not None and event.what is Blow.LIE and name == "set_service"
        value = DONE if is_lie else self._done(name, effect)
        if event is not None and event.has_effect:
            self._blow(event.what)
        if self.is_dead:
            return Blocked(asyncio.Event().wait, lambda: None)
        return value

    def _done(self, name, effect):
        try:
            return effect()
        finally:
            # Were the program killed now, the note alone would tell what is owed.
            if self.is_owed() and not self.notes:
                self.broken = f"nothing noted after {name}"

    def _blow(self, blow):
        fleet = self.world.fleet
        if blow is Blow.KILL:
            self.is_dead = True
        elif blow is Blow.DELETE_VM:
            self.host.vms.pop(VM1, None)
        elif blow is Blow.LOSE_HOST:
            self.is_lost = True
        elif blow is Blow.CANCEL and self.record is not None:
            fleet.cancel(self.record.id)
        elif blow is Blow.DISCONNECT:
            fleet.disconnect(HostId("hv1"))
        elif blow is Blow.CLOSE:
            self.is_closing = True

    def blow_late(self, blow):
        if not (self.is_dead or self.is_closing or self.record is None):
            self._blow(blow)

    def is_owed(self):
        vm = self.host.vms.get(VM1)
        return vm is not None and vm.switches[GUEST] is not self.was_on

    def staged(self):
        return list((self.folder / "share").glob("*")) if self.folder else []


class SteppedHost(FakeHost):
    """A host whose calls, but for the background readings, are steps of the scene."""

    def __init__(self, scene):
        self.scene = scene
        super().__init__()
        self.vms[VM1].switches[GUEST] = scene.was_on
        if scene.is_silent:
            self.vms[VM1].silent.add(GUEST)

    @property
    def next_job(self):
        if not self.scene.job_ends:
            return None
        end = self.scene.job_ends.pop(0)
        return None if end is None else FakeJob([running(30), running(60), end])

    @next_job.setter
    def next_job(self, job):
        pass

    def perform(self, name, effect):
        if self.scene.is_lost and not self.scene.is_dead:
            raise LOST
        if name.startswith("read_tier"):
            if self.scene.is_dead:
                return Blocked(asyncio.Event().wait, lambda: None)
            return super().perform(name, effect)
        self.calls.append((name, asyncio.get_running_loop().time()))
        return self.scene.perform(name, effect)


class DiskBook:
    """Notes on a disk that outlives the program."""

    def __init__(self, scene):
        self.scene = scene

    def notes(self):
        return tuple(self.scene.notes.values())

    def put(self, note):
        self.scene.notes[note.id] = note

    def drop(self, note_id):
        self.scene.notes.pop(note_id, None)

    def close(self):
        pass


def stepped_lanes(scene):
    """Return a lane whose calls that are not the host's are steps too."""

    class SteppedLane(FakeLane):
        def __init__(self, world, name, finalizer):
            super().__init__(world, name, finalizer)
            if name.startswith("staging"):
                scene.left_open.append(finalizer)

        async def call(self, function, *args):
            errors = {
                "staging": StagingFailed("p", "no"),
                "copy notes": SettingsNotWritten("p", ""),
            }
            for name, error in errors.items():
                if self.name.startswith(name):
                    return await super().call(scene.perform, name, lambda: function(*args), error)
            return await super().call(function, *args)

    return SteppedLane


def subject_of(scene, is_staged):
    if not is_staged:
        return FileCopy(r"C:\in\a.txt", r"C:\out\a.txt")
    (scene.folder / "share").mkdir()
    (scene.folder / "a.txt").write_bytes(b"0123456789")
    return FileCopy(
        r"C:\share\a.txt",
        r"C:\out\a.txt",
        staged_from=str(scene.folder / "a.txt"),
        staging=str(scene.folder / "share" / "a.txt"),
    )


async def copy_once(scene, is_staged):
    """Let the program run until the copy has ended, or the program."""
    async with World(copy_book=DiskBook(scene)) as world:
        scene.world = world
        world.hosts["hv1"] = scene.host
        world.connected()
        await world.until(lambda: world.snapshot().facts and world.vm().services)
        scene.record = world.fleet.order(world.key(), subject_of(scene, is_staged))
        await world.until(
            lambda: scene.is_dead or scene.is_closing or not world.record(scene.record).is_pending
        )
        if scene.is_dead or scene.is_closing:
            return
        check_outcome(scene, world.record(scene.record))
        scene.record, scene.is_over = None, True
        scene.events.clear()
        scene.job_ends.clear()
        scene.is_lost = False
        world.fleet.connect(HostId("hv1"))
        await all_given_back(world)


async def start_again(scene):
    """Start the program anew, with all faults healed."""
    scene.record = None
    scene.events.clear()
    scene.job_ends.clear()
    scene.is_dead = scene.is_lost = False
    async with World(copy_book=DiskBook(scene)) as world:
        scene.world = world
        world.hosts["hv1"] = scene.host
        await world.fleet.restorer.load()
        world.connected()
        await all_given_back(world)


async def all_given_back(world):
    await world.until(lambda: world.snapshot().link is LinkState.ONLINE)
    await world.until(lambda: not world.fleet.restorer.owed, within=400)
    await asyncio.sleep(5)


def check_outcome(scene, record):
    copies = len(scene.host.copied)
    assert copies <= 1
    if record.phase is OperationPhase.SUCCEEDED:
        assert copies == 1
    elif record.phase is not OperationPhase.UNKNOWN_OUTCOME:
        assert copies == 0


def play(monkeypatch, is_staged=False, **scenery):
    """Play one scene and check its end."""
    with tempfile.TemporaryDirectory() as folder:
        scene = Scene(folder=Path(folder), **scenery)
        scene.host = SteppedHost(scene)
        monkeypatch.setattr(fleet_doubles, "FakeLane", stepped_lanes(scene))
        monkeypatch.setattr(staging, "PIECE_BYTES", 4)
        run_virtual(copy_once(scene, is_staged))
        if not scene.is_over:
            run_virtual(start_again(scene))
        for close in scene.left_open:
            close()  # what the system does for the dead
        assert not scene.broken, scene.broken
        assert not scene.is_owed()
        assert not scene.notes
        assert not scene.staged()
        return scene


ends = st.lists(st.sampled_from([None, COMPLETED, FAILED]), max_size=4)


@settings(
    max_examples=200,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    was_on=st.booleans(),
    is_staged=st.booleans(),
    is_silent=st.sampled_from([False, False, False, True]),
    job_ends=ends,
    events=st.dictionaries(st.integers(0, 24), events, max_size=4),
    timed=st.lists(st.tuples(st.floats(0, 6), st.sampled_from(Blow)), max_size=2),
)
def test_the_service_ends_as_it_was(
    monkeypatch, was_on, is_staged, is_silent, job_ends, events, timed
):
    play(
        monkeypatch,
        is_staged,
        was_on=was_on,
        is_silent=is_silent,
        job_ends=list(job_ends),
        events=dict(events),
        timed=tuple(timed),
    )


EVERYTHING = [
    *(Event(error, False) for error in (*NOT_ARRIVED, *PERHAPS_ARRIVED)),
    *(Event(error, True) for error in PERHAPS_ARRIVED),
    *(Event(blow, has_effect) for blow in Blow for has_effect in (False, True)),
]


def test_a_step_under_way_when_the_faults_are_healed_does_no_harm_afterwards(monkeypatch):
    # found by chance: giving back had begun (step 8) when the copy ended
    play(
        monkeypatch,
        is_staged=True,
        was_on=False,
        events={
            5: Event(Blow.LOSE_HOST, False),
            7: Event(NOT_ARRIVED[0], False),
            8: Event(Blow.DISCONNECT, False),
        },
    )


@pytest.mark.parametrize("is_staged", [False, True])
@pytest.mark.parametrize("by_job", [False, True])
def test_every_single_fault_at_every_step(monkeypatch, is_staged, by_job):
    def jobs():
        return [COMPLETED] * 3 if by_job else []

    whole = play(monkeypatch, is_staged, was_on=False, events={}, job_ends=jobs())
    assert len(whole.host.copied) == 1
    for step in range(whole.step):
        for event in EVERYTHING:
            play(monkeypatch, is_staged, was_on=False, events={step: event}, job_ends=jobs())
