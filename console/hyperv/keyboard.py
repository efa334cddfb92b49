"""Type into a VM: text by the host's own means, scancodes, and Ctrl+Alt+Del.

``Msvm_Keyboard`` is there only while the VM is up. What is typed may be a password: it is in no
error and in no log of ours.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from console.hyperv import jobs
from console.hyperv.query import of_vm
from console.hyperv.wire import word
from console.model.errors import ClassMissing, NotPossible
from console.model.identity import VmId
from console.wsman.cim import CimReference, CimValue
from console.wsman.client import WsmanClient
from console.wsman.names import HYPERV_NAMESPACE, class_uri
from console.wsman.wql import select

TYPE_TEXT: Final = "TypeText"
TYPE_SCANCODES: Final = "TypeScancodes"
CTRL_ALT_DEL: Final = "TypeCtrlAltDel"
MAX_CHARACTERS: Final = 256
"""Of a call, counted in UTF-16; the reference promises 512 for ASCII and 256 for the rest."""
MAX_SCANCODES: Final = 256
"""Bytes of a call; the reference names no bound, so ours is careful."""

_KEYBOARD: Final = "Msvm_Keyboard"
_KEYS: Final = ("CreationClassName", "DeviceID", "SystemCreationClassName", "SystemName")


def type_text(wsman: WsmanClient, vm: VmId, text: str) -> None:
    """Have the host type a text, with whatever layout it assumes for the guest.

    A long text goes in several calls, so a part of it may have been typed when an error comes.

    Raises:
        NotPossible: ``no_keyboard``: the VM is not up.
        OperationFailed: The host refused; 1: it cannot type one of the characters.
    """
    keyboard = find_keyboard(wsman, vm)
    for part in _parts(text):
        _call(wsman, keyboard, TYPE_TEXT, (("asciiText", part),))


def type_scancodes(wsman: WsmanClient, vm: VmId, sequences: Iterable[bytes]) -> None:
    """Send scancodes of set 1 to a VM (``model.keyboard`` makes them).

    Sequences are never divided among calls, so that no key stays down should one of them fail.

    Raises:
        NotPossible: ``no_keyboard``: the VM is not up.
        OperationFailed: The host refused.
    """
    keyboard = find_keyboard(wsman, vm)
    for codes in _gathered(sequences):
        _call(wsman, keyboard, TYPE_SCANCODES, (("Scancodes", tuple(codes)),))


def ctrl_alt_del(wsman: WsmanClient, vm: VmId) -> None:
    """Press Ctrl+Alt+Del; raises as ``type_scancodes`` does."""
    _call(wsman, find_keyboard(wsman, vm), CTRL_ALT_DEL, ())


def find_keyboard(wsman: WsmanClient, vm: VmId) -> CimReference:
    """Return a VM's keyboard by its four keys as the host told them.

    Raises:
        NotPossible: ``no_keyboard``: the VM is not up.
    """
    try:
        rows = wsman.query_all(HYPERV_NAMESPACE, select(_KEYBOARD, _KEYS, of_vm(vm)))
    except ClassMissing:
        rows = ()
    if not rows:
        raise NotPossible("no_keyboard", vm)
    uri = class_uri(HYPERV_NAMESPACE, _KEYBOARD)
    return CimReference(uri, tuple((key, word(rows[0], key)) for key in _KEYS))


def _call(
    wsman: WsmanClient,
    keyboard: CimReference,
    method: str,
    arguments: Sequence[tuple[str, CimValue]],
) -> None:
    """Call a method; these end at once and start no job."""
    jobs.start(wsman, keyboard, method, arguments)


def _parts(text: str) -> Iterator[str]:
    part, size = "", 0
    for c in text:
        width = 1 + (ord(c) > 0xFFFF)
        if size + width > MAX_CHARACTERS:
            yield part
            part, size = "", 0
        part, size = part + c, size + width
    if part:
        yield part


def _gathered(sequences: Iterable[bytes]) -> Iterator[bytes]:
    gathered = b""
    for codes in sequences:
        if gathered and len(gathered) + len(codes) > MAX_SCANCODES:
            yield gathered
            gathered = b""
        gathered += codes
    if gathered:
        yield gathered
