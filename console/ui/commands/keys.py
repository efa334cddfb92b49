"""Sends keys to guests: combinations at once, text piece by piece at the speed that was chosen.

Nothing of it is an operation: it leaves no record, because what is typed may be a password. Each
piece is one call through the host's interactive lane, the next begins when it has ended, so that
the lane stays free for other things in between and typing can be stopped.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QMenu

from console.fleet.clock import Clock
from console.model.errors import ConsoleError
from console.model.identity import VmKey
from console.model.keyboard import KeyboardLayout, KeyCombination, Keystrokes
from console.ui import texts
from console.ui.actions.row import Run
from console.ui.dialogs.ask import ask
from console.ui.dialogs.keys import TypeTextDialog
from console.ui.ports import FleetControl
from console.ui.runner import CommandRunner
from console.ui.selection import Selection
from console.ui.sentences.keys import combination_name

PIECE_S: Final = 0.5
"""A piece is what is typed in this time."""

MENU: Final[tuple[KeyCombination | None, ...]] = (
    None,
    KeyCombination.CTRL_SHIFT_ESC,
    KeyCombination.CTRL_ESC,
    KeyCombination.ALT_TAB,
    KeyCombination.ALT_F4,
    KeyCombination.WIN,
    KeyCombination.WIN_R,
    KeyCombination.WIN_L,
    None,
    KeyCombination.ESC,
    KeyCombination.ENTER,
    KeyCombination.TAB,
    KeyCombination.BACKSPACE,
    KeyCombination.DELETE,
    KeyCombination.PRINT,
    KeyCombination.ALT_PRINT,
    None,
    *(KeyCombination(f"f{number}") for number in range(1, 13)),
)
"""The combinations in the menu below Ctrl+Alt+Del, which is a command of its own.

``None`` is a separator.
"""

_BY_LANGUAGE: Final[Mapping[QLocale.Language, KeyboardLayout]] = {
    QLocale.Language.German: KeyboardLayout.DE,
    QLocale.Language.French: KeyboardLayout.FR,
    QLocale.Language.Japanese: KeyboardLayout.JP,
    QLocale.Language.Chinese: KeyboardLayout.ZH,
}


@dataclass(eq=False, slots=True)
class _Typing:
    """One text on its way; it is only in here and in the dialog."""

    is_stopped: bool = False
    has_dialog: bool = True

    def stop(self) -> None:
        self.is_stopped = True

    def leave(self) -> None:
        """Stop, and touch the dialog no more: it is gone."""
        self.is_stopped = True
        self.has_dialog = False


class KeysCommands:
    """Commands about keys.

    Args:
        fleet: Reaches the hosts.
        runner: Runs and shows.
        clock: Keeps the speed.
    """

    def __init__(self, fleet: FleetControl, runner: CommandRunner, clock: Clock) -> None:
        self._fleet = fleet
        self._runner = runner
        self._clock = clock
        self._layouts: dict[VmKey, KeyboardLayout] = {}

    def runs(self) -> dict[str, Run]:
        """Return what the actions ``ctrl-alt-del`` and ``type-text`` do."""
        return {"ctrl-alt-del": self._press_selected, "type-text": self._type_selected}

    def press(self, key: VmKey, combination: KeyCombination) -> None:
        """Send a combination; an error is told in the window."""
        self._runner.start(self._press(key, combination), "keys")

    def type_text(self, key: VmKey) -> None:
        """Ask for text to type into a VM."""
        self._runner.start(self._type(key), "type-text")

    def fill_menu(self, menu: QMenu, key: Callable[[], VmKey | None]) -> None:
        """Put the combinations into a menu.

        Args:
            menu: The menu.
            key: Returns the VM when one is chosen; ``None``: nothing is sent.
        """
        for combination in MENU:
            if combination is None:
                menu.addSeparator()
                continue
            action = menu.addAction(combination_name(combination))
            action.setObjectName(f"keys_{combination.value}")
            action.triggered.connect(partial(self._press_from_menu, key, combination))

    def _press_from_menu(
        self, key: Callable[[], VmKey | None], combination: KeyCombination, *_: object
    ) -> None:
        chosen = key()
        if chosen is not None:
            self.press(chosen, combination)

    def _press_selected(self, selection: Selection) -> None:
        for choice in selection.vms:
            self.press(choice.key, KeyCombination.CTRL_ALT_DEL)

    def _type_selected(self, selection: Selection) -> None:
        if len(selection.vms) == 1:
            self.type_text(selection.vms[0].key)

    async def _press(self, key: VmKey, combination: KeyCombination) -> None:
        if combination is KeyCombination.CTRL_ALT_DEL:
            await self._fleet.ask(key.host, lambda host: host.ctrl_alt_del(key.vm))
        else:
            codes = (combination.scancodes,)
            await self._fleet.ask(key.host, lambda host: host.type_scancodes(key.vm, codes))

    async def _type(self, key: VmKey) -> None:
        vm = self._fleet.store.vm(key)
        if vm is None:
            return
        known = self._layouts.get(key) or usual_layout(QLocale.system())
        dialog = TypeTextDialog(vm.name, known, self._runner.window)
        typing: list[_Typing] = []

        def send(keys: Keystrokes, speed: int) -> None:
            self._layouts[key] = dialog.layout_chosen
            typing[:] = [_Typing()]
            dialog.show_started()
            self._runner.start(self._send(key, keys, speed, dialog, typing[0]), "type-keys")

        def stop() -> None:
            for each in typing:
                each.stop()

        dialog.send_requested.connect(send)
        dialog.stop_requested.connect(stop)
        try:
            await ask(dialog, is_modal=False)
        finally:
            for each in typing:
                each.leave()

    async def _send(
        self, key: VmKey, keys: Keystrokes, speed: int, dialog: TypeTextDialog, typing: _Typing
    ) -> None:
        """Type piece by piece; the dialog is touched only while it is open."""
        total, done = len(keys.sequences), 0
        size = max(1, round(speed * PIECE_S))
        try:
            while done < total and not typing.is_stopped:
                piece = keys.sequences[done : done + size]
                began = self._clock.monotonic()
                await self._send_piece(key, piece)
                done += len(piece)
                if typing.is_stopped:
                    break
                dialog.show_progress(done, total)
                rest = len(piece) / speed - (self._clock.monotonic() - began)
                if done < total and rest > 0:
                    await self._clock.sleep(rest)
        except ConsoleError as error:
            if typing.has_dialog:
                dialog.show_failed(texts.explain(error).cause, done, total)
            return
        if not typing.has_dialog:
            return
        if done < total:
            dialog.show_stopped(done, total)
        else:
            dialog.show_done(total)

    async def _send_piece(self, key: VmKey, piece: tuple[bytes, ...]) -> None:
        await self._fleet.ask(key.host, lambda host: host.type_scancodes(key.vm, piece))


def usual_layout(locale: QLocale) -> KeyboardLayout:
    """Return the layout that a guest most likely has where this computer speaks a language."""
    return _BY_LANGUAGE.get(locale.language(), KeyboardLayout.US)
