"""The faults of a Windows host's WinRM service: one function for each reason to say no.

Codes, subcodes and whose fault it is: Windows' ``wsmerror.h``; fault details: DSP0226, annex of
fault URIs. The sentences are ours, in plain English, as no client may compare them.
"""

from console.simulator.failures import CimFailure, CimStatus
from console.wsman import fault_codes
from console.wsman.message import Fault

_SOAP_FAULT_MUST_UNDERSTAND = 0x80338010
_MESSAGE_INFORMATION_HEADER_REQUIRED = 0x80338011
_ACTION_NOT_SUPPORTED = 0x80338013
_DUPLICATE_SELECTORS = 0x8033805F
_ENUMERATION_MODE_UNSUPPORTED = 0x80338086
_DETAIL = "http://schemas.dmtf.org/wbem/wsman/1/wsman/faultDetail/"


class Refusal(Exception):
    """The service says no.

    Attributes:
        fault: What it says, without the name of the machine.
        status: HTTP status of the answer.
    """

    def __init__(self, fault: Fault, status: int = 500) -> None:
        super().__init__(f"{fault.code} {fault.subcode}")
        self.fault = fault
        self.status = status


def _no(code: int, subcode: str, reason: str, detail: str = "") -> Refusal:
    return Refusal(Fault(code, subcode, reason, detail=detail and _DETAIL + detail))


def unreadable() -> Refusal:
    """Answer what is no SOAP envelope (400, unlike all others)."""
    fault = Fault(
        fault_codes.INVALID_SOAP_BODY, "w:InvalidBody", "The request has no valid SOAP body."
    )
    return Refusal(fault, status=400)


def header_not_understood() -> Refusal:
    """A header with mustUnderstand is unknown."""
    return _no(
        _SOAP_FAULT_MUST_UNDERSTAND, "", "A SOAP header marked mustUnderstand is not understood."
    )


def header_missing(name: str) -> Refusal:
    """A header that every request needs is missing."""
    reason = f"The request lacks a SOAP header: {name}."
    return _no(_MESSAGE_INFORMATION_HEADER_REQUIRED, "a:MessageInformationHeaderRequired", reason)


def resource_uri_invalid() -> Refusal:
    """There is no resource URI, or it is no URI of ours."""
    reason = "The resource URI is missing or has a wrong format."
    return _no(
        fault_codes.INVALID_RESOURCE_URI, "a:DestinationUnreachable", reason, "InvalidResourceURI"
    )


def resource_unknown() -> Refusal:
    """The resource URI is well-formed and leads nowhere."""
    reason = "No resource has this resource URI and these selectors."
    return _no(
        fault_codes.RESOURCE_NOT_FOUND, "a:DestinationUnreachable", reason, "InvalidResourceURI"
    )


def action_not_supported() -> Refusal:
    """The resource has no such action."""
    return _no(_ACTION_NOT_SUPPORTED, "a:ActionNotSupported", "The action is not supported.")


def put_not_capable() -> Refusal:
    """The WMI provider cannot change instances by Put: Hyper-V's classes change by methods."""
    fault = Fault(
        fault_codes.PROVIDER_NOT_CAPABLE,
        "a:ActionNotSupported",
        "The WMI provider is not capable of this operation.",
        provider=True,
        wmi_code=CimStatus.PROVIDER_NOT_CAPABLE.value,
        wmi_text="Provider is not capable of the attempted operation ",
    )
    return Refusal(fault)


def schema_violated() -> Refusal:
    """The body of a method call does not fit the schema of its class."""
    reason = "The XML of the request does not match its schema."
    return _no(fault_codes.SCHEMA_VALIDATION_ERROR, "w:SchemaValidationError", reason)


def envelope_too_small() -> Refusal:
    """MaxEnvelopeSize is below 8192."""
    reason = "The maximum envelope size in the request is too small."
    return _no(
        fault_codes.MAX_ENVELOPE_SIZE_TOO_SMALL, "w:EncodingLimit", reason, "MinimumEnvelopeLimit"
    )


def reply_too_large(*, is_server_limit: bool) -> Refusal:
    """The answer, or one item of it, does not fit into an envelope."""
    if is_server_limit:
        reason = "The answer is larger than the service's limit for envelopes."
        return _no(
            fault_codes.ENVELOPE_ABOVE_SERVER_LIMIT,
            "w:EncodingLimit",
            reason,
            "ServiceEnvelopeLimit",
        )
    reason = "The answer is larger than the maximum envelope size in the request."
    return _no(
        fault_codes.MAX_ENVELOPE_SIZE_EXCEEDED, "w:EncodingLimit", reason, "MaxEnvelopeSizeExceeded"
    )


def selectors_duplicate() -> Refusal:
    """A selector occurs twice."""
    reason = "The request contains a selector twice."
    return _no(_DUPLICATE_SELECTORS, "w:InvalidSelectors", reason, "DuplicateSelectors")


def not_a_singleton() -> Refusal:
    """There are no selectors, and the class has keys."""
    reason = "The resource URI has no keys, and its class is no singleton."
    return _no(
        fault_codes.WMI_NOT_A_SINGLETON, "a:DestinationUnreachable", reason, "InvalidResourceURI"
    )


def selectors_unexpected() -> Refusal:
    """A selector is no key of the class."""
    reason = "The request contained selectors that the resource does not have."
    return _no(
        fault_codes.UNEXPECTED_SELECTORS, "w:InvalidSelectors", reason, "UnexpectedSelectors"
    )


def mode_not_supported() -> Refusal:
    """The enumeration mode is unknown."""
    reason = "The enumeration mode is not supported."
    return _no(_ENUMERATION_MODE_UNSUPPORTED, "w:UnsupportedFeature", reason, "EnumerationMode")


def dialect_unavailable() -> Refusal:
    """The filter is in a dialect that nobody speaks here."""
    reason = "The filter dialect is not supported for this resource."
    return _no(
        fault_codes.FILTER_DIALECT_UNAVAILABLE, "n:FilterDialectRequestedUnavailable", reason
    )


def filter_missing() -> Refusal:
    """``/*`` was enumerated without saying of what."""
    return _no(fault_codes.CANNOT_PROCESS_FILTER, "n:CannotProcessFilter", "The filter is missing.")


def query_needs_star() -> Refusal:
    """A query was sent to the URI of a class instead of to ``/*``."""
    reason = "A query needs the resource URI that ends in /*."
    return _no(
        fault_codes.WQL_NEEDS_ANY_CLASS, "a:DestinationUnreachable", reason, "InvalidResourceURI"
    )


def context_invalid() -> Refusal:
    """The enumeration context is unknown, used up or expired."""
    reason = "The enumeration context is not valid. Start a new enumeration."
    fault = Fault(
        fault_codes.INVALID_ENUMERATION_CONTEXT,
        "n:InvalidEnumerationContext",
        reason,
        is_sender=False,
    )
    return Refusal(fault)


def pull_differs() -> Refusal:
    """A Pull came with other header parameters than its Enumerate."""
    reason = "The parameters of the Pull differ from those of its Enumerate."
    return _no(fault_codes.PULL_PARAMETERS_DIFFER, "w:InvalidParameter", reason)


def too_many_operations(limit: int) -> Refusal:
    """The user's quota of operations is used up."""
    return Refusal(quota_fault(limit))


def quota_fault(limit: int = 1500) -> Fault:
    """Return the fault of MaxConcurrentOperationsPerUser, in its newer form."""
    reason = f"The user has reached the limit of {limit} concurrent operations."
    return Fault(
        fault_codes.QUOTA_MAX_OPERATIONS,
        "w:QuotaLimit",
        reason,
        wmi_code=fault_codes.QUOTA_MAX_OPERATIONS,
        wmi_text=reason,
    )


def access_denied() -> Refusal:
    """The account may not use this resource."""
    return Refusal(Fault(fault_codes.ACCESS_DENIED, "w:AccessDenied", "Access is denied. "))


_ANSWERS: dict[CimStatus, tuple[int, str, str]] = {
    CimStatus.ACCESS_DENIED: (fault_codes.ACCESS_DENIED, "w:AccessDenied", "Access is denied. "),
    CimStatus.NOT_FOUND: (
        fault_codes.DESTINATION_UNREACHABLE,
        "a:DestinationUnreachable",
        "No object has these selectors.",
    ),
    CimStatus.INVALID_CLASS: (
        fault_codes.DESTINATION_UNREACHABLE,
        "a:DestinationUnreachable",
        "No class has this resource URI.",
    ),
    CimStatus.INVALID_NAMESPACE: (
        fault_codes.DESTINATION_UNREACHABLE,
        "a:DestinationUnreachable",
        "No WMI namespace has this resource URI.",
    ),
    CimStatus.METHOD_NOT_FOUND: (
        _ACTION_NOT_SUPPORTED,
        "a:ActionNotSupported",
        "The class has no such method.",
    ),
    CimStatus.INVALID_OBJECT_PATH: (
        fault_codes.INSUFFICIENT_SELECTORS,
        "w:InvalidSelectors",
        "The request did not contain all required selectors.",
    ),
    CimStatus.INVALID_PARAMETER: (
        fault_codes.INVALID_PARAMETER,
        "w:InvalidParameter",
        "A parameter of the operation is not valid.",
    ),
}
_IN_QUERY = (
    fault_codes.CANNOT_PROCESS_FILTER,
    "n:CannotProcessFilter",
    "The data source could not process the filter.",
)


def of_wmi(failure: CimFailure, *, in_query: bool) -> Refusal:
    """Wrap what WMI said, as WinRM's WMI plug-in does.

    Args:
        failure: What went wrong.
        in_query: Whether a query was asked; its errors are errors of the filter.
    """
    answer = _ANSWERS.get(failure.status)
    if in_query and failure.status is not CimStatus.ACCESS_DENIED:
        answer = _IN_QUERY
    code, subcode, reason = answer or (failure.status.value, "w:InternalError", failure.text)
    fault = Fault(
        code,
        subcode,
        reason,
        is_sender=answer is not None,
        provider=True,
        wmi_code=failure.status.value,
        wmi_text=failure.text,
    )
    return Refusal(fault)
