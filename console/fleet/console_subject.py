"""What each change of consoles means: PowerShell, method, sending, and what takes it back."""

from collections.abc import Callable
from functools import partial

from console.fleet.console_gateway import ConsoleGateway
from console.fleet.operation import (
    AccessChange,
    ConsoleChange,
    EnhancedPolicyChange,
    TransportChange,
)
from console.hyperv import console, console_script
from console.hyperv.jobs import Started
from console.hyperv.query import MANAGEMENT_SERVICE
from console.model.console import EnhancedTransport
from console.model.host import HostFacts
from console.model.identity import VmId


def method_of(subject: ConsoleChange) -> str:
    """Return ``Class.Method`` that a change calls, as errors name it."""
    match subject:
        case EnhancedPolicyChange():
            return f"{MANAGEMENT_SERVICE.class_name}.{console.POLICY_METHOD}"
        case TransportChange():
            return f"{MANAGEMENT_SERVICE.class_name}.{console.TRANSPORT_METHOD}"
        case AccessChange(_, is_granted):
            method = console.GRANT if is_granted else console.REVOKE
            return f"{console.TERMINAL_SERVICE.class_name}.{method}"


def script_of(vm_name: str, subject: ConsoleChange) -> str:
    """Return the PowerShell that does the same, to copy."""
    match subject:
        case EnhancedPolicyChange(on):
            return console_script.policy_script(on)
        case TransportChange(transport):
            return console_script.transport_script(vm_name, transport)
        case AccessChange(trustee, grant):
            return console_script.access_script(vm_name, trustee, grant=grant)


def sending_of(gateway: ConsoleGateway, vm: VmId, subject: ConsoleChange) -> Callable[[], Started]:
    """Return the one blocking call that makes a change."""
    match subject:
        case EnhancedPolicyChange(on):
            return partial(gateway.set_enhanced_policy, on)
        case TransportChange(transport):
            return partial(gateway.set_transport, vm, transport)
        case AccessChange(trustee, grant):
            return partial(gateway.set_access, vm, trustee, grant)


def inverse_of(facts: HostFacts | None, subject: ConsoleChange) -> ConsoleChange | None:
    """Return what takes a change back exactly; ``None`` where nothing does, or it is not known.

    Args:
        facts: The host as it is before the change.
        subject: The change.
    """
    match subject:
        case EnhancedPolicyChange(on):
            is_known = facts is not None and facts.enhanced_session_allowed is (not on)
            return EnhancedPolicyChange(not on) if is_known else None
        case TransportChange(transport, before):
            is_other = before not in (transport, EnhancedTransport.UNKNOWN)
            return TransportChange(before, transport) if is_other else None
        case AccessChange(trustee, grant, had):
            return AccessChange(trustee, not grant, grant) if had is (not grant) else None
