"""From a fault to the error that tells the rest of the console what to do about it.

The WMI provider's HRESULT says most, then WinRM's own code, then the SOAP subcode. Only where a
host gives nothing but CannotProcessFilter (it does for a missing class, a missing namespace and a
bad query alike) the text is looked at, and then for numbers first: texts are localised.
"""

import re

from console.model.errors import (
    ClassMissing,
    EnumerationExpired,
    Forbidden,
    HostBusy,
    NamespaceMissing,
    ObjectGone,
    QueryInvalid,
    QuotaExceeded,
    WsmanFault,
)
from console.wsman import fault_codes as codes
from console.wsman.message import Fault

_BY_CODE: dict[int, type[WsmanFault]] = {
    **dict.fromkeys(codes.QUOTA_CODES, QuotaExceeded),
    codes.WBEM_NOT_FOUND: ObjectGone,
    codes.WBEM_ACCESS_DENIED: Forbidden,
    codes.WBEM_INVALID_NAMESPACE: NamespaceMissing,
    codes.WBEM_INVALID_CLASS: ClassMissing,
    codes.WBEM_INVALID_QUERY: QueryInvalid,
    codes.WBEM_INVALID_QUERY_TYPE: QueryInvalid,
    codes.ACCESS_DENIED: Forbidden,
    codes.E_ACCESS_DENIED: Forbidden,
    codes.PROVIDER_ACCESS_DENIED: Forbidden,
    codes.PROVIDER_CONNECT_DENIED: Forbidden,
    codes.RESOURCE_NOT_FOUND: ObjectGone,
    codes.DESTINATION_UNREACHABLE: ObjectGone,
    codes.INVALID_RESOURCE_URI: ClassMissing,
    codes.FILTERING_NOT_SUPPORTED: QueryInvalid,
    codes.FILTER_DIALECT_UNAVAILABLE: QueryInvalid,
    codes.WQL_NEEDS_ANY_CLASS: QueryInvalid,
    codes.INVALID_ENUMERATION_CONTEXT: EnumerationExpired,
    codes.ENUMERATION_TIMED_OUT: EnumerationExpired,
    codes.OPERATION_TIMED_OUT: HostBusy,
}

_BY_SUBCODE: dict[str, type[WsmanFault]] = {
    "w:AccessDenied": Forbidden,
    "a:DestinationUnreachable": ObjectGone,
    "n:FilteringNotSupported": QueryInvalid,
    "n:FilterDialectRequestedUnavailable": QueryInvalid,
    "n:InvalidEnumerationContext": EnumerationExpired,
    "n:TimedOut": EnumerationExpired,
    "w:TimedOut": HostBusy,
    "w:QuotaLimit": QuotaExceeded,
}

_HRESULT = re.compile(r"\b0x(8004[0-9a-fA-F]{4})\b")


def error_of(fault: Fault) -> WsmanFault:
    """Return the error that stands for a fault; plain ``WsmanFault`` when nothing is known."""
    kind = (
        _BY_CODE.get(fault.wmi_code)
        or _BY_CODE.get(fault.code)
        or _BY_SUBCODE.get(fault.subcode)
        or (_by_text(fault) if _is_filter_fault(fault) else WsmanFault)
    )
    subcode = fault.subcode.rpartition(":")[2]
    return kind(fault.code, subcode, fault.reason, fault.wmi_code, fault.wmi_text)


def _is_filter_fault(fault: Fault) -> bool:
    return (
        codes.CANNOT_PROCESS_FILTER in (fault.code, fault.wmi_code)
        or fault.subcode == "n:CannotProcessFilter"
    )


def _by_text(fault: Fault) -> type[WsmanFault]:
    text = f"{fault.reason} {fault.wmi_text}"
    for number in _HRESULT.findall(text):
        kind = _BY_CODE.get(int(number, 16))
        if kind is not None:
            return kind
    words = text.lower()
    # "The class X does not exist in the Y namespace" names both.
    if "class" in words:
        return ClassMissing
    return NamespaceMissing if "namespace" in words else QueryInvalid
