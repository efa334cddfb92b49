"""Methods of ``Msvm_Keyboard`` (Hyper-V WMI v2 reference); ``vm.typed`` keeps what was typed."""

from console.model.keyboard import KeyboardLayout, KeyCombination, scancodes_for
from console.simulator.behaviour.input_devices import VirtualKey
from console.simulator.behaviour.operations import DONE, INVALID_PARAMETER, INVALID_STATE
from console.simulator.methods.call import Method, MethodCall, MethodTable, Output

_UNTRANSLATABLE = 1
_MAX_ASCII = 512
_MAX_OTHER = 256
_MAX_KEY = 254
_KEY = ("keyCode",)


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


def _key(call: MethodCall) -> int | None:
    """Return the virtual-key code of a call, ``None`` for a number that is none."""
    code = call.arguments.integer("keyCode") or 0
    return code if 0 < code <= _MAX_KEY else None


def _type_key(call: MethodCall) -> Output:
    code = _key(call)
    return {"ReturnValue": INVALID_PARAMETER} if code is None else _typed(call, VirtualKey(code))


def _press_key(call: MethodCall) -> Output:
    return _hold(call, is_down=True)


def _release_key(call: MethodCall) -> Output:
    return _hold(call, is_down=False)


def _hold(call: MethodCall, *, is_down: bool) -> Output:
    code = _key(call)
    if code is None:
        return {"ReturnValue": INVALID_PARAMETER}
    output = _typed(call, VirtualKey(code, is_down))
    down: set[int] = call.thing.input.keys
    if output["ReturnValue"] == DONE and is_down:
        down.add(code)
    elif output["ReturnValue"] == DONE:
        down.discard(code)
    return output


def _is_key_pressed(call: MethodCall) -> Output:
    code = _key(call)
    if code is None:
        return {"ReturnValue": INVALID_PARAMETER}
    return {"keyState": code in call.thing.input.keys, "ReturnValue": DONE}


def _typed(call: MethodCall, what: str | bytes | VirtualKey) -> Output:
    if call.thing.is_paused:
        return {"ReturnValue": INVALID_STATE}
    call.thing.typed.append(what)
    return {"ReturnValue": DONE}


METHODS: MethodTable = {
    "TypeText": Method(_type_text, ("asciiText",), required=("asciiText",)),
    "TypeScancodes": Method(_type_scancodes, ("Scancodes",), required=("Scancodes",)),
    "TypeCtrlAltDel": Method(_ctrl_alt_del),
    "TypeKey": Method(_type_key, _KEY, required=_KEY),
    "PressKey": Method(_press_key, _KEY, required=_KEY),
    "ReleaseKey": Method(_release_key, _KEY, required=_KEY),
    "IsKeyPressed": Method(_is_key_pressed, _KEY, ("keyState",), required=_KEY),
}
"""By name."""
