"""``GetVirtualSystemThumbnailImage`` (Hyper-V WMI v2 reference): a picture of a VM's screen.

The bytes go over the wire as one base64 text, as other ``uint8[]`` output does.
"""

import base64

from console.simulator.behaviour.operations import DONE, INVALID_PARAMETER, INVALID_STATE
from console.simulator.behaviour.screen import picture
from console.simulator.behaviour.settings import RecordKind
from console.simulator.methods.call import MethodCall, Output
from console.simulator.object_path import first_guid

_MAX_PIXELS = 4096


def get_image(call: MethodCall) -> Output:
    """Do ``GetVirtualSystemThumbnailImage``; a VM without a screen is in the wrong state."""
    target = call.arguments.target("TargetSystem")
    width = call.arguments.integer("WidthPixels") or 0
    height = call.arguments.integer("HeightPixels") or 0
    record = None
    if target is not None:
        record = call.machine.records.get(first_guid(target.selector("InstanceID")))
    if record is None or not (0 < width <= _MAX_PIXELS and 0 < height <= _MAX_PIXELS):
        return {"ReturnValue": INVALID_PARAMETER}
    vm = call.machine.vms[record.vm_id]
    if record.kind is not RecordKind.CURRENT or not vm.has_components:
        return {"ReturnValue": INVALID_STATE}
    data = picture(vm, call.machine.now, width, height)
    return {"ImageData": base64.b64encode(data).decode("ascii"), "ReturnValue": DONE}
