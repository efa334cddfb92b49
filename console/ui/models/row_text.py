"""What the cells of a row say, and by what they sort: pure functions of a row.

Everything a guest or a host told is data here: it is shown as plain text and never as markup.
"""

from collections.abc import Sequence
from html import escape
from typing import Final

from console.model.service import ServiceKind
from console.model.vm import Heartbeat, VmActivity, VmState
from console.ui import texts
from console.ui.models.rows import VmRow
from console.ui.text_context import Context

Table = Context("Table")

_STATE_ORDER: Final = {state: rank for rank, state in enumerate(VmState)}
_HEARTBEAT_ORDER: Final = {value: rank for rank, value in enumerate(Heartbeat)}

_WITHOUT_LOAD: Final = (VmState.OFF, VmState.SAVED)

_ICONS: Final = {
    VmState.RUNNING: "vm-running",
    VmState.OFF: "vm-off",
    VmState.SAVED: "vm-saved",
    VmState.PAUSED: "vm-paused",
    VmState.UNKNOWN: "vm-unknown",
}


def state(row: VmRow) -> str:
    """Return the state, or what is being done about it."""
    vm = row.vm
    shown = texts.vm_state(vm.state, vm.transition)
    if row.pending.power is not None:
        return texts.fill(Table.tr("%1 → %2"), shown, texts.power_verb(row.pending.power))
    if vm.activity is not VmActivity.NONE:
        return texts.fill(Table.tr("%1, %2"), shown, texts.vm_activity(vm.activity))
    return shown


def state_icon(row: VmRow) -> str:
    """Return the name of the icon of the state."""
    if row.pending.power is not None:
        return "vm-changing"
    return _ICONS.get(row.vm.state, "vm-changing")


def state_rank(row: VmRow) -> int:
    """Return the place of the state in an order: running first."""
    return _STATE_ORDER[row.vm.state]


def heartbeat_rank(row: VmRow) -> int | None:
    """Return the place of the heartbeat in an order: good first; ``None`` where there is none."""
    if row.vm.heartbeat in (Heartbeat.NONE, Heartbeat.UNKNOWN):
        return None
    return _HEARTBEAT_ORDER[row.vm.heartbeat]


def services_rank(row: VmRow) -> int | None:
    """Return how many services are on but silent, then how many are off: trouble sorts high."""
    if not row.vm.services:
        return None
    silent = sum(1 for s in row.vm.services if s.enabled and not s.is_answering)
    off = sum(1 for s in row.vm.services if s.enabled is False)
    return (silent if row.vm.state is VmState.RUNNING else 0) * 10 + off


def host(row: VmRow) -> str:
    """Return the host, and the others that show the same VM."""
    if not row.rivals:
        return row.host.label
    return texts.fill(Table.tr("%1, also on %2"), row.host.label, ", ".join(row.rivals))


def host_tooltip(row: VmRow, now: float) -> str:
    """Return why the host cannot be believed now, and who else shows the VM, a line each."""
    lines = (staleness(row, now), rivalry(row.rivals))
    return "\n".join(line for line in lines if line)


def rivalry(rivals: Sequence[str]) -> str:
    """Return what it means that other hosts show the same VM; empty when none do."""
    if not rivals:
        return ""
    return texts.fill(
        Table.tr(
            "%1 shows this virtual machine, too: it was moved or copied, or both are one computer."
            " Find out which one is running before you change it."
        ),
        ", ".join(rivals),
    )


def load(row: VmRow) -> int | None:
    """Return the load in per cent; ``None`` where there can be none."""
    return None if row.vm.state in _WITHOUT_LOAD else row.vm.cpu_percent


def cpu(row: VmRow) -> str:
    """Return the load; empty while the VM is not running."""
    percent = load(row)
    return "" if percent is None else texts.percent(percent)


def assigned(row: VmRow) -> int | None:
    """Return the assigned memory in MB; ``None`` where none is."""
    return row.vm.memory_mb or None


def memory(row: VmRow) -> str:
    """Return the assigned memory; empty where none is."""
    megabytes = assigned(row)
    return "" if megabytes is None else texts.memory(megabytes)


def uptime(row: VmRow) -> str:
    """Return how long the VM has been running."""
    return "" if not row.vm.uptime_s else texts.duration(row.vm.uptime_s)


def service(row: VmRow, kind: ServiceKind) -> str:
    """Return one service with its name, for a tooltip or a screen reader."""
    name = texts.service_name(kind)
    target = row.pending.target(kind)
    if target is not None:
        template = Table.tr("%1: switching on…") if target else Table.tr("%1: switching off…")
        return texts.fill(template, name)
    snapshot = row.service(kind)
    if snapshot is None:
        return texts.fill(Table.tr("%1: not read yet"), name)
    return texts.fill(Table.tr("%1: %2"), name, texts.service_status(snapshot, row.vm.state))


def services(row: VmRow) -> str:
    """Return all six services in words."""
    return "; ".join(service(row, kind) for kind in ServiceKind)


def staleness(row: VmRow, now: float) -> str:
    """Return why the row cannot be believed, and how old it is; empty when it is current."""
    if row.is_current:
        return ""
    link = texts.link(row.host.link)
    if row.host.stale_since is None:
        return texts.fill(Table.tr("%1: %2"), row.host.label, link)
    age = texts.age(now - row.host.stale_since)
    return texts.fill(Table.tr("%1: %2; last read %3"), row.host.label, link, age)


def name_tooltip(row: VmRow, now: float) -> str:
    """Return name, state, notes and staleness, a line each."""
    lines = (
        row.vm.name,
        state(row),
        row.vm.notes[:500],
        rivalry(row.rivals),
        staleness(row, now),
    )
    return "\n".join(line for line in lines if line)


def rich(text: str) -> str:
    """Return plain text as rich text that shows just that.

    Qt guesses whether a tooltip is markup; a guest's name must not decide it.
    """
    return f"<qt>{escape(text).replace(chr(10), '<br>')}</qt>" if text else ""


def summary(row: VmRow, now: float) -> str:
    """Return the row as a screen reader says it."""
    parts = [row.vm.name, state(row)]
    if row.vm.heartbeat not in (Heartbeat.NONE, Heartbeat.UNKNOWN):
        parts.append(texts.fill(Table.tr("heartbeat %1"), texts.heartbeat(row.vm.heartbeat)))
    for snapshot in row.vm.services:
        if snapshot.enabled is False and snapshot.kind is not ServiceKind.HEARTBEAT:
            parts.append(texts.fill(Table.tr("%1 off"), texts.service_name(snapshot.kind)))
    if row.is_busy:
        parts.append(Table.tr("busy"))
    if row.rivals:
        parts.append(texts.fill(Table.tr("also on %1"), ", ".join(row.rivals)))
    if not row.is_current:
        parts.append(staleness(row, now))
    return ", ".join(parts)
