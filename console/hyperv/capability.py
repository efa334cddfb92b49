"""What one host turned out not to answer, remembered so that it is asked only once.

Nothing is assumed from a host's version: a query that fails, or answers with gaps, leaves a mark
here, and the next reading takes the other way (``docs/protocol-notes.md``).
"""

import enum
from dataclasses import dataclass, replace
from typing import Final

from console.model.errors import (
    ClassMissing,
    EnumerationExpired,
    Forbidden,
    NamespaceMissing,
    QueryInvalid,
    QuotaExceeded,
    WsmanFault,
)
from console.wsman import fault_codes as codes


class Limit(enum.Enum):
    """Something that this host cannot do, or that is known to be wrong there."""

    SUMMARY_NOT_ENUMERABLE = "summary_not_enumerable"
    """``Msvm_SummaryInformation`` has no key before 2016: only the method delivers it."""
    SUMMARY_INCOMPLETE = "summary_incomplete"
    """The summary left out a state, or lists what is no VM: ``Msvm_ComputerSystem`` decides."""
    NO_INTEGRATION_COLUMN = "no_integration_column"
    """The summary can be queried, but has no ``IntegrationServicesVersionState``."""
    SUMMARY_CODES = "summary_codes"
    """``GetSummaryInformation`` refused the codes that are documented badly."""
    NO_BROAD_COMPONENTS = "no_broad_components"
    """The six runtime components cannot be read by one query on their parent class."""
    NO_BROAD_SWITCHES = "no_broad_switches"
    """The six settings cannot be read by one query on their parent class."""


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What is known of one host; passed into every reading, returned by it with more known.

    Attributes:
        limits: What does not work.
        missing: Names of WMI classes that the host does not have.
    """

    limits: frozenset[Limit] = frozenset()
    missing: frozenset[str] = frozenset()

    def __contains__(self, limit: Limit) -> bool:
        return limit in self.limits

    def limited(self, *limits: Limit) -> "Capabilities":
        """Return the same with more limits."""
        return replace(self, limits=self.limits.union(limits))

    def without(self, *classes: str) -> "Capabilities":
        """Return the same with more classes missing."""
        return replace(self, missing=self.missing.union(classes))

    def joined(self, other: "Capabilities") -> "Capabilities":
        """Return what either of two readings learned."""
        return Capabilities(self.limits | other.limits, self.missing | other.missing)


UNPROBED: Final = Capabilities()
"""A host of which nothing is known: everything is tried."""

_CANNOT: Final = frozenset({0x80041024, 0x8004100C})
"""WBEM_E_PROVIDER_NOT_CAPABLE, WBEM_E_NOT_SUPPORTED (``wbemcli.h``)."""


def cannot_answer(fault: WsmanFault) -> bool:
    """Whether a fault says that the host does not know a class, a property or a way of reading."""
    return (
        isinstance(fault, QueryInvalid | ClassMissing)
        or fault.wmi_code in _CANNOT
        or fault.code == codes.PROVIDER_NOT_CAPABLE
    )


_TOO_LARGE: Final = frozenset(
    {
        codes.ENCODING_LIMIT,
        codes.ENVELOPE_TOO_LARGE,
        codes.MAX_ENVELOPE_SIZE_EXCEEDED,
        codes.ENVELOPE_ABOVE_SERVER_LIMIT,
    }
)


def is_too_large(fault: WsmanFault) -> bool:
    """Whether a fault says that the answer does not fit the envelope: less may be asked for."""
    return fault.code in _TOO_LARGE


_NO_METHOD: Final = frozenset({codes.WBEM_INVALID_METHOD, codes.WBEM_METHOD_NOT_IMPLEMENTED})


def lacks_method(fault: WsmanFault) -> bool:
    """Whether a fault says that a class has no such method on this host.

    Which of these numbers WinRM sends is not confirmed, so each of them counts.
    """
    return (
        fault.wmi_code in _NO_METHOD
        or fault.code in _NO_METHOD
        or fault.code == codes.INVALID_ACTION_URI
        or fault.subcode == "ActionNotSupported"
    )


def blames_query(fault: WsmanFault) -> bool:
    """Whether a narrower query may succeed where this fault came back.

    A query on a parent class runs in every provider below it, so one provider's trouble spoils it.
    """
    return not isinstance(fault, Forbidden | NamespaceMissing | QuotaExceeded | EnumerationExpired)
