"""The view of profiles: what drifts, where rules conflict, what could not be judged."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QCheckBox, QLabel, QMenu, QPushButton, QTreeView, QTreeWidget

from console.fleet.drift_report import (
    Conflict,
    Drift,
    DriftReport,
    NotJudged,
    Reason,
    RuleName,
)
from console.model.errors import ProfileInvalid
from console.model.identity import HostId, VmId, VmKey
from console.model.service import ServiceKind
from console.settings.profile import Profile
from console.settings.profile_book import LoadedProfile, LoadedProfiles, ProfileEntry
from console.ui.models.drift_rows import STATE_COLUMN, DriftRowsModel
from console.ui.panels.drift_panel import DriftPanel
from console.ui.theme import Theme

K = ServiceKind
FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal
FLAGS = QItemSelectionModel.SelectionFlag
LINUX = RuleName("Linux", "seen", "Nobody sees that it hangs.", "/p/linux.toml", 9)
LOCKED = RuleName("Locked", "nothing", "No paths into it.", "/p/locked.toml", 4)


def key(name: str) -> VmKey:
    return VmKey(HostId("h1"), VmId(name))


def drift(name: str, kind=K.KVP, wanted=True, by=LINUX) -> Drift:
    return Drift(key(name), "hv01", name, kind, wanted, not wanted, by)


A, B, C = drift("a"), drift("b", K.VSS), drift("c", K.KVP, wanted=False, by=LOCKED)
CONFLICT = Conflict(key("d"), "hv01", "d", K.KVP, LINUX, LOCKED)
REST = tuple(NotJudged(key(r.value), "hv01", r.value, K.KVP, r, LINUX) for r in Reason)
REPORT = DriftReport((A, B, C), (CONFLICT,), REST, 9, 8)


def loaded(name: str, watched=False) -> LoadedProfile:
    path = f"/p/{name.lower()}.toml"
    return LoadedProfile(ProfileEntry(Path(path), watched), Profile(name, "Why.", path, ()))


PROBLEM = ProfileInvalid("/p/bad.toml", 7, "“on”, “off” or “leave” is expected")
LOADED = LoadedProfiles((loaded("Linux"), loaded("Locked", watched=True)), (PROBLEM,))


@pytest.fixture
def panel(qtbot):
    made = DriftPanel(Theme("light"))
    qtbot.addWidget(made)
    made.resize(1100, 600)
    QAbstractItemModelTester(made.model, FATAL, made)
    made.show()
    return made


@pytest.fixture
def filled(panel):
    panel.show_profiles(LOADED)
    panel.show_report(REPORT)
    return panel


def button(panel, name: str) -> QPushButton:
    return panel.findChild(QPushButton, name)


def rows(panel) -> QTreeView:
    return panel.findChild(QTreeView, "driftRows")


def profiles(panel) -> QTreeWidget:
    return panel.findChild(QTreeWidget, "profiles")


def says(panel, name: str) -> str:
    return panel.findChild(QLabel, name).text()


def cells(panel, column: int) -> list[str]:
    model = panel.model
    return [model.index(row, column).data() for row in range(model.rowCount())]


def select(panel, *places: int) -> None:
    model, chooser = panel.model, rows(panel).selectionModel()
    chooser.clearSelection()
    for place in places:
        chooser.select(model.index(place, 0), FLAGS.Select | FLAGS.Rows)


def asked_of(signal) -> list:
    seen: list = []
    signal.connect(lambda *values: seen.append(values if len(values) > 1 else values[0]))
    return seen


# --- what is shown ---


def test_without_profiles_it_says_what_they_are(panel):
    assert says(panel, "driftSummary") == "No profiles yet"
    assert panel.findChild(QLabel, "driftHint").isVisible()
    assert not button(panel, "applyDrift").isEnabled()
    assert not button(panel, "removeProfile").isEnabled()


def test_drifts_and_conflicts_are_listed_with_rule_and_reason(filled):
    assert says(filled, "driftSummary") == (
        f"3 services drift · 1 conflicts · {len(REST)} not judged"
    )
    assert cells(filled, 0) == ["a", "b", "c", "d"]
    assert cells(filled, STATE_COLUMN) == [
        "Is off, should be on",
        "Is off, should be on",
        "Is on, should be off",
        "Conflict: rules disagree",
    ]
    assert cells(filled, 4)[:3] == ["Linux: seen", "Linux: seen", "Locked: nothing"]
    assert cells(filled, 4)[3] == "on: Linux: seen; off: Locked: nothing"
    assert cells(filled, 5)[0] == "Nobody sees that it hangs."
    assert not filled.findChild(QLabel, "driftHint").isVisible()


def test_what_could_not_be_judged_is_shown_when_wanted_each_with_its_reason(filled):
    filled.findChild(QCheckBox, "driftRest").setChecked(True)
    states = cells(filled, STATE_COLUMN)[4:]
    assert len(set(states)) == len(Reason)
    assert all(state.startswith("Not judged: ") for state in states)
    filled.findChild(QCheckBox, "driftRest").setChecked(False)
    assert len(cells(filled, 0)) == 4


def test_profiles_are_listed_with_their_drift_and_broken_ones_with_file_and_line(filled):
    tree = profiles(filled)
    shown = [[tree.topLevelItem(n).text(c) for c in range(4)] for n in range(3)]
    assert shown[0] == ["Linux", "2", "", "/p/linux.toml"]
    assert shown[1] == ["Locked", "1", "", "/p/locked.toml"]
    assert shown[2][0] == "Cannot be used: “on”, “off” or “leave” is expected"
    assert shown[2][3] == "/p/bad.toml:7"
    checks = [tree.topLevelItem(n).checkState(2) for n in range(2)]
    assert checks == [Qt.CheckState.Unchecked, Qt.CheckState.Checked]


def test_a_drift_counts_for_every_profile_that_wants_it(filled):
    both = replace(A, also=(LOCKED,))
    filled.show_report(DriftReport((both,)))
    tree = profiles(filled)
    assert [tree.topLevelItem(n).text(1) for n in range(2)] == ["1", "1"]


def test_state_is_told_by_icon_and_voice_and_hostile_names_stay_plain(look):
    model = DriftRowsModel(look)
    evil = replace(A, vm_name="x\n<b>y</b>\u202e%1", host_label="h\th")
    model.show_report(DriftReport((evil,), (CONFLICT,)))
    assert model.index(0, 0).data() == "x <b>y</b>\u202e%1"
    assert model.index(0, 1).data() == "h h"
    assert "<b>" not in model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    for row in range(2):
        cell = model.index(row, STATE_COLUMN)
        assert not cell.data(Qt.ItemDataRole.DecorationRole).isNull()
        assert cell.data(Qt.ItemDataRole.AccessibleTextRole).startswith("Is, and should be: ")


# --- what is asked ---


def test_all_drifts_or_the_selected_ones_are_asked_to_be_put_right(filled):
    asked = asked_of(filled.apply_requested)
    apply = button(filled, "applyDrift")
    assert apply.text() == "Preview all 3…"
    apply.click()
    select(filled, 1, 2)
    assert apply.text() == "Preview 2 selected…"
    apply.click()
    assert asked == [(A, B, C), (B, C)]


def test_a_selected_conflict_is_never_put_right(filled):
    asked = asked_of(filled.apply_requested)
    select(filled, 0, 3)
    assert button(filled, "applyDrift").text() == "Preview 1 selected…"
    button(filled, "applyDrift").click()
    assert asked == [(A,)]
    filled.show_report(DriftReport((), (CONFLICT,)))
    assert not button(filled, "applyDrift").isEnabled()


def test_the_selection_is_kept_when_the_fleet_is_judged_again(filled):
    asked = asked_of(filled.apply_requested)
    select(filled, 1, 2)
    renamed = replace(C, vm_name="c renamed")
    filled.show_report(DriftReport((drift("new"), A, renamed), (CONFLICT,)))
    assert button(filled, "applyDrift").text() == "Preview 1 selected…"
    button(filled, "applyDrift").click()
    assert asked == [(renamed,)]
    filled.findChild(QCheckBox, "driftRest").setChecked(True)
    filled.show_report(replace(REPORT, drifts=(renamed,)))
    assert button(filled, "applyDrift").text() == "Preview 1 selected…"
    opposite = replace(C, wanted=True, actual=False)
    filled.show_report(DriftReport((opposite,)))
    assert button(filled, "applyDrift").text() == "Preview all 1…"


def test_the_box_of_a_profile_asks_and_showing_it_does_not(filled):
    asked = asked_of(filled.watch_requested)
    filled.show_profiles(LOADED)
    filled.retranslate()
    assert asked == []
    profiles(filled).topLevelItem(0).setCheckState(2, Qt.CheckState.Checked)
    assert asked == [(Path("/p/linux.toml"), True)]


def test_a_profile_is_removed_whether_it_can_be_used_or_not(filled):
    asked = asked_of(filled.remove_requested)
    tree = profiles(filled)
    for place in (1, 2):
        tree.setCurrentItem(tree.topLevelItem(place))
        filled.show_report(DriftReport((drift(f"x{place}"),)))
        button(filled, "removeProfile").click()
    assert asked == [Path("/p/locked.toml"), Path("/p/bad.toml")]


def test_examples_are_offered_by_name(panel):
    asked = asked_of(panel.example_requested)
    panel.offer_examples(())
    assert not button(panel, "addExample").isEnabled()
    panel.offer_examples(("linux.toml", "own-ntp.toml"))
    actions = panel.findChild(QMenu, "exampleMenu").actions()
    assert [each.text() for each in actions] == ["Linux", "Own ntp"]
    actions[1].trigger()
    assert asked == ["own-ntp.toml"]


def test_buttons_ask_to_add_and_to_read_again(panel):
    again: list[int] = []
    panel.reload_requested.connect(lambda: again.append(1))
    panel.add_requested.connect(lambda: again.append(2))
    button(panel, "reloadProfiles").click()
    button(panel, "addProfile").click()
    assert again == [1, 2]


def test_a_double_click_leads_to_the_machine(filled):
    asked = asked_of(filled.vm_activated)
    rows(filled).doubleClicked.emit(filled.model.index(1, 2))
    assert asked == [key("b")]


def test_language_and_scheme_keep_profiles_rows_and_selection(filled):
    select(filled, 1)
    filled.retranslate()
    filled.refresh_look()
    assert button(filled, "applyDrift").text() == "Preview 1 selected…"
    assert cells(filled, 0) == ["a", "b", "c", "d"]
    assert profiles(filled).topLevelItemCount() == 3


def test_every_part_can_be_named_by_a_screen_reader(filled):
    assert rows(filled).accessibleName()
    assert profiles(filled).accessibleName()
    for name in ("addProfile", "addExample", "removeProfile", "reloadProfiles", "applyDrift"):
        assert button(filled, name).text()
