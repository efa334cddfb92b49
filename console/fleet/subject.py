"""What each kind of change means: its PowerShell, what takes it back, what shows its effect."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from console.fleet import console_subject
from console.fleet.gateway import HostGateway
from console.fleet.operation import (
    AccessChange,
    ConsoleChange,
    EnhancedPolicyChange,
    FileCopy,
    GuestItemChange,
    ItemEdit,
    NetworkChange,
    PowerChange,
    ServiceChange,
    Subject,
    TransportChange,
)
from console.fleet.outcome import ITEM_METHODS
from console.fleet.session import HostSession
from console.hyperv import guest_script, script
from console.hyperv.jobs import Started
from console.model.host import HostFacts
from console.model.identity import VmId
from console.model.vm import VmSnapshot


def script_of(vm_name: str, subject: Subject) -> str:
    """Return the PowerShell that does the same, to copy."""
    match subject:
        case ServiceChange(kind, on):
            return script.set_service_script(vm_name, kind, on)
        case PowerChange(action, force):
            return script.power_script(vm_name, action, force=force)
        case GuestItemChange(edit, item):
            return guest_script.item_script(vm_name, ITEM_METHODS[edit], item)
        case NetworkChange(network):
            return guest_script.network_script(vm_name, network)
        case FileCopy():
            return guest_script.copy_script(
                vm_name,
                subject.source,
                subject.destination,
                overwrite=subject.overwrite,
                create_folders=subject.create_folders,
            )
        case EnhancedPolicyChange() | TransportChange() | AccessChange():
            return console_subject.script_of(vm_name, subject)


def sending_of(
    gateway: HostGateway,
    vm: VmId,
    subject: ServiceChange | PowerChange | GuestItemChange | NetworkChange | ConsoleChange,
) -> Callable[[], Started]:
    """Return the one blocking call that makes a change; ``file_copy`` needs more than one."""
    match subject:
        case ServiceChange(kind, on):
            return partial(gateway.set_service, vm, kind, on)
        case PowerChange(action, force, reason):
            return partial(gateway.change_power, vm, action, force, reason)
        case GuestItemChange(edit, item):
            return partial(gateway.change_item, vm, edit, item)
        case NetworkChange(network):
            return partial(gateway.set_network, vm, network)
        case EnhancedPolicyChange() | TransportChange() | AccessChange():
            return console_subject.sending_of(gateway, vm, subject)


def inverse_of(
    vm: VmSnapshot | None, subject: Subject, facts: HostFacts | None = None
) -> Subject | None:
    """Return what takes a change back exactly; ``None`` where nothing does, or it is not known.

    Args:
        vm: The VM as it is before the change.
        subject: The change.
        facts: The host as it is before the change.
    """
    match subject:
        case ServiceChange(kind, on):
            service = vm.service(kind) if vm else None
            is_known = service is not None and service.enabled is (not on)
            return ServiceChange(kind, not on) if is_known else None
        case GuestItemChange():
            return _inverse_item(subject)
        case NetworkChange(network, before):
            return None if before is None else NetworkChange(before, network)
        case EnhancedPolicyChange() | TransportChange() | AccessChange():
            return console_subject.inverse_of(facts, subject)
        case PowerChange() | FileCopy():
            return None


def _inverse_item(change: GuestItemChange) -> GuestItemChange | None:
    match change.edit:
        case ItemEdit.ADD:
            return GuestItemChange(ItemEdit.REMOVE, change.item)
        case ItemEdit.REMOVE:
            return GuestItemChange(ItemEdit.ADD, change.item)
        case ItemEdit.CHANGE:
            if change.before is None:
                return None
            old = replace(change.item, data=change.before)
            return GuestItemChange(ItemEdit.CHANGE, old, change.item.data)


async def read_back(session: HostSession, vm: VmId, subject: Subject) -> None:
    """Read what a change has changed into the store.

    Items and networks of a guest, transports and rights are not in the store: who shows them reads
    them again when the operation has ended.

    Raises:
        ConsoleError: It could not be read.
    """
    match subject:
        case ServiceChange(kind):
            await session.read_back_service(vm, kind)
        case FileCopy():
            await session.read_back_services(vm)
        case PowerChange(action):
            session.follow(vm, action)
            await session.read_back_states(vm)
        case EnhancedPolicyChange():
            await session.read_back_facts()
        case GuestItemChange() | NetworkChange() | TransportChange() | AccessChange():
            return
