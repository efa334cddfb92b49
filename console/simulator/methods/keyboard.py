"""Methods of ``Msvm_Keyboard`` (Hyper-V WMI v2 reference); ``vm.typed`` keeps what was typed."""

from console.model.keyboard import KeyboardLayout, KeyCombination, scancodes_for
from console.simulator.behaviour.operations import DONE, INVALID_PARAMETER, INVALID_STATE
from console.simulator.methods.call import Method, MethodCall, MethodTable, Output

_UNTRANSLATABLE = 1
_MAX_ASCII = 512
_MAX_OTHER = 256


def _type_text(call: MethodCall) -> Output:
    """Type a text with the US layout, all of it or nothing."""
    text = call.arguments.text("asciiText")
    size = len(text.encode("utf-16-le")) // 2
    if size > (_MAX_ASCII if text.isascii() else _MAX_OTHER):
        return {"ReturnValue": INVALID_PARAMETER}
    if not scancodes_for(text, KeyboardLayout.US).is_complete:
        return {"ReturnValue": _UNTRANSLATABLE}
    return _typed(call, text)


def _type_scancodes(call: MethodCall) -> Output:
    codes = call.arguments.octets("Scancodes")
    if not codes:
        return {"ReturnValue": INVALID_PARAMETER}
    return _typed(call, codes)


def _ctrl_alt_del(call: MethodCall) -> Output:
    return _typed(call, KeyCombination.CTRL_ALT_DEL.scancodes)


def _typed(call: MethodCall, what: str | bytes) -> Output:
    if call.thing.is_paused:
        return {"ReturnValue": INVALID_STATE}
    call.thing.typed.append(what)
    return {"ReturnValue": DONE}


METHODS: MethodTable = {
    "TypeText": Method(_type_text, ("asciiText",), required=("asciiText",)),
    "TypeScancodes": Method(_type_scancodes, ("Scancodes",), required=("Scancodes",)),
    "TypeCtrlAltDel": Method(_ctrl_alt_del),
}
"""By name."""
