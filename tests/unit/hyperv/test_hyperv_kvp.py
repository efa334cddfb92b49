"""The data exchange of one VM: four lists read, the host's items changed, both ways exactly."""

from xml.sax.saxutils import escape

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from console.hyperv import kvp
from console.hyperv.capability import Capabilities
from console.hyperv.guest import MAX_ITEM_CHARACTERS, MAX_ITEMS
from console.hyperv.query import COMPONENTS, SWITCHES
from console.model.errors import Forbidden, NotPossible, OperationFailed
from console.model.guest import GuestData, GuestItem, ItemSource
from console.model.service import ServiceKind
from console.wsman.cim import CimReference
from console.wsman.cimxml import decode_embedded
from console.wsman.names import HYPERV_NAMESPACE, class_uri

COMPONENT = COMPONENTS[ServiceKind.KVP]
SETTING = SWITCHES[ServiceKind.KVP]
JOB = CimReference(class_uri(HYPERV_NAMESPACE, "Msvm_ConcreteJob"), (("InstanceID", "J1"),))
HOST, HOST_ONLY = ItemSource.HOST, ItemSource.HOST_ONLY
GUEST, INTRINSIC = ItemSource.GUEST, ItemSource.INTRINSIC


def embedded(name, data, source=0):
    """An item as Windows writes it: inherited properties without value, Data before Name."""
    nulls = "".join(
        f'<PROPERTY NAME="{each}" TYPE="string"></PROPERTY>'
        for each in ("Caption", "Description", "ElementName", "InstanceID")
    )
    return (
        f'<INSTANCE CLASSNAME="Msvm_KvpExchangeDataItem">{nulls}'
        f'<PROPERTY NAME="Data" TYPE="string"><VALUE>{escape(data)}</VALUE></PROPERTY>'
        f'<PROPERTY NAME="Name" TYPE="string"><VALUE>{escape(name)}</VALUE></PROPERTY>'
        f'<PROPERTY NAME="Source" TYPE="uint16"><VALUE>{source}</VALUE></PROPERTY></INSTANCE>'
    )


def told(make, *, status=(2,), intrinsic=None, guest=None):
    return {
        **make.component(1, COMPONENT, *status),
        "GuestIntrinsicExchangeItems": intrinsic,
        "GuestExchangeItems": guest,
    }


def held(make, *, host=None, only=None, state=2):
    return {
        "InstanceID": f"Microsoft:{make.guid(1)}\\2A34B1C2-FD73-4043-8A5B-DD2159BC743F",
        "EnabledState": state,
        "HostExchangeItems": host,
        "HostOnlyItems": only,
    }


# ---- reading ---------------------------------------------------------------------------------


def test_four_lists_are_read_by_two_requests(host, make):
    host.rows[COMPONENT] = [
        told(
            make,
            intrinsic=(embedded("OSName", "Ubuntu", 2), embedded("OSVersion", "6.8", 2)),
            guest=(embedded("Role", "<b>&web", 1),),
        )
    ]
    host.rows[SETTING] = [
        held(make, host=(embedded("Owner", "ops"),), only=(embedded("Ticket", "7", 4),))
    ]
    data = kvp.read_guest_data(host.client, make.guid(1))
    assert data == GuestData(
        (
            GuestItem("OSName", "Ubuntu", INTRINSIC),
            GuestItem("OSVersion", "6.8", INTRINSIC),
            GuestItem("Role", "<b>&web", GUEST),
            GuestItem("Owner", "ops", HOST),
            GuestItem("Ticket", "7", HOST_ONLY),
        ),
        damaged=0,
        has_contact=True,
    )
    assert data.value("OSVersion") == "6.8"
    assert host.requests == 2
    assert host.queries == [
        f"SELECT * FROM {COMPONENT} WHERE SystemName = '{make.guid(1)}'",
        f"SELECT * FROM {SETTING} WHERE InstanceID LIKE 'Microsoft:{make.guid(1)}%'",
    ]


def test_items_with_the_same_name_are_all_kept(host, make):
    twice = (embedded("Role", "a", 1), embedded("Role", "b", 1))
    host.rows[COMPONENT] = [told(make, guest=twice, intrinsic=(embedded("Role", "c", 2),))]
    data = kvp.read_guest_data(host.client, make.guid(1))
    assert [item.data for item in data.of(GUEST)] == ["a", "b"]
    assert data.value("Role") == "c"


@pytest.mark.parametrize(
    ("status", "state", "has_contact"),
    [
        ((2,), 2, True),
        ((3, 32775), 2, True),
        ((12,), 2, False),
        ((13,), 2, False),
        ((2,), 3, False),  # a component that is off often still reports "OK"
        ((), 2, True),
    ],
)
def test_whether_a_guest_can_tell_anything(host, make, status, state, has_contact):
    host.rows[COMPONENT] = [told(make, status=status)]
    host.rows[SETTING] = [held(make, state=state)]
    data = kvp.read_guest_data(host.client, make.guid(1))
    assert data == GuestData(has_contact=has_contact)


def test_a_vm_that_is_off_has_the_hosts_items_only(host, make):
    host.rows[COMPONENT] = []
    host.rows[SETTING] = [held(make, only=(embedded("Ticket", "7", 4),))]
    assert kvp.read_guest_data(host.client, make.guid(1)) == GuestData(
        (GuestItem("Ticket", "7", HOST_ONLY),)
    )


def test_a_host_without_the_classes_is_not_asked_twice(host, make):
    assert kvp.read_guest_data(host.client, make.guid(1)) == GuestData()
    assert host.requests == 2
    host.forget()
    known = Capabilities().without(COMPONENT, SETTING)
    assert kvp.read_guest_data(host.client, make.guid(1), known) == GuestData()
    assert host.requests == 0


def test_rights_that_are_missing_are_not_taken_for_no_data(host, make, faults):
    host.rows[COMPONENT] = faults.ACCESS_DENIED
    with pytest.raises(Forbidden):
        kvp.read_guest_data(host.client, make.guid(1))


@pytest.mark.parametrize(
    "broken", ["", "no xml", "<INSTANCE", "<a>" * 5_000, embedded("x", "y" * MAX_ITEM_CHARACTERS)]
)
def test_a_broken_item_is_counted_and_costs_no_other(host, make, broken):
    host.rows[COMPONENT] = [told(make, guest=(broken, embedded("Role", "web", 1)))]
    data = kvp.read_guest_data(host.client, make.guid(1))
    assert (data.damaged, data.of(GUEST)) == (1, (GuestItem("Role", "web", GUEST),))


def test_a_list_that_is_none_and_a_flood(host, make):
    flood = tuple(embedded(f"n{n}", "x", 1) for n in range(MAX_ITEMS + 9))
    host.rows[COMPONENT] = [told(make, guest=flood)]
    data = kvp.read_guest_data(host.client, make.guid(1))
    assert (len(data.items), data.damaged) == (MAX_ITEMS, 9)
    host.rows[COMPONENT] = [told(make, guest=(JOB,))]
    assert kvp.read_guest_data(host.client, make.guid(1)).damaged == 1


def test_what_a_guest_writes_is_made_safe_and_what_the_host_wrote_is_exact(host, make):
    name, data = " a\u202eb ", "one\ttwo\u2066\nthree "
    host.rows[COMPONENT] = [told(make, guest=(embedded(name, data, 1),))]
    host.rows[SETTING] = [held(make, host=(embedded(name, data),))]
    items = kvp.read_guest_data(host.client, make.guid(1)).items
    assert items == (
        GuestItem("a\ufffdb", "one\ttwo\ufffd\nthree ", GUEST),
        GuestItem(name, data, HOST),
    )


@pytest.mark.parametrize("data", ["x" * kvp.MAX_DATA_BYTES, "&" * kvp.MAX_DATA_BYTES])
def test_the_largest_value_of_the_host_is_read_whole(host, make, data):
    """Taking its removal back writes what was read: nothing may be cut."""
    item = GuestItem("big", data, HOST)
    kvp.check_item(item)
    host.rows[SETTING] = [held(make, host=(embedded("big", data),))]
    assert kvp.read_guest_data(host.client, make.guid(1)).items == (item,)


# ---- changing --------------------------------------------------------------------------------


def answers(code, job=None):
    return lambda message, arguments: {"Job": job, "ReturnValue": code}


@pytest.mark.parametrize("method", [kvp.ADD, kvp.CHANGE, kvp.REMOVE])
@pytest.mark.parametrize(("source", "number"), [(HOST, 0), (HOST_ONLY, 4)])
def test_a_change_sends_one_item_to_one_vm(host, make, method, source, number):
    host.methods[method] = answers(4096, JOB)
    item = GuestItem("Owner & 'co'", "first\nsecond <x>", source)
    started = kvp.change_item(host.client, make.guid(1), method, item)
    assert started.job.selector("InstanceID") == "J1"
    ((name, arguments, selectors),) = host.calls
    assert name == method
    assert selectors["CreationClassName"] == "Msvm_VirtualSystemManagementService"
    assert list(arguments) == ["TargetSystem", "DataItems"]
    assert arguments["TargetSystem"].selector("Name") == make.guid(1)
    sent = decode_embedded(arguments["DataItems"])
    assert sent.class_name == "Msvm_KvpExchangeDataItem"
    assert sent.properties == {"Name": item.name, "Data": item.data, "Source": number}
    assert "&amp;" not in arguments["DataItems"]


def test_a_change_may_be_done_at_once_or_refused(host, make):
    item = GuestItem("a", "b", HOST)
    host.methods[kvp.ADD] = answers(0)
    assert kvp.change_item(host.client, make.guid(1), kvp.ADD, item).is_done
    host.methods[kvp.ADD] = answers(32773)
    with pytest.raises(OperationFailed) as refused:
        kvp.change_item(host.client, make.guid(1), kvp.ADD, item)
    assert refused.value.code == 32773
    assert refused.value.method == "Msvm_VirtualSystemManagementService.AddKvpItems"


@pytest.mark.parametrize(
    ("name", "data", "source", "why"),
    [
        ("a", "b", INTRINSIC, "item_not_ours"),
        ("a", "b", GUEST, "item_not_ours"),
        ("", "b", HOST, "item_name"),
        (" \t", "b", HOST, "item_name"),
        ("a\0", "b", HOST, "item_characters"),
        ("a", "\x1b[31m", HOST_ONLY, "item_characters"),
        ("a\ud800", "b", HOST, "item_characters"),
        ("a", "\ufffe", HOST, "item_characters"),
        ("n" * 513, "b", HOST, "item_too_long"),
        ("文" * 257, "b", HOST, "item_too_long"),
        ("n", "x" * 16_385, HOST, "item_too_long"),
        ("n", "文" * 8_193, HOST_ONLY, "item_too_long"),
    ],
)
def test_what_no_host_takes_is_not_sent(host, make, name, data, source, why):
    with pytest.raises(NotPossible) as refused:
        kvp.change_item(host.client, make.guid(1), kvp.ADD, GuestItem(name, data, source))
    assert refused.value.why == why
    assert "\ud800" not in refused.value.subject
    assert host.requests == 0


@pytest.mark.parametrize(
    ("name", "data"), [("n" * 512, ""), ("文" * 256, "文" * 8_192), ("a b", "x\r\n\ty")]
)
def test_what_may_fit_is_left_to_the_host(name, data):
    kvp.check_item(GuestItem(name, data, HOST))


ONE_HOST = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=200)


@ONE_HOST
@given(name=TEXT, data=TEXT, source=st.sampled_from([HOST, HOST_ONLY]))
def test_what_is_sent_is_what_is_read_back(host, make, name, data, source):
    """Any item is either refused before it is sent, or arrives and comes back unchanged."""
    store = []

    def keep(message, arguments):
        store.append(arguments["DataItems"])
        return {"Job": None, "ReturnValue": 0}

    host.methods[kvp.ADD] = keep
    item = GuestItem(name, data, source)
    try:
        kvp.change_item(host.client, make.guid(1), kvp.ADD, item)
    except NotPossible:
        assert not store
        return
    host.rows[SETTING] = [held(make, **{"host" if source is HOST else "only": tuple(store)})]
    assert kvp.read_guest_data(host.client, make.guid(1)).items == (item,)


@ONE_HOST
@given(texts=st.lists(st.text(max_size=300), max_size=6))
def test_no_list_of_texts_harms_the_reading(host, make, texts):
    host.rows[COMPONENT] = [told(make, guest=tuple(texts))]
    data = kvp.read_guest_data(host.client, make.guid(1))
    assert data.damaged + len(data.items) == len(texts)
