"""Hyper-V's own classes of ``root/virtualization/v2``, as a table of text.

What came with which build is written behind the property (Hyper-V WMI v2 reference); see
``schema.py`` for the form of the table.
"""

HYPERV_CLASSES = """
class Msvm_ComputerSystem : CIM_ComputerSystem
    EnhancedSessionModeState uint16; FailedOverReplicationType uint16;
    HwThreadsPerCoreRealized uint32 @14393; LastApplicationConsistentReplicationTime datetime;
    LastReplicationTime datetime; LastReplicationType uint16; LastSuccessfulBackupTime datetime;
    ManagementVtlImageFileName string @26100; ManagementVtlImageVersion string @26100;
    NumberOfNumaNodes uint16; OnTimeInMilliseconds uint64; ProcessID uint32;
    ReplicationHealth uint16; ReplicationMode uint16; ReplicationState uint16;
    TimeOfLastConfigurationChange datetime
class Msvm_PlannedComputerSystem : CIM_ComputerSystem
    AssignedNumaNodeList uint16[]; OnTimeInMilliseconds uint64; ProcessID uint32;
    TimeOfLastConfigurationChange datetime
class Msvm_VirtualSystemSettingData : CIM_VirtualSystemSettingData
    AdditionalRecoveryInformation string; AllowFullSCSICommandSet boolean;
    AllowReducedFcRedundancy boolean; Architecture string @16299;
    AutomaticCriticalErrorAction uint16 @14393;
    AutomaticCriticalErrorActionTimeout datetime @14393;
    AutomaticSnapshotsEnabled boolean @16299; BaseBoardSerialNumber string; BIOSGUID string;
    BIOSNumLock boolean; BIOSSerialNumber string; BootOrder uint16[];
    BootPciExpress boolean @25398; BootPciExpressInstanceFilter string @25398;
    BootSourceOrder string[]; ChassisAssetTag string; ChassisSerialNumber string;
    ClusterWideNodeCapabilitiesValidationMode uint16 @25398; ConsoleMode uint16 @14393;
    DebugChannelId uint32; DebugPort uint32; DebugPortEnabled uint16;
    EnableHibernation boolean @17763; EnhancedSessionTransportType uint16 @17134;
    FirmwareFile string @25398; FirmwareParameters uint8[] @25398;
    GuestControlledCacheTypes boolean @14393; GuestFeatureSet uint64 @25398;
    GuestStateDataRoot string @16299; GuestStateFile string @16299;
    GuestStateIsolationEnabled boolean @25398; GuestStateIsolationMode uint16 @25398;
    GuestStateIsolationType uint16 @25398; HighMmioGapBase uint64 @17763;
    HighMmioGapSize uint64 @15063; IncrementalBackupEnabled boolean;
    IsAutomaticSnapshot boolean @16299; IsSaved boolean; LockOnDisconnect boolean @14393;
    LowMmioGapSize uint64; MemoryHostingJobObjectName string @25398;
    NetworkBootPreferredProtocol uint16; NumaNodeTopologyArray string[] @25398; Parent string;
    PauseAfterBootFailure boolean; SecureBootEnabled boolean;
    SecureBootTemplateId string @14393; TurnOffOnGuestRestart boolean @17763;
    UserSnapshotType uint16 @14393; Version string; VirtualNumaEnabled boolean;
    VirtualSlitType uint16 @25398; VirtualSystemSubType string;
    VMBusMessageRedirection uint16 @25398; Vtl2AddressRangeBase uint64 @25398;
    Vtl2AddressRangeSize uint64 @25398; Vtl2AddressSpaceConfigurationMode uint16 @25398;
    Vtl2MmioAddressRangeSize uint64 @25398; WatchdogEnabled boolean @25398;
    WorkerJobObjectName string @25398
class Msvm_SummaryInformationBase : CIM_View @15063
    CreationTime datetime; EnabledState uint16; EnhancedSessionModeState uint16;
    HealthState uint16; HostComputerSystemName string @14393; Name string; Notes string;
    NumberOfProcessors uint16; OperationalStatus uint16[]; OtherEnabledState string;
    StatusDescriptions string[]; UpTime uint64; Version string @14393;
    VirtualSwitchNames string[]; VirtualSystemSubType string
class Msvm_SummaryInformation : Msvm_SummaryInformationBase [InstanceID]
    AllocatedGPU string; ApplicationHealth uint16; AsynchronousTasks object[];
    AvailableMemoryBuffer sint32; GuestOperatingSystem string; Heartbeat uint16;
    HypervisorPartitionId uint64; IntegrationServicesVersionState uint16;
    MemoryAvailable sint32; MemorySpansPhysicalNumaNodes boolean; MemoryUsage uint64;
    ProcessorLoad uint16; ProcessorLoadHistory uint16[]; ReplicationHealth uint16;
    ReplicationHealthEx uint16[]; ReplicationMode uint16; ReplicationProviderId string[];
    ReplicationState uint16; ReplicationStateEx uint16[]; Shielded boolean @15063;
    Snapshots object[]; SwapFilesInUse boolean; TestReplicaSystem reference;
    ThumbnailImage uint8[]; ThumbnailImageHeight uint16 @14393;
    ThumbnailImageWidth uint16 @14393
class Msvm_HeartbeatComponentSettingData : CIM_ResourceAllocationSettingData
    EnabledState uint16; ErrorThreshold uint32; Interval uint32; Latency uint32
class Msvm_KvpExchangeComponentSettingData : CIM_ResourceAllocationSettingData
    DisableHostKVPItems boolean @15063; EnabledState uint16; HostExchangeItems string[];
    HostOnlyItems string[]
class Msvm_TimeSyncComponentSettingData : CIM_ResourceAllocationSettingData
    EnabledState uint16
class Msvm_ShutdownComponentSettingData : CIM_ResourceAllocationSettingData
    EnabledState uint16
class Msvm_VssComponentSettingData : CIM_ResourceAllocationSettingData
    EnabledState uint16
class Msvm_RdvComponentSettingData : CIM_ResourceAllocationSettingData
    EnabledState uint16
class Msvm_GuestServiceInterfaceComponentSettingData : CIM_ResourceAllocationSettingData
    DefaultEnabledStatePolicy uint16 @14393; EnabledState uint16
class Msvm_HeartbeatComponent : CIM_LogicalDevice
class Msvm_KvpExchangeComponent : CIM_LogicalDevice
    GuestExchangeItems string[]; GuestIntrinsicExchangeItems string[]
class Msvm_TimeSyncComponent : CIM_LogicalDevice
class Msvm_ShutdownComponent : CIM_LogicalDevice
class Msvm_VssComponent : CIM_LogicalDevice
class Msvm_RdvComponent : CIM_LogicalDevice
class Msvm_GuestServiceInterfaceComponent : CIM_LogicalDevice
class Msvm_KvpExchangeDataItem : CIM_ManagedElement
    Data string; Name string; Source uint16
class Msvm_GuestNetworkAdapterConfiguration [InstanceID]
    DefaultGateways string[]; DHCPEnabled boolean; DNSServers string[]; InstanceID string;
    IPAddresses string[]; IPAddressOrigins uint16[]; ProtocolIFType uint16; Subnets string[]
class Msvm_ProcessorSettingData : CIM_ResourceAllocationSettingData
    AllowACountMCount boolean @25398; ApicMode uint8 @25398; CpuBrandString string @25398;
    CpuGroupId string @15063; DisableSpeculationControls boolean @17763;
    EnableHostResourceProtection boolean @14393; EnableLegacyApicMode boolean @25398;
    EnablePageShattering uint8 @25398; EnablePerfmonArchPmu boolean @25398;
    EnablePerfmonIpt boolean @25398; EnablePerfmonLbr boolean @17763;
    EnablePerfmonPebs boolean @17763; EnablePerfmonPmu boolean @17763;
    EnableSocketTopology boolean @25398; EnlightenmentSet string @25398;
    ExposeVirtualizationExtensions boolean @14393;
    ExtendedVirtualizationExtensions uint16 @25398; HideHypervisorPresent boolean @15063;
    HwThreadsPerCore uint64 @15063; L3CacheWays uint32 @25398;
    L3ProcessorDistributionPolicy uint16 @25398; LimitCPUID boolean;
    LimitProcessorFeatures boolean; LimitProcessorFeaturesMode uint16 @25398;
    MaxClusterCountPerSocket uint32 @25398; MaxHwIsolatedGuests uint32 @25398;
    MaxNumaNodesPerSocket uint64; MaxProcessorCountPerL3 uint32 @25398;
    MaxProcessorsPerNumaNode uint64; PerfCpuFreqCapMhz uint32 @25398;
    PhysicalAddressWidth uint32 @25398; ProcessorFeatureSet string @25398
class Msvm_MemorySettingData : CIM_ResourceAllocationSettingData
    DynamicMemoryEnabled boolean; HugePagesEnabled boolean; IsVirtualized boolean;
    MaxMemoryBlocksPerNumaNode uint64; MemoryAccessTrackingPolicy uint8 @25398;
    MemoryEncryptionPolicy uint8 @25398; SgxEnabled boolean @15063;
    SgxLaunchControlDefault string @15063; SgxLaunchControlMode uint32 @15063;
    SgxSize uint64 @15063; SwapFilesInUse boolean; TargetMemoryBuffer uint32
class Msvm_SyntheticEthernetPortSettingData : CIM_EthernetPortAllocationSettingData
    AllowDirectTranslatedP2P boolean @25398; AllowPacketDirect boolean @14393;
    ClusterMonitored boolean; DeviceNamingEnabled boolean @14393;
    InterruptModeration boolean @14393; MediaType uint32; NumaAwarePlacement boolean @14393;
    StaticMacAddress boolean; VirtualSystemIdentifiers string[]
class Msvm_EmulatedEthernetPortSettingData : CIM_EthernetPortAllocationSettingData
    ClusterMonitored boolean; StaticMacAddress boolean
class Msvm_EthernetPortAllocationSettingData : CIM_EthernetPortAllocationSettingData
    CompartmentGuid string @14393; EnabledState uint16; LastKnownSwitchName string @14393;
    PortName string @25398; RequiredFeatureHints string[]; RequiredFeatures string[];
    TestReplicaPoolID string; TestReplicaSwitchName string
class Msvm_EthernetSwitchPortFeatureSettingData : CIM_SettingData
class Msvm_EthernetSwitchPortVlanSettingData : Msvm_EthernetSwitchPortFeatureSettingData
    AccessVlanId uint16; NativeVlanId uint16; OperationMode uint32; PrimaryVlanId uint16;
    PruneVlanIdArray uint16[]; PvlanMode uint32; SecondaryVlanId uint16;
    SecondaryVlanIdArray uint16[]; TrunkVlanIdArray uint16[]
class Msvm_StorageAllocationSettingData : CIM_StorageAllocationSettingData
    CachingMode uint16 @14393; IgnoreFlushes boolean @14393; IOPSAllocationUnits string;
    IOPSLimit uint64; IOPSReservation uint64; PersistentReservationsSupported boolean;
    SnapshotId string @14393; StorageQoSPolicyID string @14393; WriteHardeningMethod uint16 @15063
class Msvm_VirtualEthernetSwitch : CIM_ComputerSystem
    MaxIOVOffloads uint32; MaxVMQOffloads uint32
class Msvm_Keyboard : CIM_UserDevice
    Layout string; NumberOfFunctionKeys uint16; Password uint16; UnicodeSupported boolean
class Msvm_SyntheticMouse : CIM_PointingDevice
    AbsoluteCoordinates boolean; HorizontalPosition sint32; ScrollPosition sint32;
    VerticalPosition sint32
class Msvm_VideoHead : CIM_VideoHead
class Msvm_ConcreteJob : CIM_ConcreteJob
    Cancellable boolean; ErrorSummaryDescription string; JobType uint16
class Msvm_StorageJob : CIM_ConcreteJob
    Cancellable boolean; Child string; ErrorSummaryDescription string;
    JobCompletionStatusCode uint32; JobType uint16; Parent string
class Msvm_MigrationJob : CIM_ConcreteJob
    Cancellable boolean; DestinationHost string; ErrorSummaryDescription string; JobType uint16;
    MigrationType uint16; NewResourceSettingData string[]; NewSystemSettingData string;
    VirtualSystemName string
class Msvm_CopyFileToGuestJob : CIM_ConcreteJob
    Cancellable boolean; CopyFileToGuestSettingData string[]; ErrorSummaryDescription string;
    VirtualSystemName string
class Msvm_CopyFileToGuestSettingData : CIM_SettingData
    CreateFullPath boolean; DestinationPath string; OverwriteExisting boolean; SourcePath string
class Msvm_GuestCommunicationServiceSettingData : CIM_SettingData @14393
    EnabledStatePolicy uint16; Name string
class Msvm_GuestService : CIM_Service
class Msvm_GuestFileService : Msvm_GuestService
class Msvm_VirtualSystemManagementService : CIM_VirtualSystemManagementService
class Msvm_VirtualSystemManagementServiceSettingData : CIM_SettingData
    BiosLockString string; CurrentWWNNAddress string; DefaultExternalDataRoot string;
    DefaultVirtualHardDiskCachingMode uint16 @14393; DefaultVirtualHardDiskPath string;
    EnhancedSessionModeEnabled boolean; HbaLunTimeout uint32;
    HypervisorRootSchedulerEnabled boolean @16299; HypervisorSnpStatus uint16 @25398;
    HypervisorTdxStatus uint16 @25398; MaximumMacAddress string; MaximumWWPNAddress string;
    MinimumMacAddress string; MinimumWWPNAddress string; NumaSpanningEnabled boolean;
    PrimaryOwnerContact string; PrimaryOwnerName string
class Msvm_TerminalService : CIM_Service
class Msvm_TerminalServiceSettingData : CIM_SettingData
    AllowedHashAlgorithms string[]; AuthCertificateHash uint8[];
    DisableSelfSignedCertificateGeneration boolean; ListenerPort uint32;
    TrustedIssuerCertificateHashes string[]
class Msvm_InteractiveSessionACE
    AccessType uint16; Trustee string
class Msvm_Error : CIM_Error
"""
"""Own properties of each class; ``@build`` is the first build of Windows that has it."""
