"""Where icons, translations and the style live: beside the checkout, or inside the wheel."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QDir

_PACKAGE: Final = Path(__file__).resolve().parent.parent
KINDS: Final = ("icons", "i18n", "theme")


def resource_root() -> Path:
    """Return the folder of the resources.

    A wheel carries them as ``console/_resources``; a checkout has ``resources`` at its top.

    Raises:
        FileNotFoundError: Neither is there: the installation is broken.
    """
    for root in (_PACKAGE / "_resources", _PACKAGE.parent / "resources"):
        if (root / "icons").is_dir():
            return root
    raise FileNotFoundError(_PACKAGE / "_resources")


def register() -> Path:
    """Make ``icons:``, ``i18n:`` and ``theme:`` work as prefixes of Qt file names."""
    root = resource_root()
    for kind in KINDS:
        QDir.setSearchPaths(kind, [str(root / kind)])
    return root
