"""The small dialogs: safe defaults, what is copied, what applies at once."""

import asyncio

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QComboBox,
    QDialog,
    QDoubleSpinBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
)

from console.model.errors import OperationFailed, Refused, RefusedReason
from console.model.identity import HostId
from console.settings.schema import PollPace, Preferences
from console.settings.schema import Theme as ThemeChoice
from console.ui.account_ports import PasswordRequest
from console.ui.dialogs.about import AboutDialog
from console.ui.dialogs.ask import ask
from console.ui.dialogs.confirm import ConfirmDialog
from console.ui.dialogs.connect_help import ConnectHelpDialog
from console.ui.dialogs.credential import CredentialDialog
from console.ui.dialogs.details import DetailsDialog
from console.ui.dialogs.preferences import PreferencesDialog
from console.ui.theme import Theme
from tests.ui.waiting import run_async, until

REQUEST = PasswordRequest("LAB\\admin", "", (HostId("h1"),), ("hv01",), "hv01.lab.example")


@pytest.fixture
def shown(qtbot):
    def shown(dialog):
        qtbot.addWidget(dialog)
        dialog.show()
        return dialog

    return shown


def _confirm():
    return ConfirmDialog(
        Theme("light"),
        question="Turn off 3 virtual machines?",
        loss="Unsaved work is lost.",
        verb="Turn Off 3 VMs",
        names=("web01", "web02", "<b>sql01</b>"),
    )


def test_the_safe_answer_is_the_default(shown, qtbot):
    dialog = shown(_confirm())
    act = dialog.findChild(QPushButton, "confirmAct")
    assert act.text() == "Turn Off 3 VMs"
    assert not act.isDefault()
    assert not act.autoDefault()
    assert dialog.findChild(QPushButton, "confirmCancel").isDefault()
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.result() == QDialog.DialogCode.Rejected


def test_what_will_be_lost_is_said_and_shown(shown):
    dialog = shown(_confirm())
    assert "Unsaved work" in dialog.findChild(QLabel, "confirmLoss").text()
    assert dialog.accessibleDescription() == "Unsaved work is lost."
    names = dialog.findChild(QListWidget, "confirmNames")
    assert [names.item(n).text() for n in range(names.count())][2] == "<b>sql01</b>"


def test_a_dialog_can_be_awaited(qapp):
    async def story():
        dialog = _confirm()
        answer = asyncio.get_running_loop().create_task(ask(dialog))
        await until(dialog.isVisible)
        dialog.findChild(QPushButton, "confirmAct").click()
        assert await answer == QDialog.DialogCode.Accepted

    run_async(qapp, story())


def test_a_cancelled_wait_closes_the_dialog(qapp):
    async def story():
        dialog = _confirm()
        closed = []
        dialog.finished.connect(closed.append)
        answer = asyncio.get_running_loop().create_task(ask(dialog))
        await until(dialog.isVisible)
        answer.cancel()
        with pytest.raises(asyncio.CancelledError):
            await answer
        assert closed == [QDialog.DialogCode.Rejected]

    run_async(qapp, story())


def test_a_password_is_asked_for_with_the_reason(shown, qtbot):
    error = Refused(RefusedReason.BAD_CREDENTIAL, "hv01", "LAB\\admin")
    dialog = shown(CredentialDialog(REQUEST, error=error))
    assert "did not accept" in dialog.findChild(QLabel, "credentialCause").text()
    assert dialog.findChild(QLabel, "credentialUser").text() == "LAB\\admin"
    sign_in = dialog.findChild(QPushButton, "signIn")
    assert not sign_in.isEnabled()
    field = dialog.findChild(QLineEdit, "password")
    assert field.echoMode() is QLineEdit.EchoMode.Password
    qtbot.keyClicks(field, "secret")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert (dialog.password, dialog.keep) == ("secret", True)


def test_without_a_keyring_nothing_is_promised(shown):
    dialog = shown(CredentialDialog(REQUEST, has_keyring=False))
    assert not dialog.keep
    assert not dialog.findChild(QCheckBox, "keepPassword").isEnabled()
    assert dialog.findChild(QLabel, "keyringNote").isVisible()


def test_details_are_copied_whole(shown):
    error = OperationFailed("RequestStateChange", 32778, "Not enough memory.", ("0x8007000E",))
    dialog = shown(DetailsDialog("Start sql01", error))
    text = dialog.findChild(QPlainTextEdit, "detailsText")
    assert text.isReadOnly()
    assert text.tabChangesFocus()
    dialog.findChild(QPushButton, "copyDetails").click()
    assert QGuiApplication.clipboard().text() == text.toPlainText()
    assert "0x8007000E" in text.toPlainText()


def test_preferences_apply_at_once(shown):
    dialog = shown(PreferencesDialog(Preferences()))
    told = []
    dialog.changed.connect(told.append)
    theme = dialog.findChild(QComboBox, "theme")
    theme.setCurrentIndex(theme.findData(ThemeChoice.DARK))
    assert told[-1].theme is ThemeChoice.DARK
    dialog.findChild(QDoubleSpinBox, "statesPace").setValue(9)
    assert told[-1].pace == PollPace(9.0, 20.0, 120.0)
    language = dialog.findChild(QComboBox, "language")
    language.setCurrentIndex(language.findData("zh_CN"))
    assert told[-1].language == "zh_CN"
    assert len(told) == 3


def test_preferences_show_what_is_in_force(shown):
    before = Preferences("zh_CN", ThemeChoice.LIGHT, PollPace(7, 30, 600))
    assert shown(PreferencesDialog(before)).preferences == before


def test_about_copies_versions(shown):
    dialog = shown(AboutDialog(Theme("dark")))
    dialog.findChild(QPushButton, "copyVersions").click()
    assert "PySide6" in QGuiApplication.clipboard().text()


def test_help_copies_its_commands(shown):
    dialog = shown(ConnectHelpDialog())
    dialog.findChild(QPushButton, "step0Copy").click()
    assert QGuiApplication.clipboard().text() == "Enable-PSRemoting -Force"
    groups = dialog.findChild(QLabel, "step1CommandText").text()
    assert "S-1-5-32-578" in groups
    assert "S-1-5-32-580" in groups


@pytest.mark.parametrize(
    "make",
    [
        _confirm,
        lambda: CredentialDialog(REQUEST),
        lambda: DetailsDialog("x", OperationFailed("X", 1)),
        lambda: PreferencesDialog(Preferences()),
        lambda: AboutDialog(Theme("light")),
        ConnectHelpDialog,
    ],
    ids=["confirm", "credential", "details", "preferences", "about", "help"],
)
def test_dialogs_have_names_titles_and_voices(shown, make):
    dialog = shown(make())
    assert dialog.objectName()
    assert dialog.windowTitle()
    for button in dialog.findChildren(QAbstractButton):
        if button.isVisible():
            assert button.text() or button.accessibleName()
    for label in dialog.findChildren(QLabel):
        if label.text() and label.buddy() is None:
            assert label.textFormat() is not Qt.TextFormat.RichText
