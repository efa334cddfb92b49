"""Which ways to a VM count as failed, and for how long."""

from __future__ import annotations

from console.app.session_failures import LATELY_S, SessionFailures
from console.model.identity import HostId, VmId, VmKey
from console.model.session import SessionMode
from console.rdp.outcome import EndReason, SessionEnd

KEY = VmKey(HostId("h1"), VmId("7F3B0000-0000-4000-8000-0000000000AA"))
ENHANCED = SessionMode.ENHANCED


class HandClock:
    now_s = 1000.0

    def monotonic(self):
        return self.now_s


def ended(reason):
    return SessionEnd(reason, 1)


def test_a_mode_that_failed_counts_for_a_while():
    clock = HandClock()
    failures = SessionFailures(clock)
    failures.note(KEY, ENHANCED, ended(EndReason.CERTIFICATE_OR_CLOSED))
    assert failures.lately() == {KEY: frozenset({ENHANCED})}
    clock.now_s += LATELY_S + 1
    assert failures.lately() == {}


def test_a_session_that_came_about_forgives_its_mode():
    failures = SessionFailures(HandClock())
    failures.note(KEY, ENHANCED, ended(EndReason.UNKNOWN))
    failures.note(KEY, SessionMode.BASIC, ended(EndReason.EXITED_AT_ONCE))
    failures.note(KEY, ENHANCED, ended(EndReason.NORMAL))
    assert failures.lately() == {KEY: frozenset({SessionMode.BASIC})}


def test_a_refused_password_or_a_dead_network_is_no_fault_of_the_mode():
    failures = SessionFailures(HandClock())
    for reason in (
        EndReason.LOGON_FAILED,
        EndReason.NO_CONNECTION,
        EndReason.NAME_NOT_FOUND,
        EndReason.NO_DISPLAY,
    ):
        failures.note(KEY, ENHANCED, ended(reason))
    assert failures.lately() == {}
