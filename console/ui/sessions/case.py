"""What is known of a VM's session, as one value for ladder, doctor and card: pure.

Some of it stands in the store, the rest is read when somebody looks (``session_facts``). What has
not been read, or could not be, stays unknown, and the doctor takes the unknown for no reason.
"""

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from console.model.console import ConsoleAccess, ConsoleFacts, EnhancedTransport
from console.model.guest import GuestData, GuestFacts
from console.model.host import HostSnapshot
from console.model.identity import VmKey
from console.model.session import SessionMode
from console.model.vm import VmSnapshot
from console.rdp.case import Finding, SessionCase, diagnose, is_ready
from console.rdp.ladder import Ladder, Past, climb
from console.rdp.session import CONSOLE_PORT
from console.settings.session_schema import SessionChoices
from console.ui.sessions.ports import LocalTools, OpenSession

_EDITION = "OSEditionId"
"""An intrinsic item of the data exchange (Msvm_KvpExchangeComponent)."""


@dataclass(frozen=True, slots=True)
class ReadFacts:
    """What was read of a VM on demand; ``None`` where it was not, or could not be.

    Attributes:
        console: The host's console port.
        transport: Which channel the VM is set to.
        access: Who may open its console.
        guest: What the guest tells.
        port_open: Whether the console port answers from here.
    """

    console: ConsoleFacts | None = None
    transport: EnhancedTransport = EnhancedTransport.UNKNOWN
    access: tuple[ConsoleAccess, ...] | None = None
    guest: GuestData | None = None
    port_open: bool | None = None

    @property
    def port(self) -> int:
        """The console port; the usual one where the host did not tell."""
        told = self.console.port if self.console is not None else None
        return told or CONSOLE_PORT


NOTHING_READ = ReadFacts()


@dataclass(frozen=True, slots=True)
class Side:
    """Our side of a session.

    Attributes:
        user: Our account on the host; empty while it is not known.
        tools: What this computer has; ``None`` before it was looked for.
        choices: What the user chose.
        open_sessions: The open sessions, of any VM.
        failures: The modes that failed a short while ago, by VM.
    """

    user: str = ""
    tools: LocalTools | None = None
    choices: SessionChoices = field(default_factory=SessionChoices)
    open_sessions: tuple[OpenSession, ...] = ()
    failures: Mapping[VmKey, frozenset[SessionMode]] = field(
        default_factory=lambda: MappingProxyType({})
    )

    def sessions_of(self, key: VmKey) -> tuple[OpenSession, ...]:
        """Return the open sessions of one VM."""
        return tuple(session for session in self.open_sessions if session.key == key)


@dataclass(frozen=True, slots=True)
class SessionView:
    """What the card, the doctor and the commands need to know of one VM.

    Attributes:
        key: The VM.
        vm_name: As its host calls it.
        host_label: As the user calls the host.
        case: All that is known.
        findings: Why no enhanced session will open, hints last.
        is_ready: Whether the host says that one will.
        ladder: Which rung to take.
        chosen: The mode that the user wants; ``None`` for the best.
        worked: The mode of the last session that came about.
        sessions: Those that are open to it.
        tools: What this computer has; ``None`` before it was looked for.
    """

    key: VmKey
    vm_name: str
    host_label: str
    case: SessionCase
    findings: tuple[Finding, ...]
    is_ready: bool
    ladder: Ladder
    chosen: SessionMode | None = None
    worked: SessionMode | None = None
    sessions: tuple[OpenSession, ...] = ()
    tools: LocalTools | None = None


def session_case(
    host: HostSnapshot, vm: VmSnapshot, read: ReadFacts = NOTHING_READ, side: Side | None = None
) -> SessionCase:
    """Return all that is known of a VM's session."""
    side = side or Side()
    key = VmKey(host.id, vm.id)
    opened = side.sessions_of(key)
    return SessionCase(
        is_host_online=host.is_current,
        state=vm.state,
        enhanced=vm.enhanced_session,
        host_policy=host.facts.enhanced_session_allowed if host.facts is not None else None,
        transport=read.transport,
        generation=vm.generation,
        guest=_reachable(vm.guest),
        edition=edition_of(read.guest),
        services=vm.services,
        uptime_s=vm.uptime_s,
        port_open=read.port_open,
        port=read.port,
        has_right=right_of(side.user, read.access),
        has_client=_has_client(side),
        open_sessions=sum(session.mode is SessionMode.ENHANCED for session in opened),
    )


def session_view(
    host: HostSnapshot, vm: VmSnapshot, read: ReadFacts = NOTHING_READ, side: Side | None = None
) -> SessionView:
    """Return what is shown of a VM's session."""
    side = side or Side()
    key = VmKey(host.id, vm.id)
    case = session_case(host, vm, read, side)
    chosen = side.choices.chosen_mode(key)
    tools = side.tools or LocalTools()
    past = Past(side.choices.worked_mode(key), side.failures.get(key, frozenset()))
    return SessionView(
        key,
        vm.name,
        host.label,
        case,
        diagnose(case),
        is_ready(case),
        climb(case, tools.means(side.choices), chosen, past),
        chosen,
        past.worked,
        side.sessions_of(key),
        side.tools,
    )


def best_address(addresses: tuple[str, ...]) -> str:
    """Return the address of a guest to be reached at: IPv4 first, none of one link only."""
    usable: list[tuple[int, str]] = []
    for text in addresses:
        try:
            address = ipaddress.ip_address(text)
        except ValueError:  # it comes from the guest
            continue
        if not (address.is_link_local or address.is_loopback or address.is_unspecified):
            usable.append((address.version, text))
    return min(usable, key=lambda each: each[0])[1] if usable else ""


def edition_of(guest: GuestData | None) -> int | None:
    """Return the number of a Windows edition that the guest told, ``None`` when it did not."""
    told = guest.value(_EDITION).strip() if guest is not None else ""
    return int(told) if told.isascii() and told.isdigit() and len(told) < 6 else None


def right_of(user: str, access: tuple[ConsoleAccess, ...] | None) -> bool | None:
    r"""Return whether our account may open the console, as far as the list tells.

    Only an entry of our own name decides: groups, and SIDs, cannot be told apart from here, so an
    account that stands in no list is *not known*, never *denied* (an administrator of Hyper-V
    may in any case).
    """
    if not user or access is None:
        return None
    own = [entry for entry in access if same_account(user, entry.trustee)]
    if any(not entry.is_allowed for entry in own):
        return False
    return True if own else None


def same_account(one: str, other: str) -> bool:
    r"""Whether two names mean one account: ``LAB\ann`` is ``lab\ANN``, and ``ann`` as well."""
    domain, name = _split(one)
    other_domain, other_name = _split(other)
    if not name or name != other_name:
        return False
    if not domain or not other_domain:
        return True
    return domain == other_domain or domain.split(".")[0] == other_domain.split(".")[0]


def _reachable(guest: GuestFacts) -> GuestFacts:
    """Leave out addresses that cannot be reached from here: they make no rung."""
    best = best_address(guest.addresses)
    return replace(guest, addresses=(best,) if best else ())


def _split(account: str) -> tuple[str, str]:
    text = account.strip().casefold()
    if "\\" in text:
        domain, _, name = text.partition("\\")
        return domain, name
    name, _, domain = text.partition("@")
    return domain, name


def _has_client(side: Side) -> bool:
    """Whether a client can show a console; before it was looked for, nothing speaks against."""
    if side.tools is None:
        return True
    return SessionMode.ENHANCED in side.tools.means(side.choices).modes
