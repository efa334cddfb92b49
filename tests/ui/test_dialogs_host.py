"""The dialog for a host: what is typed, the test, saving, and that nothing is lost by an error."""

import asyncio
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
)

from console.model.connection import AuthMethod, Endpoint
from console.model.errors import Refused, RefusedReason
from console.model.identity import HostId
from console.settings.schema import HostConfig
from console.ui.dialogs.add_host import AddHostDialog, HostDialogCalls
from console.ui.dialogs.host_entry import HostEntry, entry_of, other_port, pasted_address
from console.ui.theme import Theme
from tests.ui.samples import FakeDesk
from tests.ui.waiting import run_async, until

REFUSED = Refused(RefusedReason.BAD_CREDENTIAL, "hv01", "LAB\\me", ("Negotiate",))
CONFIG = HostConfig(
    HostId("h1"),
    "Rack 3",
    Endpoint("hv01.lab.example", 5986, True, "ca.pem"),
    "LAB\\admin",
    AuthMethod.NTLM,
    "Berlin/Rack 3",
)


def _filled(**fields):
    return HostEntry(**({"address": "hv01", "user": "LAB\\me"} | fields))


@pytest.mark.parametrize(
    ("entry", "word"),
    [
        (_filled(address="  "), "name or IP address"),
        (_filled(address="hv01 hv02"), "nothing else"),
        (_filled(address="http://hv01/"), "nothing else"),
        (_filled(user=""), "account"),
        (_filled(method=AuthMethod.BASIC), "clear text"),
        (_filled(method=AuthMethod.CERTIFICATE), "TLS"),
        (_filled(method=AuthMethod.CERTIFICATE, tls=True), "key"),
        (_filled(method=AuthMethod.KERBEROS, spn="HTTP/two words"), "service name"),
        (_filled(method=AuthMethod.NEGOTIATE, spn="HTTP/hv01@LAB"), "service name"),
        (_filled(method=AuthMethod.KERBEROS, realm="LAB\\x"), "realm"),
    ],
)
def test_what_is_wrong_is_said(entry, word):
    assert word in entry.problem()


@pytest.mark.parametrize(
    "entry",
    [
        _filled(),
        _filled(address="fe80::1"),
        _filled(address="[fe80::1]"),
        _filled(user="", method=AuthMethod.KERBEROS),
        _filled(method=AuthMethod.KERBEROS, spn=" HTTP/hv01.lab.example ", realm="LAB.EXAMPLE"),
        _filled(method=AuthMethod.NEGOTIATE, spn="hv01.lab.example"),
        _filled(method=AuthMethod.NTLM, spn="left behind, and not shown"),
        _filled(method=AuthMethod.BASIC, tls=True),
        _filled(method=AuthMethod.BASIC, allow_plain_basic=True),
        _filled(
            method=AuthMethod.CERTIFICATE, tls=True, certificate_file="c", key_file="k", user=""
        ),
    ],
)
def test_what_can_be_saved(entry):
    assert entry.problem() == ""


def test_no_account_is_needed_where_the_folder_has_one():
    assert _filled(user="").problem(is_inherited=True) == ""
    assert _filled(user="", address="").problem(is_inherited=True)


def test_a_pin_survives_the_form_and_goes_with_tls():
    pin = "5f1c" * 16
    pinned = replace(CONFIG, endpoint=replace(CONFIG.endpoint, pin=pin))
    assert entry_of(pinned).config(CONFIG.id) == pinned
    assert replace(entry_of(pinned), tls=False).config(CONFIG.id).endpoint.pin == ""


def test_a_config_survives_the_form():
    assert entry_of(CONFIG).config(CONFIG.id) == CONFIG


def test_realm_and_service_name_survive_the_form_and_go_with_kerberos():
    named = replace(CONFIG, method=AuthMethod.KERBEROS, spn="HTTP/x", realm="LAB")
    assert entry_of(named).config(CONFIG.id) == named
    by_ntlm = replace(entry_of(named), method=AuthMethod.NTLM).config(CONFIG.id)
    assert (by_ntlm.spn, by_ntlm.realm) == ("", "")


def test_defaults_are_taken_from_the_address():
    config = _filled(address=" [fe80::1] ", folder=" Berlin / Rack 3/ ").config(HostId("x"))
    assert config.endpoint.host == "fe80::1"
    assert config.label == "fe80::1"
    assert config.folder == "Berlin/Rack 3"


def test_the_permission_for_clear_text_ends_with_basic():
    assert not _filled(allow_plain_basic=True).config(HostId("x")).endpoint.allow_plain_basic


@pytest.mark.parametrize(
    ("port", "tls", "expected"), [(5985, True, 5986), (5986, False, 5985), (8443, True, 8443)]
)
def test_a_usual_port_follows_tls(port, tls, expected):
    assert other_port(port, tls=tls) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (" hv01 ", ("hv01", None, None)),
        ("hv01:5986", ("hv01", 5986, None)),
        ("https://hv01:8443/wsman", ("hv01", 8443, True)),
        ("http://hv01/wsman", ("hv01", None, False)),
        ("http://[fe80::1]:5985/", ("fe80::1", 5985, False)),
        ("fe80::1", ("fe80::1", None, None)),
        ("hv01:99999", ("hv01:99999", None, None)),
    ],
)
def test_pasted_addresses(text, expected):
    assert pasted_address(text) == expected


@pytest.fixture
def desk():
    return FakeDesk(CONFIG)


@pytest.fixture
def make(qtbot, desk):
    def make(config=None, **options):
        async def save(config, password, keep):
            await desk.save_host(config, password, keep=keep)

        def spawn(coroutine, name):
            return asyncio.get_running_loop().create_task(coroutine, name=name)

        dialog = AddHostDialog(
            Theme("light"),
            HostDialogCalls(desk.test_host, save, spawn),
            config=config,
            folders=("Berlin/Rack 3", "Lab"),
            **options,
        )
        qtbot.addWidget(dialog)
        dialog.show()
        return dialog

    return make


def _type(dialog, **texts):
    for name, text in texts.items():
        dialog.findChild(QLineEdit, name).setText(text)


def _cause(dialog):
    return dialog.findChild(QLabel, "outcomeCause")


def _button(dialog, name):
    return dialog.findChild(QPushButton, name)


def test_save_waits_for_what_is_needed(make):
    dialog = make()
    assert not _button(dialog, "saveHost").isEnabled()
    assert "name or IP" in dialog.findChild(QLabel, "hostHint").text()
    _type(dialog, address="hv01")
    assert "account" in dialog.findChild(QLabel, "hostHint").text()
    _type(dialog, user="LAB\\me")
    assert _button(dialog, "saveHost").isEnabled()
    assert not dialog.findChild(QLabel, "hostHint").isVisible()


def test_tls_shows_its_fields_and_moves_the_port(make):
    dialog = make()
    port = dialog.findChild(QSpinBox, "port")
    assert port.value() == 5985
    assert not dialog.findChild(QLineEdit, "caFile").isVisible()
    dialog.findChild(QCheckBox, "tls").setChecked(True)
    assert port.value() == 5986
    assert dialog.findChild(QLineEdit, "caFile").isVisible()


def test_the_method_shows_its_fields(make):
    dialog = make()
    method = dialog.findChild(QComboBox, "method")
    method.setCurrentIndex(method.findData("certificate"))
    assert dialog.findChild(QLineEdit, "certificateFile").isVisible()
    assert not dialog.findChild(QLineEdit, "user").isVisible()
    password = dialog.findChild(QLineEdit, "password")
    assert "key" in password.placeholderText(), "an encrypted key has a password, too"
    assert dialog.findChild(QCheckBox, "keepPassword").isVisible()
    method.setCurrentIndex(method.findData("basic"))
    assert not password.placeholderText()
    assert dialog.findChild(QCheckBox, "plainBasic").isVisible()
    for name in ("kerberos", "negotiate", "ntlm"):
        method.setCurrentIndex(method.findData(name))
        for field in ("realm", "spn"):
            assert dialog.findChild(QLineEdit, field).isVisible() == (name != "ntlm")


def test_a_pasted_url_is_taken_apart(make, qtbot):
    dialog = make()
    address = dialog.findChild(QLineEdit, "address")
    address.setFocus()
    qtbot.keyClicks(address, "https://hv01:8443/wsman")
    qtbot.keyClick(address, Qt.Key.Key_Tab)
    address.editingFinished.emit()
    assert address.text() == "hv01"
    assert dialog.findChild(QSpinBox, "port").value() == 8443
    assert dialog.findChild(QCheckBox, "tls").isChecked()


def test_the_test_tells_what_it_found(qapp, make, desk):
    async def story():
        dialog = make()
        _type(dialog, address="hv01", user="LAB\\me", password="secret")
        _button(dialog, "testHost").click()
        await until(lambda: "Connected to HV01" in _cause(dialog).text())
        name, config, password = desk.calls[0]
        assert (name, config.endpoint.host, password) == ("test_host", "hv01", "secret")
        assert _button(dialog, "testHost").text().replace("&", "") == "Test Connection"

    run_async(qapp, story())


def test_a_failed_test_loses_nothing(qapp, make, desk):
    async def story():
        desk.error = REFUSED
        dialog = make()
        _type(dialog, address="hv01", user="LAB\\me", password="secret", label="mine")
        _button(dialog, "testHost").click()
        await until(lambda: "did not accept" in _cause(dialog).text())
        assert dialog.findChild(QLineEdit, "password").text() == "secret"
        assert dialog.findChild(QLineEdit, "label").text() == "mine"
        assert _button(dialog, "saveHost").isEnabled(), "it can be saved without a good test"
        _button(dialog, "copyDetails").click()
        copied = qapp.clipboard().text()
        assert "bad_credential" in copied
        assert "secret" not in copied

    run_async(qapp, story())


def test_a_running_test_can_be_cancelled(qapp, make, desk):
    async def story():
        desk.never_answers = True
        dialog = make()
        _type(dialog, address="hv01", user="LAB\\me")
        test = _button(dialog, "testHost")
        test.click()
        assert "Cancel" in test.text().replace("&", "")
        task = dialog._task
        await until(lambda: desk.calls)
        test.click()
        await until(task.done)
        assert test.text().replace("&", "") == "Test Connection"
        assert not _cause(dialog).isVisible()
        desk.never_answers = False
        test.click()
        await until(lambda: "Connected" in _cause(dialog).text())

    run_async(qapp, story())


def test_closing_ends_the_test(qapp, make, desk):
    async def story():
        desk.never_answers = True
        dialog = make()
        _type(dialog, address="hv01", user="LAB\\me")
        _button(dialog, "testHost").click()
        task = dialog._task
        dialog.reject()
        await until(task.done)

    run_async(qapp, story())


def test_saving_keeps_the_host_and_closes(qapp, make, desk):
    async def story():
        dialog = make()
        _type(dialog, address="hv01", user="LAB\\me", password="secret")
        _button(dialog, "saveHost").click()
        await until(lambda: dialog.result() == QDialog.DialogCode.Accepted)
        name, config, password, keep = desk.calls[0]
        assert (name, config.label, password, keep) == ("save_host", "hv01", "secret", True)

    run_async(qapp, story())


def test_what_cannot_be_saved_stays_in_the_dialog(qapp, make, desk):
    async def story():
        desk.error = REFUSED
        dialog = make()
        _type(dialog, address="hv01", user="LAB\\me", password="secret")
        _button(dialog, "saveHost").click()
        await until(lambda: _cause(dialog).isVisible())
        assert dialog.isVisible()
        assert dialog.findChild(QLineEdit, "password").text() == "secret"
        assert _button(dialog, "saveHost").isEnabled()

    run_async(qapp, story())


def test_editing_keeps_the_id_and_the_password(qapp, make, desk):
    async def story():
        dialog = make(CONFIG)
        assert dialog.findChild(QLineEdit, "password").placeholderText() == "unchanged"
        _type(dialog, label="Rack 4")
        _button(dialog, "saveHost").click()
        await until(lambda: desk.calls)
        _, config, password, _ = desk.calls[0]
        assert (config.id, config.label, password) == (CONFIG.id, "Rack 4", None)
        await until(lambda: not dialog.isVisible())

    run_async(qapp, story())


def test_without_a_keyring_it_says_so(make):
    dialog = make(has_keyring=False)
    keep = dialog.findChild(QCheckBox, "keepPassword")
    assert not keep.isEnabled()
    assert not keep.isChecked()
    assert "no keyring" in dialog.findChild(QLabel, "keyringNote").text()


def test_every_field_has_a_name_and_a_voice(make):
    dialog = make()
    for kind in (QLineEdit, QComboBox, QSpinBox):
        for field in dialog.findChildren(kind):
            if field.objectName() == "qt_spinbox_lineedit":
                continue
            assert field.objectName(), kind
            assert field.accessibleName(), field.objectName()
    buddies = [label.buddy() for label in dialog.findChildren(QLabel) if label.buddy()]
    assert len(buddies) >= 7
