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
_STATUS_FIELDS = ("Description", "Operation", "ParameterInfo", "ProviderName", "StatusCode")
_WMI_ERROR_FIELDS = (
    ("CIMStatusCode", "cimUnsignedInt", "1"),
    ("CIMStatusCodeDescription", "cimString", None),
    ("ErrorSource", "cimString", None),
    ("ErrorSourceFormat", "cimUnsignedShort", "0"),
    ("ErrorType", "cimUnsignedShort", "0"),
    ("Message", "cimString", None),
    ("MessageID", "cimString", None),
    ("OtherErrorSourceFormat", "cimString", None),
    ("OtherErrorType", "cimString", None),
    ("OwningEntity", "cimString", None),
    ("PerceivedSeverity", "cimUnsignedShort", "0"),
    ("ProbableCause", "cimUnsignedShort", "0"),
    ("ProbableCauseDescription", "cimString", None),
    ("error_Category", "cimUnsignedInt", "0"),
    ("error_Code", "cimUnsignedInt", None),
    ("error_Type", "cimString", "HRESULT"),
    ("error_WindowsErrorMessage", "cimString", None),
)
"""Name, type and usual value of each field, in the order of Windows."""


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
    elif fault.code:
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
    fields = "".join([f'<p:{name} xsi:nil="true"/>' for name in _STATUS_FIELDS])
    return (
        f"<f:ProviderFault {_PROVIDER}>{inner}<f:ExtendedError>"
        f'<p:__ExtendedStatus xmlns:p="{_STATUS_URI}" xmlns:xsi="{names.XSI}" '
        f'xmlns:cim="{names.CIM_COMMON}" xsi:type="p:__ExtendedStatus_Type">{fields}'
        "</p:__ExtendedStatus></f:ExtendedError></f:ProviderFault>"
    )


def _wmi_error(fault: Fault) -> str:
    """Return ``MSFT_WmiError`` as Windows 2012 and later write it, in place of ``WSManFault``."""
    values = {
        "Message": fault.wmi_text,
        "MessageID": f"HRESULT 0x{fault.wmi_code:08x}",
        "error_Code": str(fault.wmi_code),
    }
    fields = [
        _typed(name, kind, values.get(name, value)) for name, kind, value in _WMI_ERROR_FIELDS
    ]
    return (
        f'<p:MSFT_WmiError b:IsCIM_Error="true" xmlns:xsi="{names.XSI}" '
        f'xmlns:b="{names.CIM_BINDING}" xmlns:p="{names.MSFT_WMI_ERROR}" '
        f'xmlns:cim="{names.CIM_COMMON}" xsi:type="p:MSFT_WmiError_Type">'
        f"{''.join(fields)}</p:MSFT_WmiError>"
    )


def _typed(name: str, kind: str, value: str | None) -> str:
    if value is None:
        return f'<p:{name} xsi:type="cim:{kind}" xsi:nil="true"/>'
    return f'<p:{name} xsi:type="cim:{kind}">{escape_text(value)}</p:{name}>'
