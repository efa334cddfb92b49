"""What guests tell, in words: sources, well-known names, states, and why an entry cannot be so.

Names and values are written by guests. ``visible`` shows them as they are, each control character
as a sign of its own, and ``capped`` keeps a flood out of the window.
"""

import re
from dataclasses import dataclass
from typing import Final

from console.model.guest import GuestData, GuestItem, ItemSource
from console.model.integration import guest_family
from console.model.service import ServiceKind
from console.model.vm import VmSnapshot, VmState
from console.ui.sentences.guest_steps import GuestStep, guest_step
from console.ui.text_context import QT_TRANSLATE_NOOP, Context, fill

GuestText = Context("GuestText")

MAX_SHOWN: Final = 200
"""Characters of a value in a label or a cell."""
MAX_TOOLTIP: Final = 1_000

_HIDDEN: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u115f\u1160\u180e\u200b-\u200d\u2028-\u202e\u2060-\u206f"
    "\u3164\ufeff\uffa0\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e0fff]"
)
"""Controls, and what changes a line without being seen.

Breaks, zero widths, bidi overrides, fillers without a shape, and tags, which can carry a whole
text. The plain marks U+200E and U+200F stay as they are: Arabic and Hebrew need them.
"""
_SIGNS: Final = {"\n": "↵", "\t": "⇥"}
_WITHOUT_GUEST: Final = frozenset({VmState.OFF, VmState.SAVED})

_SOURCES: Final = {
    ItemSource.HOST: QT_TRANSLATE_NOOP("GuestText", "Host"),
    ItemSource.HOST_ONLY: QT_TRANSLATE_NOOP("GuestText", "Host only"),
    ItemSource.GUEST: QT_TRANSLATE_NOOP("GuestText", "Guest software"),
    ItemSource.INTRINSIC: QT_TRANSLATE_NOOP("GuestText", "Guest system"),
}
_SOURCES_MORE: Final = {
    ItemSource.HOST: QT_TRANSLATE_NOOP("GuestText", "Written on the host, for the guest to read."),
    ItemSource.HOST_ONLY: QT_TRANSLATE_NOOP(
        "GuestText", "Written on the host, for the host; the guest never sees it."
    ),
    ItemSource.GUEST: QT_TRANSLATE_NOOP("GuestText", "Written by software in the guest."),
    ItemSource.INTRINSIC: QT_TRANSLATE_NOOP(
        "GuestText", "Told by the guest's integration components."
    ),
}
_NAMES: Final = {
    "FullyQualifiedDomainName": QT_TRANSLATE_NOOP("GuestText", "Computer name"),
    "OSName": QT_TRANSLATE_NOOP("GuestText", "System"),
    "OSVersion": QT_TRANSLATE_NOOP("GuestText", "System version"),
    "OSMajorVersion": QT_TRANSLATE_NOOP("GuestText", "System version, major"),
    "OSMinorVersion": QT_TRANSLATE_NOOP("GuestText", "System version, minor"),
    "OSBuildNumber": QT_TRANSLATE_NOOP("GuestText", "System build"),
    "OSPlatformId": QT_TRANSLATE_NOOP("GuestText", "System platform"),
    "OSEditionId": QT_TRANSLATE_NOOP("GuestText", "System edition"),
    "CSDVersion": QT_TRANSLATE_NOOP("GuestText", "Service pack"),
    "ServicePackMajor": QT_TRANSLATE_NOOP("GuestText", "Service pack, major"),
    "ServicePackMinor": QT_TRANSLATE_NOOP("GuestText", "Service pack, minor"),
    "SuiteMask": QT_TRANSLATE_NOOP("GuestText", "Product suites"),
    "ProductType": QT_TRANSLATE_NOOP("GuestText", "Product type"),
    "ProcessorArchitecture": QT_TRANSLATE_NOOP("GuestText", "Architecture"),
    "IntegrationServicesVersion": QT_TRANSLATE_NOOP("GuestText", "Integration services"),
    "NetworkAddressIPv4": QT_TRANSLATE_NOOP("GuestText", "IPv4 addresses"),
    "NetworkAddressIPv6": QT_TRANSLATE_NOOP("GuestText", "IPv6 addresses"),
    "RDPAddressIPv4": QT_TRANSLATE_NOOP("GuestText", "Remote desktop IPv4 addresses"),
    "RDPAddressIPv6": QT_TRANSLATE_NOOP("GuestText", "Remote desktop IPv6 addresses"),
}
_ARCHITECTURES: Final = {"0": "x86", "5": "ARM", "6": "Itanium", "9": "x64", "12": "ARM64"}
"""``wProcessorArchitecture`` of Windows' SYSTEM_INFO; other systems send the name itself."""


@dataclass(frozen=True, slots=True)
class Situation:
    """Why a guest tells nothing, and what to do.

    Attributes:
        text: What is so.
        more: What it means, or what to do on the host's side; may be empty.
        step: What to do inside the guest.
    """

    text: str
    more: str = ""
    step: GuestStep | None = None


def visible(text: str) -> str:
    """Return one line in which every character can be seen: ``↵`` for a line's end."""
    return _HIDDEN.sub(_sign, text)


def capped(text: str, limit: int = MAX_SHOWN) -> str:
    """Return a text of at most ``limit`` characters; what is missing is told by ``…``."""
    return text if len(text) <= limit else text[: limit - 1] + "…"


def shown(text: str, limit: int = MAX_SHOWN) -> str:
    """Return a text of a guest as a label may show it."""
    return capped(visible(text[: limit + 1]), limit)


def visible_lines(text: str) -> str:
    """Return a text line by line as it is, every other hidden character as a sign."""
    lines = text.replace("\r\n", "\n").split("\n")
    return "\n".join(visible(line) for line in lines)


def item_source(source: ItemSource) -> str:
    """Return where an item comes from."""
    return GuestText.marked(_SOURCES[source])


def item_source_more(source: ItemSource) -> str:
    """Return who wrote such items, and for whom, as a sentence."""
    return GuestText.marked(_SOURCES_MORE[source])


def item_name(item: GuestItem) -> str:
    """Return an item's name; what a well-known one means is told by ``item_meaning``."""
    return shown(item.name)


def item_label(item: GuestItem) -> str:
    """Return what an item is called in the table: a well-known one by what it means."""
    return item_meaning(item) or item_name(item)


def item_meaning(item: GuestItem) -> str:
    """Return what a well-known fact of the guest is; empty for any other name."""
    name = _NAMES.get(item.name) if item.source is ItemSource.INTRINSIC else None
    return GuestText.marked(name) if name else ""


def architecture(value: str) -> str:
    """Return a processor architecture as people call it."""
    return _ARCHITECTURES.get(value.strip(), value)


def read_age(age: str) -> str:
    """Return when something was read, from ``texts.age``."""
    return fill(GuestText.tr("Read %1"), age) if age else ""


def damaged_items(count: int) -> str:
    """Return that items could not be read; empty for none."""
    if not count:
        return ""
    return GuestText.tr("%n item(s) could not be read and are missing here.", "", count)


def situation(vm: VmSnapshot, data: GuestData) -> Situation | None:
    """Return why a guest tells nothing now, ``None`` when it does."""
    service = vm.service(ServiceKind.KVP)
    if service is not None and service.enabled is None:
        return Situation(GuestText.tr("This virtual machine has no data exchange service."))
    if service is not None and not service.enabled:
        return Situation(
            GuestText.tr("Data exchange is switched off for this virtual machine."),
            GuestText.tr("Switch it on among the integration services; then the guest can tell."),
        )
    if vm.state in _WITHOUT_GUEST:
        is_off = vm.state is VmState.OFF
        return Situation(
            GuestText.tr("The virtual machine is off; its guest tells nothing.")
            if is_off
            else GuestText.tr("The virtual machine is saved; its guest tells nothing."),
            GuestText.tr("Items of the host are kept, and the guest can read them when it runs."),
        )
    if data.has_contact:
        return None
    if vm.state is not VmState.RUNNING:
        return Situation(GuestText.tr("The guest does not run just now, so it tells nothing."))
    return Situation(
        GuestText.tr("Nothing in the guest answers on data exchange."),
        GuestText.tr("A guest that still starts needs a minute."),
        guest_step(guest_family(vm.guest), ServiceKind.KVP),
    )


def _sign(match: re.Match[str]) -> str:
    return _SIGNS.get(match.group()) or f"⟨{ord(match.group()):04X}⟩"
