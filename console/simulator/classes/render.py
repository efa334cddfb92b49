"""What the class modules need of the repository: to write one object into another."""

from typing import Protocol

from console.wsman.cim import CimInstance


class Renderer(Protocol):
    """Turns a thing into an object of a class of Hyper-V's namespace."""

    def render(self, class_name: str, thing: object) -> CimInstance:
        """Return the whole object."""
        ...

    def path(self, class_name: str, thing: object) -> str:
        """Return its WMI path as text."""
        ...
