"""Loads the window's modules without two things that take a fifth of the time it takes."""

import contextlib
import gc
import importlib
from collections.abc import Generator
from typing import Final

_LOOK: Final = "_mod_uses_pyside"


@contextlib.contextmanager
def quick_loading() -> Generator[None]:
    """Load what is imported inside quickly.

    What is loaded stays until the end, so nothing in it is garbage: it is neither looked through
    while it comes in, nor ever again.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    _forgo_features()
    try:
        yield
    finally:
        gc.freeze()
        if was_enabled:
            gc.enable()


def _forgo_features() -> None:
    """Keep PySide6 from reading the source of every module that is imported after it.

    It looks there for its own name, to know where ``from __feature__ import`` might stand, and
    Python keeps what was read: 10 MiB. We use no such features, so each module is taken for one
    that has chosen none. A PySide6 that does this in another way is left alone.
    """
    importlib.import_module("PySide6.QtCore")
    feature = importlib.import_module("shibokensupport.feature")
    if hasattr(feature, _LOOK):
        setattr(feature, _LOOK, _uses_pyside)


def _uses_pyside(module: object) -> bool:
    del module
    return True
