"""Resource URIs."""

import pytest

from console.wsman import names

CIMV2 = names.CIMV2_NAMESPACE


def test_class_uri_there_and_back():
    uri = names.class_uri(names.HYPERV_NAMESPACE, "Msvm_ComputerSystem")
    assert uri.endswith("/wmi/" + "root/virtualization/v2/Msvm_ComputerSystem")
    assert names.split_class_uri(uri) == ("root/virtualization/v2", "Msvm_ComputerSystem")


@pytest.mark.parametrize(
    ("uri", "expected"),
    [
        (f"{names.WMI_ROOT.upper()}/Root/CIMV2/Win32_X?A=b", ("root/cimv2", "Win32_X")),
        (f"{names.WMI_ROOT}/{CIMV2}/*", ("root/cimv2", "*")),
        (f"{names.WMI_ROOT}/Win32_X", None),
        (f"{names.WMI_ROOT}/{CIMV2}/", None),
        (f"{names.CIM_ROOT}/CIM_X", None),
        ("", None),
    ],
)
def test_split(uri: str, expected):
    assert names.split_class_uri(uri) == expected
