"""A file goes into a guest: the way to the service, what is sent, and why it may not work."""

import pytest

from console.hyperv import guest_file
from console.hyperv.query import COMPONENT_GUIDS, COMPONENTS, SWITCHES
from console.model.errors import Forbidden, Malformed, NotPossible, OperationFailed
from console.model.service import ServiceKind
from console.wsman.cim import CimReference
from console.wsman.cimxml import decode_embedded
from console.wsman.names import HYPERV_NAMESPACE, class_uri

COMPONENT = COMPONENTS[ServiceKind.GUEST_SERVICE]
SETTING = SWITCHES[ServiceKind.GUEST_SERVICE]
FILE_SERVICE = "Msvm_GuestFileService"
OVER_ASSOCIATION = f"Msvm_RegisteredGuestService>{FILE_SERVICE}"
JOB = CimReference(class_uri(HYPERV_NAMESPACE, "Msvm_CopyFileToGuestJob"), (("InstanceID", "J1"),))


def _component(make, *status):
    return {
        **make.component(1, COMPONENT, *status),
        "DeviceID": f"Microsoft:{COMPONENT_GUIDS[ServiceKind.GUEST_SERVICE]}",
        "SystemCreationClassName": "Msvm_ComputerSystem",
    }


def _service(make, **changes):
    row = {
        "CreationClassName": FILE_SERVICE,
        "Name": "Guest File Service",
        "SystemCreationClassName": "Msvm_ComputerSystem",
        "SystemName": make.guid(1),
        "Started": True,
    }
    return row | changes


def _ready(host, make, *, output=None, status=(2,)):
    host.rows[COMPONENT] = [_component(make, *status)]
    host.rows[OVER_ASSOCIATION] = [_service(make)]
    answer = {"Job": JOB, "ReturnValue": 4096} if output is None else output
    host.methods[guest_file.METHOD] = lambda message, arguments: answer


def _copy(host, make, source="C:\\iso\\tool & co.exe", destination="/tmp/<x>", **flags):
    options = {"overwrite": True, "create_folders": False, **flags}
    return guest_file.copy(host.client, make.guid(1), source, destination, **options)


@pytest.mark.parametrize("status", [(2,), (3, 32775), (77,)])
def test_a_copy_goes_to_the_service_behind_the_component(host, make, status):
    _ready(host, make, status=status)
    assert _copy(host, make).job == JOB
    assert host.queries == [
        (
            "SELECT CreationClassName, DeviceID, SystemCreationClassName, SystemName, "
            f"OperationalStatus FROM {COMPONENT} WHERE SystemName = '{make.guid(1)}'"
        ),
        (
            "ASSOCIATORS OF {root\\virtualization\\v2:"
            f'{COMPONENT}.CreationClassName="{COMPONENT}",'
            f'DeviceID="Microsoft:{COMPONENT_GUIDS[ServiceKind.GUEST_SERVICE]}",'
            f'SystemCreationClassName="Msvm_ComputerSystem",SystemName="{make.guid(1)}"}} '
            f"WHERE AssocClass = Msvm_RegisteredGuestService ResultClass = {FILE_SERVICE}"
        ),
    ]
    ((name, arguments, selectors),) = host.calls
    assert name == "CopyFilesToGuest"
    assert selectors == {
        "CreationClassName": FILE_SERVICE,
        "Name": "Guest File Service",
        "SystemCreationClassName": "Msvm_ComputerSystem",
        "SystemName": make.guid(1),
    }
    sent = decode_embedded(arguments["CopyFileToGuestSettings"])
    assert sent.class_name == "Msvm_CopyFileToGuestSettingData"
    assert sent.properties == {
        "SourcePath": "C:\\iso\\tool & co.exe",
        "DestinationPath": "/tmp/<x>",
        "OverwriteExisting": True,
        "CreateFullPath": False,
    }


@pytest.mark.parametrize("walk", ["missing", "invalid", "empty"])
def test_without_the_association_the_services_own_property_leads_there(host, make, faults, walk):
    _ready(host, make)
    ways = {"missing": faults.CLASS_MISSING, "invalid": faults.QUERY_INVALID, "empty": []}
    host.rows[OVER_ASSOCIATION] = ways[walk]
    host.rows[FILE_SERVICE] = [_service(make)]
    assert _copy(host, make).job == JOB
    assert host.queries[-1].endswith(f"FROM {FILE_SERVICE} WHERE SystemName = '{make.guid(1)}'")


@pytest.mark.parametrize(
    "output",
    [
        {"Job": JOB, "ReturnValue": 4096},
        {"ParentPools": (JOB,), "ReturnValue": 4096},
        {"CopyFileToGuestJobs": JOB, "Note": "x", "ReturnValue": 4096},
    ],
)
def test_the_job_is_found_by_whatever_name(host, make, output):
    """On 2012 R2 the parameter had another name and was an array."""
    _ready(host, make, output=output)
    assert _copy(host, make).job == JOB


def test_a_copy_may_be_done_at_once_or_refused(host, make):
    _ready(host, make, output={"ReturnValue": 0})
    assert _copy(host, make).is_done
    _ready(host, make, output={"ReturnValue": 32773})
    with pytest.raises(OperationFailed) as refused:
        _copy(host, make)
    assert (refused.value.method, refused.value.code) == (f"{FILE_SERVICE}.CopyFilesToGuest", 32773)


@pytest.mark.parametrize(
    "output", [{}, {"ReturnValue": 4096}, {"Job": None, "Names": ("x",), "ReturnValue": 4096}]
)
def test_an_answer_that_makes_no_sense(host, make, output):
    _ready(host, make, output=output)
    with pytest.raises(Malformed):
        _copy(host, make)


@pytest.mark.parametrize(
    ("status", "switch", "why"),
    [
        (None, None, "service_missing"),
        (None, 2, "vm_not_running"),
        (None, 3, "vm_not_running"),
        ((12,), 2, "guest_service_no_contact"),
        ((13, 32783), 2, "guest_service_no_contact"),
        ((12,), 3, "guest_service_off"),
        ((2,), 2, "guest_service_no_contact"),
        ((2,), 3, "guest_service_off"),
    ],
)
def test_why_nothing_can_be_copied(host, make, status, switch, why):
    """The last two: a component that answers, and no service registered behind it."""
    host.rows[COMPONENT] = [] if status is None else [_component(make, *status)]
    host.rows[OVER_ASSOCIATION] = host.rows[FILE_SERVICE] = []
    if switch is not None:
        guid = COMPONENT_GUIDS[ServiceKind.GUEST_SERVICE]
        host.rows[SETTING] = [dict(make.switch(1, SETTING, guid, switch).properties)]
    with pytest.raises(NotPossible) as refused:
        _copy(host, make)
    assert refused.value.why == why
    assert not host.calls


def test_an_older_host_has_no_such_service(host, make):
    with pytest.raises(NotPossible) as refused:
        _copy(host, make)
    assert refused.value.why == "service_missing"


def test_rights_that_are_missing_are_not_taken_for_silence(host, make, faults):
    host.rows[COMPONENT] = faults.ACCESS_DENIED
    with pytest.raises(Forbidden):
        _copy(host, make)


@pytest.mark.parametrize(
    ("paths", "why"),
    [
        ({"source": " "}, "copy_no_source"),
        ({"destination": ""}, "copy_no_destination"),
    ],
)
def test_an_empty_path_is_not_sent(host, make, paths, why):
    with pytest.raises(NotPossible) as refused:
        _copy(host, make, **paths)
    assert refused.value.why == why
    assert host.requests == 0
