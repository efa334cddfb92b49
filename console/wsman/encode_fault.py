"""Write SOAP faults with the details that Windows adds (MS-WSMV 2.2.4.43 WSManFault).

Two forms of WMI errors exist: nested in a provider fault (older), and a ``MSFT_WmiError`` (newer).
"""

from console.wsman import names
from console.wsman.escape import escape_attribute, escape_text
from console.wsman.message import Fault

FAULT_PREFIXES = (
    f'xmlns:s="{names.SOAP}" xmlns:a="{names.ADDRESSING}" xmlns:x="{names.TRANSFER}" '
    f'xmlns:e="{names.EVENTING}" xmlns:n="{names.ENUMERATION}" xmlns:w="{names.WSMAN}" '
    f'xmlns:p="{names.MS_WSMAN}"'
)
_PROVIDER = 'provider="WMI Provider" path="%systemroot%\\system32\\WsmWmiPl.dll"'
_STATUS_URI = names.class_uri(names.CIMV2_NAMESPACE, "__ExtendedStatus")
_WMI_ERROR_NULLS = (
    "OtherErrorSourceFormat",
    "OtherErrorType",
    "OwningEntity",
)


def fault_action(fault: Fault) -> str:
    """Return the action of the reply; it follows the subcode's prefix."""
    prefix = fault.subcode.partition(":")[0]
    return names.FAULT_ACTIONS.get(prefix, names.FAULT_ACTIONS["w"])


def fault_body(fault: Fault, locale: str) -> str:
    """Return ``s:Fault``."""
    side = "s:Sender" if fault.is_sender else "s:Receiver"
    subcode = f"<s:Subcode><s:Value>{escape_text(fault.subcode)}</s:Value></s:Subcode>"
    language = escape_attribute(locale)
    return (
        f"<s:Fault><s:Code><s:Value>{side}</s:Value>{subcode if fault.subcode else ''}</s:Code>"
        f'<s:Reason><s:Text xml:lang="{language}">{escape_text(fault.reason)}</s:Text></s:Reason>'
        f"{_detail(fault)}</s:Fault>"
    )


def _detail(fault: Fault) -> str:
    text = ""
    if fault.detail:
        text += f"<w:FaultDetail>{escape_text(fault.detail)}</w:FaultDetail>"
    if fault.wmi_code and not fault.provider:
        text += _wmi_error(fault)
    if fault.code:
        message = _provider_fault(fault) if fault.provider else escape_text(fault.reason)
        text += _wsman_fault(fault.code, fault.machine, message)
    return f"<s:Detail>{text}</s:Detail>" if text else ""


def _wsman_fault(code: int, machine: str, message: str) -> str:
    return (
        f'<f:WSManFault xmlns:f="{names.WSMAN_FAULT}" Code="{code}" '
        f'Machine="{escape_attribute(machine)}"><f:Message>{message}</f:Message></f:WSManFault>'
    )


def _provider_fault(fault: Fault) -> str:
    inner = _wsman_fault(fault.wmi_code or fault.code, fault.machine, escape_text(fault.wmi_text))
    nulls = "".join(f'<p:{name} xsi:nil="true"/>' for name in ("Description", "Operation"))
    more = "".join(f'<p:{name} xsi:nil="true"/>' for name in ("ParameterInfo", "StatusCode"))
    status = (
        f'<f:ExtendedError><p:__ExtendedStatus xmlns:p="{_STATUS_URI}" xmlns:xsi="{names.XSI}" '
        f'xmlns:cim="{names.CIM_COMMON}" xsi:type="p:__ExtendedStatus_Type">{nulls}'
        f"{more}</p:__ExtendedStatus></f:ExtendedError>"
    )
    return f"<f:ProviderFault {_PROVIDER}>{inner}{status}</f:ProviderFault>"


def _wmi_error(fault: Fault) -> str:
    """Return ``MSFT_WmiError`` as Windows 2012 and later write it."""
    code = fault.wmi_code & 0xFFFFFFFF
    nulls = "".join(
        f'<p:{name} xsi:type="cim:cimString" xsi:nil="true"/>' for name in _WMI_ERROR_NULLS
    )
    return (
        f'<p:MSFT_WmiError b:IsCIM_Error="true" xmlns:xsi="{names.XSI}" '
        f'xmlns:b="{names.CIM_BINDING}" xmlns:p="{names.MSFT_WMI_ERROR}" '
        f'xmlns:cim="{names.CIM_COMMON}" xsi:type="p:MSFT_WmiError_Type">'
        '<p:CIMStatusCode xsi:type="cim:cimUnsignedInt">1</p:CIMStatusCode>'
        f'<p:Message xsi:type="cim:cimString">{escape_text(fault.wmi_text)}</p:Message>'
        f'<p:MessageID xsi:type="cim:cimString">HRESULT 0x{code:08x}</p:MessageID>{nulls}'
        f'<p:error_Code xsi:type="cim:cimUnsignedInt">{code}</p:error_Code></p:MSFT_WmiError>'
    )
