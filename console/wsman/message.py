"""The messages of WS-Management that the console uses, as values.

A client encodes a ``Request`` and decodes a ``Reply``; a server does the reverse. One request
header type and one reply header type serve all operations (MS-WSMV 2.2.4).
"""

from dataclasses import dataclass, field

from console.wsman.cim import CimInstance, CimReference, CimValue

MAX_ENVELOPE_SIZE = 512_000
"""Bytes we ask for. Windows counts them in UTF-16, so about half as many characters arrive."""

MAX_ELEMENTS = 32_000
"""``MaxBatchItems`` of a Windows host."""


@dataclass(frozen=True, slots=True)
class RequestHeader:
    """The SOAP header of a request.

    Attributes:
        action: The WS-Addressing action; decides how the body is read.
        resource_uri: Empty only for Identify.
        message_id: ``uuid:`` and a GUID in upper case.
        to: Address of the service; Windows does not check it.
        selectors: Keys of the object.
        options: Name and value of each ``w:Option``.
        operation_id: Stays equal over an Enumerate and its Pulls, as Windows' own client does.
        operation_timeout_s: What we grant the host; ``None`` leaves it to the host.
        has_other_header: Whether a header with mustUnderstand came that we do not know (server).
    """

    action: str
    resource_uri: str = ""
    message_id: str = ""
    to: str = ""
    selectors: tuple[tuple[str, str | CimReference], ...] = ()
    options: tuple[tuple[str, str], ...] = ()
    session_id: str = ""
    operation_id: str = ""
    max_envelope_size: int | None = MAX_ENVELOPE_SIZE
    operation_timeout_s: float | None = 60.0
    locale: str = "en-US"
    has_other_header: bool = False


@dataclass(frozen=True, slots=True)
class Identify:
    """Ask a service who it is."""


@dataclass(frozen=True, slots=True)
class Get:
    """Read one object; the header's selectors say which."""


@dataclass(frozen=True, slots=True)
class Put:
    """Write one object."""

    instance: CimInstance


@dataclass(frozen=True, slots=True)
class WqlFilter:
    """A WMI query: SELECT, ASSOCIATORS OF, REFERENCES OF."""

    text: str


@dataclass(frozen=True, slots=True)
class SelectorFilter:
    """Exact matches on properties (DSP0226, annex E)."""

    selectors: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class AssociationFilter:
    """Objects (or association instances) at the other end (DSP0227, 17).

    Attributes:
        source: Where to start.
        associations: ``True`` asks for the association instances themselves.
    """

    source: CimReference
    association_class: str = ""
    result_class: str = ""
    role: str = ""
    result_role: str = ""
    associations: bool = False


Filter = WqlFilter | SelectorFilter | AssociationFilter

MODE_OBJECT = ""
MODE_EPR = "EnumerateEPR"
MODE_OBJECT_AND_EPR = "EnumerateObjectAndEPR"


@dataclass(frozen=True, slots=True)
class UnknownFilter:
    """A filter in a dialect that we do not speak (server side only)."""

    dialect: str


@dataclass(frozen=True, slots=True)
class Enumerate:
    """Start reading a set of objects."""

    filter: Filter | UnknownFilter | None = None
    mode: str = MODE_OBJECT
    optimize: bool = True
    max_elements: int | None = MAX_ELEMENTS


@dataclass(frozen=True, slots=True)
class Pull:
    """Read on."""

    context: str
    max_elements: int | None = MAX_ELEMENTS


@dataclass(frozen=True, slots=True)
class Release:
    """Stop reading early."""

    context: str


@dataclass(frozen=True, slots=True)
class Invoke:
    """Call a method. ``None`` inputs are left out altogether."""

    method: str
    arguments: tuple[tuple[str, CimValue], ...] = ()


@dataclass(frozen=True, slots=True)
class UnknownOperation:
    """An action that we do not speak (server side only)."""


@dataclass(frozen=True, slots=True)
class InvalidInput:
    """A method call whose input does not fit the schema of its class (server side only)."""

    method: str


RequestBody = (
    Identify | Get | Put | Enumerate | Pull | Release | Invoke | InvalidInput | UnknownOperation
)


@dataclass(frozen=True, slots=True)
class Request:
    """A whole request."""

    header: RequestHeader
    body: RequestBody


@dataclass(frozen=True, slots=True)
class ReplyHeader:
    """The SOAP header of a reply."""

    action: str
    message_id: str = ""
    relates_to: str = ""


@dataclass(frozen=True, slots=True)
class IdentifyReply:
    """Who the service is; ``product_version`` is ``OS: 10.0.20348 SP: 0.0 Stack: 3.0``."""

    protocol_version: str
    product_vendor: str
    product_version: str


@dataclass(frozen=True, slots=True)
class GetReply:
    """The object."""

    instance: CimInstance


@dataclass(frozen=True, slots=True)
class PutReply:
    """The object as it is now; ``None`` when the host returns nothing."""

    instance: CimInstance | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One item of an enumeration: an object, its reference, or both.

    ``names`` is the list of selected properties when the query projects, and says that the item
    goes as an un-namespaced ``w:XmlFragment`` (server side); ``None`` for whole objects.
    """

    instance: CimInstance | None = None
    reference: CimReference | None = None
    names: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class EnumerateReply:
    """The start of a set; with ``optimize`` already with items.

    ``rendered`` holds items that the server has already written as XML (``encode.item_text``);
    they follow ``items``.
    """

    context: str
    items: tuple[Item, ...] = ()
    is_end: bool = False
    rendered: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PullReply:
    """More of a set; ``rendered`` as in ``EnumerateReply``."""

    context: str
    items: tuple[Item, ...] = ()
    is_end: bool = False
    rendered: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReleaseReply:
    """The enumeration is gone."""


@dataclass(frozen=True, slots=True)
class InvokeReply:
    """Output of a method, ``ReturnValue`` among its properties."""

    resource_uri: str
    method: str
    output: CimInstance


@dataclass(frozen=True, slots=True)
class Fault:
    """A SOAP fault with what Windows adds.

    Attributes:
        code: ``f:WSManFault/@Code``; 0 when there is none.
        subcode: Prefixed name as Windows writes it, such as ``w:InvalidSelectors``.
        reason: The sentence.
        is_sender: ``s:Sender`` (the request is wrong) or ``s:Receiver``.
        detail: URI of ``w:FaultDetail``.
        machine: ``f:WSManFault/@Machine``.
        provider: Whether the WMI provider said it (nested ``f:ProviderFault``). With ``wmi_code``
            but without this, the newer form is meant: a ``MSFT_WmiError`` in the detail, which
            has room for one code only.
        wmi_code: HRESULT that the provider gave, unsigned; 0 when there is none.
        wmi_text: The provider's text.
    """

    code: int
    subcode: str = ""
    reason: str = ""
    is_sender: bool = True
    detail: str = ""
    machine: str = ""
    provider: bool = False
    wmi_code: int = 0
    wmi_text: str = ""


ReplyBody = (
    IdentifyReply
    | GetReply
    | PutReply
    | EnumerateReply
    | PullReply
    | ReleaseReply
    | InvokeReply
    | Fault
)


@dataclass(frozen=True, slots=True)
class Reply:
    """A whole reply."""

    header: ReplyHeader
    body: ReplyBody = field(default_factory=ReleaseReply)
