"""What models and delegates need to know of the theme, so that a test can hand them a plain one."""

from typing import Protocol

from PySide6.QtGui import QColor, QIcon

from console.ui.colours import ColourRole


class Look(Protocol):
    """Gives icons and colours for the scheme in use."""

    def icon(self, name: str) -> QIcon:
        """Return an icon by its name, such as ``vm-running``."""
        ...

    def colour(self, role: ColourRole) -> QColor:
        """Return the colour of a role in the scheme in use."""
        ...
