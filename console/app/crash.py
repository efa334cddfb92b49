"""What happens with an exception that nobody expected: it is logged, and the window says so."""

import logging
import sys
import threading
from collections.abc import Callable
from types import TracebackType

_log = logging.getLogger(__name__)


def install(tell: Callable[[str], None]) -> Callable[[], None]:
    """Log every uncaught exception and tell the user its type, once each.

    Args:
        tell: Called in the thread of the exception with one line for people.

    Returns:
        A function that restores what was there before.
    """
    told: set[str] = set()
    before, before_in_threads = sys.excepthook, threading.excepthook

    def handle(
        kind: type[BaseException], problem: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            before(kind, problem, trace)
            return
        _log.critical("uncaught exception", exc_info=(kind, problem, trace))
        line = f"{kind.__name__} in {_place(trace)}"
        if line not in told:
            told.add(line)
            tell(line)

    def handle_in_thread(arguments: threading.ExceptHookArgs) -> None:
        if arguments.exc_value is not None:
            handle(arguments.exc_type, arguments.exc_value, arguments.exc_traceback)

    sys.excepthook = handle
    threading.excepthook = handle_in_thread

    def restore() -> None:
        sys.excepthook, threading.excepthook = before, before_in_threads

    return restore


def _place(trace: TracebackType | None) -> str:
    """Return module and line of the innermost frame, without values: they may be secret."""
    if trace is None:
        return "unknown place"
    while trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_globals.get('__name__', '?')}:{trace.tb_lineno}"
