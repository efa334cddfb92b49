"""The network inside a guest: what is read, what is sent, and what no host is asked."""

import ipaddress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from console.hyperv import guest_network
from console.model.errors import NotPossible, OperationFailed
from console.model.network import AddressFamily, GuestNetwork
from console.wsman.cim import CimReference
from console.wsman.cimxml import decode_embedded
from console.wsman.names import HYPERV_NAMESPACE, class_uri

ADAPTERS = "Msvm_GuestNetworkAdapterConfiguration"
PORTS = "Msvm_SyntheticEthernetPortSettingData"
JOB = CimReference(class_uri(HYPERV_NAMESPACE, "Msvm_ConcreteJob"), (("InstanceID", "J1"),))


def _id(make, number=1, nic=7):
    return f"Microsoft:GuestNetwork\\{make.guid(number)}\\{make.guid(number, nic)}"


def _row(make, number=1, nic=7, **changes):
    row = {
        "InstanceID": _id(make, number, nic),
        "ProtocolIFType": 4098,
        "DHCPEnabled": False,
        "IPAddresses": ("10.0.0.5", "2001:db8::5"),
        "Subnets": ("255.255.255.0", "64"),
        "DefaultGateways": ("10.0.0.1",),
        "DNSServers": ("10.0.0.2", "127.0.0.1"),
        "IPAddressOrigins": (2, 2),
    }
    return row | changes


def _fixed(make, **changes):
    values = {
        "id": _id(make),
        "dhcp": False,
        "addresses": ("10.0.0.5",),
        "subnets": ("24",),
        **changes,
    }
    return GuestNetwork(**values)


# ---- reading ---------------------------------------------------------------------------------


def test_an_adapter_is_read_with_its_name(host, make):
    host.rows[ADAPTERS] = [_row(make)]
    host.rows[PORTS] = [
        {
            "InstanceID": f"Microsoft:{make.guid(1)}\\{make.guid(1, 7).lower()}",
            "ElementName": "Netzwerk\u202ekarte",
        }
    ]
    assert guest_network.read_networks(host.client, make.guid(1)) == (
        GuestNetwork(
            _id(make),
            "Netzwerk\ufffdkarte",
            AddressFamily.BOTH,
            dhcp=False,
            addresses=("10.0.0.5", "2001:db8::5"),
            subnets=("255.255.255.0", "64"),
            gateways=("10.0.0.1",),
            dns=("10.0.0.2", "127.0.0.1"),
        ),
    )
    assert host.queries == [
        f"SELECT * FROM {ADAPTERS} WHERE InstanceID LIKE 'Microsoft:GuestNetwork%{make.guid(1)}%'",
        (
            f"SELECT InstanceID, ElementName FROM {PORTS} "
            f"WHERE InstanceID LIKE 'Microsoft:{make.guid(1)}%'"
        ),
    ]


@pytest.mark.parametrize(
    ("number", "family"),
    [
        (4096, AddressFamily.IPV4),
        (4097, AddressFamily.IPV6),
        (4098, AddressFamily.BOTH),
        (0, AddressFamily.UNKNOWN),
        (None, AddressFamily.UNKNOWN),
        ("x", AddressFamily.UNKNOWN),
    ],
)
def test_the_family_as_the_host_tells_it(host, make, number, family):
    host.rows[ADAPTERS] = [_row(make, ProtocolIFType=number)]
    assert guest_network.read_networks(host.client, make.guid(1))[0].family is family


def test_a_guest_that_tells_nothing_is_taken_for_dhcp(host, make):
    nothing = dict.fromkeys(("DHCPEnabled", "IPAddresses", "Subnets", "DefaultGateways"))
    host.rows[ADAPTERS] = [_row(make, **nothing, DNSServers=None, ProtocolIFType=0)]
    assert guest_network.read_networks(host.client, make.guid(1)) == (GuestNetwork(_id(make)),)


def test_adapters_of_others_and_nonsense_are_left_out(host, make):
    foreign = {"InstanceID": f"Microsoft:GuestNetwork\\{make.guid(2)}\\{make.guid(1)}"}
    host.rows[ADAPTERS] = [_row(make, **foreign), _row(make, InstanceID="x"), _row(make)]
    (network,) = guest_network.read_networks(host.client, make.guid(1))
    assert network.id == _id(make)


def test_a_flood_of_a_guest_is_cut(host, make):
    host.rows[ADAPTERS] = [_row(make, DNSServers=("x" * 5_000,) * 999)]
    (network,) = guest_network.read_networks(host.client, make.guid(1))
    assert len(network.dns) == guest_network.MAX_ENTRIES
    assert {len(text) for text in network.dns} == {64}


def test_no_adapter_costs_one_request(host, make):
    host.rows[ADAPTERS] = []
    assert guest_network.read_networks(host.client, make.guid(1)) == ()
    del host.rows[ADAPTERS]
    assert guest_network.read_networks(host.client, make.guid(1)) == ()
    assert host.requests == 2


# ---- setting ---------------------------------------------------------------------------------


def _answers(host, code=4096):
    host.methods[guest_network.METHOD] = lambda message, arguments: {
        "Job": JOB if code == 4096 else None,
        "ReturnValue": code,
    }


def test_a_fixed_configuration_is_sent_whole(host, make):
    _answers(host)
    network = _fixed(
        make,
        addresses=("10.0.0.5", "2001:DB8::5"),
        subnets=("24", "64"),
        gateways=("10.0.0.1", "fe80::1%7"),
        dns=("10.0.0.2", "::1"),
    )
    started = guest_network.set_network(host.client, make.guid(1), network)
    assert started.job.selector("InstanceID") == "J1"
    ((_, arguments, _),) = host.calls
    assert list(arguments) == ["ComputerSystem", "NetworkConfiguration"]
    assert arguments["ComputerSystem"].selector("Name") == make.guid(1)
    sent = decode_embedded(arguments["NetworkConfiguration"])
    assert sent.class_name == ADAPTERS
    assert sent.properties == {
        "InstanceID": _id(make),
        "ProtocolIFType": 4098,
        "DHCPEnabled": False,
        "IPAddresses": ("10.0.0.5", "2001:db8::5"),
        "Subnets": ("255.255.255.0", "64"),
        "DefaultGateways": ("10.0.0.1", "fe80::1"),
        "DNSServers": ("10.0.0.2", "::1"),
    }


@pytest.mark.parametrize(
    ("family", "number"),
    [
        (AddressFamily.UNKNOWN, 4096),
        (AddressFamily.IPV4, 4096),
        (AddressFamily.IPV6, 4097),
        (AddressFamily.BOTH, 4098),
    ],
)
def test_dhcp_leaves_everything_else_to_the_server(host, make, family, number):
    _answers(host, 0)
    network = GuestNetwork(
        _id(make), "NIC", family, True, ("nonsense",), ("x", "y"), ("?",) * 9, ("!",)
    )
    assert guest_network.set_network(host.client, make.guid(1), network).is_done
    sent = decode_embedded(host.calls[0][1]["NetworkConfiguration"])
    assert sent.properties == {
        "InstanceID": _id(make),
        "ProtocolIFType": number,
        "DHCPEnabled": True,
        "IPAddresses": (),
        "Subnets": (),
        "DefaultGateways": (),
        "DNSServers": (),
    }


def test_a_host_may_refuse(host, make):
    _answers(host, 32773)
    with pytest.raises(OperationFailed) as refused:
        guest_network.set_network(host.client, make.guid(1), _fixed(make))
    assert refused.value.method.endswith("Service.SetGuestNetworkAdapterConfiguration")


def test_the_adapter_of_another_vm_is_not_touched(host, make):
    with pytest.raises(NotPossible) as refused:
        guest_network.set_network(host.client, make.guid(2), _fixed(make))
    assert refused.value.why == "network_adapter"
    assert host.requests == 0


V6 = {"addresses": ("fd00::5",)}


@pytest.mark.parametrize(
    ("changes", "why", "subject"),
    [
        ({"id": "x"}, "network_adapter", "x"),
        ({"addresses": (), "subnets": ()}, "network_no_address", ""),
        ({"subnets": ()}, "network_subnet", ""),
        ({"subnets": ("24", "25")}, "network_subnet", "24, 25"),
        ({"addresses": ("10.0.0",)}, "network_address", "10.0.0"),
        ({"addresses": ("10.0.0.256",)}, "network_address", "10.0.0.256"),
        ({"addresses": ("10.0.0.5/24",)}, "network_address", "10.0.0.5/24"),
        ({"addresses": ("0.0.0.0",)}, "network_address", "0.0.0.0"),
        ({"addresses": ("127.0.0.1",)}, "network_address", "127.0.0.1"),
        ({"addresses": ("255.255.255.255",)}, "network_address", "255.255.255.255"),
        ({"addresses": ("224.0.0.1",)}, "network_address", "224.0.0.1"),
        ({"addresses": ("::1",), "subnets": ("64",)}, "network_address", "::1"),
        ({"subnets": ("33",)}, "network_subnet", "33"),
        ({"subnets": ("0",)}, "network_subnet", "0"),
        ({"subnets": ("0.0.0.0",)}, "network_subnet", "0.0.0.0"),
        ({"subnets": ("-1",)}, "network_subnet", "-1"),
        ({"subnets": ("//24",)}, "network_subnet", "//24"),
        ({"subnets": ("/",)}, "network_subnet", "/"),
        ({"subnets": ("2_4",)}, "network_subnet", "2_4"),
        ({"subnets": ("255.0.255.0",)}, "network_subnet", "255.0.255.0"),
        ({"subnets": ("0.0.0.255",)}, "network_subnet", "0.0.0.255"),
        ({"subnets": ("٢٤",)}, "network_subnet", "٢٤"),
        ({**V6, "subnets": ("129",)}, "network_subnet", "129"),
        ({**V6, "subnets": ("ffff::",)}, "network_subnet", "ffff::"),
        ({**V6, "subnets": ("255.255.255.0",)}, "network_subnet", "255.255.255.0"),
        ({"gateways": ("nowhere",)}, "network_gateway", "nowhere"),
        ({"gateways": ("127.0.0.1",)}, "network_gateway", "127.0.0.1"),
        ({"gateways": ("fe80::1",)}, "network_gateway_family", "fe80::1"),
        ({"gateways": ("10.0.0.1",) * 6}, "network_too_many", "5"),
        ({"dns": ("10.0.0.1",) * 65}, "network_too_many", "64"),
        ({"dns": ("8.8.8",)}, "network_dns", "8.8.8"),
        ({"dns": ("::",)}, "network_dns", "::"),
    ],
)
def test_what_cannot_be_is_named_and_not_sent(make, changes, why, subject):
    with pytest.raises(NotPossible) as refused:
        guest_network.check(_fixed(make, **changes))
    assert (refused.value.why, refused.value.subject) == (why, subject)


def test_what_linux_tells_can_be_sent_back(make):
    """Its daemon (tools/hv/hv_kvp_daemon.c) writes IPv6 prefix lengths with a slash."""
    assert guest_network.check(_fixed(make, **V6, subnets=("/64",))).subnets == ("64",)


@pytest.mark.parametrize("subnet", ["24", "/24", " 24 ", "255.255.255.0"])
def test_a_mask_may_be_a_prefix_length(make, subnet):
    assert guest_network.check(_fixed(make, subnets=(subnet,))).subnets == ("255.255.255.0",)


FOUR = st.ip_addresses(v=4, network="10.0.0.0/8")
SIX = st.ip_addresses(v=6, network="fd00::/8")
ADDRESS = st.one_of(
    st.tuples(FOUR, st.integers(1, 32)),
    st.tuples(SIX, st.integers(1, 128)),
)
NO_CHECK = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


@settings(suppress_health_check=NO_CHECK)
@given(st.lists(ADDRESS, min_size=1, max_size=8), st.lists(st.one_of(FOUR, SIX), max_size=4))
def test_what_is_sent_can_be_sent_again(make, pairs, servers):
    """A checked configuration is its own check: masks, families and spelling have settled."""
    wanted = _fixed(
        make,
        addresses=tuple(str(address) for address, _ in pairs),
        subnets=tuple(str(prefix) for _, prefix in pairs),
        dns=tuple(str(server) for server in servers),
    )
    checked = guest_network.check(wanted)
    assert guest_network.check(checked) == checked
    versions = {address.version for address, _ in pairs}
    families = {(4,): AddressFamily.IPV4, (6,): AddressFamily.IPV6, (4, 6): AddressFamily.BOTH}
    assert checked.family is families[tuple(sorted(versions))]
    for (address, prefix), subnet in zip(pairs, checked.subnets, strict=True):
        if address.version == 4:
            assert ipaddress.IPv4Network(f"0.0.0.0/{subnet}").prefixlen == prefix
        else:
            assert subnet == str(prefix)


@settings(suppress_health_check=NO_CHECK)
@given(st.text(max_size=40), st.text(max_size=40), st.text(max_size=40), st.text(max_size=40))
def test_any_text_is_taken_or_refused_in_words(make, address, subnet, gateway, server):
    network = _fixed(
        make, addresses=(address,), subnets=(subnet,), gateways=(gateway,), dns=(server,)
    )
    try:
        checked = guest_network.check(network)
    except NotPossible:
        return
    for text in (*checked.addresses, *checked.gateways, *checked.dns):
        assert str(ipaddress.ip_address(text)) == text
