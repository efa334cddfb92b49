"""Read replies: strict about the envelope, tolerant about everything that hosts differ in.

Prefixes, the order of headers, unknown elements and the namespace of ``Items`` (``w`` in an
optimized Enumerate reply, ``n`` in a Pull reply) do not matter.
"""

from console.model.errors import Malformed
from console.wsman import names
from console.wsman.cim import CimInstance, CimReference
from console.wsman.decode_fault import read_fault
from console.wsman.decode_value import read_instance, read_properties, read_reference
from console.wsman.message import (
    EnumerateReply,
    GetReply,
    IdentifyReply,
    InvokeReply,
    Item,
    PullReply,
    PutReply,
    ReleaseReply,
    Reply,
    ReplyBody,
    ReplyHeader,
)
from console.wsman.xml import (
    MAX_BYTES,
    Element,
    child,
    local_name,
    namespace_of,
    parse_envelope,
    text_of,
)

_FRAGMENT = f"{{{names.WSMAN}}}XmlFragment"
_WRAPPER = f"{{{names.WSMAN}}}Item"
_REFERENCE = f"{{{names.ADDRESSING}}}EndpointReference"
_OUTPUT = "_OUTPUT"


def decode_reply(data: bytes, *, max_bytes: int = MAX_BYTES) -> Reply:
    """Read a reply, a fault among them.

    Raises:
        Malformed: It is not XML, no SOAP envelope, or no reply that the console knows.
    """
    header, body = parse_envelope(data, max_bytes=max_bytes)
    read = ReplyHeader(
        action=text_of(header, names.ADDRESSING, "Action"),
        message_id=text_of(header, names.ADDRESSING, "MessageID"),
        relates_to=text_of(header, names.ADDRESSING, "RelatesTo"),
    )
    return Reply(read, _body(read.action, body))


def _body(action: str, body: Element) -> ReplyBody:
    content = body[0] if len(body) else None
    if content is None:
        return _empty(action)
    match namespace_of(content), local_name(content):
        case names.SOAP, "Fault":
            return read_fault(content)
        case names.ENUMERATION, "EnumerateResponse":
            context, items, is_end = _set(content)
            return EnumerateReply(context, items, is_end)
        case names.ENUMERATION, "PullResponse":
            context, items, is_end = _set(content)
            return PullReply(context, items, is_end)
        case names.WSMAN_IDENTITY, "IdentifyResponse":
            return IdentifyReply(
                text_of(content, names.WSMAN_IDENTITY, "ProtocolVersion"),
                text_of(content, names.WSMAN_IDENTITY, "ProductVendor"),
                text_of(content, names.WSMAN_IDENTITY, "ProductVersion"),
            )
        case uri, name:
            return _object(action, content, uri, name)


def _empty(action: str) -> ReplyBody:
    if action == f"{names.ACTION_RELEASE}Response":
        return ReleaseReply()
    if action == f"{names.ACTION_PUT}Response":
        return PutReply()
    raise Malformed(f"reply without content: {action[:200]}")


def _object(action: str, content: Element, uri: str, name: str) -> ReplyBody:
    if action == f"{names.ACTION_GET}Response":
        return GetReply(read_instance(content))
    if action == f"{names.ACTION_PUT}Response":
        return PutReply(read_instance(content))
    if name.endswith(_OUTPUT) and uri:
        return InvokeReply(uri, name[: -len(_OUTPUT)], CimInstance(name, read_properties(content)))
    raise Malformed(f"not a known reply: {action[:200]} {name[:80]}")


def _set(response: Element) -> tuple[str, tuple[Item, ...], bool]:
    context = text_of(response, names.ENUMERATION, "EnumerationContext")
    items: list[Item] = []
    is_end = False
    for space in (names.WSMAN, names.ENUMERATION):
        is_end = is_end or child(response, space, "EndOfSequence") is not None
        found = child(response, space, "Items")
        if found is not None:
            items.extend([_item(element) for element in found])
    return context, tuple(items), is_end


def _item(element: Element) -> Item:
    tag = element.tag
    if tag == _FRAGMENT:
        return Item(CimInstance("", read_properties(element)))
    if tag == _REFERENCE:
        return Item(None, read_reference(element))
    if tag == _WRAPPER:
        return _object_and_reference(element)
    return Item(read_instance(element))


def _object_and_reference(wrapper: Element) -> Item:
    found = child(wrapper, names.ADDRESSING, "EndpointReference")
    reference: CimReference | None = None if found is None else read_reference(found)
    for element in wrapper:
        if element.tag == _FRAGMENT:
            return Item(CimInstance("", read_properties(element), reference), reference)
        if element.tag != _REFERENCE:
            return Item(read_instance(element, reference), reference)
    if reference is None:
        raise Malformed("empty item")
    return Item(None, reference)
