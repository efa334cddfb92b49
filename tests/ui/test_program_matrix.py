"""Matrix, plans and profiles of the living program, on simulated hosts of three languages."""

from datetime import UTC, datetime

import pytest
from PySide6.QtWidgets import QDialog, QPushButton, QTreeView

from console.fleet.operation import ServiceChange
from console.fleet.plan import OriginKind, PlanItem, PlanOrigin
from console.fleet.plan_journal import PlanJournal
from console.fleet.plan_journal_line import PlanStory, ended_line
from console.fleet.plan_limits import PlanLimits
from console.fleet.plan_record import ItemPhase, ItemResult, PlanPhase
from console.model.identity import HostId, PlanId, VmId, VmKey
from console.model.service import ServiceKind
from console.settings.places import find_places
from console.settings.profile_book import ProfileBook, ProfileEntry
from console.simulator.descriptions import ServiceFault, StartState, VmDescription
from console.simulator.faults import Delay, Scope
from console.ui.models.service_matrix import HOST, NAME, SYSTEM
from console.ui.panels.drift_panel import DriftPanel
from console.ui.panels.matrix_panel import MatrixPanel
from tests.ui.living import WITHIN_S, Setting, hosting, run_program
from tests.ui.waiting import until

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

K = ServiceKind
MODIFY = "ModifyResourceSettings"
LANGUAGES = (("HV01", "en-US"), ("HV02", "de-DE"), ("HV03", "zh-CN"))
VMS = (
    VmDescription("web01"),
    VmDescription("web02", services=(("kvp", False),)),
    VmDescription("lin01", guest="ubuntu-24.04", faults=(("vss", ServiceFault.NO_CONTACT),)),
    VmDescription("off01", state=StartState.OFF),
)


def guid(number: int) -> str:
    return f"{number:08X}-0000-4000-8000-0000000000AA"


def matrix(site) -> MatrixPanel:
    return site.find(MatrixPanel, "matrixPanel")


def shown(site) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return what the matrix shows, by host and VM, without the system's name."""
    model = matrix(site).model
    rows = (
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    )
    return {
        (row[HOST], row[NAME]): tuple(c for n, c in enumerate(row) if n not in (HOST, SYSTEM))
        for row in rows
    }


def press(below, name: str) -> None:
    button = below.findChild(QPushButton, name)
    assert button.isEnabled(), name
    button.click()


async def open_matrix(site, vms: int) -> MatrixPanel:
    await site.filled(vms)
    site.action("show-matrix").trigger()
    panel = matrix(site)
    await until(lambda: panel.isVisible() and panel.model.rowCount() == vms)
    return panel


async def run_preview(site) -> None:
    dialog = await site.opened("planPreviewDialog")
    press(dialog, "planRun")
    await site.closed("planPreviewDialog")


async def finished(site, count: int = 1):
    """Wait until so many plans are over; return the newest."""

    def is_over():
        records = site.fleet.plans.records
        return len(records) == count and not any(each.is_pending for each in records)

    await until(is_over, WITHIN_S)
    return site.fleet.plans.records[-1]


def phases(record) -> dict[str, ItemPhase]:
    """Return how each VM's change ended, by name."""
    return {result.item.vm_name: result.phase for result in record.results}


def failures(record) -> list[str]:
    """Return what did not succeed, and why."""
    return [
        f"{result.item.vm_name} on {result.item.host_label}: {result.phase} {result.error!r}"
        for result in record.results
        if result.phase is not ItemPhase.SUCCEEDED
    ]


def test_hosts_of_three_languages_fill_the_matrix_alike(qapp, tmp_path):
    async def story(site):
        await open_matrix(site, 12)
        await until(lambda: all(row[2:] for row in shown(site).values()))

        def told(host):
            return sorted(cells for (label, _), cells in shown(site).items() if label == host)

        await until(lambda: told("HV01") == told("HV02") == told("HV03"), WITHIN_S)
        first = {cells[0]: cells[1:7] for cells in told("HV01")}
        kvp = [*K].index(K.KVP)
        assert first["web01"][kvp] == "OK"
        assert first["web02"][kvp] == "Off"
        assert first["lin01"][[*K].index(K.VSS)] == "Silent"
        assert first["off01"][kvp] == "On"

    hosts = tuple(hosting(*VMS, name=name, locale=locale) for name, locale in LANGUAGES)
    run_program(qapp, tmp_path, story, Setting(hosts))


def test_a_column_is_turned_off_everywhere_and_taken_back_exactly(qapp, tmp_path):
    names = ("web01", "web02", "lin01", "off01")

    def truth(site):
        return {(h, v): site.truth(v, "kvp", h) for h, _ in LANGUAGES for v in names}

    async def story(site):
        panel = await open_matrix(site, 12)
        before = truth(site)
        assert sorted(before.values()) == [False] * 3 + [True] * 9
        panel.view.select_service(K.KVP)
        press(panel, "matrixOff")
        dialog = await site.opened("planPreviewDialog")
        assert site.says("planCounts", dialog) == (
            "9 would change · 3 already so · 0 cannot be changed"
        )
        assert truth(site) == before, "nothing is done before it is accepted"
        await run_preview(site)
        record = await finished(site)
        assert failures(record) == []
        assert (record.total, record.failed, record.can_undo) == (9, 0, True)
        assert set(truth(site).values()) == {False}
        kvp = 1 + [*K].index(K.KVP)
        await until(lambda: {cells[kvp] for cells in shown(site).values()} == {"Off"}, WITHIN_S)
        activity = site.window._activity
        assert activity.model.rowCount() == 1, "the parts of a plan are not listed"
        activity.show_details()
        results = await site.opened("planResultsDialog")
        assert site.says("planCounts", results) == "Done, 9 of 9"
        press(results, "planUndo")
        await run_preview(site)
        undo = await finished(site, 2)
        assert failures(undo) == []
        assert truth(site) == before, "what was off before stays off"
        await until(lambda: not results.findChild(QPushButton, "planUndo").isVisible())
        results.reject()
        await site.closed("planResultsDialog")

    hosts = tuple(hosting(*VMS, name=name, locale=locale) for name, locale in LANGUAGES)
    run_program(qapp, tmp_path, story, Setting(hosts))


def test_a_machine_that_is_deleted_in_the_middle_fails_alone(qapp, tmp_path):
    names = tuple(f"vm{number}" for number in range(7))

    async def story(site):
        panel = await open_matrix(site, len(names))
        live = site.live["HV01"]
        live.plan.add(Delay(0.4), Scope(method=MODIFY))
        panel.view.select_service(K.HEARTBEAT)
        press(panel, "matrixOff")
        await run_preview(site)
        await until(lambda: site.fleet.plans.records)
        plan = site.fleet.plans.records[0]
        last = plan.results[-1].item.vm_name
        assert plan.results[-1].phase is ItemPhase.WAITING
        live.call(lambda: live.repository.machine.remove(last))
        record = await finished(site)
        assert record.phase is PlanPhase.FINISHED
        assert phases(record) == {
            name: ItemPhase.FAILED if name == last else ItemPhase.SUCCEEDED for name in names
        }
        assert record.results[-1].error is not None
        rest = [name for name in names if name != last]
        assert not any(site.truth(name, "heartbeat") for name in rest)

    vms = tuple(VmDescription(name) for name in names)
    run_program(qapp, tmp_path, story, Setting((hosting(*vms),)))


def test_a_plan_that_was_cut_off_is_offered_at_the_next_start_and_goes_on(qapp, tmp_path):
    change = ServiceChange(K.KVP, False)
    items = tuple(
        PlanItem(VmKey(HostId("hv01"), VmId(guid(n))), "HV01", f"vm{n}", change) for n in range(3)
    )
    plan = PlanStory(
        PlanId("cutoff1"),
        PlanOrigin(OriginKind.CHOSEN),
        PlanLimits(),
        datetime(2026, 11, 22, tzinfo=UTC),
        tuple(map(ItemResult, items)),
    )
    journal = PlanJournal(find_places({"HVCONSOLE_HOME": str(tmp_path)}).state_dir / "plans")
    journal.begin(plan)
    done = ItemResult(items[0], ItemPhase.SUCCEEDED, was_changed=True)
    journal.append(plan.id, ended_line(0, done))
    journal.close()

    async def story(site):
        dialog: QDialog = await site.opened("planResultsDialog")
        assert site.says("planCounts", dialog) == "Interrupted after 1 of 3"
        await site.filled(3)
        assert all(site.truth(f"vm{n}", "kvp") for n in range(3)), "nothing goes on by itself"
        assert site.calls_of(MODIFY) == []
        press(dialog, "planResume")
        record = await finished(site)
        assert (record.id, record.phase) == (plan.id, PlanPhase.FINISHED)
        assert [site.truth(f"vm{n}", "kvp") for n in range(3)] == [True, False, False]
        assert len(site.calls_of(MODIFY)) == 2
        await until(lambda: site.says("planCounts", dialog) == "Done, 3 of 3")
        dialog.reject()
        await site.closed("planResultsDialog")

    vms = tuple(VmDescription(f"vm{n}", id=guid(n)) for n in range(3))
    run_program(qapp, tmp_path, story, Setting((hosting(*vms),)))


PROFILE = """\
[profile]
name = "Seen"
[[rule]]
name = "all tell their names"
match = "all"
services = { kvp = "on" }
"""


def test_planted_drift_is_found_put_right_and_then_there_is_none(qapp, tmp_path):
    home = tmp_path / "home"
    file = tmp_path / "seen.toml"
    file.write_text(PROFILE, encoding="utf-8")
    book = ProfileBook(find_places({"HVCONSOLE_HOME": str(home)}).profiles_file)
    book.put(ProfileEntry(file))

    async def story(site):
        await site.filled(4)
        site.action("show-profiles").trigger()
        panel = site.find(DriftPanel, "driftPanel")
        await until(lambda: panel.isVisible() and panel.model.rowCount() == 1, WITHIN_S)
        rows = panel.findChild(QTreeView, "driftRows").model()
        cells = [rows.index(0, column).data() for column in range(5)]
        assert cells == [
            "web02", "HV01", "Data exchange", "Is off, should be on", "Seen: all tell their names",
        ]  # fmt: skip
        drifts = site.program.watches.drift.report.drifts
        press(panel, "applyDrift")
        await run_preview(site)
        record = await finished(site)
        assert record.origin == PlanOrigin(OriginKind.PROFILE, "Seen")
        assert phases(record) == {"web02": ItemPhase.SUCCEEDED}
        assert site.truth("web02", "kvp")
        await until(lambda: panel.model.rowCount() == 0, WITHIN_S)
        assert not panel.findChild(QPushButton, "applyDrift").isEnabled()
        panel.apply_requested.emit(drifts)
        again = await site.opened("planPreviewDialog")
        assert site.says("planCounts", again) == (
            "0 would change · 1 already so · 0 cannot be changed"
        )
        assert not again.findChild(QPushButton, "planRun").isEnabled()
        again.reject()
        await site.closed("planPreviewDialog")
        assert len(site.calls_of(MODIFY)) == 1

    run_program(qapp, home, story, Setting((hosting(*VMS),)))
