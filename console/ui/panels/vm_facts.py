"""A VM's facts as text: which there are, what they are called, what they say."""

from typing import Final

from console.model.vm import EnhancedSession, VmSnapshot, VmState
from console.ui import texts
from console.ui.text_context import QT_TRANSLATE_NOOP, Context

VmFacts = Context("VmFacts")

_TITLES: Final = {
    "activity": QT_TRANSLATE_NOOP("VmFacts", "Activity"),
    "uptime": QT_TRANSLATE_NOOP("VmFacts", "Uptime"),
    "cpu": QT_TRANSLATE_NOOP("VmFacts", "Processors"),
    "memory": QT_TRANSLATE_NOOP("VmFacts", "Memory"),
    "heartbeat": QT_TRANSLATE_NOOP("VmFacts", "Heartbeat"),
    "guest": QT_TRANSLATE_NOOP("VmFacts", "Guest system"),
    "computer": QT_TRANSLATE_NOOP("VmFacts", "Guest name"),
    "addresses": QT_TRANSLATE_NOOP("VmFacts", "Addresses"),
    "generation": QT_TRANSLATE_NOOP("VmFacts", "Generation"),
    "checkpoints": QT_TRANSLATE_NOOP("VmFacts", "Checkpoints"),
    "enhanced": QT_TRANSLATE_NOOP("VmFacts", "Enhanced session"),
    "notes": QT_TRANSLATE_NOOP("VmFacts", "Notes"),
}

FACTS: Final = tuple(_TITLES)

_ICONS: Final = {
    VmState.RUNNING: "vm-running",
    VmState.OFF: "vm-off",
    VmState.SAVED: "vm-saved",
    VmState.PAUSED: "vm-paused",
    VmState.UNKNOWN: "vm-unknown",
}


def fact_titles() -> dict[str, str]:
    """Return what the facts are called."""
    return {name: VmFacts.marked(title) for name, title in _TITLES.items()}


def fact_values(vm: VmSnapshot) -> dict[str, str]:
    """Return the facts of a VM; what the host did not tell is empty."""
    guest = vm.guest
    has_session = vm.enhanced_session is not EnhancedSession.UNKNOWN
    return {
        "activity": texts.vm_activity(vm.activity),
        "uptime": texts.duration(vm.uptime_s) if vm.uptime_s else "",
        "cpu": _processors(vm),
        "memory": _memory(vm),
        "heartbeat": texts.heartbeat(vm.heartbeat),
        "guest": " ".join(part for part in (guest.os_name, guest.os_version) if part),
        "computer": guest.computer_name,
        "addresses": "\n".join(guest.addresses),
        "generation": _generation(vm),
        "checkpoints": str(vm.checkpoints) if vm.checkpoints else VmFacts.tr("none"),
        "enhanced": texts.enhanced_session(vm.enhanced_session) if has_session else "",
        "notes": vm.notes.strip(),
    }


def state_icon(state: VmState) -> str:
    """Return the name of the icon of a state; every transition has the same."""
    return _ICONS.get(state, "vm-changing")


def _processors(vm: VmSnapshot) -> str:
    if vm.processors is None:
        return texts.percent(vm.cpu_percent) if vm.cpu_percent is not None else ""
    if vm.cpu_percent is None or vm.state is not VmState.RUNNING:
        return str(vm.processors)
    load = texts.percent(vm.cpu_percent)
    return texts.fill(VmFacts.tr("%1, load %2"), str(vm.processors), load)


def _memory(vm: VmSnapshot) -> str:
    if vm.memory_mb is None:
        return ""
    amount = texts.memory(vm.memory_mb)
    if vm.memory_available_percent is None:
        return amount
    free = texts.percent(vm.memory_available_percent)
    return texts.fill(VmFacts.tr("%1, %2 of it free"), amount, free)


def _generation(vm: VmSnapshot) -> str:
    if vm.generation is None:
        return vm.version
    if not vm.version:
        return str(vm.generation)
    return texts.fill(VmFacts.tr("%1, configuration version %2"), str(vm.generation), vm.version)
