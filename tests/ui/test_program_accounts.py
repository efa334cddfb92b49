"""Accounts in the program: of hosts and folders; asked once, changed, forgotten, not locked."""

import tomllib
from dataclasses import replace

import pytest
from keyring import errors
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QPushButton

from console.model.errors import Refused, RefusedReason
from console.model.host import LinkState
from console.settings.folders import FolderBook, FolderConfig
from console.settings.hosts import HostBook
from console.settings.vault import folder_account_name
from console.simulator.descriptions import VmDescription
from console.ui.models.tree_node import NodeId, NodeKind
from tests.ui.living import PASSWORD, USER, Setting, fill_in, hosting, run_program
from tests.ui.waiting import until

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

LONG_S = 60.0
NAMES = ("HV01", "HV02", "HV03", "HV04")
HOSTS = tuple(hosting(VmDescription(f"vm-{name}"), name=name) for name in NAMES)
SECRET = ("hvconsole", folder_account_name(USER, "Berlin"))


def in_berlin(password=None, **changes):
    """Return what configures all hosts below a folder that has an account."""

    def prepare(site):
        book = HostBook(site.places.hosts_file)
        for name in site.live:
            options = {"user": "", "folder": "Berlin/Rack 3", **changes}
            book.put(site.config(name, **options))
        if not changes:
            FolderBook(site.places.hosts_file).put(FolderConfig("Berlin", USER))
        if password is not None:
            site.keyring.kept[SECRET] = password

    return prepare


def _link(site, name):
    snapshot = site.snapshot(name)
    return snapshot.link if snapshot is not None else None


async def _all_are(site, link):
    await until(lambda: all(_link(site, name) is link for name in site.live), LONG_S)


def _reasons(site):
    errors_of = [site.snapshot(name).error for name in site.live]
    return [error.reason for error in errors_of if isinstance(error, Refused)]


def _press(widget, name):
    QTest.mouseClick(widget.findChild(QPushButton, name), Qt.MouseButton.LeftButton)


async def _answer(site, password, *, keep=True):
    dialog = await site.opened("credentialDialog")
    dialog.findChild(QLineEdit, "password").setText(password)
    dialog.findChild(QCheckBox, "keepPassword").setChecked(keep)
    _press(dialog, "signIn")
    await until(lambda: site.dialog("credentialDialog") is not dialog)


async def _select_folder(site, path):
    node = NodeId(NodeKind.FOLDER, path)
    await until(lambda: site.tree.model().index_of(node).isValid())
    site.tree.select(node)


def test_hosts_take_the_account_of_the_folder_above(qapp, tmp_path):
    async def story(site):
        await _all_are(site, LinkState.ONLINE)
        assert site.dialog("credentialDialog") is None
        assert "user" not in tomllib.loads(site.places.hosts_file.read_text())["host"][0]
        assert site.program.desk.effective(site.snapshot("HV02").id).user == USER

    run_program(qapp, tmp_path, story, Setting(HOSTS, known=False, prepare=in_berlin(PASSWORD)))


def test_one_question_for_all_hosts_that_share_an_account(qapp, tmp_path):
    async def story(site):
        dialog = await site.opened("credentialDialog")
        assert dialog.findChild(QLabel, "credentialFolder").text() == "Berlin"
        assert dialog.findChild(QLabel, "credentialUser").text() == USER
        assert dialog.findChild(QLabel, "credentialHost").text() == ", ".join(NAMES)
        assert not dialog.findChild(QCheckBox, "skipOthers").isVisible()
        await _answer(site, PASSWORD)
        await _all_are(site, LinkState.ONLINE)
        await until(lambda: site.keyring.kept == {SECRET: PASSWORD})
        assert site.dialog("credentialDialog") is None, "asked once"

    run_program(qapp, tmp_path, story, Setting(HOSTS, known=False, prepare=in_berlin()))


def test_one_question_for_hosts_with_the_same_account_in_a_folder(qapp, tmp_path):
    async def story(site):
        await _answer(site, PASSWORD, keep=False)
        await _all_are(site, LinkState.ONLINE)
        assert site.keyring.kept == {}, "for this run only"

    setting = Setting(HOSTS[:2], known=False, prepare=in_berlin(user=USER))
    run_program(qapp, tmp_path, story, setting)


def test_a_wrong_kept_password_is_tried_at_one_host(qapp, tmp_path):
    async def story(site):
        await _all_are(site, LinkState.REFUSED)
        assert sorted(map(str, _reasons(site))) == sorted(
            [str(RefusedReason.BAD_CREDENTIAL)] + [str(RefusedReason.NOT_TRIED)] * 3
        )
        assert sum(bool(site.live[name].log.counters.requests) for name in NAMES) == 1
        (tried,) = [name for name in NAMES if site.live[name].log.counters.requests]
        spared = next(name for name in NAMES if name != tried)
        site.select_host(spared)
        panel = site.window._inspector.host_panel
        await until(lambda: "accounts lock" in site.says("outcomeCause", panel))

        # The user says so: one more try, and no more.
        before = site.live[spared].log.counters.requests
        site.action("connect-host").trigger()
        await until(lambda: _reason(site, spared) is RefusedReason.BAD_CREDENTIAL, LONG_S)
        assert site.live[spared].log.counters.requests - before == 3
        assert sum(bool(site.live[name].log.counters.requests) for name in NAMES) == 2

        # Another password, given at one host, lets all in.
        _press(site.window, "hostPassword")
        await _answer(site, PASSWORD)
        await _all_are(site, LinkState.ONLINE)
        await until(lambda: site.keyring.kept[SECRET] == PASSWORD)

    run_program(qapp, tmp_path, story, Setting(HOSTS, known=False, prepare=in_berlin("wrong")))


def _reason(site, name):
    error = site.snapshot(name).error
    return error.reason if isinstance(error, Refused) else None


def test_hosts_that_were_held_back_are_tried_when_one_takes_the_account(qapp, tmp_path):
    """The password was wrong when we asked, and is right now: an administrator changed it back."""

    async def story(site):
        await _all_are(site, LinkState.REFUSED)
        for name in NAMES:
            accounts = site.live[name]._host._accounts
            site.live[name].call(lambda accounts=accounts: _rename(accounts, "wrong"))
        (tried,) = [n for n in NAMES if _reason(site, n) is RefusedReason.BAD_CREDENTIAL]
        site.select_host(tried)
        await until(lambda: site.find(QPushButton, "hostRetry").isVisible())
        _press(site.window, "hostRetry")
        await _all_are(site, LinkState.ONLINE)

    run_program(qapp, tmp_path, story, Setting(HOSTS, known=False, prepare=in_berlin("wrong")))


def _rename(book, password):
    """Have the simulated host's accounts take another password."""
    book._accounts = tuple(replace(each, password=password) for each in book._accounts)
    book.close()  # what NTLM reads is written anew at the next handshake


def test_the_account_of_a_folder_is_given_changed_and_forgotten(qapp, tmp_path):
    async def story(site):
        await _all_are(site, LinkState.REFUSED)
        assert site.dialog("credentialDialog") is None, "there is no account to ask for"
        await _select_folder(site, "Berlin")
        await until(lambda: site.action("change-credentials").isEnabled())
        site.action("change-credentials").trigger()
        dialog = await site.opened("accountEntryDialog")
        dialog.findChild(QLineEdit, "accountUser").setText(USER)
        dialog.findChild(QLineEdit, "accountPassword").setText(PASSWORD)
        _press(dialog, "saveAccount")
        await _all_are(site, LinkState.ONLINE)
        await until(lambda: site.keyring.kept == {SECRET: PASSWORD})
        assert FolderBook(site.places.hosts_file).folders() == {
            "Berlin": FolderConfig("Berlin", USER)
        }
        assert PASSWORD not in site.places.hosts_file.read_text()

        site.action("forget-password").trigger()
        dialog = await site.opened("confirmDialog")
        _press(dialog, "confirmAct")
        await until(lambda: site.keyring.kept == {})
        await _all_are(site, LinkState.OFFLINE)
        site.select_host("HV01")
        site.action("connect-host").trigger()
        await _answer(site, PASSWORD)
        await _all_are(site, LinkState.ONLINE)

    def prepare(site):
        in_berlin()(site)
        FolderBook(site.places.hosts_file).remove("Berlin")

    run_program(qapp, tmp_path, story, Setting(HOSTS, known=False, prepare=prepare))


def test_a_host_gets_an_account_of_its_own_and_gives_it_up_again(qapp, tmp_path):
    async def story(site):
        await _all_are(site, LinkState.ONLINE)
        site.select_host("HV01")
        await until(lambda: site.action("change-credentials").isEnabled())
        site.action("change-credentials").trigger()
        dialog = await site.opened("accountEntryDialog")
        assert dialog.findChild(QLineEdit, "accountUser").text() == ""
        assert USER in dialog.findChild(QLabel, "accountHint").text()
        dialog.findChild(QLineEdit, "accountUser").setText("nobody")
        dialog.findChild(QLineEdit, "accountPassword").setText("nothing")
        dialog.findChild(QCheckBox, "keepPassword").setChecked(False)
        _press(dialog, "saveAccount")
        await until(lambda: _reason(site, "HV01") is RefusedReason.BAD_CREDENTIAL, LONG_S)
        assert _link(site, "HV02") is LinkState.ONLINE
        site.action("change-credentials").trigger()
        await site.closed("accountEntryDialog")
        dialog = await site.opened("accountEntryDialog")
        dialog.findChild(QLineEdit, "accountUser").setText("")
        _press(dialog, "saveAccount")
        await _all_are(site, LinkState.ONLINE)

    setting = Setting(HOSTS[:2], known=False, prepare=in_berlin(PASSWORD))
    run_program(qapp, tmp_path, story, setting)


def test_a_folder_is_renamed_with_its_account_and_removed_with_its_password(qapp, tmp_path):
    async def story(site):
        await _all_are(site, LinkState.ONLINE)
        connections = [site.live[name].log.counters.connections for name in site.live]
        await site.program.desk.rack.move_folder("Berlin", "Bonn")
        bonn = ("hvconsole", folder_account_name(USER, "Bonn"))
        assert site.keyring.kept == {bonn: PASSWORD}
        assert {host.folder for host in site.fleet.store.hosts.values()} == {"Bonn/Rack 3"}
        assert all(_link(site, name) is LinkState.ONLINE for name in site.live)
        for name in site.live:
            config = site.program.desk.effective(site.snapshot(name).id)
            assert (config.user, config.folder) == (USER, "Bonn/Rack 3")
        now = [site.live[name].log.counters.connections for name in site.live]
        assert now == connections, "nobody signs in anew for a name"
        await site.program.desk.rack.remove_folder("Bonn")
        assert site.keyring.kept == {}

    setting = Setting(HOSTS[:2], known=False, prepare=in_berlin(PASSWORD))
    run_program(qapp, tmp_path, story, setting)


def test_a_new_host_takes_the_account_of_the_folder_it_is_put_into(qapp, tmp_path):
    def prepare(site):
        FolderBook(site.places.hosts_file).put(FolderConfig("Berlin", USER))
        site.keyring.kept[SECRET] = PASSWORD

    async def story(site):
        site.action("add-host").trigger()
        dialog = await site.opened("addHostDialog")
        fields = {"address": "127.0.0.1", "port": site.live["HV01"].port, "label": "HV01"}
        fill_in(dialog, **fields)
        assert not dialog.findChild(QPushButton, "saveHost").isEnabled(), "no account"
        fill_in(dialog, folderText="Berlin / Rack 9")
        user = dialog.findChild(QLineEdit, "user")
        assert user.placeholderText() == f"{USER}, from the folder Berlin"
        _press(dialog, "testHost")
        await until(lambda: "Connected" in site.says("outcomeCause", dialog), LONG_S)
        _press(dialog, "saveHost")
        await site.closed("addHostDialog")
        await _all_are(site, LinkState.ONLINE)
        (host,) = tomllib.loads(site.places.hosts_file.read_text())["host"]
        assert "user" not in host
        assert host["folder"] == "Berlin/Rack 9"
        assert site.keyring.kept == {SECRET: PASSWORD}

    run_program(qapp, tmp_path, story, Setting(HOSTS[:1], known=False, prepare=prepare))


def test_without_a_keyring_it_is_said_once_and_asked_each_time(qapp, tmp_path):
    def none(_service, _name):
        asked.append(_name)
        raise errors.NoKeyringError

    asked = []

    async def story(site):
        dialog = await site.opened("credentialDialog")
        said = site.says("outcomeCause", site.window._centre.notices)
        assert "keyring" in said
        assert len(asked) == 1, "a keyring that is not there is asked once"
        assert not dialog.findChild(QCheckBox, "keepPassword").isEnabled()
        dialog.findChild(QLineEdit, "password").setText(PASSWORD)
        _press(dialog, "signIn")
        await _all_are(site, LinkState.ONLINE)
        assert len(asked) == 1

    for _ in range(2):  # each run asks again
        asked.clear()
        setting = Setting(HOSTS[:2], known=False, slow_keyring=none, prepare=in_berlin())
        run_program(qapp, tmp_path, story, setting)


def test_other_questions_can_be_skipped_all_at_once(qapp, tmp_path):
    def prepare(site):
        book = HostBook(site.places.hosts_file)
        for number, name in enumerate(site.live):
            book.put(site.config(name, user=f"user{number}"))

    async def story(site):
        dialog = await site.opened("credentialDialog")
        skip = dialog.findChild(QCheckBox, "skipOthers")
        assert skip.isVisible()
        assert "3" in skip.text()
        dialog.reject()
        await until(lambda: site.dialog("credentialDialog") not in (None, dialog))
        dialog = site.dialog("credentialDialog")
        dialog.findChild(QCheckBox, "skipOthers").setChecked(True)
        dialog.reject()
        await until(lambda: not site.window.credentials._is_asking)
        assert site.dialog("credentialDialog") is None
        assert _reasons(site) == [RefusedReason.NO_CREDENTIAL] * 4

    run_program(qapp, tmp_path, story, Setting(HOSTS, known=False, prepare=prepare))
