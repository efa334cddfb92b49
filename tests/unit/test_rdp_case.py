"""The enhanced-session doctor's decision table, and the ladder of ways to open a VM."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.model.console import EnhancedTransport
from console.model.guest import GuestFacts
from console.model.service import ServiceKind, ServiceSnapshot, ServiceStatus
from console.model.session import SessionMode
from console.model.vm import EnhancedSession, VmState
from console.rdp.case import Cause, Remedy, SessionCase, diagnose, is_ready
from console.rdp.ladder import Means, Past, Refusal, climb

WINDOWS_11 = GuestFacts(os_name="Windows 11 Enterprise", os_version="10.0.26100")
HOME = GuestFacts(os_name="Windows 11 Home", os_version="10.0.26100")
SERVER = GuestFacts(os_name="Windows Server 2022 Datacenter", os_version="10.0.20348")
SERVER_2008 = GuestFacts(os_name="Windows Server 2008 R2 Standard", os_version="6.1.7601")
UBUNTU = GuestFacts(os_name="Ubuntu", os_version="6.8.0", addresses=("10.0.0.5",))
FREEBSD = GuestFacts(os_name="FreeBSD", os_version="14.0")
SILENT = (ServiceSnapshot(ServiceKind.HEARTBEAT, True, ServiceStatus.NO_CONTACT),)

READY = SessionCase(
    state=VmState.RUNNING,
    enhanced=EnhancedSession.AVAILABLE,
    host_policy=True,
    guest=SERVER,
    generation=2,
    port_open=True,
    has_right=True,
    uptime_s=10_000,
)
NOT_NOW = replace(READY, enhanced=EnhancedSession.NOT_NOW)
ALL = Means(frozenset({SessionMode.ENHANCED, SessionMode.BASIC, SessionMode.GUEST_RDP}), True)

TABLE = [
    (replace(READY, has_client=False), Cause.NO_CLIENT, Remedy.INSTALL_CLIENT),
    (replace(READY, is_host_online=False), Cause.HOST_AWAY, Remedy.CONNECT_HOST),
    (replace(READY, state=VmState.OFF), Cause.VM_OFF, Remedy.START_VM),
    (replace(READY, state=VmState.SAVED), Cause.VM_OFF, Remedy.START_VM),
    # A paused VM reports "not allowed", which is not the reason.
    (
        replace(READY, state=VmState.PAUSED, enhanced=EnhancedSession.NOT_ALLOWED),
        Cause.VM_PAUSED,
        Remedy.RESUME_VM,
    ),
    (replace(NOT_NOW, state=VmState.STARTING), Cause.VM_BUSY, Remedy.WAIT),
    (
        replace(READY, host_policy=False, enhanced=EnhancedSession.NOT_ALLOWED),
        Cause.HOST_POLICY,
        Remedy.ENABLE_POLICY,
    ),
    (
        replace(READY, host_policy=None, enhanced=EnhancedSession.NOT_ALLOWED),
        Cause.HOST_POLICY,
        Remedy.ENABLE_POLICY,
    ),
    (replace(READY, enhanced=EnhancedSession.NOT_ALLOWED), Cause.NOT_ALLOWED, Remedy.USE_BASIC),
    (replace(READY, port_open=False), Cause.PORT_CLOSED, Remedy.OPEN_PORT),
    (replace(READY, has_right=False), Cause.NO_RIGHT, Remedy.GRANT_RIGHT),
    (replace(NOT_NOW, guest=HOME, edition=101), Cause.HOME_EDITION, Remedy.USE_BASIC),
    # A guest's name is known before its edition's number has been read; the number counts.
    (replace(NOT_NOW, guest=HOME), Cause.HOME_EDITION, Remedy.USE_BASIC),
    (replace(NOT_NOW, guest=HOME, edition=48), Cause.NOT_NOW, Remedy.SHOW_GUEST_COMMAND),
    (replace(NOT_NOW, guest=SERVER_2008), Cause.OLD_WINDOWS, Remedy.USE_BASIC),
    (
        replace(NOT_NOW, guest=UBUNTU, transport=EnhancedTransport.VMBUS),
        Cause.LINUX_TRANSPORT,
        Remedy.SET_HVSOCKET,
    ),
    (
        replace(NOT_NOW, guest=UBUNTU, transport=EnhancedTransport.HVSOCKET),
        Cause.NOT_NOW,
        Remedy.SHOW_GUEST_COMMAND,
    ),
    (replace(NOT_NOW, guest=FREEBSD), Cause.NO_GUEST_SUPPORT, Remedy.USE_BASIC),
    (replace(NOT_NOW, uptime_s=20), Cause.GUEST_STARTING, Remedy.WAIT),
    (replace(NOT_NOW, services=SILENT), Cause.GUEST_SILENT, Remedy.SHOW_GUEST_COMMAND),
    (NOT_NOW, Cause.NOT_NOW, Remedy.SHOW_GUEST_COMMAND),
    (replace(READY, open_sessions=1), Cause.SESSION_OPEN, Remedy.BRING_TO_FRONT),
    (replace(READY, guest=WINDOWS_11), Cause.HINT_HELLO, Remedy.SHOW_GUEST_COMMAND),
    (
        replace(READY, guest=UBUNTU, transport=EnhancedTransport.HVSOCKET),
        Cause.HINT_XRDP,
        Remedy.SHOW_GUEST_COMMAND,
    ),
]


@pytest.mark.parametrize(("case", "cause", "remedy"), TABLE, ids=lambda value: str(value)[:40])
def test_the_first_diagnosis_is_right(case, cause, remedy):
    first = diagnose(case)[0]
    assert (first.cause, first.remedy) == (cause, remedy)


def test_ready_is_what_the_host_says_with_nothing_in_the_way():
    assert diagnose(READY) == ()
    assert is_ready(READY)
    assert is_ready(replace(READY, guest=WINDOWS_11)), "a hint is no reason"
    assert not is_ready(replace(READY, enhanced=EnhancedSession.UNKNOWN))


def test_what_is_not_known_is_no_reason():
    assert diagnose(SessionCase()) == ()


CASES = st.builds(
    SessionCase,
    is_host_online=st.booleans(),
    state=st.sampled_from(VmState),
    enhanced=st.sampled_from(EnhancedSession),
    host_policy=st.none() | st.booleans(),
    transport=st.sampled_from(EnhancedTransport),
    guest=st.sampled_from([GuestFacts(), WINDOWS_11, HOME, SERVER, SERVER_2008, UBUNTU, FREEBSD]),
    edition=st.sampled_from([None, 4, 101]),
    services=st.sampled_from([(), SILENT]),
    uptime_s=st.sampled_from([None, 5, 5_000]),
    port_open=st.none() | st.booleans(),
    has_right=st.none() | st.booleans(),
    has_client=st.booleans(),
    open_sessions=st.sampled_from([0, 1]),
)


@given(CASES)
def test_a_vm_that_runs_and_is_refused_always_gets_a_reason(case):
    found = diagnose(case)
    refused = case.enhanced in (EnhancedSession.NOT_ALLOWED, EnhancedSession.NOT_NOW)
    if refused and case.state is VmState.RUNNING:
        assert any(not each.is_hint for each in found)
    assert [each.is_hint for each in found] == sorted(each.is_hint for each in found)
    assert len({each.cause for each in found}) == len(found)


MODES = st.none() | st.sampled_from(SessionMode)
PASTS = st.builds(Past, MODES, st.frozensets(st.sampled_from(SessionMode)))


@given(CASES, MODES, PASTS)
def test_the_ladder_takes_only_what_is_possible(case, chosen, past):
    ladder = climb(case, ALL, chosen, past)
    passed_over = (Refusal.NOT_CHOSEN, Refusal.FAILED_LATELY)
    rejected = {each.mode: each.why for each in ladder.rejected}
    assert ladder.best is None or ladder.best in ladder.possible
    if chosen in ladder.possible:
        assert ladder.best is chosen
    for mode in SessionMode:
        assert (mode in ladder.possible) is (rejected.get(mode, Refusal.NOT_CHOSEN) in passed_over)
    if SessionMode.ENHANCED in ladder.possible:
        assert all(each.is_hint or each.cause is Cause.SESSION_OPEN for each in diagnose(case))


def test_the_ladder_step_by_step():
    assert climb(READY, ALL).best is SessionMode.ENHANCED
    basic = climb(NOT_NOW, ALL)
    assert basic.best is SessionMode.BASIC
    assert basic.rejected[0].finding.cause is Cause.NOT_NOW
    closed = replace(READY, guest=replace(SERVER, addresses=("10.0.0.9",)), port_open=False)
    assert climb(closed, ALL).best is SessionMode.GUEST_RDP
    linux = replace(READY, guest=UBUNTU, port_open=False)
    assert climb(linux, ALL).best is SessionMode.SSH
    assert climb(linux, Means(frozenset(), False)).best is None
    off = climb(replace(READY, state=VmState.OFF), ALL)
    assert off.best is None
    assert {each.why for each in off.rejected} == {Refusal.VM_NOT_RUNNING}


def test_what_failed_lately_is_not_tried_first_and_what_worked_then_is():
    case = replace(READY, guest=replace(UBUNTU, addresses=("10.0.0.9",)))
    enhanced, basic, ssh = SessionMode.ENHANCED, SessionMode.BASIC, SessionMode.SSH
    assert climb(case, ALL, None, Past(basic)).best is enhanced
    failed = climb(case, ALL, None, Past(None, frozenset({enhanced})))
    assert failed.best is basic
    assert next((each.mode, each.why) for each in failed.rejected) == (
        enhanced,
        Refusal.FAILED_LATELY,
    )
    assert climb(case, ALL, None, Past(ssh, frozenset({enhanced}))).best is ssh
    assert climb(case, ALL, None, Past(ssh, frozenset({ssh}))).best is enhanced
    assert climb(case, ALL, None, Past(enhanced, frozenset({enhanced}))).best is basic
    chosen = climb(case, ALL, enhanced, Past(basic, frozenset({enhanced})))
    assert chosen.best is enhanced
    everything = Past(basic, frozenset(SessionMode))
    assert climb(case, ALL, None, everything).best is enhanced
