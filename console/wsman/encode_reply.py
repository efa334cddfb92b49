"""Write replies byte for byte in the layout of a Windows host.

Prefixes, the order of their declarations and of the header's children are part of the contract:
clients in the field (openwsman, libvirt) match on prefixes. No XML declaration, no indentation.
Recordings of hosts from 2008 R2 to 2026 agree on all of it.
"""

from console.wsman import names
from console.wsman.encode_fault import FAULT_PREFIXES, fault_action, fault_body
from console.wsman.encode_value import element, instance_text, item_content, reference_text
from console.wsman.escape import escape_attribute, escape_text
from console.wsman.message import (
    MODE_EPR,
    MODE_OBJECT,
    MODE_OBJECT_AND_EPR,
    EnumerateReply,
    Fault,
    GetReply,
    IdentifyReply,
    InvokeReply,
    Item,
    PullReply,
    PutReply,
    ReleaseReply,
    Reply,
    ReplyHeader,
)

_ENUMERATION_PREFIXES = (
    f'xmlns:s="{names.SOAP}" xmlns:a="{names.ADDRESSING}" xmlns:n="{names.ENUMERATION}" '
    f'xmlns:w="{names.WSMAN}"'
)
_TRANSFER_PREFIXES = (
    f'xmlns:s="{names.SOAP}" xmlns:a="{names.ADDRESSING}" xmlns:x="{names.TRANSFER}" '
    f'xmlns:w="{names.WSMAN}" xmlns:p="{names.MS_WSMAN}"'
)


def item_text(
    item: Item, mode: str | None = None, *, namespace: str = names.HYPERV_NAMESPACE
) -> str:
    """Return one item of an enumeration as it will stand in the reply.

    Args:
        item: What to write.
        mode: ``MODE_OBJECT``, ``MODE_EPR`` or ``MODE_OBJECT_AND_EPR`` select what is written of
            an item that has both; ``None`` writes everything it has.
        namespace: WMI namespace of an object that does not say its own.

    Raises:
        ValueError: The item lacks what the mode asks for.
    """
    has_both = item.instance is not None and item.reference is not None
    if mode == MODE_OBJECT_AND_EPR or (mode is None and has_both):
        if item.reference is None or item.instance is None:
            raise ValueError("an item without object or reference")
        return f"<w:Item>{item_content(item, namespace)}{reference_text(item.reference)}</w:Item>"
    if mode == MODE_EPR:
        if item.reference is None:
            raise ValueError("an item without reference")
        return reference_text(item.reference)
    if mode == MODE_OBJECT and item.instance is None:
        raise ValueError("an item without object")
    return item_content(item, namespace)


def utf16_size(text: str) -> int:
    """Return the bytes that Windows counts against ``MaxEnvelopeSize``: UTF-16 ones."""
    return 2 * len(text) if text.isascii() else len(text.encode("utf-16-le", "replace"))


def encode_reply(
    reply: Reply, *, locale: str = "en-US", namespace: str = names.HYPERV_NAMESPACE
) -> bytes:
    """Write a reply.

    Args:
        reply: What to write. An empty action in the header becomes the operation's own.
        locale: The envelope's language.
        namespace: WMI namespace of objects that do not say their own.
    """
    body = reply.body
    if isinstance(body, IdentifyReply):
        return _identify(body, locale)
    prefixes, action, text = _parts(body, locale, namespace)
    return (
        f'<s:Envelope xml:lang="{escape_attribute(locale)}" {prefixes}>'
        f"{_header(reply.header, action)}<s:Body>{text}</s:Body></s:Envelope>"
    ).encode("utf-8", "replace")


def _identify(body: IdentifyReply, locale: str) -> bytes:
    return (
        f'<s:Envelope xml:lang="{escape_attribute(locale)}" xmlns:s="{names.SOAP}"><s:Header/>'
        f'<s:Body><wsmid:IdentifyResponse xmlns:wsmid="{names.WSMAN_IDENTITY}">'
        f"<wsmid:ProtocolVersion>{escape_text(body.protocol_version)}</wsmid:ProtocolVersion>"
        f"<wsmid:ProductVendor>{escape_text(body.product_vendor)}</wsmid:ProductVendor>"
        f"<wsmid:ProductVersion>{escape_text(body.product_version)}</wsmid:ProductVersion>"
        "</wsmid:IdentifyResponse></s:Body></s:Envelope>"
    ).encode("utf-8", "replace")


def _header(header: ReplyHeader, action: str) -> str:
    relates = f"<a:RelatesTo>{escape_text(header.relates_to)}</a:RelatesTo>"
    return (
        f"<s:Header><a:Action>{escape_text(header.action or action)}</a:Action>"
        f"<a:MessageID>{escape_text(header.message_id)}</a:MessageID>"
        f"<a:To>{names.ANONYMOUS}</a:To>{relates if header.relates_to else ''}</s:Header>"
    )


def _parts(
    body: GetReply | PutReply | EnumerateReply | PullReply | ReleaseReply | InvokeReply | Fault,
    locale: str,
    namespace: str,
) -> tuple[str, str, str]:
    """Return prefix declarations, action and body."""
    match body:
        case EnumerateReply():
            action, text = names.ACTION_ENUMERATE, _enumerate(body, namespace)
        case PullReply():
            action, text = names.ACTION_PULL, _pull(body, namespace)
        case ReleaseReply():
            action, text = names.ACTION_RELEASE, ""
        case GetReply():
            return _transfer(names.ACTION_GET, instance_text(body.instance, namespace))
        case PutReply():
            instance = body.instance
            text = "" if instance is None else instance_text(instance, namespace)
            return _transfer(names.ACTION_PUT, text)
        case InvokeReply():
            return _transfer(f"{body.resource_uri}/{body.method}", _output(body))
        case Fault():
            return FAULT_PREFIXES, fault_action(body), fault_body(body, locale)
    return _ENUMERATION_PREFIXES, f"{action}Response", text


def _transfer(action: str, text: str) -> tuple[str, str, str]:
    return _TRANSFER_PREFIXES, f"{action}Response", text


def _items(reply: EnumerateReply | PullReply, namespace: str) -> str:
    texts = [item_text(item, namespace=namespace) for item in reply.items]
    return "".join([*texts, *reply.rendered])


def _enumerate(reply: EnumerateReply, namespace: str) -> str:
    """In the optimized reply, items and the end are in the namespace ``w``."""
    items = _items(reply, namespace)
    text = f"<n:EnumerationContext>{escape_text(reply.context)}</n:EnumerationContext>"
    if items:
        text += f"<w:Items>{items}</w:Items>"
    elif reply.is_end:
        text += "<w:Items/>"
    if reply.is_end:
        text += "<w:EndOfSequence/>"
    return f"<n:EnumerateResponse>{text}</n:EnumerateResponse>"


def _pull(reply: PullReply, namespace: str) -> str:
    """In a Pull reply they are in ``n``; an empty ``n:Items`` is still there."""
    items = _items(reply, namespace)
    text = f"<n:Items>{items}</n:Items>" if items else "<n:Items/>"
    if reply.is_end:
        text += "<n:EndOfSequence/>"
    else:
        context = escape_text(reply.context)
        text = f"<n:EnumerationContext>{context}</n:EnumerationContext>{text}"
    return f"<n:PullResponse>{text}</n:PullResponse>"


def _output(reply: InvokeReply) -> str:
    """Write out-parameters in the order given, ``ReturnValue`` last."""
    properties = reply.output.properties
    ordered = [name for name in properties if name != "ReturnValue"]
    if "ReturnValue" in properties:
        ordered.append("ReturnValue")
    inner = "".join([element(f"p:{name}", properties[name]) for name in ordered])
    declare = f' xmlns:cim="{names.CIM_COMMON}"' if "<cim:" in inner else ""
    tag = f"p:{reply.method}_OUTPUT"
    uri = escape_attribute(reply.resource_uri)
    return f'<{tag} xmlns:xsi="{names.XSI}" xmlns:p="{uri}"{declare}>{inner}</{tag}>'
