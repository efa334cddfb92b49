"""Write requests in the layout of Windows' own client (MS-WSMV 2.2.4, 3.1.4.1)."""

from console.wsman import names
from console.wsman.cim import CimInstance, CimValue
from console.wsman.encode_value import element, instance_text, reference_content, selector_set
from console.wsman.escape import escape_attribute, escape_text
from console.wsman.message import (
    AssociationFilter,
    Enumerate,
    Get,
    Identify,
    InvalidInput,
    Invoke,
    Pull,
    Put,
    Release,
    Request,
    RequestHeader,
    SelectorFilter,
    UnknownFilter,
    UnknownOperation,
    WqlFilter,
)

_PREFIXES = (
    f'xmlns:s="{names.SOAP}" xmlns:a="{names.ADDRESSING}" xmlns:w="{names.WSMAN}" '
    f'xmlns:p="{names.MS_WSMAN}"'
)
_MUST = 's:mustUnderstand="true"'
_MAY = 's:mustUnderstand="false"'
_REPLY_TO = f"<a:ReplyTo><a:Address {_MUST}>{names.ANONYMOUS}</a:Address></a:ReplyTo>"
_IDENTIFY = (
    f'<s:Envelope xmlns:s="{names.SOAP}" xmlns:wsmid="{names.WSMAN_IDENTITY}">'
    "<s:Header/><s:Body><wsmid:Identify/></s:Body></s:Envelope>"
)


def encode_request(request: Request) -> bytes:
    """Write a request.

    Raises:
        ValueError: The operation or filter is one that only a server meets, or an argument is an
            object; embedded objects travel as text (``cimxml``).
    """
    if isinstance(request.body, Identify):
        return _IDENTIFY.encode()
    body = _body(request)
    prefixes = _PREFIXES
    if "<n:" in body:
        prefixes += f' xmlns:n="{names.ENUMERATION}"'
    header = _header(request.header)
    return (
        f"<s:Envelope {prefixes}><s:Header>{header}</s:Header><s:Body>{body}</s:Body></s:Envelope>"
    ).encode("utf-8", "replace")


def _header(header: RequestHeader) -> str:
    language = f'xml:lang="{escape_attribute(header.locale)}"'
    parts = [
        f"<a:To>{escape_text(header.to)}</a:To>",
        f"<w:ResourceURI {_MUST}>{escape_text(header.resource_uri)}</w:ResourceURI>{_REPLY_TO}",
        f"<a:Action {_MUST}>{escape_text(header.action)}</a:Action>",
        f"<a:MessageID>{escape_text(header.message_id)}</a:MessageID>",
    ]
    if header.max_envelope_size is not None:
        size = header.max_envelope_size
        parts.append(f"<w:MaxEnvelopeSize {_MUST}>{size}</w:MaxEnvelopeSize>")
    if header.operation_timeout_s is not None:
        seconds = header.operation_timeout_s
        parts.append(f"<w:OperationTimeout>PT{seconds:.3f}S</w:OperationTimeout>")
    parts.append(f"<w:Locale {language} {_MAY}/><p:DataLocale {language} {_MAY}/>")
    if header.session_id:
        parts.append(f"<p:SessionId {_MAY}>{escape_text(header.session_id)}</p:SessionId>")
    if header.operation_id:
        parts.append(f"<p:OperationID {_MAY}>{escape_text(header.operation_id)}</p:OperationID>")
    parts.append(selector_set(header.selectors))
    parts.append(_option_set(header.options))
    return "".join(parts)


def _option_set(options: tuple[tuple[str, str], ...]) -> str:
    if not options:
        return ""
    texts = [
        f'<w:Option Name="{escape_attribute(name)}">{escape_text(value)}</w:Option>'
        for name, value in options
    ]
    return f"<w:OptionSet {_MUST}>{''.join(texts)}</w:OptionSet>"


def _body(request: Request) -> str:
    body = request.body
    match body:
        case Identify() | Get():
            return ""
        case Put():
            found = names.split_class_uri(request.header.resource_uri)
            return instance_text(body.instance, found[0] if found else names.HYPERV_NAMESPACE)
        case Enumerate():
            return _enumerate(body)
        case Pull():
            return (
                f"<n:Pull>{_context(body.context)}{_max_elements('n', body.max_elements)}</n:Pull>"
            )
        case Release():
            return f"<n:Release>{_context(body.context)}</n:Release>"
        case Invoke():
            return _input(request.header.resource_uri, body)
        case UnknownOperation() | InvalidInput():
            raise ValueError("an unknown operation cannot be written")


def _context(context: str) -> str:
    return f"<n:EnumerationContext>{escape_text(context)}</n:EnumerationContext>"


def _max_elements(prefix: str, count: int | None) -> str:
    return "" if count is None else f"<{prefix}:MaxElements>{count}</{prefix}:MaxElements>"


def _enumerate(body: Enumerate) -> str:
    parts: list[str] = []
    if body.optimize:
        parts.append(f"<w:OptimizeEnumeration/>{_max_elements('w', body.max_elements)}")
    if body.mode:
        parts.append(f"<w:EnumerationMode>{escape_text(body.mode)}</w:EnumerationMode>")
    if body.filter is not None:
        parts.append(_filter(body.filter))
    return f"<n:Enumerate>{''.join(parts)}</n:Enumerate>"


def _filter(chosen: WqlFilter | SelectorFilter | AssociationFilter | UnknownFilter) -> str:
    match chosen:
        case WqlFilter():
            dialect, text = names.DIALECT_WQL, escape_text(chosen.text)
        case SelectorFilter():
            dialect, text = names.DIALECT_SELECTOR, selector_set(chosen.selectors)
        case AssociationFilter():
            dialect, text = names.DIALECT_ASSOCIATION, _association(chosen)
        case UnknownFilter():
            raise ValueError(f"a filter in an unknown dialect: {chosen.dialect}")
    return f'<w:Filter Dialect="{dialect}">{text}</w:Filter>'


def _association(chosen: AssociationFilter) -> str:
    """Write the filter of DSP0227, 17; the order of the parts is the schema's."""
    tag = "b:AssociationInstances" if chosen.associations else "b:AssociatedInstances"
    optional = (
        ("b:AssociationClassName", chosen.association_class),
        ("b:Role", chosen.role),
        ("b:ResultClassName", chosen.result_class),
        ("b:ResultRole", chosen.result_role),
    )
    parts = [f"<{name}>{escape_text(text)}</{name}>" for name, text in optional if text]
    return (
        f'<{tag} xmlns:b="{names.CIM_BINDING}">'
        f"<b:Object>{reference_content(chosen.source)}</b:Object>{''.join(parts)}</{tag}>"
    )


def _input(resource_uri: str, body: Invoke) -> str:
    tag = f"p:{body.method}_INPUT"
    inner = "".join([_argument(name, value) for name, value in body.arguments])
    return f'<{tag} xmlns:p="{escape_attribute(resource_uri)}">{inner}</{tag}>'


def _argument(name: str, value: CimValue) -> str:
    """Write one argument; null ones are left out, and references stand in it directly."""
    if value is None:
        return ""
    if any(
        isinstance(item, CimInstance) for item in (value if isinstance(value, tuple) else (value,))
    ):
        raise ValueError(f"{name}: an embedded object must be given as text")
    return element(f"p:{name}", value, has_cim=False)
