"""The list that is shown, in other forms: whole, in its order, and harmless to who reads it."""

import asyncio
import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from console.app.list_writer import ListWriter
from console.model.errors import ConsoleError
from console.settings.export_file import harmless, meant, write_whole
from console.settings.file import SettingsNotWritten
from console.simulator.descriptions import VmDescription
from console.ui.models.arrangement import SortKey
from console.ui.models.listing import ListedColumn, Listing, as_csv, as_json, as_markdown
from tests.ui.living import Setting, hosting, run_program
from tests.ui.waiting import until

TEXT = st.text(st.characters(codec="utf-8"), max_size=20)
TABLES = st.lists(st.lists(TEXT, min_size=3, max_size=3), max_size=5)


def listing(table):
    """Return a listing of texts; a row is a list of them."""
    names = ("a", "b", "c")
    columns = (ListedColumn(n, f"Ä {n}", lambda row, k=k: row[k]) for k, n in enumerate(names))
    return Listing(tuple(columns), tuple(table))


def on_one_line(table):
    return [[" ".join(cell.split()) for cell in row] for row in table]


@given(TABLES)
def test_csv_and_json_are_read_back_as_they_were(table):
    rows = list(csv.reader(io.StringIO(as_csv(listing(table)), newline="")))
    assert rows[0] == ["Ä a", "Ä b", "Ä c"]
    assert [[meant(cell) for cell in row] for row in rows[1:]] == on_one_line(table)
    assert [list(row.values()) for row in json.loads(as_json(listing(table)))] == on_one_line(table)


@given(TEXT)
def test_no_cell_is_computed(text):
    assert not harmless(text).startswith(("=", "+", "-", "@", "\t", "\r"))
    assert meant(harmless(text)) == text


@given(TABLES)
def test_markdown_keeps_its_shape_whatever_is_in_the_cells(table):
    lines = as_markdown(listing(table)).splitlines()
    assert len([line for line in lines if line]) == len(table) + 2
    for line in lines:
        bars = line.replace("\\\\", "").replace("\\|", "").count("|")
        assert bars == 4


def test_markup_in_a_cell_is_text():
    told = as_markdown(listing([["<b>x</b>", "[a](b) | *c*", "`d` #e\\"]]))
    assert "| \\<b\\>x\\</b\\> | \\[a\\]\\(b\\) \\| \\*c\\* | \\`d\\` \\#e\\\\ |" in told


def test_a_file_is_written_whole_or_not_at_all(tmp_path):
    path = tmp_path / "list.csv"
    write_whole(path, "ä", "utf-8-sig")
    assert path.read_bytes() == b"\xef\xbb\xbf\xc3\xa4"
    with pytest.raises(SettingsNotWritten):
        write_whole(tmp_path / "gone" / "list.csv", "x")
    assert [each.name for each in tmp_path.iterdir()] == ["list.csv"]


FLEET = (
    hosting(VmDescription("web01"), VmDescription("=cmd|x"), VmDescription("db01"), name="HV01"),
)


def copied():
    return QGuiApplication.clipboard().text()


async def copy_as(site, form):
    QGuiApplication.clipboard().clear()
    site.action(f"copy-as-{form}").trigger()
    await until(copied)
    return copied()


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_what_is_shown_is_copied_in_its_order_with_its_columns(qapp, tmp_path):
    async def story(site):
        await site.filled(3)
        site.table.header.show_columns(["state", "name"])
        site.vms.set_sort([SortKey("name", descending=True)])
        rows = list(csv.reader(io.StringIO(await copy_as(site, "csv"), newline="")))
        assert rows == [
            ["State", "Name"],
            ["Running", "web01"],
            ["Running", "db01"],
            ["Running", "'=cmd|x"],
        ]
        site.window._views.page.filter.type("web")
        await until(lambda: site.vms.rowCount() == 1)
        assert json.loads(await copy_as(site, "json")) == [{"state": "Running", "name": "web01"}]
        site.window._views.page.filter.type("")
        await until(lambda: site.vms.rowCount() == 3)
        site.select("web01", "db01")
        assert (await copy_as(site, "markdown")).splitlines()[2:] == [
            "| Running | web01 |",
            "| Running | db01 |",
        ]
        site.select("web01")
        assert len(json.loads(await copy_as(site, "json"))) == 3

    run_program(qapp, tmp_path, story, Setting(FLEET))


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_the_matrix_is_copied_as_words(qapp, tmp_path):
    async def story(site):
        await site.filled(3)
        site.action("show-matrix").trigger()
        matrix = site.window._views.matrix
        await until(lambda: matrix.model.rowCount() == 3)
        matrix.model.sort(0, Qt.SortOrder.AscendingOrder)
        rows = json.loads(await copy_as(site, "json"))
        assert [row["name"] for row in rows] == ["=cmd|x", "db01", "web01"]
        assert list(rows[0])[:4] == ["name", "worst", "time_sync", "heartbeat"]
        assert {row["guest_service"] for row in rows} == {"Off"}
        assert {row["heartbeat"] for row in rows} == {"OK"}

    run_program(qapp, tmp_path, story, Setting(FLEET))


@pytest.mark.parametrize("name", ["list.csv", "list.json"])
@pytest.mark.qt_log_ignore("This plugin does not support")
def test_the_list_is_written_to_a_file(qapp, tmp_path, monkeypatch, name):
    async def story(site):
        await site.filled(3)
        path = tmp_path / name
        monkeypatch.setattr(QFileDialog, "open", lambda dialog: dialog.done(1))
        monkeypatch.setattr(QFileDialog, "selectedFiles", lambda _: [str(path)])
        site.action("export-list").trigger()
        await until(lambda: path.exists() and "3 rows written" in told(site))
        data = path.read_bytes()
        assert data.startswith(b"\xef\xbb\xbf") is (name == "list.csv")
        assert b"web01" in data

    def told(site):
        return site.says("outcomeCause", site.window._centre.notices)

    run_program(qapp, tmp_path, story, Setting(FLEET))


def test_a_disk_that_refuses_is_an_error_of_ours(tmp_path):
    async def story():
        writer = ListWriter()
        with pytest.raises(ConsoleError):
            await writer.write(Path(tmp_path / "gone" / "x.csv"), lambda: "x", "utf-8")
        assert await writer.text(lambda: "made") == "made"
        writer.close()

    asyncio.run(story())
