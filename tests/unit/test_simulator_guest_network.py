"""The configuration of a guest's adapter: read, set, refused, and what the guest tells then."""

import pytest

from console.simulator.descriptions import JobFault, ServiceFault, StartState, VmDescription
from console.wsman.cim import CimInstance, CimReference
from console.wsman.cimxml import decode_embedded, encode_embedded
from console.wsman.names import HYPERV_NAMESPACE, class_uri
from tests.unit.simulated_host import Host

CLASS = "Msvm_GuestNetworkAdapterConfiguration"
METHOD = "SetGuestNetworkAdapterConfiguration"
LEASE = ("10.0.0.7", "fe80::7")
STATIC = {
    "DHCPEnabled": False,
    "IPAddresses": ("10.9.9.9",),
    "Subnets": ("255.255.0.0",),
    "DefaultGateways": ("10.9.0.1",),
    "DNSServers": ("10.9.0.2", "10.9.0.3"),
    "ProtocolIFType": 4096,
}


def _host(host: dict[str, object] | None = None, **changes) -> Host:
    return Host(VmDescription("web", **({"addresses": LEASE} | changes)), **(host or {}))


def _read(host: Host) -> CimInstance:
    (row,) = host.query(f"SELECT * FROM {CLASS}")
    return row


def _set(host: Host, **values) -> CimInstance:
    kinds = {bool: "boolean", int: "uint16", str: "string", tuple: "string[]"}
    values = {"InstanceID": _read(host).text("InstanceID")} | values
    values = {name: value for name, value in values.items() if value is not None}
    types = {name: kinds[type(value)] for name, value in values.items()}
    return _send(host, encode_embedded(CimInstance(CLASS, values), types))


def _send(host: Host, *texts: str, vm_id: str = "") -> CimInstance:
    keys = (("CreationClassName", "Msvm_ComputerSystem"), ("Name", vm_id or host.vm("web").id))
    target = CimReference(class_uri(HYPERV_NAMESPACE, "Msvm_ComputerSystem"), keys)
    return host.service(METHOD, ComputerSystem=target, NetworkConfiguration=texts)


def _kvp(host: Host) -> dict[str, str]:
    (row,) = host.query("SELECT * FROM Msvm_KvpExchangeComponent")
    items = [decode_embedded(text) for text in row.texts("GuestIntrinsicExchangeItems")]
    return {item.text("Name"): item.text("Data") for item in items}


def test_what_a_guest_has_by_itself():
    row = _read(_host())
    assert row.boolean("DHCPEnabled") is True
    assert row.integer("ProtocolIFType") == 4098
    assert row.texts("IPAddresses") == LEASE
    assert row.texts("Subnets") == ("255.255.255.0", "64")
    assert row.texts("DefaultGateways") == row.texts("DNSServers") == ("10.0.0.1",)
    assert row.integers("IPAddressOrigins") == (0, 0)
    static = _read(_host(dhcp=False))
    assert static.boolean("DHCPEnabled") is False
    assert static.integers("IPAddressOrigins") == (2, 2)


def test_the_configuration_hangs_off_the_adapter():
    host = _host()
    (nic,) = host.query(
        "SELECT * FROM Msvm_SyntheticEthernetPortSettingData "
        f"WHERE InstanceID LIKE '{host.vm('web').settings.root}%'"
    )
    nic_id = nic.text("InstanceID")
    escaped = nic_id.replace("\\", "\\\\")
    (row,) = host.query(
        f"ASSOCIATORS OF {{Msvm_SyntheticEthernetPortSettingData.InstanceID='{escaped}'}} "
        f"WHERE AssocClass=Msvm_SettingDataComponent ResultClass={CLASS}"
    )
    tail = nic_id.removeprefix("Microsoft:")
    assert row.text("InstanceID") == f"Microsoft:GuestNetwork\\{tail}"


def test_addresses_change_at_the_end_of_the_job():
    host = _host()
    output = _set(host, **STATIC)
    assert output.integer("ReturnValue") == 4096
    host.clock.advance(2)
    assert host.job(output).integer("PercentComplete") == 50
    assert _read(host).texts("IPAddresses") == LEASE
    host.clock.advance(2)
    assert host.job(output).integer("JobState") == 7
    row = _read(host)
    assert row.boolean("DHCPEnabled") is False
    assert row.texts("IPAddresses") == ("10.9.9.9", "fe80::7")
    assert row.texts("Subnets") == ("255.255.0.0", "64")
    assert row.texts("DefaultGateways") == ("10.9.0.1",)
    assert row.texts("DNSServers") == ("10.9.0.2", "10.9.0.3")
    assert row.integers("IPAddressOrigins") == (2, 2)
    assert _kvp(host)["NetworkAddressIPv4"] == "10.9.9.9"
    assert _kvp(host)["NetworkAddressIPv6"] == "fe80::7"


def test_a_configuration_outlives_a_restart_and_is_taken_back():
    host = _host()
    _set(host, **STATIC)
    host.clock.advance(5)
    host.request(host.vm("web"), 11)
    host.clock.advance(60)
    assert _read(host).texts("IPAddresses")[0] == "10.9.9.9"
    _set(host, DHCPEnabled=True, ProtocolIFType=4098)
    host.clock.advance(5)
    row = _read(host)
    assert (row.boolean("DHCPEnabled"), row.texts("IPAddresses")) == (True, LEASE)
    assert row.texts("DefaultGateways") == ("10.0.0.1",)


def test_both_families_at_once():
    host = _host()
    addresses = ("10.9.9.9", "2001:db8::9")
    values = STATIC | {"IPAddresses": addresses, "Subnets": ("16", "64"), "ProtocolIFType": 4098}
    _set(host, **values)
    host.clock.advance(5)
    assert _read(host).texts("IPAddresses") == addresses
    assert _kvp(host)["NetworkAddressIPv6"] == "2001:db8::9"


@pytest.mark.parametrize(
    "changes",
    [
        {"InstanceID": "Microsoft:GuestNetwork\\x\\y"},
        {"DHCPEnabled": None},
        {"DefaultGateways": tuple(f"10.9.0.{n}" for n in range(1, 7))},
        {"DefaultGateways": ("nonsense",)},
        {"IPAddresses": ("10.9.9.999",)},
        {"Subnets": ()},
        {"Subnets": ("255.0.255.0",)},
        {"DNSServers": ("dns.example",)},
        {"ProtocolIFType": 7},
    ],
)
def test_what_is_an_invalid_parameter(changes):
    host = _host()
    output = _set(host, **(STATIC | changes))
    assert (output.integer("ReturnValue"), output.properties["Job"]) == (32773, None)
    host.clock.advance(10)
    assert _read(host).texts("IPAddresses") == LEASE


def test_calls_that_are_about_nothing():
    host = _host()
    assert _send(host, "garbage").integer("ReturnValue") == 32773
    assert _send(host).integer("ReturnValue") == 32773
    other = _send(host, "x", vm_id="00000000-0000-0000-0000-000000000000")
    assert other.integer("ReturnValue") == 32773


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"state": StartState.OFF, "uptime_h": 0}, 32775),
        ({"state": StartState.PAUSED}, 32775),
        ({"guest": "alpine-no-daemons"}, 32777),
        ({"services": (("kvp", False),)}, 32777),
        ({"faults": (("kvp", ServiceFault.LOST_COMMUNICATION),)}, 32777),
        ({"hangs_at_h": 0.0}, 32777),
        ({"job_faults": (("network", JobFault.FAILS),)}, 32768),
    ],
)
@pytest.mark.parametrize("locale", ["en-US", "de-DE", "zh-CN"])
def test_a_guest_that_cannot_be_told_fails_the_job(changes, code, locale):
    host = _host({"locale": locale}, **changes)
    output = _set(host, **STATIC)
    assert output.integer("ReturnValue") == 4096
    host.clock.advance(10)
    job = host.job(output)
    assert (job.integer("JobState"), job.integer("ErrorCode")) == (10, code)
    assert "web" in job.text("ErrorDescription")
    assert host.vm("web").network is None


def test_a_refusal_and_a_job_that_hangs():
    host = _host(job_faults=(("network", JobFault.REFUSED),))
    assert _set(host, **STATIC).integer("ReturnValue") == 32775
    host = _host(job_faults=(("network", JobFault.HANGS),))
    output = _set(host, **STATIC)
    host.clock.advance(3600)
    assert host.job(output).integer("JobState") == 4
