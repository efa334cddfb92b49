"""The service matrix without its view: states, ranks, filters, counts, words, signals."""

import random
from dataclasses import replace
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from console.model.guest import GuestFacts
from console.model.host import LinkState
from console.model.integration import GuestFamily
from console.model.service import ServiceDetail, ServiceKind, ServiceSnapshot, ServiceStatus
from console.model.vm import VmState
from console.ui.models.matrix_cell import (
    CellState,
    cell_state,
    is_switchable,
    rank_of,
    told_states,
    trouble_word,
)
from console.ui.models.matrix_filter import EVERYTHING, MatrixFilter, MatrixShow
from console.ui.models.rows import NOTHING_PENDING, Pending, VmRow, make_row
from console.ui.models.service_matrix import (
    DRIFT,
    HOST,
    NAME,
    SYSTEM,
    TROUBLE,
    ServiceMatrixModel,
    column_of,
)
from tests.ui.fleets import host, key, rows_of, vm

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal
K, S, D = ServiceKind, ServiceStatus, ServiceDetail
DESCENDING = Qt.SortOrder.DescendingOrder


def six(**special):
    """Six services that are on and answer; some replaced by status, ``False`` or ``None``."""
    made = []
    for kind in K:
        told = special.get(kind.value, S.OK)
        is_told = isinstance(told, S)
        made.append(ServiceSnapshot(kind, True if is_told else told, told if is_told else S.OK))
    return tuple(made)


def one(name: str = "a", state: VmState = VmState.RUNNING, **special):
    return vm(name, state=state, services=six(**special))


def row_of(machine, pending: Pending = NOTHING_PENDING) -> VmRow:
    return replace(rows_of(host("hv1", machine))[0], pending=pending)


@pytest.fixture
def model(look):
    made = ServiceMatrixModel(look)
    QAbstractItemModelTester(made, FATAL, made)
    return made


def names(model: ServiceMatrixModel) -> list[str]:
    return [row.vm.name for row in model.shown_rows()]


def text(model, row: int, column: int, role=Qt.ItemDataRole.DisplayRole):
    return model.index(row, column).data(role)


def heading(model, kind, role=Qt.ItemDataRole.DisplayRole):
    return model.headerData(column_of(kind), Qt.Orientation.Horizontal, role)


# --- what a cell means ---


@pytest.mark.parametrize(
    ("service", "state", "wanted"),
    [
        (ServiceSnapshot(K.KVP, True, S.OK), VmState.RUNNING, CellState.OK),
        (ServiceSnapshot(K.KVP, True, S.DEGRADED), VmState.RUNNING, CellState.OLDER),
        (
            ServiceSnapshot(K.KVP, True, S.OK, D.PROTOCOL_MISMATCH),
            VmState.RUNNING,
            CellState.OLDER,
        ),
        (
            ServiceSnapshot(K.KVP, True, S.OK, D.APPLICATIONS_CRITICAL),
            VmState.RUNNING,
            CellState.CRITICAL,
        ),
        (ServiceSnapshot(K.KVP, True, S.NO_CONTACT), VmState.RUNNING, CellState.SILENT),
        (ServiceSnapshot(K.KVP, True, S.LOST_COMMUNICATION), VmState.RUNNING, CellState.LOST),
        (ServiceSnapshot(K.KVP, True, S.ERROR), VmState.RUNNING, CellState.FAULT),
        (ServiceSnapshot(K.KVP, True, S.NON_RECOVERABLE), VmState.RUNNING, CellState.FAULT),
        (ServiceSnapshot(K.KVP, True, S.PAUSED), VmState.PAUSED, CellState.IDLE),
        (ServiceSnapshot(K.KVP, True, S.NO_CONTACT), VmState.OFF, CellState.IDLE),
        (ServiceSnapshot(K.KVP, True, S.ERROR), VmState.SAVED, CellState.IDLE),
        (ServiceSnapshot(K.KVP, False, S.ERROR), VmState.RUNNING, CellState.OFF),
        (ServiceSnapshot(K.KVP, None, S.NO_CONTACT), VmState.RUNNING, CellState.ABSENT),
    ],
)
def test_a_cell_says_what_switch_status_and_machine_mean_together(service, state, wanted):
    services = tuple(service if s.kind is K.KVP else s for s in six())
    assert cell_state(row_of(vm("a", state=state, services=services)), K.KVP) is wanted


def test_services_that_were_not_read_are_neither_off_nor_absent():
    row = row_of(vm("a", services=()))
    assert {cell_state(row, kind) for kind in K} == {CellState.UNREAD}
    assert not any(is_switchable(row, kind) for kind in K)


def test_the_order_of_worst_first():
    order = [state for state in sorted(CellState, key=lambda s: s.rank) if not state.is_turning]
    assert order == [
        CellState.FAULT, CellState.LOST, CellState.SILENT, CellState.CRITICAL, CellState.OLDER,
        CellState.OFF, CellState.UNREAD, CellState.OK, CellState.IDLE, CellState.ABSENT,
    ]  # fmt: skip


def test_a_row_ranks_by_its_worst_cell_and_then_by_how_many_there_are():
    worse_to_better = [
        one(kvp=S.ERROR),
        one(kvp=S.LOST_COMMUNICATION, vss=S.LOST_COMMUNICATION),
        one(kvp=S.LOST_COMMUNICATION),
        one(heartbeat=S.NO_CONTACT),
        one(kvp=S.DEGRADED),
        one(kvp=False, vss=False),
        one(kvp=False),
        vm("a", services=()),
        one(guest_service=False),  # its default, so it is in order
        one(state=VmState.OFF),
    ]
    ranks = [rank_of(told_states(machine)) for machine in worse_to_better]
    assert all(a < b for a, b in pairwise(ranks[:8]))
    assert ranks[7] < ranks[8] < ranks[9]


def test_the_worst_is_told_in_words_and_nothing_is_said_where_nothing_is_wrong():
    assert trouble_word(told_states(one(kvp=S.NO_CONTACT, vss=S.NO_CONTACT))) == "2 × Silent"
    assert trouble_word(told_states(one(guest_service=False))) == ""
    assert trouble_word(told_states(vm("a", services=()))) == ""


def test_services_in_another_order_stay_with_their_columns():
    machine = one(kvp=False)
    mixed = replace(machine, services=tuple(reversed(machine.services)))
    assert told_states(mixed) == told_states(machine)


# --- order ---


def test_the_worst_come_first_and_equal_ones_by_name(model):
    model.apply(rows_of(host("hv1", one("vm10"), one("vm2"), one("z", vss=S.ERROR))))
    assert names(model) == ["z", "vm2", "vm10"]


def test_a_service_sorts_its_worst_first(model):
    model.apply(
        rows_of(
            host(
                "hv1", one("off", vss=False), one("ok"), one("none", vss=None),
                one("silent", vss=S.NO_CONTACT), one("bad", kvp=S.ERROR),
            )
        )
    )  # fmt: skip
    model.sort(column_of(K.VSS))
    assert names(model) == ["silent", "off", "bad", "ok", "none"]
    model.sort(column_of(K.VSS), DESCENDING)
    assert names(model)[0] == "none"


def test_other_columns_sort_as_people_expect(model):
    first = vm("b", guest=GuestFacts("Windows 10"), services=six())
    second = vm("a", guest=GuestFacts("Windows 9"), services=six())
    model.apply(rows_of(host("hv10", first), host("hv2", second, one("c"))))
    model.sort(NAME)
    assert names(model) == ["a", "b", "c"]
    model.sort(SYSTEM)
    assert names(model) == ["a", "b", "c"]
    model.sort(HOST)
    assert names(model) == ["a", "c", "b"]


def test_components_sort_by_what_wants_a_look(model):
    kernel = vm("kernel", guest=GuestFacts("Ubuntu"), services=six())
    older = vm("older", services=six(kvp=S.DEGRADED))
    model.apply(rows_of(host("hv1", one("unknown"), kernel, older)))
    model.sort(DRIFT)
    assert names(model) == ["older", "kernel", "unknown"]


def test_what_is_asked_moves_no_row_even_when_others_are_read(model):
    first, second = one("first", kvp=S.NO_CONTACT), one("second", kvp=S.NO_CONTACT)
    rows = rows_of(host("hv1", second, first))
    model.apply(rows)
    assert names(model) == ["first", "second"]
    asked = replace(rows[1], pending=Pending(frozenset({(K.KVP, False)})))
    model.update([asked])
    loaded = make_row(rows[0].host, replace(second, cpu_percent=99), known=rows[0])
    model.update([loaded])
    assert names(model) == ["first", "second"]
    assert text(model, 0, column_of(K.KVP)) == "To off…"


def test_a_row_that_is_asked_stays_in_the_filter_and_in_the_count(model):
    rows = rows_of(host("hv1", one("a", kvp=False), one("b")))
    model.apply(rows)
    model.set_filter(MatrixFilter(show=MatrixShow.OFF, kind=K.KVP))
    model.update([replace(rows[0], pending=Pending(frozenset({(K.KVP, True)})))])
    assert names(model) == ["a"]
    assert model.counts.of(K.KVP).off == 1


def test_a_reading_of_loads_neither_sorts_nor_filters(model):
    rows = rows_of(host("hv1", one("a"), one("b", kvp=False)))
    model.apply(rows)
    seen: list[str] = []
    model.layoutChanged.connect(lambda: seen.append("order"))
    model.counts_changed.connect(lambda *_: seen.append("counted"))
    model.offers_changed.connect(lambda: seen.append("offers"))
    changed: list[int] = []
    model.dataChanged.connect(lambda top, _bottom: changed.append(top.row()))
    model.update([make_row(rows[0].host, replace(rows[0].vm, cpu_percent=77), known=rows[0])])
    assert seen == []
    assert changed == [1]


def test_a_confirmed_change_moves_the_row_and_the_count(model):
    rows = rows_of(host("hv1", one("a"), one("b")))
    model.apply(rows)
    assert heading(model, K.KVP).splitlines()[1] == "0 of 2 off"
    model.update([make_row(rows[1].host, one("b", kvp=False), known=rows[1])])
    assert names(model) == ["b", "a"]
    assert heading(model, K.KVP).splitlines()[1] == "1 of 2 off"


def test_any_sequence_of_updates_ends_in_the_order_of_a_fresh_model(model, look):
    rng = random.Random(3)
    statuses = [S.OK, S.NO_CONTACT, S.ERROR, False, None]
    rows = {r.key: r for r in rows_of(host("hv1", *(one(f"vm{n}") for n in range(20))))}
    model.apply(rows.values())
    for turn in range(60):
        if turn % 10 == 5:
            model.sort(rng.choice([NAME, TROUBLE, DRIFT, *map(column_of, K)]))
        if turn % 10 == 7:
            model.set_filter(MatrixFilter(show=rng.choice(list(MatrixShow))))
        old = rng.choice(list(rows.values()))
        new = one(old.vm.name, kvp=rng.choice(statuses), vss=rng.choice(statuses))
        rows[old.key] = make_row(old.host, new, known=old)
        model.update([rows[old.key]])
        gone = rng.choice(list(rows)) if turn % 6 == 0 else None
        if gone is not None:
            del rows[gone]
            model.update([], [gone])
        fresh = ServiceMatrixModel(look)
        fresh.set_filter(model._filter)
        fresh.sort(model.sort_column[0])
        fresh.apply(rows.values())
        assert names(model) == names(fresh)
        assert all(model.counts.of(kind) == fresh.counts.of(kind) for kind in K)


# --- filter ---


@pytest.fixture
def varied(model):
    ubuntu = GuestFacts("Ubuntu", addresses=("192.0.2.7",))
    model.apply(
        rows_of(
            host(
                "hv1",
                one("fine"),
                one("silent", vss=S.NO_CONTACT),
                one("lost", heartbeat=S.LOST_COMMUNICATION),
                one("older", time_sync=S.DEGRADED),
                one("off", kvp=False),
                one("none", kvp=None),
                vm("linux", guest=ubuntu, services=six(), notes="Owner: #Web"),
                vm("unread", services=()),
                one("asleep", VmState.OFF, vss=S.NO_CONTACT),
            )
        )
    )
    return model


@pytest.mark.parametrize(
    ("wanted", "shown"),
    [
        (MatrixFilter(show=MatrixShow.NOT_ANSWERING), {"silent", "lost"}),
        (MatrixFilter(show=MatrixShow.NOT_ANSWERING, kind=K.VSS), {"silent"}),
        (MatrixFilter(show=MatrixShow.OFF), {"off"}),
        (MatrixFilter(show=MatrixShow.OFF, kind=K.VSS), set()),
        (MatrixFilter(show=MatrixShow.OLDER), {"older"}),
        (MatrixFilter(family=GuestFamily.UBUNTU), {"linux"}),
        (MatrixFilter(tag="web"), {"linux"}),
        (MatrixFilter("192.0.2 linux"), {"linux"}),
        (MatrixFilter("HV1 silent"), {"silent"}),
        (MatrixFilter("nothing such"), set()),
    ],
)
def test_the_filter_shows_what_is_wanted(varied, wanted, shown):
    varied.set_filter(wanted)
    assert set(names(varied)) == shown


def test_a_service_that_a_machine_does_not_have_is_never_off(varied):
    varied.set_filter(MatrixFilter(show=MatrixShow.OFF, kind=K.KVP))
    assert names(varied) == ["off"]
    varied.set_filter(EVERYTHING)
    place = names(varied).index("none")
    assert text(varied, place, column_of(K.KVP)) != "Off"
    spoken = text(varied, place, column_of(K.KVP), Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Data exchange of none: Not available"
    why = text(varied, place, column_of(K.KVP), Qt.ItemDataRole.ToolTipRole)
    assert "does not have this service" in why


def test_tags_are_given_or_in_notes_and_compared_without_case(varied):
    varied.set_tags({key("hv1", "fine"): ("WEB", "Berlin")})
    assert varied.offers()[1] == ("Berlin", "WEB")
    varied.set_filter(MatrixFilter(tag="web"))
    assert set(names(varied)) == {"fine", "linux"}
    varied.set_tags({})
    assert names(varied) == ["linux"]


def test_the_systems_to_choose_from_are_those_there_are(varied):
    assert varied.offers()[0] == (GuestFamily.UBUNTU, GuestFamily.UNKNOWN)


def test_a_row_leaves_the_filter_when_it_no_longer_fits(varied):
    varied.set_filter(MatrixFilter(show=MatrixShow.OFF))
    row = next(iter(varied.shown_rows()))
    varied.update([make_row(row.host, one("off"), known=row)])
    assert names(varied) == []


def test_counts_are_told(model):
    told: list[tuple[int, int]] = []
    model.counts_changed.connect(lambda shown, total: told.append((shown, total)))
    model.apply(rows_of(host("hv1", one("a"), one("b", kvp=False))))
    model.set_filter(MatrixFilter(show=MatrixShow.OFF))
    assert told == [(2, 2), (1, 2)]


# --- words ---


def test_headings_count_what_is_shown_without_the_absent_and_the_unread(varied):
    assert heading(varied, K.KVP).splitlines() == ["Data exchange", "1 of 7 off"]
    assert heading(varied, K.VSS).splitlines() == ["Backup", "0 of 8 off", "1 silent"]
    said = heading(varied, K.KVP, Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Data exchange is off in 1 of 7 virtual machines."


@pytest.mark.parametrize(
    ("services", "pending", "said"),
    [
        (six(kvp=S.NO_CONTACT), Pending(), "the guest does not answer"),
        (six(kvp=False), Pending(), "Data exchange of a: Off"),
        (six(kvp=False), Pending(frozenset({(K.KVP, True)})), "switching on"),
        (six(), Pending(frozenset({(K.KVP, False)})), "switching off"),
        ((), Pending(), "not read yet"),
    ],
)
def test_a_cell_is_spoken_in_full(model, services, pending, said):
    model.apply([row_of(vm("a", services=services), pending)])
    spoken = text(model, 0, column_of(K.KVP), Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("Data exchange of a: ")
    assert said in spoken


def test_a_silent_cell_says_what_to_do(model):
    model.apply([row_of(one(kvp=S.NO_CONTACT))])
    assert "vmickvpexchange" in text(model, 0, column_of(K.KVP), Qt.ItemDataRole.ToolTipRole)


def test_rows_of_a_host_that_is_away_say_so(model):
    model.apply(rows_of(host("hv1", one(), link=LinkState.STALE)))
    tip = text(model, 0, column_of(K.KVP), Qt.ItemDataRole.ToolTipRole)
    assert "hv1: " in tip


def test_names_from_guests_are_never_markup_and_stay_on_one_line(model):
    evil = "<b>x</b>\n%1 & %2"
    guest = GuestFacts("<img src=x>\nUbuntu", integration_version="<i>1</i>")
    model.apply(rows_of(host("hv1", vm("a", services=six(), guest=guest), label="<u>h</u>")))
    model.update([replace(row, vm=replace(row.vm, name=evil)) for row in model.shown_rows()])
    for column in range(model.columnCount()):
        assert "\n" not in text(model, 0, column)
        tip = text(model, 0, column, Qt.ItemDataRole.ToolTipRole) or ""
        assert not any(tag in tip for tag in ("<b>", "<img", "<u>", "<i>"))
    spoken = text(model, 0, column_of(K.VSS), Qt.ItemDataRole.AccessibleTextRole)
    assert evil in spoken  # its %1 is no place for a value
