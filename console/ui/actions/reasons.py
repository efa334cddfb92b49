"""Why an action cannot be used now, in one sentence: pure; ``None`` when it can be."""

from collections.abc import Callable, Iterable

from console.model.host import HostSnapshot, LinkState
from console.model.power import PowerAction
from console.model.vm import VmState
from console.ui.selection import Selection
from console.ui.sentences.read_only import read_only
from console.ui.sentences.trust import distrusted
from console.ui.text_context import Context

Reasons = Context("Reasons")

Reason = Callable[[Selection], str | None]

_CONNECTED = (LinkState.ONLINE, LinkState.CONNECTING)


def _read_only(hosts: Iterable[HostSnapshot]) -> str | None:
    """Return that nothing may be changed, where that is so on all of these hosts."""
    if all(host.is_read_only for host in hosts):
        return read_only()
    return None


def always(_selection: Selection) -> str | None:
    """Nothing stands in the way."""
    return None


def power(action: PowerAction) -> Reason:
    """Return what stands in the way of a change of power."""

    def reason(selection: Selection) -> str | None:
        if not selection.vms:
            return Reasons.tr("Select a virtual machine first.")
        if any(choice.allows(action) for choice in selection.vms):
            return None
        read_only = _read_only(choice.host for choice in selection.vms)
        if read_only is not None:
            return read_only
        if not any(choice.host.is_current for choice in selection.vms):
            return Reasons.tr("The host is not connected.")
        if any(choice.pending.power is not None for choice in selection.vms):
            return Reasons.tr("A change of power is already under way.")
        return Reasons.tr("The state of the virtual machine does not allow this now.")

    return reason


def console_session(selection: Selection) -> str | None:
    """Needs VMs of hosts that answer; whether a session can be had is told when it is tried."""
    if not selection.vms:
        return Reasons.tr("Select a virtual machine first.")
    if not any(choice.host.is_current for choice in selection.vms):
        return Reasons.tr("The host is not connected.")
    return None


def startable_session(selection: Selection) -> str | None:
    """Needs a VM that is off or saved, of a host that answers."""
    reason = console_session(selection)
    if reason is not None:
        return reason
    if selection.vms[-1].host.is_read_only:
        return _read_only((selection.vms[-1].host,))
    if selection.vms[-1].vm.state in (VmState.OFF, VmState.SAVED):
        return None
    return Reasons.tr("The virtual machine is running already.")


def policy(*, on: bool) -> Reason:
    """Return what stands in the way of allowing or forbidding enhanced sessions on hosts."""

    def reason(selection: Selection) -> str | None:
        hosts = [choice.host for choice in selection.vms]
        if selection.host is not None:
            hosts.append(selection.host)
        if not hosts:
            return None if selection.folder else Reasons.tr("Select a host first.")
        if all(host.is_read_only for host in hosts):
            return _read_only(hosts)
        if not any(host.is_current for host in hosts):
            return Reasons.tr("The host is not connected.")
        known = [host.facts.enhanced_session_allowed for host in hosts if host.facts is not None]
        if known and all(allowed is on for allowed in known):
            return (
                Reasons.tr("Enhanced sessions are allowed already.")
                if on
                else Reasons.tr("Enhanced sessions are forbidden already.")
            )
        return None

    return reason


def any_vm(selection: Selection) -> str | None:
    """Needs a VM."""
    return None if selection.vms else Reasons.tr("Select a virtual machine first.")


def running_vm(selection: Selection) -> str | None:
    """Needs a running VM of a host that answers."""
    if not selection.vms:
        return Reasons.tr("Select a virtual machine first.")
    shown = selection.vms[-1]
    if shown.host.is_read_only:
        return _read_only((shown.host,))
    if not shown.host.is_current:
        return Reasons.tr("The host is not connected.")
    if shown.vm.state is not VmState.RUNNING:
        return Reasons.tr("The virtual machine is not running.")
    return None


def any_host(selection: Selection) -> str | None:
    """Needs a host."""
    return None if selection.host is not None else Reasons.tr("Select a host first.")


def host_or_folder(selection: Selection) -> str | None:
    """Needs a host or a folder."""
    if selection.host is not None or selection.folder:
        return None
    return Reasons.tr("Select a host or a folder first.")


def any_folder(selection: Selection) -> str | None:
    """Needs a folder."""
    return None if selection.folder else Reasons.tr("Select a folder first.")


def distrusted_host(selection: Selection) -> str | None:
    """Needs a host whose certificate is not believed."""
    if selection.host is None:
        return Reasons.tr("Select a host first.")
    if distrusted(selection.host.error) is None:
        return Reasons.tr("There is nothing to decide about the host's certificate.")
    return None


def connectable(selection: Selection) -> str | None:
    """Needs a host that is not connected."""
    if selection.host is None:
        return Reasons.tr("Select a host first.")
    if selection.host.link in _CONNECTED:
        return Reasons.tr("The host is connected already.")
    return None


def disconnectable(selection: Selection) -> str | None:
    """Needs a host that is connected or being tried."""
    if selection.host is None:
        return Reasons.tr("Select a host first.")
    if selection.host.link is LinkState.OFFLINE:
        return Reasons.tr("The host is not connected.")
    return None


def writable_host(selection: Selection) -> str | None:
    """Needs a host that may be changed."""
    if selection.host is None:
        return Reasons.tr("Select a host first.")
    return _read_only((selection.host,))


def read_only_host(selection: Selection) -> str | None:
    """Needs a host that may not be changed."""
    if selection.host is None:
        return Reasons.tr("Select a host first.")
    if not selection.host.is_read_only:
        return Reasons.tr("The host may be changed already.")
    return None


def some_hosts(selection: Selection) -> str | None:
    """Needs hosts at all."""
    return None if selection.has_hosts else Reasons.tr("There is no host yet.")


def undoable(selection: Selection) -> str | None:
    """Needs something to take back."""
    return None if selection.undoable is not None else Reasons.tr("There is nothing to undo.")


def cancellable(selection: Selection) -> str | None:
    """Needs an operation that can be cancelled."""
    record = selection.operation
    if record is not None and record.can_cancel:
        return None
    return Reasons.tr("Select an operation that is under way in the activity list.")


def scripted(selection: Selection) -> str | None:
    """Needs an operation with a PowerShell equivalent."""
    record = selection.operation
    if record is not None and record.powershell:
        return None
    return Reasons.tr("Select an operation in the activity list.")
