"""The state machine of a heartbeat: when it alerts, and above all when it does not."""

from dataclasses import replace
from math import inf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from console.fleet.heartbeat import NEW, AlertKind, Look, Phase, Rules, step
from console.model.vm import Heartbeat, VmActivity, VmState

RULES = Rules(grace_s=100.0, misses=3, lost_s=60.0, gap_s=120.0)
PACE = 30.0
ROUNDING = 1e-6


class Guest:
    """A VM that is looked at every 30 seconds."""

    def __init__(self, rules=RULES):
        self.rules, self.watched, self.now, self.up = rules, NEW, 0.0, 10_000

    def look(self, heartbeat=Heartbeat.OK, *, times=1, state=VmState.RUNNING, **more):
        for _ in range(times):
            self.now += PACE
            self.up += int(PACE)
            self.see(heartbeat, state, **more)
        return self.watched

    def see(self, heartbeat, state=VmState.RUNNING, **more):
        look = Look(self.now, state, heartbeat, self.up, **more)
        self.watched = step(self.watched, look, self.rules)

    def hangs(self, times=20):
        return self.look(Heartbeat.LOST_COMMUNICATION, times=times)


def well(rules=RULES):
    guest = Guest(rules)
    guest.look(times=5)
    assert guest.watched.phase is Phase.WELL
    return guest


def test_a_guest_that_answers_is_well_at_once():
    assert Guest().look().phase is Phase.WELL


def test_a_guest_that_hangs_is_alerted_after_misses_and_time():
    guest = well()
    guest.hangs(2)
    assert (guest.watched.phase, guest.watched.misses) == (Phase.MISSING, 2)
    guest.hangs(1)
    assert guest.watched.alert is AlertKind.LOST
    guest.hangs(5)
    assert (guest.watched.misses, guest.watched.lasted_s) == (8, 210.0)
    guest.look()
    assert (guest.watched.phase, guest.watched.alert) == (Phase.WELL, None)


@pytest.mark.parametrize("misses", [1, 3, 8])
@pytest.mark.parametrize("lost_s", [30.0, 60.0, 500.0])
def test_both_the_misses_and_the_time_are_asked_for(misses, lost_s):
    guest = well(replace(RULES, misses=misses, lost_s=lost_s))
    looks = 0
    while guest.hangs(1).alert is None:
        looks += 1
        assert guest.watched.misses < misses or guest.watched.lasted_s < lost_s
    assert looks < 30


def test_a_guest_that_hung_before_the_first_look_is_alerted_after_the_grace():
    guest = Guest()
    assert guest.hangs(4).alert is None
    assert guest.hangs(3).alert is AlertKind.LOST


def test_an_appliance_never_alerts_unless_it_is_known_to_answer():
    assert Guest().look(Heartbeat.NO_CONTACT, times=50).phase is Phase.SILENT
    assert Guest().look(Heartbeat.ERROR, times=50).phase is Phase.SILENT
    knows = Guest(replace(RULES, expects_answer=True))
    assert knows.look(Heartbeat.NO_CONTACT, times=50).alert is AlertKind.NO_START


def test_a_guest_that_answered_and_does_not_come_back_after_a_start():
    guest = well()
    guest.look(Heartbeat.NONE, state=VmState.OFF, times=3)
    assert guest.watched.phase is Phase.OFF
    guest.up = 0
    guest.look(Heartbeat.NO_CONTACT, times=4)
    assert (guest.watched.phase, guest.watched.alert) == (Phase.GRACE, None)
    assert guest.look(Heartbeat.NO_CONTACT).alert is AlertKind.NO_START
    assert guest.look().alert is None


def test_a_guest_that_reboots_is_given_its_grace():
    guest = well()
    guest.hangs(2)  # it stops: services are gone
    guest.look(Heartbeat.NO_CONTACT, times=3)  # it boots: no contact yet
    assert (guest.watched.phase, guest.watched.alert) == (Phase.GRACE, None)
    assert guest.look().phase is Phase.WELL


def test_a_restart_seen_by_the_uptime_clears_the_alert():
    guest = well()
    assert guest.hangs(5).alert is AlertKind.LOST
    guest.up = -10
    guest.look(Heartbeat.LOST_COMMUNICATION)
    assert (guest.watched.phase, guest.watched.alert) == (Phase.GRACE, None)


@pytest.mark.parametrize("fall", [1, 2])
def test_an_uptime_that_is_rounded_is_no_restart(fall):
    guest = well()
    guest.up -= int(PACE) + fall
    assert guest.look(Heartbeat.LOST_COMMUNICATION).phase is Phase.MISSING


EXCUSES = [
    {"state": VmState.PAUSED},
    {"state": VmState.SAVING},
    {"state": VmState.STOPPING},
    {"state": VmState.RESETTING},
    {"state": VmState.UNKNOWN},
    {"activity": VmActivity.CREATING_CHECKPOINT},
    {"activity": VmActivity.BACKING_UP},
    {"activity": VmActivity.MIGRATING},
    {"is_operated": True},
]


@pytest.mark.parametrize("excuse", EXCUSES, ids=str)
def test_whatever_explains_the_silence_holds_the_alert_and_begins_a_grace(excuse):
    guest = well()
    guest.look(Heartbeat.LOST_COMMUNICATION, times=50, **excuse)
    assert (guest.watched.phase, guest.watched.alert) == (Phase.HELD, None)
    assert guest.hangs(4).alert is None
    assert guest.hangs(4).alert is AlertKind.LOST


@pytest.mark.parametrize("excuse", EXCUSES, ids=str)
def test_an_alert_stands_while_something_is_done_to_the_vm(excuse):
    guest = well()
    guest.hangs(5)
    guest.look(Heartbeat.LOST_COMMUNICATION, **excuse)
    assert guest.watched.alert is AlertKind.LOST
    assert guest.hangs(1).phase is Phase.GRACE


@pytest.mark.parametrize(
    "quiet", [{"is_switched_on": False}, {"heartbeat": Heartbeat.DISABLED}, {"state": VmState.OFF}]
)
def test_switching_off_clears_every_alert(quiet):
    guest = well()
    guest.hangs(5)
    quiet = {"heartbeat": Heartbeat.LOST_COMMUNICATION, **quiet}
    assert guest.look(**quiet).alert is None


def test_a_vm_of_which_no_alerts_are_wished_has_none():
    guest = Guest(replace(RULES, is_watched=False))
    assert guest.hangs().phase is Phase.UNWATCHED


@pytest.mark.parametrize("gap", [{"is_continuous": False}, None])
def test_a_gap_begins_a_grace_and_the_count_anew(gap):
    guest = well()
    guest.hangs(2)
    if gap is None:
        guest.now += 91
        gap = {}
    guest.look(Heartbeat.LOST_COMMUNICATION, **gap)
    assert (guest.watched.phase, guest.watched.misses) == (Phase.GRACE, 0)
    assert guest.hangs(3).alert is None
    assert guest.hangs(4).alert is AlertKind.LOST


def test_a_look_that_tells_nothing_interrupts_the_count():
    guest = well()
    for _ in range(10):
        guest.hangs(2)
        assert guest.look(Heartbeat.UNKNOWN).alert is None


def test_applications_in_a_critical_state_are_told():
    guest = well()
    assert guest.look(Heartbeat.APPLICATIONS_CRITICAL, times=2).phase is Phase.AILING
    assert guest.look(Heartbeat.APPLICATIONS_CRITICAL).alert is AlertKind.DEGRADED
    assert guest.look(Heartbeat.LOST_COMMUNICATION).alert is AlertKind.DEGRADED
    assert guest.hangs(3).alert is AlertKind.LOST
    assert guest.look(Heartbeat.APPLICATIONS_CRITICAL).alert is None
    assert guest.look().alert is None


def test_a_guest_with_an_older_protocol_is_well_and_one_that_becomes_degraded_is_not():
    assert Guest().look(Heartbeat.DEGRADED, times=20).phase is Phase.WELL
    assert well().look(Heartbeat.DEGRADED, times=20).alert is AlertKind.DEGRADED


BAD = st.sampled_from([Heartbeat.LOST_COMMUNICATION, Heartbeat.ERROR])


@given(
    grace=st.floats(10, 900),
    misses=st.integers(1, 8),
    lost=st.floats(30, 600),
    pace=st.floats(1, 60),
    before=st.integers(0, 5),
)
def test_a_guest_that_hangs_is_alerted_within_the_bound(grace, misses, lost, pace, before):
    rules = Rules(grace, misses, lost, 3 * pace)
    watched, now = NEW, 0.0
    for _ in range(before):
        watched = step(watched, Look(now, VmState.RUNNING, Heartbeat.OK), rules)
        now += pace
    hung = now
    while watched.alert is None:
        look = Look(now, VmState.RUNNING, Heartbeat.LOST_COMMUNICATION)
        watched = step(watched, look, rules)
        now += pace
        assert look.at - hung <= grace + max(misses * pace, lost + 2 * pace) + 1e-6
    if not before:
        assert look.at >= grace


class Watching(RuleBasedStateMachine):
    """Anything may happen to a VM; what an alert needs is counted here, in another way."""

    @initialize(
        grace=st.sampled_from([30.0, 100.0, 300.0]),
        misses=st.integers(1, 5),
        lost=st.sampled_from([30.0, 60.0, 200.0]),
        expects=st.booleans(),
    )
    def begin(self, grace, misses, lost, expects):
        self.rules = Rules(grace, misses, lost, 120.0, expects)
        self.watched, self.before = NEW, NEW
        self.now, self.up = 0.0, 5_000
        self.excused_at = 0.0
        """When something last explained a silence; since then the guest has not answered."""
        self.bad, self.bad_since = 0, 0.0
        self.run = ""
        self.has_answered = expects

    def look(self, heartbeat, state=VmState.RUNNING, dt=30.0, **more):
        self.now += dt
        self.up = max(0, self.up + int(dt))
        self.before = self.watched
        look = Look(self.now, state, heartbeat, self.up, **more)
        self.watched = step(self.watched, look, self.rules)

    def count(self, run):
        if self.run != run:
            self.run, self.bad, self.bad_since = run, 0, self.now
        self.bad += 1

    @rule(heartbeat=st.sampled_from([Heartbeat.OK, Heartbeat.APPLICATIONS_OK]))
    def answers(self, heartbeat):
        self.look(heartbeat)
        self.has_answered, self.run = True, ""
        self.excused_at = -inf
        assert self.watched.phase is Phase.WELL

    @rule(heartbeat=BAD, times=st.integers(1, 6), dt=st.floats(1, 60))
    def is_silent(self, heartbeat, times, dt):
        for _ in range(times):
            self.look(heartbeat, dt=dt)
            self.has_answered |= heartbeat is Heartbeat.LOST_COMMUNICATION
            self.count("silent")
            self.judge()

    @rule(times=st.integers(1, 6), dt=st.floats(1, 60))
    def has_no_contact(self, times, dt):
        for _ in range(times):
            self.look(Heartbeat.NO_CONTACT, dt=dt)
            if self.run != "no contact":
                self.excuse_if_new_contact()
            self.count("no contact")
            self.judge()

    def excuse_if_new_contact(self):
        """Contact is awaited anew, unless it was awaited already, or in vain."""
        if self.before.phase not in (Phase.GRACE, Phase.SILENT, Phase.NO_START):
            self.excused_at = self.now

    @rule(heartbeat=st.sampled_from([Heartbeat.UNKNOWN, Heartbeat.NONE]))
    def tells_nothing(self, heartbeat):
        self.look(heartbeat)
        self.run = ""
        assert self.watched.alert is self.before.alert

    @rule(excuse=st.sampled_from(EXCUSES), heartbeat=st.sampled_from(Heartbeat))
    def is_excused(self, excuse, heartbeat):
        self.look(heartbeat, **excuse)
        self.excuse()

    @precondition(lambda self: self.up > 100)
    @rule(heartbeat=st.sampled_from([Heartbeat.LOST_COMMUNICATION, Heartbeat.NO_CONTACT]))
    def restarts(self, heartbeat):
        self.up = 0
        self.look(heartbeat)
        self.excuse()
        self.has_answered |= heartbeat is Heartbeat.LOST_COMMUNICATION
        if heartbeat is Heartbeat.NO_CONTACT:
            self.count("no contact")

    @rule(is_told=st.booleans(), heartbeat=BAD)
    def is_not_seen_for_a_while(self, is_told, heartbeat):
        self.look(heartbeat, dt=30.0 if is_told else 121.0, is_continuous=not is_told)
        self.excuse()
        self.has_answered |= heartbeat is Heartbeat.LOST_COMMUNICATION

    def excuse(self):
        self.excused_at, self.run = self.now, ""
        assert self.watched.alert in (None, self.before.alert), "an alert out of an excuse"

    @precondition(lambda self: self.watched.at is not None)
    @invariant()
    def a_phase_of_alert_has_its_alert(self):
        kinds = {
            Phase.LOST: AlertKind.LOST,
            Phase.NO_START: AlertKind.NO_START,
            Phase.DEGRADED: AlertKind.DEGRADED,
        }
        if self.watched.phase in kinds:
            assert self.watched.alert is kinds[self.watched.phase]
        if self.watched.phase in (Phase.WELL, Phase.OFF, Phase.UNWATCHED):
            assert self.watched.alert is None

    def judge(self):
        """A new alert needs looks enough, time enough, a guest that answers, and no excuse."""
        raised = self.watched.alert
        if raised is None or raised is self.before.alert:
            return
        assert self.has_answered
        assert self.bad >= self.rules.misses
        if raised is AlertKind.LOST:
            assert self.now - self.bad_since >= self.rules.lost_s - ROUNDING
            assert self.run == "silent"
            assert self.now - self.excused_at >= self.rules.grace_s - ROUNDING
        if raised is AlertKind.NO_START:
            assert self.run == "no contact"
            assert self.now - self.excused_at >= self.rules.grace_s - ROUNDING


Watching.TestCase.settings = settings(
    max_examples=150, stateful_step_count=30, deadline=None, report_multiple_bugs=False
)
TestWatching = Watching.TestCase
