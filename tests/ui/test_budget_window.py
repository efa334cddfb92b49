"""What reading costs, seen: below the host, and in the table of all hosts."""

import time

import pytest
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLabel, QTableView

from console.fleet.read_budget import HostBudget
from console.fleet.schedule import Schedule, Tier
from console.model.host import HostSnapshot, LinkState
from console.model.identity import HostId
from console.settings.schema import PollPace
from console.simulator.descriptions import VmDescription
from console.ui.models.budget_rows import BudgetModel, BudgetRow
from console.ui.sentences.budget import remark, seconds, span, summary, tier_line
from tests.ui.living import WITHIN_S, Setting, hosting, run_program
from tests.ui.waiting import until

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


class Middle:
    """Chance that always draws the middle."""

    def uniform(self, low, high):
        return (low + high) / 2


def cost(took=0.04, waited=0.0, requests=2, size=2048):
    budget, schedule = HostBudget(), Schedule(PollPace(5, 20, 120), Middle(), 0.0)
    schedule.finished(Tier.STATES, 0.0, took, waited)
    budget.note(schedule, Tier.STATES, 0.0, took, (requests, size))
    return budget.cost(60.0)


def host(name, **changes):
    return HostSnapshot(HostId(name), name, **{"link": LinkState.ONLINE, **changes})


def test_figures_in_words():
    assert summary(cost()) == (
        "2.0 requests and 2 KB a minute; the host answers us under 1 % of the time"
    )
    assert tier_line(cost().tiers[0]) == "every 5 s, the last one took 0.04 s"
    slow = cost(took=12.0).tiers[0]
    assert tier_line(slow) == (
        "every 48 s, the last one took 12 s, less often than every 5 s, because the host is slow"
    )
    crowded = cost(waited=9.0).tiers[0]
    assert "other hosts had to be read first" in tier_line(crowded)
    assert [seconds(0.041), seconds(2.54), seconds(48.2)] == ["0.04 s", "2.5 s", "48 s"]
    assert [span(5), span(119), span(600)] == ["5 s", "119 s", "10 min"]


def test_remarks():
    away = host("a", link=LinkState.UNREACHABLE, retry_at=130.0)
    assert remark(away, cost(), 100.0).endswith("tried again in 30 s")
    assert remark(host("a"), cost(), 100.0) == ""
    assert remark(host("a"), cost(took=12.0), 100.0).startswith("States: every 48 s")


def test_the_dearest_host_comes_first(qapp):
    model = BudgetModel()
    tester = QAbstractItemModelTester(model, FATAL, model)
    rows = [
        BudgetRow(host("cheap"), cost(), 0.0),
        BudgetRow(host("dear"), cost(took=20.0), 0.0),
        BudgetRow(host("new", link=LinkState.CONNECTING), HostBudget().cost(0.0), 0.0),
    ]
    model.show(rows)
    assert [model.index(row, 0).data() for row in range(3)] == ["dear", "cheap", "new"]
    model.show(rows[:2])
    model.show([rows[0], BudgetRow(host("dear"), cost(), 0.0)])
    assert model.rowCount() == 2
    del tester


def test_the_window_tells_what_a_host_costs(qapp, tmp_path):
    async def story(site):
        await site.filled(1)
        site.select_host("HV01")
        await until(lambda: "requests" in site.says("readingSummary"), WITHIN_S)
        assert site.says("reading_statesValue").startswith("every ")
        costs = site.fleet.budgets.of(site.snapshot().id).cost(time.monotonic())
        assert all(each.last_s > 0 for each in costs.tiers)
        site.action("read-budget").trigger()
        dialog = await site.opened("readBudgetDialog")
        table = dialog.findChild(QTableView, "readBudgetTable").model()
        assert table.index(0, 0).data() == "HV01"
        assert float(table.index(0, 1).data()) > 0
        told = dialog.findChild(QLabel, "readBudgetTold")
        assert told.text().startswith("All hosts together: ")
        dialog.reject()
        await site.closed("readBudgetDialog")

    run_program(qapp, tmp_path, story, Setting((hosting(VmDescription("web01")),)))
