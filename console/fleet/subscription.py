"""Functions that want to be told of something."""

import logging
from collections.abc import Callable
from typing import Generic, TypeVar

_T = TypeVar("_T")
_log = logging.getLogger(__name__)


class Subscribers(Generic[_T]):
    """Callbacks, told in the order in which they came."""

    def __init__(self) -> None:
        self._callbacks: list[Callable[[_T], None]] = []

    def add(self, callback: Callable[[_T], None]) -> Callable[[], None]:
        """Tell ``callback`` from now on.

        Returns:
            A function that ends it; calling it twice does no harm.
        """
        self._callbacks.append(callback)
        is_told = True

        def unsubscribe() -> None:
            nonlocal is_told
            if is_told and callback in self._callbacks:
                self._callbacks.remove(callback)
            is_told = False

        return unsubscribe

    def tell(self, news: _T) -> None:
        """Tell everyone; a callback that raises is logged and keeps the news from nobody else."""
        for callback in tuple(self._callbacks):
            try:
                callback(news)
            except Exception:  # noqa: BLE001 - a mistake of one must not stop the rest
                _log.exception("A subscriber failed")

    def clear(self) -> None:
        """Tell nobody any more."""
        self._callbacks.clear()
