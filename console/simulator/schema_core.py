"""DMTF classes of ``root/virtualization/v2`` that Hyper-V builds on, as a table of text.

``schema.py`` explains the form of the table.
"""

CORE_CLASSES = r"""
class CIM_ManagedElement
    Caption string; Description string; ElementName string; InstanceID string
class CIM_ManagedSystemElement : CIM_ManagedElement
    CommunicationStatus uint16; DetailedStatus uint16; HealthState uint16; InstallDate datetime;
    Name string; OperatingStatus uint16; OperationalStatus uint16[]; PrimaryStatus uint16;
    Status string; StatusDescriptions string[]
class CIM_LogicalElement : CIM_ManagedSystemElement
class CIM_EnabledLogicalElement : CIM_LogicalElement
    AvailableRequestedStates uint16[]; EnabledDefault uint16; EnabledState uint16;
    OtherEnabledState string; RequestedState uint16; TimeOfLastStateChange datetime;
    TransitioningToState uint16
class CIM_System : CIM_EnabledLogicalElement [CreationClassName Name]
    CreationClassName string; IdentifyingDescriptions string[]; NameFormat string;
    OtherIdentifyingInfo string[]; PrimaryOwnerContact string; PrimaryOwnerName string;
    Roles string[]
class CIM_ComputerSystem : CIM_System [CreationClassName Name]
    Dedicated uint16[]; OtherDedicatedDescriptions string[];
    PowerManagementCapabilities uint16[]; ResetCapability uint16
class CIM_LogicalDevice : CIM_EnabledLogicalElement \
[CreationClassName DeviceID SystemCreationClassName SystemName]
    AdditionalAvailability uint16[]; Availability uint16; CreationClassName string;
    DeviceID string; ErrorCleared boolean; ErrorDescription string;
    IdentifyingDescriptions string[]; LastErrorCode uint32; MaxQuiesceTime uint64;
    OtherIdentifyingInfo string[]; PowerManagementCapabilities uint16[];
    PowerManagementSupported boolean; PowerOnHours uint64; StatusInfo uint16;
    SystemCreationClassName string; SystemName string; TotalPowerOnHours uint64
class CIM_UserDevice : CIM_LogicalDevice
    IsLocked boolean
class CIM_PointingDevice : CIM_UserDevice
    Handedness uint16; NumberOfButtons uint8; PointingType uint16; Resolution uint32
class CIM_VideoHead : CIM_LogicalDevice
    CurrentBitsPerPixel uint32; CurrentHorizontalResolution uint32;
    CurrentNumberOfColors uint64; CurrentNumberOfColumns uint32; CurrentNumberOfRows uint32;
    CurrentRefreshRate uint32; CurrentScanMode uint16; CurrentVerticalResolution uint32;
    MaxRefreshRate uint32; MinRefreshRate uint32; OtherCurrentScanMode string
class CIM_Service : CIM_EnabledLogicalElement \
[CreationClassName Name SystemCreationClassName SystemName]
    CreationClassName string; PrimaryOwnerContact string; PrimaryOwnerName string;
    Started boolean; StartMode string; SystemCreationClassName string; SystemName string
class CIM_VirtualSystemManagementService : CIM_Service
class CIM_Job : CIM_LogicalElement [InstanceID]
    DeleteOnCompletion boolean; ElapsedTime datetime; ErrorCode uint16; ErrorDescription string;
    JobRunTimes uint32; JobStatus string; LocalOrUtcTime uint16; Notify string;
    OtherRecoveryAction string; Owner string; PercentComplete uint16; Priority uint32;
    RecoveryAction uint16; RunDay sint8; RunDayOfWeek sint8; RunMonth uint8;
    RunStartInterval datetime; ScheduledStartTime datetime; StartTime datetime;
    TimeSubmitted datetime; UntilTime datetime
class CIM_ConcreteJob : CIM_Job
    JobState uint16; TimeBeforeRemoval datetime; TimeOfLastStateChange datetime
class CIM_SettingData : CIM_ManagedElement [InstanceID]
class CIM_VirtualSystemSettingData : CIM_SettingData
    AutomaticRecoveryAction uint16; AutomaticShutdownAction uint16;
    AutomaticStartupAction uint16; AutomaticStartupActionDelay datetime;
    AutomaticStartupActionSequenceNumber uint16; ConfigurationDataRoot string;
    ConfigurationFile string; ConfigurationID string; CreationTime datetime; LogDataRoot string;
    Notes string[]; RecoveryFile string; SnapshotDataRoot string; SuspendDataRoot string;
    SwapFileDataRoot string; VirtualSystemIdentifier string; VirtualSystemType string
class CIM_ResourceAllocationSettingData : CIM_SettingData
    Address string; AddressOnParent string; AllocationUnits string; AutomaticAllocation boolean;
    AutomaticDeallocation boolean; Connection string[]; ConsumerVisibility uint16;
    HostResource string[]; Limit uint64; MappingBehavior uint16; OtherResourceType string;
    Parent string; PoolID string; Reservation uint64; ResourceSubType string;
    ResourceType uint16; VirtualQuantity uint64; VirtualQuantityUnits string; Weight uint32
class CIM_EthernetPortAllocationSettingData : CIM_ResourceAllocationSettingData
    DesiredVLANEndpointMode uint16; OtherEndpointMode string
class CIM_StorageAllocationSettingData : CIM_ResourceAllocationSettingData
    Access uint16; HostExtentName string; HostExtentNameFormat uint16;
    HostExtentNameNamespace uint16; HostExtentStartingAddress uint64;
    HostResourceBlockSize uint64; OtherHostExtentNameFormat string;
    OtherHostExtentNameNamespace string; VirtualResourceBlockSize uint64
class CIM_View : CIM_ManagedElement
class CIM_Error
    CIMStatusCode uint32; CIMStatusCodeDescription string; ErrorSource string;
    ErrorSourceFormat uint16; ErrorType uint16; Message string; MessageArguments string[];
    MessageID string; OtherErrorSourceFormat string; OtherErrorType string; OwningEntity string;
    PerceivedSeverity uint16; ProbableCause uint16; ProbableCauseDescription string;
    RecommendedActions string[]
"""
"""Class, parent, keys and own properties; the CIM schema as Hyper-V's namespace has it."""
