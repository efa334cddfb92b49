"""Read everything about a host's VMs, one part after the other.

Theory of operation: ``state.read_states`` comes first, since it tells which VMs there are. The
other parts (``plan.plan``) are independent of one another: a caller with two connections may run
them side by side, or spread them over tiers of different pace, and hands the readings to
``assemble``. ``read_inventory`` is the plain sequence for a caller that wants it all now.
"""

from collections.abc import Mapping

from console.hyperv.assemble import assemble, facts_among
from console.hyperv.capability import UNPROBED, Capabilities, Limit
from console.hyperv.plan import Part, plan
from console.hyperv.reading import (
    CheckpointReading,
    HostReading,
    PartKind,
    PartReading,
    StatesReading,
    kind_of,
)
from console.hyperv.state import read_states
from console.model.errors import ConsoleError, Malformed, WsmanFault
from console.wsman.client import WsmanClient

__all__ = ["Part", "joined", "learned", "plan", "read_inventory", "read_states", "read_with_parts"]


def read_inventory(wsman: WsmanClient, known: Capabilities = UNPROBED) -> HostReading:
    """Read a host's facts and all of its VMs.

    A part that the host refuses or garbles is left out and named in ``failed``; a connection that
    breaks, or the states themselves, end the reading.

    Raises:
        HyperVMissing: A Windows host without the role.
        Forbidden: The account may not see Hyper-V.
        ConsoleError: As the transport and ``WsmanClient`` raise.
    """
    states = read_states(wsman, known, cold=True)
    return read_with_parts(wsman, states, plan(states))


def read_with_parts(
    wsman: WsmanClient, states: StatesReading, parts: tuple[Part, ...]
) -> HostReading:
    """Read these parts one after the other, and put everything together."""
    readings: list[PartReading] = []
    failed: dict[PartKind, ConsoleError] = {}
    for part in parts:
        try:
            readings.append(part.read(wsman))
        except (WsmanFault, Malformed) as problem:
            failed[part.kind] = problem.without_frames()
    return joined(states, readings, failed)


def joined(
    states: StatesReading,
    readings: list[PartReading],
    failed: Mapping[PartKind, ConsoleError],
) -> HostReading:
    """Put states and parts together, however they were read: in a row or side by side."""
    return HostReading(
        facts=facts_among(readings),
        vms=assemble(states, readings),
        parts=frozenset(map(kind_of, readings)),
        failed=failed,
        capabilities=learned(states, readings),
    )


def learned(states: StatesReading, readings: list[PartReading]) -> Capabilities:
    """Return what the readings together learned of the host.

    A checkpoint's identifier among the VMs shows that this host's summary lists checkpoints too:
    from then on ``Msvm_ComputerSystem`` says which rows are VMs.
    """
    known = states.capabilities
    vms = {row.id for row in states.rows}
    for reading in readings:
        known = known.joined(reading.capabilities)
        if isinstance(reading, CheckpointReading) and not vms.isdisjoint(reading.own_ids):
            known = known.limited(Limit.SUMMARY_INCOMPLETE)
    return known
