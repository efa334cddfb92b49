"""What Hyper-V can do: plain blocking functions over a ``WsmanClient``, typed values out.

Wire names and wire numbers (WMI classes, properties, return values) end here; above this folder
there are only the values of ``console.model``.
"""
