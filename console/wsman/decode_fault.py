"""Read SOAP faults with the details that Windows adds, in their older and newer forms."""

import re

from console.wsman import names
from console.wsman.message import Fault
from console.wsman.xml import Element, attribute, child, children, local_name, text_of

_PREFIXES = {
    names.WSMAN: "w",
    names.ADDRESSING: "a",
    names.ENUMERATION: "n",
    names.EVENTING: "e",
    names.TRANSFER: "x",
    names.SOAP: "s",
    names.MS_WSMAN: "p",
}
_HRESULT = re.compile(r"HRESULT\s+(0x[0-9a-fA-F]{1,8})\b")
_WMI_FACILITY = range(0x80040000, 0x80050000)


def read_fault(element: Element) -> Fault:
    """Read ``s:Fault``; what is missing or unreadable in it stays empty."""
    code = child(element, names.SOAP, "Code")
    side = text_of(code, names.SOAP, "Value").rpartition(":")[2]
    detail = child(element, names.SOAP, "Detail")
    outer = _find(detail, "WSManFault")
    wmi_error = _find(detail, "MSFT_WmiError")
    provider = _find(outer, "ProviderFault")
    wmi_code, wmi_text = _provider_error(provider)
    if wmi_error is not None:
        wmi_code, wmi_text = _wmi_error(wmi_error)
    message = "" if outer is None else text_of(outer, names.WSMAN_FAULT, "Message")
    return Fault(
        code=_number(attribute(outer, "Code")) if outer is not None else wmi_code,
        subcode=_subcode(code),
        reason=_reason(element) or message,
        is_sender=side != "Receiver",
        detail=text_of(detail, names.WSMAN, "FaultDetail"),
        machine="" if outer is None else attribute(outer, "Machine"),
        provider=provider is not None and wmi_error is None,
        wmi_code=wmi_code,
        wmi_text=wmi_text,
    )


def _find(parent: Element | None, name: str) -> Element | None:
    """Return the first descendant of this local name, whatever its namespace."""
    if parent is None:
        return None
    return next((found for found in parent.iter(f"{{*}}{name}") if found is not parent), None)


def _subcode(code: Element | None) -> str:
    """Return the innermost subcode with the prefix that Windows uses for its namespace."""
    found: Element | None = None
    while code is not None:
        code = child(code, names.SOAP, "Subcode")
        found = code if code is not None else found
    value = None if found is None else child(found, names.SOAP, "Value")
    if value is None:
        return ""
    prefix, _, name = (value.text or "").strip().rpartition(":")
    known = _PREFIXES.get(value.nsmap.get(prefix or None) or "")
    return f"{known or prefix}:{name}" if known or prefix else name


def _reason(fault: Element) -> str:
    reason = child(fault, names.SOAP, "Reason")
    texts = [] if reason is None else list(children(reason, names.SOAP, "Text"))
    return (texts[0].text or "").strip() if texts else ""


def _number(text: str) -> int:
    """Read a Windows error number, in decimal (signed or not) or as ``0x…``; 0 if unreadable."""
    text = text.strip()[:24]
    try:
        number = int(text, 16 if text[:2].lower() == "0x" else 10)
    except ValueError:
        return 0
    return number & 0xFFFFFFFF


def _provider_error(provider: Element | None) -> tuple[int, str]:
    """Return HRESULT and text of a nested provider fault."""
    if provider is None:
        return 0, ""
    inner = _find(provider, "WSManFault")
    if inner is None:
        return _hresult(provider.text or ""), (provider.text or "").strip()
    text = text_of(inner, names.WSMAN_FAULT, "Message")
    code = _number(attribute(inner, "Code"))
    return (code if code in _WMI_FACILITY else _hresult(text) or code), text


def _hresult(text: str) -> int:
    found = _HRESULT.search(text)
    return int(found[1], 16) if found else 0


def _wmi_error(error: Element) -> tuple[int, str]:
    """Return HRESULT and text of a ``MSFT_WmiError``, whatever namespace it is in."""
    values = {local_name(value): (value.text or "").strip() for value in error}
    code = _hresult(values.get("MessageID", "")) or _number(values.get("error_Code", ""))
    return code, values.get("Message", "")
