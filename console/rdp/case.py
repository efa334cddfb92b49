"""Why an enhanced session will or will not work: a decision table over all that is known, pure.

What is not known never counts as a reason: the table speaks of facts only, and what it cannot know
from outside (whether sign-in is limited to Windows Hello, whether xrdp listens on vsock) it tells
as a hint after the reasons, when the guest's system makes it likely.

Facts: Hyper-V WMI v2 reference ("Msvm_ComputerSystem.EnhancedSessionModeState",
"Msvm_VirtualSystemManagementServiceSettingData.EnhancedSessionModeEnabled"); Microsoft's guide
"Use local resources on Hyper-V virtual machine with VMConnect" for what a guest must be.
"""

import enum
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from console.model.console import EnhancedTransport
from console.model.guest import NO_GUEST, GuestFacts
from console.model.service import ServiceKind, ServiceSnapshot
from console.model.vm import EnhancedSession, VmState


class Cause(enum.Enum):
    """Why it will not work, or might not."""

    NO_CLIENT = "no_client"
    HOST_AWAY = "host_away"
    VM_OFF = "vm_off"
    VM_PAUSED = "vm_paused"
    VM_BUSY = "vm_busy"
    HOST_POLICY = "host_policy"
    PORT_CLOSED = "port_closed"
    NO_RIGHT = "no_right"
    HOME_EDITION = "home_edition"
    OLD_WINDOWS = "old_windows"
    LINUX_TRANSPORT = "linux_transport"
    NO_GUEST_SUPPORT = "no_guest_support"
    GUEST_STARTING = "guest_starting"
    GUEST_SILENT = "guest_silent"
    NOT_ALLOWED = "not_allowed"
    NOT_NOW = "not_now"
    SESSION_OPEN = "session_open"
    # Hints: likely, and not visible from outside.
    HINT_HELLO = "hint_hello"
    HINT_XRDP = "hint_xrdp"


class Remedy(enum.Enum):
    """What can be done about it; the console itself does all but the last four."""

    ENABLE_POLICY = "enable_policy"
    SET_HVSOCKET = "set_hvsocket"
    START_VM = "start_vm"
    RESUME_VM = "resume_vm"
    GRANT_RIGHT = "grant_right"
    CONNECT_HOST = "connect_host"
    BRING_TO_FRONT = "bring_to_front"
    SHOW_GUEST_COMMAND = "show_guest_command"
    INSTALL_CLIENT = "install_client"
    OPEN_PORT = "open_port"
    WAIT = "wait"
    USE_BASIC = "use_basic"


@dataclass(frozen=True, slots=True)
class Finding:
    """One reason, and what to do.

    Attributes:
        cause: Why.
        remedy: What to do about it.
        subject: The thing it is about: an edition, a client, a port; data, for the sentence.
    """

    cause: Cause
    remedy: Remedy
    subject: str = ""

    @property
    def is_hint(self) -> bool:
        """Whether it is only likely."""
        return self.cause in (Cause.HINT_HELLO, Cause.HINT_XRDP)


@dataclass(frozen=True, slots=True)
class SessionCase:
    """All that is known; ``None`` and ``UNKNOWN`` where it is not.

    Attributes:
        is_host_online: Whether the host answers.
        state: What the VM is doing.
        enhanced: What the host says of this VM.
        host_policy: Whether the host allows enhanced sessions at all.
        transport: Which channel the VM is set to.
        generation: 1 or 2.
        guest: What the guest told.
        edition: Its edition's number (``OSEditionId``), as Windows counts editions.
        services: The VM's integration services.
        uptime_s: How long it has run.
        port_open: Whether the host's console port answers.
        port: Which one.
        has_right: Whether the account may open consoles of this VM.
        has_client: Whether a client is installed that can.
        open_sessions: How many enhanced sessions we have open to it.
    """

    is_host_online: bool = True
    state: VmState = VmState.UNKNOWN
    enhanced: EnhancedSession = EnhancedSession.UNKNOWN
    host_policy: bool | None = None
    transport: EnhancedTransport = EnhancedTransport.UNKNOWN
    generation: int | None = None
    guest: GuestFacts = NO_GUEST
    edition: int | None = None
    services: tuple[ServiceSnapshot, ...] = ()
    uptime_s: int | None = None
    port_open: bool | None = None
    port: int = 2179
    has_right: bool | None = None
    has_client: bool = True
    open_sessions: int = 0

    @property
    def is_windows(self) -> bool:
        """Whether the guest told that it is Windows."""
        return "windows" in self.guest.os_name.lower()

    @property
    def is_home_edition(self) -> bool:
        """Whether a Windows guest told an edition that offers no session; by name, if by no number.

        "Home" is said in every language but some; the number is what counts where it is told.
        """
        if not self.is_windows:
            return False
        if self.edition is not None:
            return self.edition in HOME_EDITIONS
        return "home" in self.guest.os_name.lower().split()

    @property
    def is_other_system(self) -> bool:
        """Whether the guest told that it is something else."""
        return bool(self.guest.os_name) and not self.is_windows

    @property
    def windows_version(self) -> tuple[int, ...]:
        """Major and minor version of a Windows guest; empty where it is not known."""
        parts = self.guest.os_version.split(".")[:2]
        if not self.is_windows or len(parts) < 2 or not all(part.isdigit() for part in parts):
            return ()
        return tuple(int(part) for part in parts)


HOME_EDITIONS: Final = frozenset({2, 3, 5, 11, 26, 47, 98, 99, 100, 101})
"""Editions without a remote desktop service: Home, Starter and their variants, as
``OSEditionId`` (``GetProductInfo``: CORE is 101, CORE_N 98, SINGLELANGUAGE 100,
COUNTRYSPECIFIC 99, HOME_BASIC 2, HOME_PREMIUM 3, and their N variants)."""
FIRST_VERSION: Final = (6, 3)
"""Windows 8.1 and Server 2012 R2."""
_STARTING_S: Final = 90
_BUSY: Final = frozenset(
    {
        VmState.STARTING,
        VmState.STOPPING,
        VmState.SAVING,
        VmState.PAUSING,
        VmState.RESUMING,
        VmState.RESETTING,
        VmState.CHANGING,
    }
)

_Test = Callable[[SessionCase], Finding | None]


def diagnose(case: SessionCase) -> tuple[Finding, ...]:
    """Return every reason, the first to be dealt with first; hints last.

    No reason but hints, or nothing, means that an enhanced session can be tried; it is *ready*
    only when the host says so (``is_ready``).
    """
    reasons = [found for test in _TESTS if (found := test(case)) is not None]
    hints = [found for test in _HINTS if (found := test(case)) is not None]
    return (*reasons, *hints)


def is_ready(case: SessionCase) -> bool:
    """Whether an enhanced session will open: the host says so, and nothing stands in the way."""
    said = case.enhanced is EnhancedSession.AVAILABLE
    return said and all(found.is_hint for found in diagnose(case))


def _client(case: SessionCase) -> Finding | None:
    return None if case.has_client else Finding(Cause.NO_CLIENT, Remedy.INSTALL_CLIENT)


def _host(case: SessionCase) -> Finding | None:
    return None if case.is_host_online else Finding(Cause.HOST_AWAY, Remedy.CONNECT_HOST)


def _state(case: SessionCase) -> Finding | None:
    if case.state in (VmState.OFF, VmState.SAVED):
        return Finding(Cause.VM_OFF, Remedy.START_VM)
    if case.state is VmState.PAUSED:
        return Finding(Cause.VM_PAUSED, Remedy.RESUME_VM)
    if case.state in _BUSY:
        return Finding(Cause.VM_BUSY, Remedy.WAIT)
    return None


def _policy(case: SessionCase) -> Finding | None:
    if case.host_policy is False:
        return Finding(Cause.HOST_POLICY, Remedy.ENABLE_POLICY)
    return None


def _port(case: SessionCase) -> Finding | None:
    if case.port_open is False:
        return Finding(Cause.PORT_CLOSED, Remedy.OPEN_PORT, str(case.port))
    return None


def _right(case: SessionCase) -> Finding | None:
    return Finding(Cause.NO_RIGHT, Remedy.GRANT_RIGHT) if case.has_right is False else None


def _edition(case: SessionCase) -> Finding | None:
    if case.is_home_edition:
        return Finding(Cause.HOME_EDITION, Remedy.USE_BASIC, case.guest.os_name)
    return None


def _old(case: SessionCase) -> Finding | None:
    version = case.windows_version
    if version and version < FIRST_VERSION:
        return Finding(Cause.OLD_WINDOWS, Remedy.USE_BASIC, case.guest.os_name)
    return None


def _linux(case: SessionCase) -> Finding | None:
    if not case.is_other_system:
        return None
    name = case.guest.os_name
    if "bsd" in name.lower():
        return Finding(Cause.NO_GUEST_SUPPORT, Remedy.USE_BASIC, name)
    if case.transport is EnhancedTransport.VMBUS:
        return Finding(Cause.LINUX_TRANSPORT, Remedy.SET_HVSOCKET, name)
    return None


def _open(case: SessionCase) -> Finding | None:
    """One at a time: a second one takes the first one's place."""
    if case.open_sessions:
        return Finding(Cause.SESSION_OPEN, Remedy.BRING_TO_FRONT)
    return None


def _said_by_host(case: SessionCase) -> Finding | None:
    """Explain the host's own word where no other reason does."""
    if case.state is not VmState.RUNNING or not case.is_host_online:
        return None
    if any(test(case) is not None for test in (_policy, _edition, _old, _linux)):
        return None
    if case.enhanced is EnhancedSession.NOT_ALLOWED:
        if case.host_policy is True:
            return Finding(Cause.NOT_ALLOWED, Remedy.USE_BASIC)
        return Finding(Cause.HOST_POLICY, Remedy.ENABLE_POLICY)
    return _why_not_now(case) if case.enhanced is EnhancedSession.NOT_NOW else None


def _why_not_now(case: SessionCase) -> Finding:
    """The guest has not offered its remote desktop service (yet)."""
    if case.uptime_s is not None and case.uptime_s < _STARTING_S:
        return Finding(Cause.GUEST_STARTING, Remedy.WAIT)
    if _is_silent(case):
        return Finding(Cause.GUEST_SILENT, Remedy.SHOW_GUEST_COMMAND)
    return Finding(Cause.NOT_NOW, Remedy.SHOW_GUEST_COMMAND, case.guest.os_name)


def _is_silent(case: SessionCase) -> bool:
    beats = [s for s in case.services if s.kind is ServiceKind.HEARTBEAT and s.enabled]
    return bool(beats) and not any(service.is_answering for service in beats)


def _hello(case: SessionCase) -> Finding | None:
    """Windows 10 and 11 can be set to accept Windows Hello only, which no session can do."""
    if case.windows_version >= (10, 0) and "server" not in case.guest.os_name.lower():
        return Finding(Cause.HINT_HELLO, Remedy.SHOW_GUEST_COMMAND)
    return None


def _xrdp(case: SessionCase) -> Finding | None:
    if case.is_other_system and "bsd" not in case.guest.os_name.lower():
        return Finding(Cause.HINT_XRDP, Remedy.SHOW_GUEST_COMMAND)
    return None


_TESTS: Final[tuple[_Test, ...]] = (
    _client,
    _host,
    _state,
    _policy,
    _port,
    _right,
    _edition,
    _old,
    _linux,
    _open,
    _said_by_host,
)
_HINTS: Final[tuple[_Test, ...]] = (_hello, _xrdp)
