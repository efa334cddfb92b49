"""Namespaces, actions and resource URIs of WS-Management, as Windows writes them.

Microsoft's pages print some of these with ``https``; on the wire all are ``http`` (MS-WSMV 2.2.1).
"""

from typing import Final

SOAP: Final = "http://www.w3.org/2003/05/soap-envelope"
ADDRESSING: Final = "http://schemas.xmlsoap.org/ws/2004/08/addressing"
WSMAN: Final = "http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd"
MS_WSMAN: Final = "http://schemas.microsoft.com/wbem/wsman/1/wsman.xsd"
ENUMERATION: Final = "http://schemas.xmlsoap.org/ws/2004/09/enumeration"
TRANSFER: Final = "http://schemas.xmlsoap.org/ws/2004/09/transfer"
EVENTING: Final = "http://schemas.xmlsoap.org/ws/2004/08/eventing"
CIM_BINDING: Final = "http://schemas.dmtf.org/wbem/wsman/1/cimbinding.xsd"
WSMAN_FAULT: Final = "http://schemas.microsoft.com/wbem/wsman/1/wsmanfault"
WSMAN_IDENTITY: Final = "http://schemas.dmtf.org/wbem/wsman/identity/1/wsmanidentity.xsd"
CIM_COMMON: Final = "http://schemas.dmtf.org/wbem/wscim/1/common"
XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"
XML: Final = "http://www.w3.org/XML/1998/namespace"
MSFT_WMI_ERROR: Final = "http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/MSFT_WmiError"
ANONYMOUS: Final = "http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous"

ACTION_GET: Final = f"{TRANSFER}/Get"
ACTION_PUT: Final = f"{TRANSFER}/Put"
ACTION_ENUMERATE: Final = f"{ENUMERATION}/Enumerate"
ACTION_PULL: Final = f"{ENUMERATION}/Pull"
ACTION_RELEASE: Final = f"{ENUMERATION}/Release"
FAULT_ACTIONS: Final = {
    "w": "http://schemas.dmtf.org/wbem/wsman/1/wsman/fault",
    "a": "http://schemas.xmlsoap.org/ws/2004/08/addressing/fault",
    "n": f"{ENUMERATION}/fault",
    "e": f"{EVENTING}/fault",
}

DIALECT_WQL: Final = "http://schemas.microsoft.com/wbem/wsman/1/WQL"
DIALECT_SELECTOR: Final = "http://schemas.dmtf.org/wbem/wsman/1/wsman/SelectorFilter"
DIALECT_ASSOCIATION: Final = "http://schemas.dmtf.org/wbem/wsman/1/cimbinding/associationFilter"

WMI_ROOT: Final = "http://schemas.microsoft.com/wbem/wsman/1/wmi"
CIM_ROOT: Final = "http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2"
SHELL_ROOT: Final = "http://schemas.microsoft.com/wbem/wsman/1/windows/shell"

HYPERV_NAMESPACE: Final = "root/virtualization/v2"
CIMV2_NAMESPACE: Final = "root/cimv2"

PROTOCOL_VERSION: Final = "http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd"


def class_uri(namespace: str, class_name: str) -> str:
    """Return the resource URI of a WMI class; ``*`` stands for "any class" in queries."""
    return f"{WMI_ROOT}/{namespace}/{class_name}"


def split_class_uri(uri: str) -> tuple[str, str] | None:
    """Return ``(namespace, class)`` of a WMI resource URI, or ``None`` for any other URI.

    URIs are compared without regard to case (MS-WSMV 2.2.4.41), so the namespace comes back in
    lower case; a query string is ignored.
    """
    bare = uri.partition("?")[0]
    if not bare.lower().startswith(WMI_ROOT + "/"):
        return None
    namespace, _, class_name = bare[len(WMI_ROOT) + 1 :].rpartition("/")
    if not namespace or not class_name:
        return None
    return namespace.lower(), class_name
