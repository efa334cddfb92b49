"""Read requests, as a server does: from our client and from clients that we did not write.

Accepted, because they are out there: any prefix, ``mustUnderstand`` with and without namespace,
``true`` and ``1``, headers in any order, ``EnumerationMode`` before or after ``Filter``.
"""

from console.model.errors import Malformed
from console.wsman import names
from console.wsman.cim import parse_interval
from console.wsman.decode_value import (
    read_instance,
    read_properties,
    read_reference,
    read_selectors,
)
from console.wsman.message import (
    AssociationFilter,
    Enumerate,
    Filter,
    Get,
    Identify,
    InvalidInput,
    Invoke,
    Pull,
    Put,
    Release,
    Request,
    RequestBody,
    RequestHeader,
    SelectorFilter,
    UnknownFilter,
    UnknownOperation,
    WqlFilter,
)
from console.wsman.xml import (
    MAX_BYTES,
    Element,
    attribute,
    child,
    children,
    local_name,
    namespace_of,
    parse_envelope,
    text_of,
)

_LANGUAGE = f"{{{names.XML}}}lang"
_MUST = ("mustUnderstand", f"{{{names.SOAP}}}mustUnderstand")
_KNOWN_HEADERS = frozenset(
    {
        *((names.ADDRESSING, name) for name in ("To", "ReplyTo", "FaultTo", "From")),
        *((names.ADDRESSING, name) for name in ("Action", "MessageID", "RelatesTo")),
        *((names.WSMAN, name) for name in ("ResourceURI", "MaxEnvelopeSize", "Locale")),
        *((names.WSMAN, name) for name in ("OperationTimeout", "SelectorSet", "OptionSet")),
        *((names.MS_WSMAN, name) for name in ("DataLocale", "SessionId", "OperationID")),
        *((names.MS_WSMAN, name) for name in ("SequenceId", "ActivityId")),
    }
)


def decode_request(data: bytes, *, max_bytes: int = MAX_BYTES) -> Request:
    """Read a request.

    An action that we do not speak is no error here but an ``UnknownOperation``.

    Raises:
        Malformed: It is not XML, no SOAP envelope, has no action, or its body does not fit.
    """
    header, body = parse_envelope(data, max_bytes=max_bytes)
    if child(body, names.WSMAN_IDENTITY, "Identify") is not None:
        return Request(RequestHeader("") if header is None else _header(header), Identify())
    if header is None:
        raise Malformed("request without a header")
    read = _header(header)
    if not read.action:
        raise Malformed("request without an action")
    return Request(read, _body(read, body))


def _header(header: Element) -> RequestHeader:
    locale = child(header, names.WSMAN, "Locale")
    size = text_of(header, names.WSMAN, "MaxEnvelopeSize")
    timeout = text_of(header, names.WSMAN, "OperationTimeout")
    option_set = child(header, names.WSMAN, "OptionSet")
    options = () if option_set is None else children(option_set, names.WSMAN, "Option")
    return RequestHeader(
        action=text_of(header, names.ADDRESSING, "Action"),
        resource_uri=text_of(header, names.WSMAN, "ResourceURI"),
        message_id=text_of(header, names.ADDRESSING, "MessageID"),
        to=text_of(header, names.ADDRESSING, "To"),
        selectors=read_selectors(child(header, names.WSMAN, "SelectorSet")),
        options=tuple((attribute(option, "Name"), option.text or "") for option in options),
        session_id=text_of(header, names.MS_WSMAN, "SessionId"),
        operation_id=text_of(header, names.MS_WSMAN, "OperationID"),
        max_envelope_size=_count(size, "MaxEnvelopeSize"),
        operation_timeout_s=parse_interval(timeout).total_seconds() if timeout else None,
        locale="en-US" if locale is None else attribute(locale, _LANGUAGE) or "en-US",
        has_other_header=any(_is_other(element) for element in header),
    )


def _is_other(element: Element) -> bool:
    """Tell whether a header must be understood and is not."""
    if (namespace_of(element), local_name(element)) in _KNOWN_HEADERS:
        return False
    return any(attribute(element, name).strip().lower() in {"true", "1"} for name in _MUST)


def _count(text: str, name: str) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) <= 10):
        raise Malformed(f"{name}: not a number: {text[:40]!r}")
    return int(text)


def _body(header: RequestHeader, body: Element) -> RequestBody:
    content = body[0] if len(body) else None
    match header.action:
        case names.ACTION_GET:
            return Get()
        case names.ACTION_PUT:
            return Put(read_instance(_required(content)))
        case names.ACTION_ENUMERATE:
            return _enumerate(_expected(content, "Enumerate"))
        case names.ACTION_PULL:
            pull = _expected(content, "Pull")
            return Pull(_context(pull), _max_elements(pull))
        case names.ACTION_RELEASE:
            return Release(_context(_expected(content, "Release")))
        case _:
            return _invoke(header, content)


def _required(content: Element | None) -> Element:
    if content is None:
        raise Malformed("request without content")
    return content


def _expected(content: Element | None, name: str) -> Element:
    found = _required(content)
    if found.tag != f"{{{names.ENUMERATION}}}{name}":
        raise Malformed(f"{name} expected, found {str(found.tag)[:120]}")
    return found


def _context(element: Element) -> str:
    return text_of(element, names.ENUMERATION, "EnumerationContext")


def _max_elements(element: Element) -> int | None:
    text = text_of(element, names.WSMAN, "MaxElements")
    return _count(text or text_of(element, names.ENUMERATION, "MaxElements"), "MaxElements")


def _invoke(header: RequestHeader, content: Element | None) -> RequestBody:
    """Read a method call: its action is the class's URI, a slash and the method's name."""
    uri, _, method = header.action.rpartition("/")
    if not method or not uri or uri.lower() != header.resource_uri.partition("?")[0].lower():
        return UnknownOperation()
    if content is None:
        return Invoke(method)
    if local_name(content) != f"{method}_INPUT" or not all(_fits(item) for item in content):
        return InvalidInput(method)
    return Invoke(method, tuple(read_properties(content).items()))


def _fits(argument: Element) -> bool:
    """Tell whether an argument is a text, a time or a reference without a wrapper.

    A real host refuses an ``EndpointReference`` around a reference and elements in place of an
    embedded object's text alike (wire recordings).
    """
    if not len(argument):
        return True
    space = namespace_of(argument[0])
    if space == names.ADDRESSING:
        return local_name(argument[0]) != "EndpointReference"
    return space == names.CIM_COMMON


def _enumerate(element: Element) -> Enumerate:
    mode = text_of(element, names.WSMAN, "EnumerationMode")
    chosen = child(element, names.WSMAN, "Filter")
    if chosen is None:
        chosen = child(element, names.ENUMERATION, "Filter")
    return Enumerate(
        filter=None if chosen is None else _filter(chosen),
        mode=mode,
        optimize=child(element, names.WSMAN, "OptimizeEnumeration") is not None,
        max_elements=_max_elements(element),
    )


def _filter(element: Element) -> Filter | UnknownFilter:
    dialect = attribute(element, "Dialect").strip()
    if dialect == names.DIALECT_WQL:
        return WqlFilter((element.text or "").strip())
    if dialect == names.DIALECT_SELECTOR:
        pairs = read_selectors(child(element, names.WSMAN, "SelectorSet"))
        return SelectorFilter(tuple((n, v) for n, v in pairs if isinstance(v, str)))
    if dialect == names.DIALECT_ASSOCIATION:
        return _association(element)
    return UnknownFilter(dialect)


def _association(element: Element) -> AssociationFilter:
    wanted = child(element, names.CIM_BINDING, "AssociationInstances")
    associations = wanted is not None
    if wanted is None:
        wanted = child(element, names.CIM_BINDING, "AssociatedInstances")
    source = None if wanted is None else child(wanted, names.CIM_BINDING, "Object")
    if source is None:
        raise Malformed("association filter without an object")
    return AssociationFilter(
        source=read_reference(source),
        association_class=text_of(wanted, names.CIM_BINDING, "AssociationClassName"),
        result_class=text_of(wanted, names.CIM_BINDING, "ResultClassName"),
        role=text_of(wanted, names.CIM_BINDING, "Role"),
        result_role=text_of(wanted, names.CIM_BINDING, "ResultRole"),
        associations=associations,
    )
