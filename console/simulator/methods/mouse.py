"""Methods of ``Msvm_SyntheticMouse`` (Hyper-V WMI v2 reference).

Parameters start in lower case there, as they do with the keyboard.
"""

from console.simulator.behaviour.operations import DONE, INVALID_PARAMETER, INVALID_STATE
from console.simulator.methods.call import Method, MethodCall, MethodTable, Output

_BUTTONS = 5
_LIMIT = 2**31


def _refused(call: MethodCall, *names: str) -> Output | None:
    """Return the answer to a call that cannot be carried out: a paused VM, a number too large."""
    if call.thing.is_paused:
        return {"ReturnValue": INVALID_STATE}
    values = [call.arguments.integer(name) or 0 for name in names]
    if any(not -_LIMIT <= value < _LIMIT for value in values):
        return {"ReturnValue": INVALID_PARAMETER}
    return None


def _number(call: MethodCall, name: str) -> int:
    return call.arguments.integer(name) or 0


def _button(call: MethodCall) -> int | None:
    """Return the button that is meant, ``None`` for one that no mouse has."""
    number = _number(call, "buttonIndex")
    return number if 0 < number <= _BUTTONS else None


def _place(call: MethodCall) -> Output:
    refused = _refused(call, "horizontalPosition", "verticalPosition")
    if refused is None:
        x, y = _number(call, "horizontalPosition"), _number(call, "verticalPosition")
        call.thing.input.place = (x, y)
    return refused or {"ReturnValue": DONE}


def _scroll(call: MethodCall) -> Output:
    refused = _refused(call, "scrollPositionDelta")
    if refused is None:
        call.thing.input.scrolled += _number(call, "scrollPositionDelta")
    return refused or {"ReturnValue": DONE}


def _click(call: MethodCall) -> Output:
    button = _button(call)
    if button is None:
        return {"ReturnValue": INVALID_PARAMETER}
    refused = _refused(call)
    if refused is None:
        call.thing.input.clicks.append(button)
    return refused or {"ReturnValue": DONE}


def _set_button(call: MethodCall) -> Output:
    button = _button(call)
    if button is None:
        return {"ReturnValue": INVALID_PARAMETER}
    refused = _refused(call)
    if refused is None:
        down: set[int] = call.thing.input.buttons
        if call.arguments.boolean("isDown"):
            down.add(button)
        else:
            down.discard(button)
    return refused or {"ReturnValue": DONE}


def _get_button(call: MethodCall) -> Output:
    button = _button(call)
    if button is None:
        return {"ReturnValue": INVALID_PARAMETER}
    return {"isDown": button in call.thing.input.buttons, "ReturnValue": DONE}


_PLACE = ("horizontalPosition", "verticalPosition")
_SCROLL = ("scrollPositionDelta",)
_BUTTON = ("buttonIndex",)
_STATE = ("buttonIndex", "isDown")

METHODS: MethodTable = {
    "SetAbsolutePosition": Method(_place, _PLACE, required=_PLACE),
    "SetScrollPosition": Method(_scroll, _SCROLL, required=_SCROLL),
    "ClickButton": Method(_click, _BUTTON, required=_BUTTON),
    "SetButtonState": Method(_set_button, _STATE, required=_STATE),
    "GetButtonState": Method(_get_button, _BUTTON, ("isDown",), required=_BUTTON),
}
"""By name."""
