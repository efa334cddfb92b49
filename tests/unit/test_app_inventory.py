"""The inventory as JSON and as a table, from made-up readings."""

import json
from unicodedata import east_asian_width

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.app.commands.inventory import services_word, table
from console.app.commands.inventory_json import (
    inventory_object,
    not_read,
    timing_object,
    vm_object,
)
from console.hyperv.reading import HostReading, PartKind
from console.model.errors import QuotaExceeded
from console.model.guest import GuestFacts
from console.model.host import HostFacts
from console.model.identity import VmId
from console.model.service import ServiceDetail, ServiceKind, ServiceSnapshot, ServiceStatus
from console.model.vm import Heartbeat, VmSnapshot, VmState
from console.transport.meter import MeterReading

ALL = frozenset(PartKind)
WEB = VmSnapshot(
    VmId("ID-1"),
    "web01",
    VmState.RUNNING,
    uptime_s=93_784,
    cpu_percent=7,
    processors=4,
    memory_mb=2048,
    heartbeat=Heartbeat.APPLICATIONS_OK,
    generation=2,
    version="10.0",
    notes="a\nb",
    checkpoints=3,
    services=tuple(ServiceSnapshot(kind, True, ServiceStatus.OK) for kind in ServiceKind),
    guest=GuestFacts("Windows Server 2022", "10.0.20348", "web01-guest", "", ("10.0.0.5", "::1")),
)
BARE = VmSnapshot(VmId("ID-2"), "bare")


def reading(*vms: VmSnapshot, facts: HostFacts | None = None, parts=ALL, failed=None):
    return HostReading(facts, vms, parts, failed or {})


# -- JSON


def test_a_vm_that_told_everything():
    found = vm_object(WEB)
    assert json.loads(json.dumps(found)) == {
        "id": "ID-1",
        "name": "web01",
        "state": "running",
        "generation": 2,
        "version": "10.0",
        "uptime_s": 93_784,
        "cpu_percent": 7,
        "processors": 4,
        "memory_mb": 2048,
        "heartbeat": "applications_ok",
        "notes": "a\nb",
        "guest": {
            "os": "Windows Server 2022",
            "name": "web01-guest",
            "addresses": ["10.0.0.5", "::1"],
        },
        "checkpoints": 3,
        "services": {
            kind: {"enabled": True, "status": "ok", "detail": "none"}
            for kind in ("time_sync", "heartbeat", "kvp", "shutdown", "vss", "guest_service")
        },
    }


def test_a_vm_that_told_nothing_has_the_same_keys():
    found = vm_object(BARE)
    assert found.keys() == vm_object(WEB).keys()
    assert found["guest"] == {"os": None, "name": None, "addresses": []}
    assert found["services"]["vss"] == {"enabled": None, "status": "unknown", "detail": "none"}
    assert found["services"].keys() == vm_object(WEB)["services"].keys()
    assert found["uptime_s"] is found["cpu_percent"] is found["memory_mb"] is None
    assert found["state"] == "unknown"


def test_words_of_a_service():
    services = (
        ServiceSnapshot(
            ServiceKind.HEARTBEAT, False, ServiceStatus.NO_CONTACT, ServiceDetail.PROTOCOL_MISMATCH
        ),
    )
    vm = VmSnapshot(VmId("I"), "v", services=services)
    assert vm_object(vm)["services"]["heartbeat"] == {
        "enabled": False,
        "status": "no_contact",
        "detail": "protocol_mismatch",
    }


@pytest.mark.parametrize(
    ("facts", "name"),
    [(HostFacts(name="HV01"), "HV01"), (HostFacts(), "10.0.0.1"), (None, "10.0.0.1")],
)
def test_the_host_is_named_by_itself_else_by_its_address(facts, name):
    assert inventory_object(reading(facts=facts), "10.0.0.1") == {"host": name, "vms": []}


def test_vms_stand_in_the_order_of_their_names():
    vms = [VmSnapshot(VmId(name), name) for name in ("b", "C", "a", "Ä")]
    found = inventory_object(reading(*vms), "h")
    assert [vm["name"] for vm in found["vms"]] == ["a", "b", "C", "Ä"]


def test_what_was_not_read_is_named_with_its_reason():
    failed = {PartKind.CHECKPOINTS: QuotaExceeded(0x803381A6)}
    parts = ALL - {PartKind.CHECKPOINTS, PartKind.GUESTS}
    missing = not_read(reading(parts=parts, failed=failed))
    assert missing.keys() == {"checkpoints", "guests"}
    assert "limit" in missing["checkpoints"]
    assert "--guest-names" in missing["guests"]
    assert inventory_object(reading(parts=parts, failed=failed), "h")["not_read"] == missing


def test_guests_that_failed_are_not_called_left_out():
    failed = {PartKind.GUESTS: QuotaExceeded(0x803381A6)}
    missing = not_read(reading(parts=ALL - {PartKind.GUESTS}, failed=failed))
    assert "--guest-names" not in missing["guests"]


def test_nothing_missing_is_not_mentioned():
    assert "not_read" not in inventory_object(reading(), "h")


def test_timing():
    figures = MeterReading(
        requests=5, bytes_sent=10, bytes_received=20, largest_request=3, largest_reply=9
    )
    assert timing_object(figures, 1.23456) == {
        "requests": 5,
        "bytes_sent": 10,
        "bytes_received": 20,
        "largest_envelope": 9,
        "wall_s": 1.235,
    }


def test_the_largest_envelope_may_be_one_of_ours():
    assert timing_object(MeterReading(largest_request=8), 0)["largest_envelope"] == 8


names = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30)


@given(st.lists(names, max_size=8))
def test_any_names_make_valid_json_and_keep_their_number(given_names):
    vms = [VmSnapshot(VmId(str(n)), name) for n, name in enumerate(given_names)]
    found = json.loads(json.dumps(inventory_object(reading(*vms), "h")))
    assert sorted(vm["name"] for vm in found["vms"]) == sorted(given_names)


# -- the table


def test_the_table_has_a_heading_and_a_line_for_each_vm():
    heading, bare, web = table([WEB, BARE])
    assert heading.split() == [
        "name",
        "state",
        "cpu",
        "memory",
        "uptime",
        "services",
        "guest",
        "addresses",
    ]
    assert web.split()[:3] == ["web01", "running", "7%"]
    assert "2 GB" in web
    assert "1 d 2 h" in web
    assert web.endswith("Windows Server 2022  10.0.0.5, ::1")
    assert bare.split() == ["bare", "unknown", "......"]


def test_no_vms_make_a_heading_only():
    assert len(table([])) == 1


@given(st.lists(st.text("abcÄß日本 ", min_size=1, max_size=20), max_size=6))
def test_columns_begin_below_their_headings(given_names):
    vms = [VmSnapshot(VmId(str(n)), name, VmState.OFF) for n, name in enumerate(given_names)]
    heading, *lines = table(vms)
    start = cells(heading[: heading.index("state")])
    assert len(lines) == len(vms)
    for line in lines:
        before, state, _ = line.partition("off")
        assert state
        assert cells(before) == start


def cells(text: str) -> int:
    """Return how many cells of a terminal a text fills."""
    return sum(2 if east_asian_width(each) in "WF" else 1 for each in text)


@pytest.mark.parametrize(
    ("enabled", "status", "mark"),
    [
        (True, ServiceStatus.OK, "+"),
        (True, ServiceStatus.DEGRADED, "+"),
        (True, ServiceStatus.NO_CONTACT, "!"),
        (True, ServiceStatus.ERROR, "!"),
        (True, ServiceStatus.NOT_RUNNING, "o"),
        (False, ServiceStatus.OK, "-"),
        (False, ServiceStatus.NOT_RUNNING, "-"),
        (None, ServiceStatus.OK, "."),
    ],
)
def test_marks_of_services(enabled, status, mark):
    service = ServiceSnapshot(ServiceKind.KVP, enabled, status)
    vm = VmSnapshot(VmId("I"), "v", services=(service,))
    assert services_word(vm) == f"..{mark}..."
