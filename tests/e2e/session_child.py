"""The real program in a window, driven line by line: orders come in as JSON, answers go out.

It does what a person does: selects, triggers, types into dialogs, presses buttons. Started by
``test_session_window``, on a virtual screen.
"""

import asyncio
import json
import sys
import threading

from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
)

from console.app.loop import run
from console.app.window import Options, Program, make_application
from console.model.identity import VmKey
from console.settings.places import find_places


def dialogs():
    """Return the dialogs that can be seen."""
    return [
        each for each in QApplication.allWidgets() if isinstance(each, QDialog) and each.isVisible()
    ]


def dialog(name):
    """Return one that can be seen."""
    return next(each for each in dialogs() if each.objectName() == name)


def texts(widget):
    """Return what can be read in a widget."""
    labels = widget.findChildren(QLabel)
    return [label.text() for label in labels if label.isVisible() and label.text()]


class Driver:
    """Carries out orders."""

    def __init__(self, program):
        self.program = program

    @property
    def window(self):
        return self.program.window

    def look(self):
        """Tell what can be seen."""
        hosts = self.program.fleet.store.hosts.values()
        return {
            "online": [host.label for host in hosts if host.is_current],
            "vms": [vm.id for host in hosts for vm in host.vms],
            "dialogs": {each.objectName(): texts(each) for each in dialogs()},
            "sessions": [each.key.vm for each in self.program.sessions.open_sessions],
            "modes": [each.mode.value for each in self.program.sessions.open_sessions],
            "texts": texts(self.window),
        }

    def act(self, vm, action):
        """Select a VM in the table and trigger an action of the window; false while it is grey."""
        hosts = self.program.fleet.store.hosts.values()
        key = next(VmKey(host.id, v.id) for host in hosts for v in host.vms if v.id == vm)
        self.window._table.select_keys([key], key)
        found = self.window.findChild(QAction, action)
        is_ready = key in self.window._table.selected_keys() and found.isEnabled()
        if is_ready:
            found.trigger()
        return is_ready

    def trigger(self, action):
        self.window.findChild(QAction, action).trigger()

    def fill(self, name, field, text):
        dialog(name).findChild(QLineEdit, field).setText(text)

    def choose(self, name, field, data):
        box = dialog(name).findChild(QComboBox, field)
        place = box.findData(data)
        assert place >= 0, [box.itemText(number) for number in range(box.count())]
        box.setCurrentIndex(place)

    def mark(self, name, field, on):
        dialog(name).findChild(QCheckBox, field).setChecked(on)

    def press(self, name, button):
        found = dialog(name).findChildren(QAbstractButton)
        next(each for each in found if each.objectName() == button).click()

    def hush(self):
        """Close the notice over the table."""
        self.window.findChild(QAbstractButton, "closeNotice").click()

    def dismiss(self, name):
        dialog(name).reject()

    def end(self, vm):
        for each in self.program.sessions.open_sessions:
            if each.key.vm == vm:
                self.program.sessions.end(each.id)

    def quit(self):
        for each in dialogs():
            each.reject()
        self.window.close()


async def drive(program):
    loop = asyncio.get_running_loop()
    living = loop.create_task(program.live())
    orders = asyncio.Queue()

    def listen():
        for line in sys.stdin:
            loop.call_soon_threadsafe(orders.put_nowait, json.loads(line))

    while not (getattr(program, "window", None) and program.window.isVisible()):
        assert not living.done(), "the program ended"
        await asyncio.sleep(0.02)
    threading.Thread(target=listen, daemon=True).start()
    driver = Driver(program)
    name = ""
    while name != "quit":
        name, *arguments = await orders.get()
        try:
            answer = {"answer": getattr(driver, name)(*arguments)}
        except Exception as problem:  # noqa: BLE001 - the test says what it means
            answer = {"problem": f"{type(problem).__name__}: {problem}"}
        print(json.dumps(answer), flush=True)
    return await living


if __name__ == "__main__":
    application = make_application()
    sys.exit(run(application, drive(Program(application, find_places(), Options(language="en")))))
