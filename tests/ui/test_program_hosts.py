"""Hosts are added by the dialog and kept; files that do not parse are left alone."""

import tomllib

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPushButton, QWidget

from console.model.host import LinkState
from console.settings.hosts import HostBook
from console.settings.vault import account_name
from console.simulator.descriptions import VmDescription
from tests.ui.living import PASSWORD, USER, WITHIN_S, Setting, fill_in, hosting, run_program
from tests.ui.waiting import until

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

HOST = (hosting(VmDescription("web01"), VmDescription("web02")),)
BROKEN = b'# my hosts\n[[host]]\naddress = "hv1.example.com\nuser = "admin"\n'


async def _filled_dialog(site, password=PASSWORD, **more):
    site.action("add-host").trigger()
    dialog = await site.opened("addHostDialog")
    port = site.live["HV01"].port
    fields = {"address": "127.0.0.1", "port": port, "user": USER, "label": "First", **more}
    fill_in(dialog, password=password, **fields)
    return dialog


def _press(dialog, name):
    QTest.mouseClick(dialog.findChild(QPushButton, name), Qt.MouseButton.LeftButton)


def _holding(home, secret):
    """Return the files below a folder that hold a text."""
    files = (path for path in home.rglob("*") if path.is_file())
    return [path for path in files if secret.encode() in path.read_bytes()]


def test_a_host_is_tested_added_and_kept_without_its_password(qapp, tmp_path):
    async def story(site):
        assert site.window._centre.is_welcoming
        dialog = await _filled_dialog(site, folderText="Berlin/Rack 3")
        _press(dialog, "testHost")
        await until(lambda: "Connected" in site.says("outcomeCause", dialog), WITHIN_S)
        said = site.says("outcomeCause", dialog)
        assert said == "Connected to HV01: Microsoft Windows Server 2022 Datacenter"
        assert "PowerEdge R650" in site.says("outcomeNext", dialog)
        assert "256 GB" in site.says("outcomeNext", dialog)
        assert not site.fleet.store.hosts, "a test adds nothing"
        assert not site.places.hosts_file.exists()
        _press(dialog, "saveHost")
        await site.closed("addHostDialog")
        await until(lambda: site.vms.rowCount() == 2, WITHIN_S)
        assert site.node("First") == "First"
        assert not site.window._centre.is_welcoming
        text = site.places.hosts_file.read_text(encoding="utf-8")
        (host,) = tomllib.loads(text)["host"]
        assert (host["address"], host["port"], host["user"]) == (
            "127.0.0.1",
            site.live["HV01"].port,
            USER,
        )
        assert (host["label"], host["folder"]) == ("First", "Berlin/Rack 3")
        (config,) = HostBook(site.places.hosts_file).hosts()
        assert site.keyring.kept == {("hvconsole", account_name(config)): PASSWORD}

    run_program(qapp, tmp_path, story, Setting(HOST, known=False))
    assert not _holding(tmp_path, PASSWORD)


def test_a_host_of_the_last_run_is_there_again(qapp, tmp_path):
    async def add(site):
        dialog = await _filled_dialog(site)
        _press(dialog, "saveHost")
        await site.closed("addHostDialog")
        await until(lambda: site.vms.rowCount() == 2, WITHIN_S)
        kept.update(site.keyring.kept)
        port.append(site.live["HV01"].port)

    kept, port = {}, []
    run_program(qapp, tmp_path, add, Setting(HOST, known=False))

    async def again(site):
        await until(lambda: site.snapshot("First"))
        # The password of the last run was kept under the port of then, and the host is gone.
        await until(lambda: site.snapshot("First").link is LinkState.REFUSED, WITHIN_S)
        await until(lambda: "No password is known" in (site.tooltip("First") or ""))

    run_program(qapp, tmp_path, again, Setting())
    assert [key for key in kept if str(port[0]) in key[1]]


def test_a_password_is_not_kept_when_the_user_says_so(qapp, tmp_path):
    async def story(site):
        dialog = await _filled_dialog(site)
        dialog.findChild(QCheckBox, "keepPassword").setChecked(False)
        _press(dialog, "saveHost")
        await site.closed("addHostDialog")
        await until(lambda: site.vms.rowCount() == 2, WITHIN_S)
        assert not site.keyring.kept

    run_program(qapp, tmp_path, story, Setting(HOST, known=False))


def test_nothing_typed_is_lost_by_a_failed_test_and_the_host_can_be_had_after_it(qapp, tmp_path):
    async def story(site):
        dialog = await _filled_dialog(site, password="wrong")
        _press(dialog, "testHost")
        await until(lambda: "did not accept" in site.says("outcomeCause", dialog), WITHIN_S)
        assert dialog.findChild(QLineEdit, "password").text() == "wrong"
        assert dialog.findChild(QLineEdit, "label").text() == "First"
        fill_in(dialog, password=PASSWORD)
        _press(dialog, "saveHost")
        await site.closed("addHostDialog")
        await until(lambda: site.vms.rowCount() == 2, WITHIN_S)

    run_program(qapp, tmp_path, story, Setting(HOST, known=False))


def test_a_broken_file_is_told_kept_aside_and_never_overwritten(qapp, tmp_path):
    path = tmp_path / "config" / "hosts.toml"
    path.parent.mkdir(parents=True)
    path.write_bytes(BROKEN)

    async def story(site):
        bar = site.find(QWidget, "noticeBar")
        await until(lambda: site.says("outcomeCause", bar), WITHIN_S)
        assert "hosts.toml cannot be read: see line 3." in site.says("outcomeCause", bar)
        (copy,) = path.parent.glob("hosts.toml.broken-*")
        assert copy.read_bytes() == BROKEN
        assert str(copy) in site.says("outcomeNext", bar)
        dialog = await _filled_dialog(site)
        _press(dialog, "saveHost")
        await until(lambda: "cannot be read" in site.says("outcomeCause", dialog), WITHIN_S)
        assert path.read_bytes() == BROKEN
        assert dialog.findChild(QLineEdit, "address").text() == "127.0.0.1", "it stays open"
        assert dialog.findChild(QLineEdit, "password").text() == PASSWORD
        await until(lambda: site.snapshot("First").is_current, WITHIN_S)
        assert list(path.parent.glob("hosts.toml.broken-*")) == [copy]

        path.write_bytes(BROKEN.replace(b".com\n", b'.com"\n'))  # the user mends it
        _press(dialog, "saveHost")
        await site.closed("addHostDialog")
        text = path.read_text(encoding="utf-8")
        assert text.startswith("# my hosts\n")
        assert [each["address"] for each in tomllib.loads(text)["host"]] == [
            "hv1.example.com",
            "127.0.0.1",
        ]
        assert copy.read_bytes() == BROKEN

    run_program(qapp, tmp_path, story, Setting(HOST, known=False))


def test_a_removed_host_goes_from_window_file_and_keyring(qapp, tmp_path):
    async def story(site):
        await site.filled(2)
        site.select_host("HV01")
        site.action("remove-host").trigger()
        dialog = await site.opened("confirmDialog")
        assert dialog.findChild(QPushButton, "confirmAct").text() == "Remove Host"
        dialog.findChild(QPushButton, "confirmAct").click()
        await until(lambda: site.window._centre.is_welcoming)
        await until(lambda: not site.keyring.kept)
        assert HostBook(site.places.hosts_file).hosts() == ()
        assert site.vms.rowCount() == 0

    run_program(qapp, tmp_path, story, Setting(HOST))


def test_an_asked_password_connects_the_host(qapp, tmp_path):
    async def story(site):
        await until(lambda: site.snapshot() and site.snapshot().link is LinkState.REFUSED, WITHIN_S)
        await until(lambda: site.node("HV01") == "HV01")
        site.select_host("HV01")
        await until(lambda: site.find(QPushButton, "hostPassword").isVisible())
        requests = site.live["HV01"].log.counters.requests
        site.find(QPushButton, "hostPassword").click()
        dialog = await site.opened("credentialDialog")
        assert site.live["HV01"].log.counters.requests == requests, "it was not tried again"
        QTest.keyClicks(dialog._field, PASSWORD)
        QTest.keyClick(dialog._field, Qt.Key.Key_Return)
        await site.filled(2)
        (name,) = site.keyring.kept
        assert site.keyring.kept[name] == PASSWORD

    run_program(qapp, tmp_path, story, Setting(HOST, kept_password="wrong"))
    assert not _holding(tmp_path, PASSWORD)
