"""Everything that the client reads of a host, one step after the other.

A step is one reading of ``console.hyperv``. One that fails is part of the truth and ends nothing
but itself; only a connection that breaks ends the walk. The same walk runs over a host and over a
recording of it, so which VMs it looks at follows from what the host answers and from nothing else.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from console.hyperv import console, guest_network, jobs, kvp, screen, services
from console.hyperv.address import read_addresses
from console.hyperv.capability import Capabilities
from console.hyperv.checkpoint import read_checkpoints
from console.hyperv.component import read_components, read_switches
from console.hyperv.device import read_devices
from console.hyperv.guest import read_guests
from console.hyperv.guest_file import find_file_service
from console.hyperv.host import read_facts
from console.hyperv.inventory import read_inventory
from console.hyperv.keyboard import find_keyboard
from console.hyperv.power import read_state
from console.hyperv.presence import count_vms, read_limits, shows_management
from console.hyperv.reading import StateRow, StatesReading
from console.hyperv.state import read_states
from console.hyperv.summary import call_for_summaries
from console.model.errors import (
    ConsoleError,
    NotWsman,
    Refused,
    TimedOut,
    Unreachable,
    Untrusted,
)
from console.model.identity import VmId
from console.model.service import ServiceKind
from console.recording.tape import TapeFull
from console.wsman.client import WsmanClient

VMS: Final = 6
"""How many VMs are looked at one by one: enough for each state, and quick on a large host."""
_JOBS: Final = 4
_SCREEN: Final = (64, 48)

_ENDS: Final = (Unreachable, Refused, Untrusted, NotWsman, TapeFull)

Begin = Callable[[str], None]
Read = Callable[[WsmanClient], object]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a step brought.

    Attributes:
        step: Its name.
        result: What the reading returned.
        error: Why it returned nothing.
    """

    step: str
    result: object = None
    error: ConsoleError | None = None


def taken(wsman: WsmanClient, step: str, read: Read, begin: Begin) -> Outcome:
    """Take one step.

    Raises:
        Unreachable: The connection broke; further steps would only fail, too.
        Refused: We are not let in; to knock again might lock the account.
        Untrusted: The certificate changed.
        NotWsman: Somebody else answers.
        TimedOut: The host cannot be connected to.
        TapeFull: There is no room for more.
    """
    begin(step)
    try:
        return Outcome(step, read(wsman))
    except _ENDS:
        raise
    except TimedOut as error:
        if error.phase == "connect":
            raise
        return Outcome(step, error=error)
    except ConsoleError as error:
        return Outcome(step, error=error)


def walk(wsman: WsmanClient, begin: Begin, *, vms: int = VMS) -> Iterator[Outcome]:
    """Take every step.

    Args:
        wsman: The host, or a recording.
        begin: Is told each step's name before it.
        vms: How many VMs to look at one by one.

    Raises:
        Unreachable: The connection broke.
    """
    yield taken(wsman, "identify", WsmanClient.identify, begin)
    states = taken(wsman, "states.cold", partial(read_states, cold=True), begin)
    yield states
    chosen = choose(rows_of(states), vms)
    for step, read in _of_host(chosen):
        yield taken(wsman, step, read, begin)
    for number, row in enumerate(chosen):
        for step, read in _of_vm(row.id):
            yield taken(wsman, f"vm{number}.{step}", read, begin)


def rows_of(states: Outcome) -> tuple[StateRow, ...]:
    """Return the VMs that a reading of the states brought."""
    return states.result.rows if isinstance(states.result, StatesReading) else ()


def choose(rows: Sequence[StateRow], count: int) -> tuple[StateRow, ...]:
    """Return some VMs, of as many states as possible."""
    by_state: dict[str, list[StateRow]] = {}
    for row in rows:
        by_state.setdefault(row.state.value, []).append(row)
    chosen: list[StateRow] = []
    while len(chosen) < min(count, len(rows)):
        for waiting in by_state.values():
            if waiting and len(chosen) < count:
                chosen.append(waiting.pop(0))
    return tuple(chosen)


def _of_host(chosen: tuple[StateRow, ...]) -> Iterator[tuple[str, Read]]:
    """Yield what is read of a host as a whole, each in every way that the client knows."""
    yield "presence", shows_management
    yield "count", count_vms
    yield "limits", read_limits
    yield "facts", read_facts
    yield "states", read_states
    yield "checkpoints", read_checkpoints
    yield "checkpoints.settings", partial(read_checkpoints, with_settings=True)
    yield "components.broad", partial(read_components, broad=True)
    yield "components.each", partial(read_components, broad=False)
    yield "switches.broad", partial(read_switches, broad=True)
    yield "switches.each", partial(read_switches, broad=False)
    yield "addresses", read_addresses
    yield "devices", read_devices
    yield "guests", read_guests
    yield "summaries", partial(_call_for_summaries, vms=tuple(row.id for row in chosen))
    yield "inventory", read_inventory
    yield "console", console.read_console_facts
    yield "jobs", _read_jobs


def _of_vm(vm: VmId) -> Iterator[tuple[str, Read]]:
    yield "state", partial(read_state, vm=vm)
    yield "services", partial(services.read_services, vm=vm)
    for kind in ServiceKind:
        yield f"service.{kind.value}", partial(services.read_service, vm=vm, kind=kind)
    yield "guest", partial(kvp.read_guest_data, vm=vm)
    yield "networks", partial(guest_network.read_networks, vm=vm)
    yield "access", partial(console.read_access, vm=vm)
    yield "transport", partial(console.read_transport, vm=vm)
    yield "resolution", partial(screen.read_resolution, vm=vm)
    width, height = _SCREEN
    yield "screen", partial(screen.read_screen, vm=vm, width=width, height=height)
    yield "keyboard", partial(find_keyboard, vm=vm)
    yield "file_service", partial(find_file_service, vm=vm)


def _call_for_summaries(wsman: WsmanClient, vms: tuple[VmId, ...]) -> object:
    if not vms:
        return ()
    return call_for_summaries(wsman, vms, Capabilities(), cold=True)


def _read_jobs(wsman: WsmanClient) -> object:
    """Read the jobs that the host still keeps, with what it says of their errors."""
    found = jobs.find(wsman)[:_JOBS]
    return tuple((jobs.read(wsman, job), jobs.error_texts(wsman, job)) for job in found)
