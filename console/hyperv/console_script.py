"""The PowerShell that does the same as our changes of consoles: to copy, to learn from, to keep."""

from console.hyperv.script import literal, quoted
from console.model.console import EnhancedTransport


def policy_script(on: bool) -> str:
    """Return the PowerShell that allows or forbids enhanced sessions on a host."""
    return f"Set-VMHost -EnableEnhancedSessionMode {'$true' if on else '$false'}"


def transport_script(vm_name: str, transport: EnhancedTransport) -> str:
    """Return the PowerShell that sets the channel of a VM's enhanced sessions."""
    word = "HvSocket" if transport is EnhancedTransport.HVSOCKET else "VMBus"
    return f"Set-VM -Name {quoted(literal(vm_name))} -EnhancedSessionTransportType {word}"


def access_script(vm_name: str, trustee: str, *, grant: bool) -> str:
    """Return the PowerShell that lets somebody open a VM's console, or takes that from them."""
    verb = "Grant" if grant else "Revoke"
    name = quoted(literal(vm_name))
    return f"{verb}-VMConnectAccess -VMName {name} -UserName {quoted(trustee)}"
