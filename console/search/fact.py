"""Everything that can be found about a VM, fact by fact, with what kind of fact it is."""

import enum
from collections.abc import Iterator
from typing import Final

from console.model.device import mac_text
from console.model.vm import VmSnapshot
from console.search.fold import fold
from console.search.subject import HostSide, Subject


class FactKind(enum.Enum):
    """What a text that was found is; the order is that of interest."""

    NAME = "name"
    COMPUTER = "computer"
    ADDRESS = "address"
    MAC = "mac"
    SYSTEM = "system"
    TAG = "tag"
    NOTE = "note"
    DISK = "disk"
    SWITCH = "switch"
    VLAN = "vlan"
    CHECKPOINT = "checkpoint"
    ITEM = "item"
    STATE = "state"
    HOST = "host"
    FOLDER = "folder"
    ID = "id"


Fact = tuple[FactKind, str]

SEPARATOR: Final = "\x1f"
"""Between facts in a searched text, so that no word is found across two of them."""


def vm_facts(vm: VmSnapshot) -> Iterator[Fact]:
    """Yield the facts of a VM itself, as they are shown."""
    guest = vm.guest
    yield FactKind.NAME, vm.name
    if guest.computer_name:
        yield FactKind.COMPUTER, guest.computer_name
    for address in guest.addresses:
        yield FactKind.ADDRESS, address
    for adapter in vm.adapters:
        if adapter.mac:
            yield FactKind.MAC, mac_text(adapter.mac)
    if guest.os_name:
        yield FactKind.SYSTEM, guest.os_name
    if vm.notes:
        yield FactKind.NOTE, vm.notes
    for path in vm.disks:
        yield FactKind.DISK, path
    for switch in dict.fromkeys(adapter.switch for adapter in vm.adapters if adapter.switch):
        yield FactKind.SWITCH, switch
    for vlan in dict.fromkeys(vlan for adapter in vm.adapters for vlan in adapter.vlans):
        yield FactKind.VLAN, str(vlan)
    for name in vm.checkpoint_names:
        yield FactKind.CHECKPOINT, name
    for name, data in guest.items:
        yield FactKind.ITEM, f"{name}={data}"


def host_facts(host: HostSide) -> Iterator[Fact]:
    """Yield the facts of a host."""
    yield FactKind.HOST, host.label
    if host.address and host.address != host.label:
        yield FactKind.HOST, host.address
    if host.folder:
        yield FactKind.FOLDER, host.folder
    if host.notes:
        yield FactKind.NOTE, host.notes


def facts(subject: Subject) -> Iterator[Fact]:
    """Yield everything that can be found about a VM."""
    yield from vm_facts(subject.vm)
    for tag in subject.tags:
        yield FactKind.TAG, tag
    yield FactKind.STATE, subject.vm.state.value
    yield from host_facts(subject.host)
    yield FactKind.ID, subject.vm.id


def searched_text(subject: Subject, *more: str) -> str:
    """Return all facts but VLANs in one folded text, hardware addresses in each of their spellings.

    This is ``facts`` written out: it is made for every VM when the first letter is typed.

    Args:
        subject: The VM.
        more: Further texts, such as the state in the language of the window.
    """
    vm, host, guest = subject.vm, subject.host, subject.vm.guest
    texts = [vm.name, guest.computer_name, guest.os_name, vm.notes, vm.state.value, vm.id]
    texts += (host.label, host.address, host.folder, host.notes, *guest.addresses, *vm.disks)
    texts += (*vm.checkpoint_names, *subject.tags, *more)
    for adapter in vm.adapters:
        written = mac_text(adapter.mac)
        texts += (adapter.switch, adapter.mac, written, written.replace("-", ":"))
    for item in guest.items:
        texts.append("=".join(item))
    return fold(SEPARATOR.join(texts))
