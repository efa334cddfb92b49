"""A host's console port, who may open consoles, and whether enhanced sessions are allowed.

Read by ``Msvm_TerminalService`` and its settings; the policy is the host's own, the transport is a
VM's setting (Hyper-V WMI v2 reference).

``EnhancedSessionTransportType`` is taken to be 0 for the VMBus pipe and 1 for the Hyper-V socket.
The reference names the property without its values, and nobody has confirmed these on a host, so
another number is read as ``UNKNOWN``, and what was set is for the caller to read back. Hosts before
1803 have no such setting.
"""

from collections.abc import Mapping
from typing import Final

from console.hyperv import jobs
from console.hyperv.codes import COMPLETED
from console.hyperv.jobs import DONE, Started
from console.hyperv.query import (
    COMPUTER_SYSTEM,
    MANAGEMENT_SERVICE,
    MANAGEMENT_SETTINGS,
    SETTINGS,
    computer_system,
    settings,
)
from console.hyperv.wire import flag, number, word
from console.model.console import ConsoleAccess, ConsoleFacts, EnhancedTransport
from console.model.errors import (
    ClassMissing,
    Malformed,
    NotPossible,
    OperationFailed,
    QueryInvalid,
)
from console.model.identity import VmId
from console.wsman.cim import CimInstance, CimReference
from console.wsman.cimxml import decode_embedded, encode_embedded
from console.wsman.client import WsmanClient
from console.wsman.names import HYPERV_NAMESPACE, class_uri
from console.wsman.wql import select

GRANT: Final = "GrantInteractiveSessionAccess"
REVOKE: Final = "RevokeInteractiveSessionAccess"
READ_ACCESS: Final = "GetInteractiveSessionACL"
POLICY_METHOD: Final = "ModifyServiceSettings"
TRANSPORT_METHOD: Final = "ModifySystemSettings"
MAX_TRUSTEE: Final = 512

_SERVICE: Final = "Msvm_TerminalService"
_PORT_SETTINGS: Final = "Msvm_TerminalServiceSettingData"
_ENTRY: Final = "msvm_interactivesessionace"
_ALLOWED: Final = 0
_POLICY: Final = "EnhancedSessionModeEnabled"
_POLICY_TYPES: Final = {"InstanceID": "string", _POLICY: "boolean"}
_TRANSPORT: Final = "EnhancedSessionTransportType"
_TRANSPORT_TYPES: Final = {"InstanceID": "string", _TRANSPORT: "uint16"}
_TRANSPORTS: Final[Mapping[int, EnhancedTransport]] = {
    0: EnhancedTransport.VMBUS,
    1: EnhancedTransport.HVSOCKET,
}
_NUMBERS: Final = {transport: number for number, transport in _TRANSPORTS.items()}

TERMINAL_SERVICE: Final = CimReference(
    class_uri(HYPERV_NAMESPACE, _SERVICE),
    (("CreationClassName", _SERVICE), ("SystemCreationClassName", COMPUTER_SYSTEM)),
)
"""There is one of it; addressed as ``query.MANAGEMENT_SERVICE`` is."""


def read_console_facts(wsman: WsmanClient) -> ConsoleFacts:
    """Read a host's console port; nothing is known where the host does not have the class."""
    try:
        rows = wsman.query_all(HYPERV_NAMESPACE, select(_PORT_SETTINGS, ()))
    except ClassMissing:
        return ConsoleFacts()
    if not rows:
        return ConsoleFacts()
    row = rows[0]
    is_made_by_others = flag(row, "DisableSelfSignedCertificateGeneration")
    return ConsoleFacts(
        port=number(row, "ListenerPort", 1, 65_535),
        certificate_hash=_hash(row),
        is_self_signed_allowed=None if is_made_by_others is None else not is_made_by_others,
    )


def _hash(row: CimInstance) -> str:
    try:
        return row.octets("AuthCertificateHash").hex()
    except Malformed:
        return ""


def read_access(wsman: WsmanClient, vm: VmId) -> tuple[ConsoleAccess, ...]:
    """Read who may open a VM's console, besides the host's administrators.

    Names are delivered as they are, because a change has to hit the same one: whoever shows them
    makes them safe.

    Raises:
        OperationFailed: The host refused.
        Malformed: The answer has no return value, or an entry cannot be read.
    """
    output = wsman.invoke(TERMINAL_SERVICE, READ_ACCESS, (("ComputerSystem", computer_system(vm)),))
    code = output.integer("ReturnValue")
    if code is None:
        raise Malformed(f"{READ_ACCESS}: no return value")
    if code != COMPLETED:
        raise OperationFailed(f"{_SERVICE}.{READ_ACCESS}", code)
    entries = (decode_embedded(text) for text in output.texts("AccessControlList"))
    return tuple(
        ConsoleAccess(word(entry, "Trustee"), number(entry, "AccessType") == _ALLOWED)
        for entry in entries
        if entry.class_name.lower() == _ENTRY and word(entry, "Trustee")
    )


def grant(wsman: WsmanClient, vm: VmId, trustee: str) -> Started:
    """Let somebody open a VM's console.

    Args:
        wsman: The host.
        vm: The VM.
        trustee: A name that the host can resolve, or a SID.

    Raises:
        NotPossible: ``trustee``: it is empty, too long or has control characters.
        OperationFailed: The host refused: it does not know the name, mostly.
    """
    return _change_access(wsman, GRANT, vm, trustee)


def revoke(wsman: WsmanClient, vm: VmId, trustee: str) -> Started:
    """Take from somebody what ``grant`` gave; raises as it does."""
    return _change_access(wsman, REVOKE, vm, trustee)


def _change_access(wsman: WsmanClient, method: str, vm: VmId, trustee: str) -> Started:
    name = trustee.strip()
    if not 0 < len(name) <= MAX_TRUSTEE or not name.isprintable():
        raise NotPossible("trustee", vm)
    arguments = (("ComputerSystem", computer_system(vm)), ("Trustees", (name,)))
    return jobs.start(wsman, TERMINAL_SERVICE, method, arguments)


def set_enhanced_policy(wsman: WsmanClient, on: bool) -> Started:
    """Allow or forbid enhanced sessions on a host; nothing is sent where it stands right already.

    Raises:
        NotPossible: ``enhanced_policy_missing``: the host has no such setting.
        OperationFailed: The host refused.
    """
    wql = select(MANAGEMENT_SETTINGS, ("InstanceID", _POLICY))
    try:
        rows = wsman.query_all(HYPERV_NAMESPACE, wql)
    except (ClassMissing, QueryInvalid) as fault:
        raise NotPossible("enhanced_policy_missing") from fault
    if not rows:
        raise NotPossible("enhanced_policy_missing")
    if flag(rows[0], _POLICY) is on:
        return DONE
    change = CimInstance(
        MANAGEMENT_SETTINGS, {"InstanceID": word(rows[0], "InstanceID"), _POLICY: on}
    )
    text = encode_embedded(change, _POLICY_TYPES)
    return jobs.start(wsman, MANAGEMENT_SERVICE, POLICY_METHOD, (("SettingData", text),))


def read_transport(wsman: WsmanClient, vm: VmId) -> EnhancedTransport:
    """Read over which channel a VM's enhanced sessions go; ``UNKNOWN`` where no host would tell.

    The whole object is read, for a query that names a column which the host lacks fails.
    """
    return _transport_of(wsman.get(settings(vm)))


def _transport_of(row: CimInstance) -> EnhancedTransport:
    value = number(row, _TRANSPORT)
    return EnhancedTransport.UNKNOWN if value is None else _transport(value)


def _transport(value: int) -> EnhancedTransport:
    return _TRANSPORTS.get(value, EnhancedTransport.UNKNOWN)


def set_transport(wsman: WsmanClient, vm: VmId, transport: EnhancedTransport) -> Started:
    """Set over which channel a VM's enhanced sessions go; nothing is sent where it is so already.

    Raises:
        NotPossible: ``transport_missing``: the host is older than 1803, or has a number there that
            nobody knows, which is better left alone.
        OperationFailed: The host refused.
    """
    row = wsman.get(settings(vm))
    now = _transport_of(row)
    if EnhancedTransport.UNKNOWN in (now, transport):
        raise NotPossible("transport_missing", vm)
    if now is transport:
        return DONE
    change = CimInstance(
        SETTINGS, {"InstanceID": word(row, "InstanceID"), _TRANSPORT: _NUMBERS[transport]}
    )
    text = encode_embedded(change, _TRANSPORT_TYPES)
    return jobs.start(wsman, MANAGEMENT_SERVICE, TRANSPORT_METHOD, (("SystemSettings", text),))
