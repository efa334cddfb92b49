"""Association classes of ``root/virtualization/v2``, as a table of text.

``schema.py`` explains the form of the table.
"""

ASSOCIATION_CLASSES = """
class CIM_Component [GroupComponent PartComponent]
    GroupComponent reference; PartComponent reference
class CIM_SystemComponent : CIM_Component
class CIM_SystemDevice : CIM_SystemComponent
class CIM_VirtualSystemSettingDataComponent : CIM_Component
class CIM_Dependency [Antecedent Dependent]
    Antecedent reference; Dependent reference
class CIM_ElementView : CIM_Dependency
class CIM_SnapshotOfVirtualSystem : CIM_Dependency
class CIM_MostCurrentSnapshotInBranch : CIM_Dependency
class CIM_SettingsDefineState [ManagedElement SettingData]
    ManagedElement reference; SettingData reference
class CIM_ElementSettingData [ManagedElement SettingData]
    IsCurrent uint16; IsDefault uint16; IsNext uint16; ManagedElement reference;
    SettingData reference
class CIM_AffectedJobElement [AffectedElement AffectingElement]
    AffectedElement reference; AffectingElement reference; ElementEffects uint16[];
    OtherElementEffectsDescriptions string[]
class Msvm_SystemDevice : CIM_SystemDevice
class Msvm_VirtualSystemSettingDataComponent : CIM_VirtualSystemSettingDataComponent
class Msvm_SettingDataComponent : CIM_Component
class Msvm_ComputerSystemSummaryInformation : CIM_ElementView @14393
class Msvm_SnapshotOfVirtualSystem : CIM_SnapshotOfVirtualSystem
class Msvm_MostCurrentSnapshotInBranch : CIM_MostCurrentSnapshotInBranch
class Msvm_RegisteredGuestService : CIM_Dependency
class Msvm_ParentChildSettingData : CIM_Dependency
class Msvm_SettingsDefineState : CIM_SettingsDefineState
class Msvm_ElementSettingData : CIM_ElementSettingData
class Msvm_AffectedJobElement : CIM_AffectedJobElement
"""
"""The two references of each are its keys."""
