import pytest

from console.simulator.failures import CimFailure, CimStatus
from console.simulator.fleets import CheckpointDescription, StartState, VmDescription
from console.wsman.cim import CimReference
from console.wsman.message import AssociationFilter
from console.wsman.names import HYPERV_NAMESPACE, class_uri
from tests.unit.simulated_host import ADMIN, GUEST, Host


@pytest.fixture
def host() -> Host:
    return Host(
        VmDescription(
            "web", checkpoints=(CheckpointDescription("one"), CheckpointDescription("two"))
        ),
        VmDescription("off", state=StartState.OFF, uptime_h=0),
    )


def _vm_path(host: Host, name: str = "web") -> str:
    vm_id = host.vm(name).id.lower()
    return f"{{Msvm_ComputerSystem.CreationClassName='Msvm_ComputerSystem',Name='{vm_id}'}}"


def _settings_path(host: Host, name: str = "web") -> str:
    return f"{{Msvm_VirtualSystemSettingData.InstanceID='Microsoft:{host.vm(name).id}'}}"


def _classes(rows) -> set[str]:
    return {row.class_name for row in rows}


def test_from_a_vm_to_its_settings_as_libvirt_asks(host):
    (row,) = host.query(
        f"ASSOCIATORS OF {_vm_path(host)} WHERE AssocClass = Msvm_SettingsDefineState "
        "ResultClass = Msvm_VirtualSystemSettingData"
    )
    assert row.text("InstanceID") == f"Microsoft:{host.vm('web').id}"


def test_and_back(host):
    (row,) = host.query(
        f"ASSOCIATORS OF {_settings_path(host)} WHERE AssocClass=Msvm_SettingsDefineState"
    )
    assert row.text("Name") == host.vm("web").id


def test_from_settings_to_each_kind_of_component(host):
    for name in ("Msvm_ShutdownComponentSettingData", "Msvm_MemorySettingData"):
        (row,) = host.query(
            f"ASSOCIATORS OF {_settings_path(host)} "
            f"WHERE AssocClass=Msvm_VirtualSystemSettingDataComponent ResultClass={name}"
        )
        assert row.text("InstanceID").startswith(f"Microsoft:{host.vm('web').id}\\")
        key = row.text("InstanceID").replace("\\", "\\\\")
        (back,) = host.query(
            f"ASSOCIATORS OF {{{name}.InstanceID='{key}'}} "
            "WHERE AssocClass=Msvm_VirtualSystemSettingDataComponent"
        )
        assert back.text("InstanceID") == f"Microsoft:{host.vm('web').id}"


def test_parents_count_as_result_and_association_classes(host):
    rows = host.query(
        f"ASSOCIATORS OF {_settings_path(host)} WHERE AssocClass=CIM_Component "
        "ResultClass=CIM_ResourceAllocationSettingData"
    )
    assert len(rows) == 10


def test_devices_of_a_vm_only_while_it_is_up(host):
    where = "WHERE AssocClass=Msvm_SystemDevice ResultClass=CIM_LogicalDevice"
    assert len(host.query(f"ASSOCIATORS OF {_vm_path(host)} {where}")) == 10
    assert host.query(f"ASSOCIATORS OF {_vm_path(host, 'off')} {where}") == []


def test_checkpoints_of_a_vm(host):
    rows = host.query(
        f"ASSOCIATORS OF {_vm_path(host)} WHERE AssocClass=Msvm_SnapshotOfVirtualSystem"
    )
    assert [row.text("ElementName") for row in rows] == ["one", "two"]
    (newest,) = host.query(
        f"ASSOCIATORS OF {_vm_path(host)} WHERE AssocClass=Msvm_MostCurrentSnapshotInBranch"
    )
    assert newest.text("ElementName") == "two"
    (vm,) = host.query(
        f"ASSOCIATORS OF {{{rows[0].class_name}.InstanceID='{rows[0].text('InstanceID')}'}}"
        " WHERE AssocClass=Msvm_SnapshotOfVirtualSystem"
    )
    assert vm.text("Name") == host.vm("web").id


def test_the_tree_of_checkpoints(host):
    path = f"{{Msvm_VirtualSystemSettingData.InstanceID='{host.vm('web').checkpoints[1].root}'}}"
    where = "WHERE AssocClass=Msvm_ParentChildSettingData"
    names = {r.text("ElementName") for r in host.query(f"ASSOCIATORS OF {path} {where}")}
    assert names == {"one", "web"}
    (parent,) = host.query(f"ASSOCIATORS OF {path} {where} ResultRole=Antecedent")
    assert parent.text("ElementName") == "one"
    (child,) = host.query(f"ASSOCIATORS OF {path} {where} Role=Antecedent")
    assert child.text("ElementName") == "web"


def test_jobs_of_a_vm_and_the_vm_of_a_job(host):
    job = host.job(host.request(host.vm("web"), 9))
    (found,) = host.query(
        f"ASSOCIATORS OF {_vm_path(host)} WHERE AssocClass=Msvm_AffectedJobElement "
        "ResultClass=CIM_ConcreteJob"
    )
    assert found.text("InstanceID") == job.text("InstanceID")
    (vm,) = host.query(
        f"ASSOCIATORS OF {{Msvm_ConcreteJob.InstanceID='{job.text('InstanceID')}'}} "
        "WHERE AssocClass=Msvm_AffectedJobElement"
    )
    assert vm.text("Name") == host.vm("web").id


def test_a_component_and_its_setting(host):
    (component,) = host.items("SELECT * FROM Msvm_VssComponent")
    keys = ",".join(f"{k}='{v}'" for k, v in component.reference.selectors)
    (setting,) = host.query(
        f"ASSOCIATORS OF {{Msvm_VssComponent.{keys}}} WHERE AssocClass=Msvm_ElementSettingData"
    )
    assert setting.class_name == "Msvm_VssComponentSettingData"


def test_without_conditions_everything_that_belongs_to_it(host):
    found = _classes(host.query(f"ASSOCIATORS OF {_vm_path(host)}"))
    assert {
        "Msvm_VirtualSystemSettingData",
        "Msvm_SummaryInformation",
        "Msvm_HeartbeatComponent",
    } <= found


def test_references_are_the_associations_themselves(host):
    rows = host.query(f"REFERENCES OF {_vm_path(host)} WHERE ResultClass=Msvm_SettingsDefineState")
    (row,) = rows
    assert row.class_name == "Msvm_SettingsDefineState"
    assert row.target("ManagedElement").selector("Name") == host.vm("web").id
    assert row.target("SettingData").class_name == "Msvm_VirtualSystemSettingData"
    assert host.query(f"REFERENCES OF {_vm_path(host)} WHERE Role=SettingData") == []
    assert len(_classes(host.query(f"REFERENCES OF {_vm_path(host)}"))) >= 5


def test_enumerating_an_association_gives_both_ends(host):
    rows = host.query("SELECT * FROM Msvm_ElementSettingData")
    pairs = {
        (r.target("ManagedElement").class_name, r.target("SettingData").class_name) for r in rows
    }
    assert ("Msvm_HeartbeatComponent", "Msvm_HeartbeatComponentSettingData") in pairs
    assert len(host.query("SELECT * FROM Msvm_SettingsDefineState")) == 2


def test_the_filter_of_ws_management_means_the_same(host):
    source = CimReference(
        class_uri(HYPERV_NAMESPACE, "Msvm_ComputerSystem"),
        (("Name", host.vm("web").id), ("CreationClassName", "Msvm_ComputerSystem")),
    )
    wanted = AssociationFilter(source, "Msvm_SettingsDefineState", "Msvm_VirtualSystemSettingData")
    (item,) = host.repository.associated(HYPERV_NAMESPACE, wanted, ADMIN)
    assert item.instance.text("InstanceID") == f"Microsoft:{host.vm('web').id}"
    wanted = AssociationFilter(source, "Msvm_SettingsDefineState", associations=True)
    (item,) = host.repository.associated(HYPERV_NAMESPACE, wanted, ADMIN)
    assert item.instance.class_name == "Msvm_SettingsDefineState"
    assert list(host.repository.associated(HYPERV_NAMESPACE, wanted, GUEST)) == []


@pytest.mark.parametrize(
    ("wql", "status"),
    [
        ("ASSOCIATORS OF {Msvm_Nonsense.K='v'}", CimStatus.INVALID_CLASS),
        (
            "ASSOCIATORS OF {Msvm_ConcreteJob.InstanceID='v'} WHERE AssocClass=Nonsense",
            CimStatus.INVALID_CLASS,
        ),
        ("ASSOCIATORS OF {Msvm_ConcreteJob.InstanceID='v'}", CimStatus.NOT_FOUND),
        ("ASSOCIATORS OF {Msvm_ComputerSystem.Name='v'}", CimStatus.INVALID_OBJECT_PATH),
        (
            r"ASSOCIATORS OF {\\HV01\root\cimv2:Msvm_ConcreteJob.InstanceID='v'}",
            CimStatus.INVALID_NAMESPACE,
        ),
    ],
)
def test_refusals(host, wql, status):
    with pytest.raises(CimFailure) as refused:
        host.query(wql)
    assert refused.value.status is status
