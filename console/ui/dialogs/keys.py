"""Asks for text to type into a guest, shows how far that is, and forgets the text afterwards.

What is entered may be a password: it is in no log, no record and no tooltip. It is cleared when it
was sent, and when the dialog closes. The dialog stays open while it is sent, so that the person
sees how far it is and can stop.
"""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QSpinBox,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from console.model.keyboard import KeyboardLayout, Keystrokes, scancodes_for
from console.ui import texts
from console.ui.dialogs.field_column import show_line
from console.ui.dialogs.parts import at_least, plain_label, set_role
from console.ui.sentences.keys import hidden_text, layout_name, unreachable_text

SLOWEST: Final = 1
FASTEST: Final = 100
USUAL_SPEED: Final = 20
"""Characters per second; guests that are still starting lose keys that come faster."""


class TypeTextDialog(QDialog):
    """Types text into one VM.

    Args:
        vm_name: The VM.
        layout: The guest's layout, as far as it is known.
        parent: The owner in Qt's sense.
    """

    send_requested = Signal(object, int)
    """Type this ``Keystrokes``, so many characters per second."""
    stop_requested = Signal()

    def __init__(self, vm_name: str, layout: KeyboardLayout, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_sending = False
        self.setObjectName("typeTextDialog")
        self.setWindowTitle(texts.fill(self.tr("Type into %1"), vm_name))
        self._make_fields(layout)
        self._make_buttons()
        self._lay_out()
        self._listen()
        self._follow()

    # -- what was entered

    @property
    def layout_chosen(self) -> KeyboardLayout:
        """The layout that the guest is said to have."""
        return KeyboardLayout(self._layout.currentData())

    @property
    def is_sending(self) -> bool:
        """Whether text is on its way."""
        return self._is_sending

    # -- what is shown

    def show_started(self) -> None:
        """Show that the text is being typed; nothing can be changed meanwhile."""
        self._is_sending = True
        show_line(self._outcome, "")
        self._progress.setValue(0)
        self._follow()

    def show_progress(self, done: int, total: int) -> None:
        """Show how many characters were typed."""
        self._progress.setRange(0, max(1, total))
        self._progress.setValue(done)

    def show_done(self, total: int) -> None:
        """Show that all was typed, and forget it."""
        self.forget()
        self._end("ok", self.tr("%n character(s) typed.", "", total))

    def show_stopped(self, done: int, total: int) -> None:
        """Show that typing was stopped on the way."""
        told = self.tr("Stopped: %1 of %2 characters were typed.")
        self._end("warn", texts.fill(told, str(done), str(total)))

    def show_failed(self, cause: str, done: int, total: int) -> None:
        """Show why typing ended early."""
        told = self.tr("%1 %2 of %3 characters were typed.")
        self._end("error", texts.fill(told, cause, str(done), str(total)))

    def forget(self) -> None:
        """Clear what was entered, and what undo would bring back."""
        self._plain.clear()
        self._plain.document().clearUndoRedoStacks()
        self._secret.setText("")

    def done(self, result: int) -> None:
        """Stop, forget the text, and close."""
        self.stop_requested.emit()
        self.forget()
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop and forget, also when the window is closed by its frame."""
        self.stop_requested.emit()
        self.forget()
        super().closeEvent(event)

    # -- parts

    def _make_fields(self, layout: KeyboardLayout) -> None:
        self._plain = QPlainTextEdit(self)
        self._plain.setObjectName("typeText")
        self._plain.setAccessibleName(self.tr("Text to type"))
        self._plain.setTabChangesFocus(True)
        self._secret = QLineEdit(self)
        self._secret.setObjectName("typeSecret")
        self._secret.setAccessibleName(self.tr("Hidden text to type"))
        self._secret.setEchoMode(QLineEdit.EchoMode.Password)
        self._secret.setInputMethodHints(
            Qt.InputMethodHint.ImhHiddenText | Qt.InputMethodHint.ImhSensitiveData
        )
        self._fields = QStackedWidget(self)
        self._fields.addWidget(self._plain)
        self._fields.addWidget(self._secret)
        self._hide = QCheckBox(self.tr("&Hide text (one line, for passwords)"), self)
        self._hide.setObjectName("typeHide")
        self._layout = QComboBox(self)
        self._layout.setObjectName("typeLayout")
        self._layout.setAccessibleName(self.tr("Keyboard layout of the guest"))
        for each in KeyboardLayout:
            self._layout.addItem(layout_name(each), each.value)
        self._layout.setCurrentIndex(self._layout.findData(layout.value))
        self._speed = QSpinBox(self)
        self._speed.setObjectName("typeSpeed")
        self._speed.setAccessibleName(self.tr("Characters per second"))
        self._speed.setRange(SLOWEST, FASTEST)
        self._speed.setValue(USUAL_SPEED)
        self._speed.setSuffix(self.tr(" characters/s"))
        self._problem = plain_label(name="typeProblem", role="error", wraps=True)
        self._ime = plain_label(name="typeInputMethod", role="warn", wraps=True)
        self._ime.setText(
            self.tr("Switch the input method in the guest off first: it would take the keys.")
        )
        self._outcome = plain_label(name="typeOutcome", wraps=True)
        self._progress = QProgressBar(self)
        self._progress.setObjectName("typeProgress")
        self._progress.setAccessibleName(self.tr("Characters typed"))

    def _make_buttons(self) -> None:
        self._clipboard = QPushButton(self.tr("&Insert Clipboard"), self)
        self._clipboard.setObjectName("typeClipboard")
        self._clipboard.setAutoDefault(False)
        self._box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        self._stop = QPushButton(self.tr("S&top"), self)
        self._stop.setObjectName("typeStop")
        self._stop.setAutoDefault(False)
        self._send = QPushButton(self.tr("T&ype"), self)
        self._send.setObjectName("typeSend")
        self._send.setDefault(True)
        self._box.addButton(self._stop, QDialogButtonBox.ButtonRole.ActionRole)
        self._box.addButton(self._send, QDialogButtonBox.ButtonRole.ActionRole)

    def _lay_out(self) -> None:
        self._line = QHBoxLayout()
        self._line.addWidget(self._hide, 1)
        self._line.addWidget(self._clipboard)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.addRow(self.tr("&Layout in the guest:"), self._layout)
        form.addRow(self.tr("&Speed:"), self._speed)
        note = self.tr(
            "The keys go to whatever has the focus in the guest. Caps Lock must be off there."
        )
        layout = QVBoxLayout(self)
        at_least(layout, 460)
        layout.setSpacing(10)
        layout.addWidget(plain_label(note, name="typeNote", role="muted", wraps=True))
        layout.addWidget(self._fields, 1)
        layout.addLayout(self._line)
        layout.addLayout(form)
        for part in (self._ime, self._problem, self._progress, self._outcome):
            layout.addWidget(part)
        layout.addWidget(self._box)
        self._progress.hide()
        show_line(self._outcome, "")
        self._fields.setMaximumHeight(self._fields.sizeHint().height())

    def _listen(self) -> None:
        self._plain.textChanged.connect(self._judge)
        self._secret.textChanged.connect(self._judge)
        self._hide.toggled.connect(self._show_field)
        self._layout.currentIndexChanged.connect(self._judge)
        self._clipboard.clicked.connect(self._insert)
        self._send.clicked.connect(self._ask_send)
        self._stop.clicked.connect(self.stop_requested)
        self._box.rejected.connect(self.reject)

    @property
    def _text(self) -> str:
        return self._secret.text() if self._hide.isChecked() else self._plain.toPlainText()

    def _keystrokes(self) -> Keystrokes:
        return scancodes_for(self._text, self.layout_chosen)

    def _ask_send(self) -> None:
        keys = self._keystrokes()
        if keys.sequences and keys.is_complete and not self._is_sending:
            self.send_requested.emit(keys, self._speed.value())

    def _insert(self) -> None:
        """Take the clipboard's text; it is read only when asked to."""
        text = QGuiApplication.clipboard().text()
        if self._hide.isChecked():
            self._secret.insert(text)
        else:
            self._plain.insertPlainText(text)

    def _show_field(self, is_hidden: bool) -> None:
        """Go on with the same text in the other field."""
        if is_hidden:
            self._secret.setText(self._plain.toPlainText())
            self._plain.clear()
        else:
            self._plain.setPlainText(self._secret.text())
            self._secret.setText("")
        self._fields.setCurrentIndex(int(is_hidden))
        self._judge()

    def _judge(self) -> None:
        """Name what cannot be typed before anything is sent."""
        keys = self._keystrokes()
        if self._hide.isChecked():
            problem = hidden_text(keys.unreachable)
        else:
            problem = unreachable_text(keys.unreachable, self.layout_chosen)
        show_line(self._problem, problem)
        self._ime.setVisible(self.layout_chosen.needs_input_method_off)
        self._send.setEnabled(bool(keys.sequences) and not problem and not self._is_sending)

    def _end(self, role: str, told: str) -> None:
        self._is_sending = False
        set_role(self._outcome, role)
        show_line(self._outcome, told)
        self._follow()

    def _follow(self) -> None:
        for part in (self._fields, self._hide, self._layout, self._speed, self._clipboard):
            part.setEnabled(not self._is_sending)
        self._progress.setVisible(self._is_sending)
        self._stop.setEnabled(self._is_sending)
        self._judge()
