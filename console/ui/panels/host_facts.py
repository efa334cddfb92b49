"""A host's facts as text."""

from collections import Counter
from typing import Final

from console.model.host import HostFacts, HostSnapshot
from console.model.vm import VmState
from console.ui import texts
from console.ui.text_context import QT_TRANSLATE_NOOP, Context

HostText = Context("HostText")

_TITLES: Final = {
    "address": QT_TRANSLATE_NOOP("HostText", "Address"),
    "computer": QT_TRANSLATE_NOOP("HostText", "Computer"),
    "system": QT_TRANSLATE_NOOP("HostText", "System"),
    "model": QT_TRANSLATE_NOOP("HostText", "Model"),
    "processors": QT_TRANSLATE_NOOP("HostText", "Processors"),
    "memory": QT_TRANSLATE_NOOP("HostText", "Memory"),
    "vms": QT_TRANSLATE_NOOP("HostText", "Virtual machines"),
    "session": QT_TRANSLATE_NOOP("HostText", "Enhanced session"),
    "vmFolder": QT_TRANSLATE_NOOP("HostText", "VM folder"),
    "diskFolder": QT_TRANSLATE_NOOP("HostText", "Disk folder"),
    "pace": QT_TRANSLATE_NOOP("HostText", "Read"),
    "hostTags": QT_TRANSLATE_NOOP("HostText", "Tags"),
    "hostNotes": QT_TRANSLATE_NOOP("HostText", "Notes"),
}

FACTS: Final = tuple(_TITLES)
WIDE_FACTS: Final = ("vmFolder", "diskFolder", "hostNotes")


def fact_titles() -> dict[str, str]:
    """Return what the facts are called."""
    return {name: HostText.marked(title) for name, title in _TITLES.items()}


def fact_values(host: HostSnapshot) -> dict[str, str]:
    """Return the facts of a host; what it did not tell is empty."""
    values = {
        "address": host.address,
        "pace": _pace(host),
        "hostTags": ", ".join(host.marks.tags),
        "hostNotes": host.marks.notes,
    }
    if host.vms or host.is_current:
        values["vms"] = _counts(host)
    if host.facts is not None:
        values |= _told(host.facts)
    return values


def _told(facts: HostFacts) -> dict[str, str]:
    processors = facts.logical_processors
    return {
        "computer": ".".join(part for part in (facts.name, facts.domain) if part),
        "system": " ".join(part for part in (facts.os_caption, facts.os_version) if part),
        "model": facts.model,
        "processors": "" if processors is None else _logical(processors),
        "memory": _memory(facts),
        "session": _session(facts.enhanced_session_allowed),
        "vmFolder": facts.default_vm_folder,
        "diskFolder": facts.default_disk_folder,
    }


def _logical(count: int) -> str:
    return HostText.tr("%n logical processors", "", count)


def _memory(facts: HostFacts) -> str:
    if facts.memory_mb is None:
        return ""
    if facts.memory_free_mb is None:
        return texts.memory(facts.memory_mb)
    free = texts.memory(facts.memory_free_mb)
    return texts.fill(HostText.tr("%1, %2 free"), texts.memory(facts.memory_mb), free)


def _session(allowed: bool | None) -> str:
    if allowed is None:
        return ""
    return HostText.tr("allowed") if allowed else HostText.tr("not allowed by the host")


def _counts(host: HostSnapshot) -> str:
    states = Counter(vm.state for vm in host.vms)
    total = HostText.tr("%n virtual machines", "", len(host.vms))
    running = HostText.tr("%n running", "", states[VmState.RUNNING])
    return texts.fill(HostText.tr("%1, %2"), total, running)


def _pace(host: HostSnapshot) -> str:
    if host.pace_s is None:
        return ""
    pace = texts.duration(host.pace_s)
    if host.is_slow:
        return texts.fill(HostText.tr("every %1, because the host answers slowly"), pace)
    return texts.fill(HostText.tr("every %1"), pace)
