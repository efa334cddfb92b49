"""Pictures of a VM's screen (GetVirtualSystemThumbnailImage), and how large the screen is.

A picture comes in one reply, as base64 text, and a host counts an envelope in UTF-16: of 512,000
bytes some 93,000 pixels remain (400 x 225 fits, 480 x 270 does not), of the 153,600 bytes that some
hosts allow only 28,000. So a picture is asked for as small as fits the first, and smaller where a
host refuses that.
"""

import math
from typing import Final

from console.hyperv.capability import is_too_large
from console.hyperv.codes import COMPLETED, INVALID_STATE
from console.hyperv.query import MANAGEMENT_SERVICE, of_vm, settings
from console.hyperv.wire import number
from console.model.errors import ClassMissing, Malformed, NotPossible, OperationFailed, WsmanFault
from console.model.identity import VmId
from console.model.screen import Screen
from console.wsman.client import WsmanClient
from console.wsman.names import HYPERV_NAMESPACE
from console.wsman.wql import select

METHOD: Final = "GetVirtualSystemThumbnailImage"
MAX_WIDTH: Final = 400
MAX_HEIGHT: Final = 240
MAX_PIXELS: Final = 90_000
MIN_SIDE: Final = 16
_HEAD: Final = "Msvm_VideoHead"
_HEAD_COLUMNS: Final = (
    "EnabledState",
    "CurrentHorizontalResolution",
    "CurrentVerticalResolution",
)
_ENABLED: Final = 2
_BYTES_PER_PIXEL: Final = 2


def read_screen(wsman: WsmanClient, vm: VmId, width: int, height: int) -> Screen:
    """Read a picture of a VM's screen, scaled by the host; the aspect is ours to keep.

    Args:
        wsman: The host.
        vm: The VM, running.
        width: 16 to 400 pixels; what is beyond is brought within. Where width times height is too
            much for an envelope, both shrink: the picture tells its size.
        height: 16 to 240 pixels.

    Raises:
        NotPossible: ``no_screen``: the host has no picture, as of a VM that is off: whether it
            then answers "invalid state" or nothing is not confirmed.
        OperationFailed: The host refused.
        Malformed: The picture has another size.
    """
    width, height = _fitting(width, height)
    while True:
        try:
            return _read(wsman, vm, width, height)
        except WsmanFault as fault:
            if not is_too_large(fault) or min(width, height) < 2 * MIN_SIDE:
                raise
        width, height = width // 2, height // 2


def _fitting(width: int, height: int) -> tuple[int, int]:
    width = max(MIN_SIDE, min(MAX_WIDTH, width))
    height = max(MIN_SIDE, min(MAX_HEIGHT, height))
    scale = min(1.0, math.sqrt(MAX_PIXELS / (width * height)))
    return int(width * scale), int(height * scale)


def _read(wsman: WsmanClient, vm: VmId, width: int, height: int) -> Screen:
    arguments = (
        ("TargetSystem", settings(vm)),
        ("WidthPixels", width),
        ("HeightPixels", height),
    )
    output = wsman.invoke(MANAGEMENT_SERVICE, METHOD, arguments)
    code = output.integer("ReturnValue")
    if code is None:
        raise Malformed(f"{METHOD}: no return value")
    if code == INVALID_STATE:
        raise NotPossible("no_screen", vm)
    if code != COMPLETED:
        raise OperationFailed(f"{MANAGEMENT_SERVICE.class_name}.{METHOD}", code)
    pixels = output.octets("ImageData")
    if not pixels:
        raise NotPossible("no_screen", vm)
    if len(pixels) != width * height * _BYTES_PER_PIXEL:
        raise Malformed(f"{METHOD}: {len(pixels)} bytes for {width} x {height}")
    return Screen(width, height, pixels)


def read_resolution(wsman: WsmanClient, vm: VmId) -> tuple[int, int] | None:
    """Read how large a VM's screen is; ``None`` where the host does not tell."""
    try:
        rows = wsman.query_all(HYPERV_NAMESPACE, select(_HEAD, _HEAD_COLUMNS, of_vm(vm)))
    except ClassMissing:
        return None
    for row in rows:
        across = number(row, "CurrentHorizontalResolution") or 0
        down = number(row, "CurrentVerticalResolution") or 0
        if number(row, "EnabledState") == _ENABLED and across and down:
            return across, down
    return None
