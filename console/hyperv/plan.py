"""Choose how to read the rest of an inventory, by arithmetic on requests.

A host puts one item into the reply of an Enumerate when there are more, and then fills each Pull's
reply up to the envelope's limit: 512,000 bytes, counted in UTF-16, so 256,000 characters. Hence a
class costs one request for one row or none, else two and one more for each further envelope. The
sizes of rows below are estimates; a wrong one costs some requests, never a row.
``docs/protocol-notes.md`` has the figures.
"""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Final

from console.hyperv.address import read_addresses
from console.hyperv.capability import Capabilities, Limit
from console.hyperv.checkpoint import read_checkpoints
from console.hyperv.component import read_components, read_switches
from console.hyperv.guest import read_guests
from console.hyperv.host import read_facts_part
from console.hyperv.query import COMPONENTS
from console.hyperv.reading import PartKind, PartReading, StatesReading
from console.hyperv.wire import has_components
from console.wsman.client import WsmanClient
from console.wsman.message import MAX_ENVELOPE_SIZE

ENVELOPE_CHARACTERS: Final = MAX_ENVELOPE_SIZE // 2
_SERVICES: Final = len(COMPONENTS)

STATE_ROW: Final = 760
COLD_STATE_ROW: Final = 900
COMPONENT_ROW: Final = 340
"""On the parent class, with CreationClassName."""
OWN_COMPONENT_ROW: Final = 265
SWITCH_ROW: Final = 285
SWITCH_OBJECT: Final = 1_550
"""A whole object: the parent class has no column for the switch."""
ADAPTER_ROW: Final = 380
GUEST_ROW: Final = 14_500
"""About 19 items of 760 characters, which are XML written as text in XML."""
CHECKPOINT_ROW: Final = 420

_CHECKPOINTS_PER_100_VMS: Final = 10
"""An allowance: every checkpoint has its own copies of the settings, which come along."""
_FACTS_REQUESTS: Final = 3
_SMALL: Final = 100
_SMALL_BUDGET: Final = 20
_VMS_PER_FURTHER_REQUEST: Final = 36


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an inventory still to be read; independent of the other parts.

    Attributes:
        kind: What it reads.
        requests: How many requests it is expected to cost.
        read: Reads it; raises what ``WsmanClient`` raises.
    """

    kind: PartKind
    requests: int
    read: Callable[[WsmanClient], PartReading]


def requests_for(rows: int, characters: int) -> int:
    """Return what a set of rows of this size costs."""
    if rows <= 1:
        return 1
    return 1 + math.ceil((rows - 1) / max(1, ENVELOPE_CHARACTERS // characters))


def budget_for(vms: int) -> int:
    """Return how many requests a whole inventory may cost: 20 up to 100 VMs, 45 for 1,000."""
    return _SMALL_BUDGET + math.ceil(max(0, vms - _SMALL) / _VMS_PER_FURTHER_REQUEST)


def plan(
    states: StatesReading,
    kinds: Iterable[PartKind] = tuple(PartKind),
    *,
    budget: int | None = None,
) -> tuple[Part, ...]:
    """Return the parts that read the rest, within the budget where there is a way.

    Guests' own names are the most expensive part. They are in the plan while the budget allows, and
    then bring the addresses along; else the cheaper addresses are, and ``guest.read_guests`` is
    left to a later tier.

    Args:
        states: The states just read; they tell how much there is to read and what the host can.
        kinds: Which parts are wanted. Asking for GUESTS but not for ADDRESSES puts them in the
            plan whatever they cost.
        budget: Requests for everything, those for the states included; ``budget_for`` by default.
    """
    wanted = frozenset(kinds)
    limit = budget_for(len(states.rows)) if budget is None else budget
    left = limit - requests_for(len(states.rows), COLD_STATE_ROW)
    choices = [
        [part for part in parts if part.kind in wanted] for parts in _alternatives(states, wanted)
    ]
    for parts in choices:
        if _cost(parts) <= left:
            return tuple(parts)
    return tuple(min(choices, key=_cost))


def _cost(parts: Iterable[Part]) -> int:
    return sum(part.requests for part in parts)


def _alternatives(states: StatesReading, wanted: frozenset[PartKind]) -> Iterable[list[Part]]:
    """Yield what can be done, best first: most facts, then the least load on the host."""
    facts = Part(PartKind.FACTS, _FACTS_REQUESTS, partial(read_facts_part, known=_known(states)))
    if not states.rows:
        yield [facts]
        return
    base = [_checkpoints(states), _components(states), facts]
    guests = [_guests(states)]
    if PartKind.ADDRESSES in wanted:
        guests.append(_addresses(states))
    if PartKind.GUESTS not in wanted:
        guests = [_addresses(states)]
    switches = [_switches(states, broad=False)]
    if Limit.NO_BROAD_SWITCHES not in _known(states):
        # Whole objects cost five times the bytes, so they come first only where they save half the
        # requests; else only where nothing else fits.
        broad = _switches(states, broad=True)
        switches.insert(0 if 2 * broad.requests <= switches[0].requests else 1, broad)
    for guest in guests:
        for switch in switches:
            yield [*base, switch, guest]


def _known(states: StatesReading) -> Capabilities:
    return states.capabilities


def _running(states: StatesReading) -> int:
    return sum(has_components(row.state) for row in states.rows)


def _checkpoints(states: StatesReading) -> Part:
    has_gaps = states.is_cold and any(
        row.generation is None or row.version is None for row in states.rows
    )
    rows = 2 * len(states.rows) if has_gaps else len(states.rows)
    return Part(
        PartKind.CHECKPOINTS,
        requests_for(rows, CHECKPOINT_ROW),
        partial(read_checkpoints, known=_known(states), with_settings=has_gaps),
    )


def _components(states: StatesReading) -> Part:
    running = _running(states)
    if Limit.NO_BROAD_COMPONENTS in _known(states):
        requests = _SERVICES * requests_for(running, OWN_COMPONENT_ROW)
    else:
        requests = requests_for(_SERVICES * running, COMPONENT_ROW)
    return Part(
        PartKind.COMPONENTS,
        requests,
        partial(read_components, known=_known(states), expected=running > 0),
    )


def _switches(states: StatesReading, *, broad: bool) -> Part:
    settings = len(states.rows) * (100 + _CHECKPOINTS_PER_100_VMS) // 100
    requests = (
        requests_for(_SERVICES * settings, SWITCH_OBJECT)
        if broad
        else _SERVICES * requests_for(settings, SWITCH_ROW)
    )
    return Part(
        PartKind.SWITCHES, requests, partial(read_switches, known=_known(states), broad=broad)
    )


def _addresses(states: StatesReading) -> Part:
    return Part(
        PartKind.ADDRESSES,
        requests_for(len(states.rows), ADAPTER_ROW),
        partial(read_addresses, known=_known(states)),
    )


def _guests(states: StatesReading) -> Part:
    return Part(
        PartKind.GUESTS,
        requests_for(_running(states), GUEST_ROW),
        partial(read_guests, known=_known(states)),
    )
