"""What a recording keeps as it is: constants of Windows, WS-Management and Hyper-V.

Everything here is the same on every host in the world, so it tells nothing about one of them. What
is not listed is replaced.
"""

import re
from typing import Final

from console.hyperv.query import COMPONENT_GUIDS
from console.wsman import names

KNOWN_GUIDS: Final = frozenset(
    {
        *COMPONENT_GUIDS.values(),
        "6C5ADDB9-A11A-4E8E-84CB-E6208201DB63",  # Remote Desktop Virtualization
        "83F8638B-8DCA-4152-9EDA-2CA8B33039B4",  # IDE controller
        "8F0D2762-0B00-4E04-AF4F-19010527CB93",  # floppy controller
        "4764334D-E001-4176-82EE-5594EC9B530E",  # memory
        "B637F346-6A0E-4DEC-AF52-BD70CB80A21D",  # processor
        "DE6CDC86-E1FB-4940-801B-C3C1A26C4DA4",  # keyboard
        "655BC5C5-A784-46B7-81BC-E26328F7EB0E",  # mouse
        "1734C6E8-3154-4DDA-BA5F-A874CC483422",  # Secure Boot: Windows
        "272E7447-90A4-4563-A4B9-8E4AB00526CE",  # Secure Boot: UEFI certificate authority
        "4292AE2B-EE2C-42B5-A969-DD8F8689F6F3",  # Secure Boot: open source, shielded
        "C08CB7B8-9B3C-408E-8E30-5E16A3AEB444",  # the Default Switch of Windows clients
        "00000000-0000-0000-0000-000000000000",
    }
)
"""In upper case. Identifiers of devices, services and templates, as each host has them."""

_NAMESPACES: Final = frozenset(
    value
    for name, value in vars(names).items()
    if isinstance(value, str) and value.startswith("http") and name.isupper()
)
_CLASS: Final = (
    r"(?:(?:Msvm|CIM|Win32|MSFT)_[A-Za-z0-9_]{1,80}"
    r"|__(?:ExtendedStatus|NotifyStatus|SecurityRelatedClass|PARAMETERS|Namespace|Event))"
)
_WMI_NAMESPACES: Final = r"root/(?:virtualization(?:/v2)?|cimv2|interop|hypervcluster/v2|mscluster)"
CLASS_NAME: Final = re.compile(_CLASS + r"\Z")
_CLASS_URI: Final = re.compile(
    rf"(?:{re.escape(names.WMI_ROOT)}/{_WMI_NAMESPACES}|{re.escape(names.CIM_ROOT)})"
    rf"(?:/(?:{_CLASS}|\*)(?:/[A-Za-z]{{1,60}})?)?\Z",
    re.IGNORECASE,
)
_SHELL: Final = re.compile(
    re.escape(names.SHELL_ROOT) + r"(?:/(?:cmd|Command|Receive|Send|Signal))?\Z"
)
_CONFIG: Final = re.compile(
    r"http://schemas\.microsoft\.com/wbem/wsman/1/config(?:/[a-z]{1,20})*\Z"
)
_FAULT_DETAIL: Final = re.compile(
    re.escape(names.PROTOCOL_VERSION[:-4]) + r"/faultDetail/[A-Za-z]{1,40}\Z"
)
_ACTIONS: Final = re.compile(
    rf"(?:{re.escape(names.TRANSFER)}|{re.escape(names.ENUMERATION)}|{re.escape(names.EVENTING)})"
    r"/(?:Get|Put|Create|Delete|Enumerate|Pull|Release|fault)(?:Response)?\Z"
)


def is_known_uri(text: str) -> bool:
    """Whether an address is one of the protocol's own, or of a class of Windows."""
    return (
        text in _NAMESPACES
        or text in names.FAULT_ACTIONS.values()
        or any(
            pattern.match(text)
            for pattern in (_CLASS_URI, _ACTIONS, _FAULT_DETAIL, _SHELL, _CONFIG)
        )
        or (text.endswith("Response") and _CLASS_URI.match(text) is not None)
    )


def _words(text: str) -> frozenset[str]:
    return frozenset(text.casefold().split())


SUBCODES: Final = _words(
    """
    Sender Receiver VersionMismatch MustUnderstand DataEncodingUnknown AccessDenied
    ActionNotSupported AlreadyExists CannotProcessFilter Concurrency DestinationUnreachable
    DeliveryModeRequestedUnavailable EncodingLimit EndpointUnavailable
    FilterDialectRequestedUnavailable FilteringNotSupported FilteringRequestedUnavailable
    FragmentDialectNotSupported InternalError InvalidBookmark InvalidEnumerationContext
    InvalidExpirationTime InvalidMessage InvalidMessageInformationHeader InvalidOptions
    InvalidParameter InvalidRepresentation InvalidResourceURI InvalidSelectors
    MessageInformationHeaderRequired NoAck QuotaLimit RenameFailure SchemaValidationError
    SynchronizationFailed TimedOut UnsupportedFeature
    """
)

ID_PARTS: Final = _words(
    """
    Microsoft Definition Default Maximum Minimum Increment GuestNetwork Keyboard Mouse HVR uuid
    Hyper-V System Snapshot Realized Recovery Missing Planned Replica SubType Synthetic Emulated
    Virtual Hard Disk Drive DVD CD SCSI IDE Controller Ethernet Port Connection Memory Processor
    Serial Display S3 3D GPU Partition Physical Floppy Standard AppConsistent root virtualization
    v2 cimv2 http https wsman Guest Service Component Virtualization Remote Desktop Time
    Synchronization Heartbeat Shutdown VSS Exchange Interface InstanceID Name CreationClassName
    SystemName SystemCreationClassName DeviceID HVConsoleRecording HVConsoleFirst HVConsoleSecond
    WMI Provider systemroot system32 WsmWmiPl dll OK EnumerateEPR EnumerateObjectAndEPR
    """
)
"""Parts of identifiers such as ``Microsoft:Hyper-V:Snapshot:Realized``."""

PRODUCTS: Final = _words(
    """
    microsoft windows server datacenter standard enterprise pro professional home education
    evaluation core edition azure stack hci ubuntu debian gnu red hat linux centos stream rocky
    almalinux fedora suse opensuse leap tumbleweed sles oracle alpine arch freebsd openbsd lts r
    service pack preview version generic virtual kernel el fc amd x arm build release hyper v
    corporation aarch sp os mainline cloud kvm lowlatency default
    """
)
"""Words in the names and versions of operating systems."""

SENTENCES: Final = _words(
    """
    a about access account action actions active admin administrator administrators again all
    allowed already an and another any application are argument as at available be because been
    before being between bookmark but by call can cannot change check class client close code com
    command complete completed computer condition configuration connect connection contact contain
    contains content context correct could data decreased default delivery denied destination
    details detected dialect did different disabled does domain due during edit either element
    enabled encountered encryption end enough enumeration error errors event exceeded exceeds
    execute exist exists expected expired explicitly fail failed failure fault feature field file
    filter filtering filters fix for format found from general given group grant group has have
    header host hresult however id identified identifies if in incorrect information initiated
    input instance instances internal invalid is it item items key known limit limits list local
    log longer machine made management matches maximum may memory message messages method methods
    minimum missing must name named namespace namespaces names network no node not number numbers
    object objects occurred of on one only operation operations option options or other out output
    packet parameter parameters parse path payload permission permissions plugin plug port possible
    powershell process processing property protocol provider providers query quota range read
    reason received refused remote request requested requests required resource response restart
    result retry returned right rights running same schema security see selector selectors send
    sent server service services session sessions set settings shell size some specified spelling
    state status stop string such supported sure syntax system target text than that the their then
    there this time timed timeout to too trying type unable unavailable unexpected unknown
    unsupported until up update uri url use used user users uses using valid value values verify
    version virtual virtualization was web were when where which while will windows winrm with
    within without wmi wql ws wsman xml your root cimv v hyper job starting started saving saved
    many processed running applies few quota quotas winmgmt cancelled aborted waiting
    vhd vhdx avhdx vhds iso vmcx vmrs vmgs vsv bin vfd txt v2 cimv2
    turning off resuming paused stopped modifying setting guest copying files
    """
)
"""Words of Windows' own messages in English; any other word in one might be a name."""

STATES: Final = _words("quiescing resuming saving fastsaving starting stopping pausing")
"""``OtherEnabledState``."""

ITEMS: Final = frozenset(
    {
        *("FullyQualifiedDomainName", "OSName", "OSVersion", "OSMajorVersion", "OSMinorVersion"),
        *("OSBuildNumber", "OSPlatformId", "OSEditionId", "CSDVersion", "ServicePackMajor"),
        *("ServicePackMinor", "SuiteMask", "ProductType", "ProcessorArchitecture"),
        *("IntegrationServicesVersion", "NetworkAddressIPv4", "NetworkAddressIPv6"),
        *("RDPAddressIPv4", "RDPAddressIPv6"),
    }
)
"""Names of what guests tell of themselves; the names of other items may be anybody's words."""

_IDENTITY: Final = re.compile(
    r"Serial|Asset|Owner|Contact|Phone|Password|Secret|Token|Key|^Name$|ElementName|^Data$|Notes"
    r"|Description|Caption|Postal|ProductCode|Identity|Trustee",
)
_FIGURE: Final = re.compile(
    r"^BuildNumber$|^(?:NumberOf|Max|Min|Total|Free|Percent|Requested|Hw|OS)|OnTimeInMilliseconds|SuiteMask"
    r"|(?:States?|Status|Health|Types?|Load|Usage|Available|Count|Sizes?|Limit|Reservation"
    r"|Weight|Quantity|Complete|Code|Mode|Value|Resolution|Time|Timeout|Heartbeat|Processors?"
    r"|Memory|Version|Policy|Priority|Threshold|Interval|Latency|Depth|Width|Height|Port|Origins?"
    r"|Severity|Actions?|Visibility|Behavior|Source|Capability|Capabilities|Roles?|Polarity|Nodes|Elements|Subnets|Pixels"
    r"|Information|VlanId|VlanIdArray|PlatformId|EditionId|Major|Minor|Architecture|Scancodes|Percentage|Default)$"
)
"""Names of properties that hold figures and enumerations."""


def is_figure(name: str) -> bool:
    """Whether a property's numbers are kept: figures and states, no serial numbers."""
    return _FIGURE.search(name) is not None and not is_identity(name)


def is_identity(name: str) -> bool:
    """Whether whatever a property holds is replaced, be it a number, a time or ``true``."""
    return _IDENTITY.search(name) is not None


VERSIONS: Final = frozenset(
    {"Version", "ProductVersion", "OSVersion", "IntegrationServicesVersion", "BuildNumber"}
)
PRODUCT_NAMES: Final = frozenset(
    {"GuestOperatingSystem", "OSName", "OSVersion", "Caption", "CSDVersion", "ProductVendor"}
)
OCTETS: Final = re.compile(r"(?:Hash|Hashes|ImageData|Image|Thumbprint|Protector|Blob)\Z")
"""Bytes: a picture of a screen, a certificate's fingerprint. Only how many there are is kept."""
