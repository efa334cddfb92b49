"""The PowerShell that does the same as our changes inside a guest: items, network, file copies.

``Copy-VMFile`` is a cmdlet of Hyper-V's module. For the other two there is none: the text calls the
management service as Windows PowerShell's users do (``GetText(1)`` makes the embedded instance).
"""

import re
from collections.abc import Mapping
from typing import Final

from console.hyperv.guest_network import NUMBERS, check
from console.hyperv.query import COMPUTER_SYSTEM, MANAGEMENT_SERVICE
from console.hyperv.script import literal, quoted
from console.model.errors import NotPossible
from console.model.guest import GuestItem, ItemSource
from console.model.network import GuestNetwork

_ITEM_CLASS: Final = "Msvm_KvpExchangeDataItem"
_NETWORK_CLASS: Final = "Msvm_GuestNetworkAdapterConfiguration"
_NAMESPACE: Final = r"root\virtualization\v2"
_SOURCES: Final[Mapping[ItemSource, int]] = {ItemSource.HOST: 0, ItemSource.HOST_ONLY: 4}
"""``Msvm_KvpExchangeDataItem.Source`` of the items that the host's side may write."""
_BREAKS: Final = re.compile("[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")


def item_script(vm_name: str, method: str, item: GuestItem) -> str:
    """Return the PowerShell that adds, changes or removes an item.

    Args:
        vm_name: The VM.
        method: ``AddKvpItems``, ``ModifyKvpItems`` or ``RemoveKvpItems``.
        item: What to write; its source must be the host's.
    """
    make = (
        rf"$i = ([wmiclass]'{_NAMESPACE}:{_ITEM_CLASS}').CreateInstance(); "
        f"$i.Name = {_exact(item.name)}; $i.Data = {_exact(item.data)}; "
        f"$i.Source = {_SOURCES.get(item.source, 0)}"
    )
    return f"{_of_vm(vm_name)}; {make}; {_service()}.{method}($vm, @($i.GetText(1)))"


def network_script(vm_name: str, network: GuestNetwork) -> str:
    """Return the PowerShell that gives an adapter inside the guest another configuration.

    It has what is sent (masks for prefix lengths); of a configuration that will be refused, what
    was asked for.
    """
    network = _as_sent(network)
    find = (
        f"$n = Get-WmiObject -Namespace {_NAMESPACE} -Class {_NETWORK_CLASS} | "
        f"Where-Object InstanceID -eq {quoted(network.id)}"
    )
    values = (
        f"$n.ProtocolIFType = {NUMBERS[network.family]}; "
        f"$n.DHCPEnabled = ${str(network.dhcp).lower()}; "
        f"$n.IPAddresses = {_list(network.addresses)}; $n.Subnets = {_list(network.subnets)}; "
        f"$n.DefaultGateways = {_list(network.gateways)}; $n.DNSServers = {_list(network.dns)}"
    )
    call = f"{_service()}.SetGuestNetworkAdapterConfiguration($vm, @($n.GetText(1)))"
    return f"{_of_vm(vm_name)}; {find}; {values}; {call}"


def copy_script(
    vm_name: str, source: str, destination: str, *, overwrite: bool, create_folders: bool
) -> str:
    """Return the PowerShell that copies a file of the host into the guest."""
    line = (
        f"Copy-VMFile -Name {quoted(literal(vm_name))} -SourcePath {quoted(source)} "
        f"-DestinationPath {quoted(destination)} -FileSource Host"
    )
    line += " -CreateFullPath" if create_folders else ""
    return f"{line} -Force" if overwrite else line


def _of_vm(vm_name: str) -> str:
    return (
        f"$vm = Get-WmiObject -Namespace {_NAMESPACE} -Class {COMPUTER_SYSTEM} | "
        f"Where-Object ElementName -eq {quoted(vm_name)}"
    )


def _service() -> str:
    return f"(Get-WmiObject -Namespace {_NAMESPACE} -Class {MANAGEMENT_SERVICE.class_name})"


def _as_sent(network: GuestNetwork) -> GuestNetwork:
    try:
        return check(network)
    except NotPossible:
        return network


def _exact(text: str) -> str:
    """Return an expression of a text; line breaks, which no pasted line can hold, by number."""
    parts = [quoted(part) for part in _BREAKS.split(text)]
    if len(parts) == 1:
        return parts[0]
    numbers = [f"[char]{ord(found[0])}" for found in _BREAKS.finditer(text)]
    rest = zip(numbers, parts[1:], strict=True)
    return "(" + " + ".join([parts[0], *(each for pair in rest for each in pair)]) + ")"


def _list(texts: tuple[str, ...]) -> str:
    return f"@({', '.join(quoted(text) for text in texts)})"
