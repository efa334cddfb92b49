"""Classes of ``root/cimv2`` that describe the host itself, as a table of text.

``schema.py`` explains the form of the table.
"""

HOST_CLASSES = """
class CIM_ManagedSystemElement
    Caption string; Description string; InstallDate datetime; Name string; Status string
class CIM_LogicalElement : CIM_ManagedSystemElement
class CIM_System : CIM_LogicalElement
    CreationClassName string; NameFormat string; PrimaryOwnerContact string;
    PrimaryOwnerName string; Roles string[]
class CIM_ComputerSystem : CIM_System
class CIM_UnitaryComputerSystem : CIM_ComputerSystem
    InitialLoadInfo string[]; LastLoadInfo string; PowerManagementCapabilities uint16[];
    PowerManagementSupported boolean; PowerState uint16; ResetCapability uint16
class Win32_ComputerSystem : CIM_UnitaryComputerSystem [Name]
    AdminPasswordStatus uint16; AutomaticManagedPagefile boolean;
    AutomaticResetBootOption boolean; AutomaticResetCapability boolean;
    BootOptionOnLimit uint16; BootOptionOnWatchDog uint16; BootROMSupported boolean;
    BootStatus uint16[]; BootupState string; ChassisBootupState uint16; ChassisSKUNumber string;
    CurrentTimeZone sint16; DaylightInEffect boolean; DNSHostName string; Domain string;
    DomainRole uint16; EnableDaylightSavingsTime boolean; FrontPanelResetStatus uint16;
    HypervisorPresent boolean; InfraredSupported boolean; KeyboardPasswordStatus uint16;
    Manufacturer string; Model string; NetworkServerModeEnabled boolean;
    NumberOfLogicalProcessors uint32; NumberOfProcessors uint32; OEMLogoBitmap uint8[];
    OEMStringArray string[]; PartOfDomain boolean; PauseAfterReset sint64; PCSystemType uint16;
    PCSystemTypeEx uint16; PowerOnPasswordStatus uint16; PowerSupplyState uint16;
    ResetCount sint16; ResetLimit sint16; SupportContactDescription string[];
    SystemFamily string; SystemSKUNumber string; SystemStartupDelay uint16;
    SystemStartupOptions string[]; SystemStartupSetting uint8; SystemType string;
    ThermalState uint16; TotalPhysicalMemory uint64; UserName string; WakeUpType uint16;
    Workgroup string
class CIM_OperatingSystem : CIM_LogicalElement
    CreationClassName string; CSCreationClassName string; CSName string; CurrentTimeZone sint16;
    Distributed boolean; FreePhysicalMemory uint64; FreeSpaceInPagingFiles uint64;
    FreeVirtualMemory uint64; LastBootUpTime datetime; LocalDateTime datetime;
    MaxNumberOfProcesses uint32; MaxProcessMemorySize uint64; NumberOfLicensedUsers uint32;
    NumberOfProcesses uint32; NumberOfUsers uint32; OSType uint16; OtherTypeDescription string;
    SizeStoredInPagingFiles uint64; TotalSwapSpaceSize uint64; TotalVirtualMemorySize uint64;
    TotalVisibleMemorySize uint64; Version string
class Win32_OperatingSystem : CIM_OperatingSystem
    BootDevice string; BuildNumber string; BuildType string; CodeSet string; CountryCode string;
    CSDVersion string; DataExecutionPrevention_32BitApplications boolean;
    DataExecutionPrevention_Available boolean; DataExecutionPrevention_Drivers boolean;
    DataExecutionPrevention_SupportPolicy uint8; Debug boolean; EncryptionLevel uint32;
    ForegroundApplicationBoost uint8; LargeSystemCache uint32; Locale string;
    Manufacturer string; MUILanguages string[]; OperatingSystemSKU uint32; Organization string;
    OSArchitecture string; OSLanguage uint32; OSProductSuite uint32; PAEEnabled boolean;
    PlusProductID string; PlusVersionNumber string; PortableOperatingSystem boolean;
    Primary boolean; ProductType uint32; RegisteredUser string; SerialNumber string;
    ServicePackMajorVersion uint16; ServicePackMinorVersion uint16; SuiteMask uint32;
    SystemDevice string; SystemDirectory string; SystemDrive string; WindowsDirectory string
class CIM_LogicalDevice : CIM_LogicalElement
    Availability uint16; ConfigManagerErrorCode uint32; ConfigManagerUserConfig boolean;
    CreationClassName string; DeviceID string; ErrorCleared boolean; ErrorDescription string;
    LastErrorCode uint32; PNPDeviceID string; PowerManagementCapabilities uint16[];
    PowerManagementSupported boolean; StatusInfo uint16; SystemCreationClassName string;
    SystemName string
class CIM_Processor : CIM_LogicalDevice
    AddressWidth uint16; CurrentClockSpeed uint32; DataWidth uint16; Family uint16;
    LoadPercentage uint16; MaxClockSpeed uint32; OtherFamilyDescription string; Role string;
    Stepping string; UniqueId string; UpgradeMethod uint16
class Win32_Processor : CIM_Processor [DeviceID]
    Architecture uint16; AssetTag string; Characteristics uint32; CpuStatus uint16;
    CurrentVoltage uint16; ExtClock uint32; L2CacheSize uint32; L2CacheSpeed uint32;
    L3CacheSize uint32; L3CacheSpeed uint32; Level uint16; Manufacturer string;
    NumberOfCores uint32; NumberOfEnabledCore uint32; NumberOfLogicalProcessors uint32;
    PartNumber string; ProcessorId string; ProcessorType uint16; Revision uint16;
    SecondLevelAddressTranslationExtensions boolean; SerialNumber string;
    SocketDesignation string; ThreadCount uint32; Version string;
    VirtualizationFirmwareEnabled boolean; VMMonitorModeExtensions boolean; VoltageCaps uint32
class CIM_Service : CIM_LogicalElement
    CreationClassName string; Started boolean; StartMode string; SystemCreationClassName string;
    SystemName string
class Win32_BaseService : CIM_Service
    AcceptPause boolean; AcceptStop boolean; DesktopInteract boolean; DisplayName string;
    ErrorControl string; ExitCode uint32; PathName string; ServiceSpecificExitCode uint32;
    ServiceType string; StartName string; State string; TagId uint32
class Win32_Service : Win32_BaseService [Name]
    CheckPoint uint32; DelayedAutoStart boolean; ProcessId uint32; WaitHint uint32
"""
"""Class, parent, keys and own properties (Win32 provider reference)."""
