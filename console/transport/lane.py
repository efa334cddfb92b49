"""One host's queue of blocking calls: a daemon thread, in order, awaitable.

The only place where the program crosses threads. Any asyncio loop may await (qasync's too): results
come back through ``loop.call_soon_threadsafe``, nothing else of the loop is touched from here.

A job is *waiting* in the queue, then *running*, then settled. Whoever stops awaiting drops a
waiting job; a running one cannot be stopped (a blocked socket read answers to nobody) and finishes
unseen. ``close`` empties the queue, lets a running job finish, and the thread then calls the
finalizer and ends. Nothing a job raises can end the thread: every exception goes to who awaits.

A thread of our own, not an executor: pool threads are joined when the interpreter exits, so one
hung host would keep the process alive; a daemon thread dies with it.
"""

import asyncio
import logging
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from console.model.errors import Cancelled, ConsoleError

_log = logging.getLogger(__name__)
_T = TypeVar("_T")


@dataclass(slots=True, eq=False)
class _Job:
    function: Callable[..., Any]
    args: tuple[object, ...]
    loop: asyncio.AbstractEventLoop
    future: "asyncio.Future[Any]"


class Lane:
    """Calls functions one after the other in a thread of its own.

    Args:
        name: Name of the thread, for logs and debuggers.
        finalizer: Called in the lane's thread when it ends, to close what the calls opened. Not
            called when there never was a call.
    """

    def __init__(self, name: str, finalizer: Callable[[], None] | None = None) -> None:
        self._name = name
        self._finalizer = finalizer
        self._changed = threading.Condition()
        self._queue: deque[_Job] = deque()
        self._thread: threading.Thread | None = None
        self._closed = False

    @property
    def is_closed(self) -> bool:
        """Whether new calls fail."""
        return self._closed

    @property
    def waiting(self) -> int:
        """How many calls wait for their turn; the running one is not among them."""
        return len(self._queue)

    async def call(self, function: Callable[..., _T], *args: object) -> _T:
        """Call a function in the lane's thread, after all earlier calls, and return its result.

        When the awaiting task is cancelled, a call that still waits is dropped, and the result of a
        running one is thrown away.

        Raises:
            Cancelled: The lane is closed, or was before the call had its turn.
            RuntimeError: The function raised what a coroutine cannot pass on (``SystemExit``,
                ``StopIteration`` and the like); that is the cause.
            Exception: Whatever else the function raises.
        """
        loop = asyncio.get_running_loop()
        job = _Job(function, args, loop, loop.create_future())
        self._enqueue(job)
        try:
            return await job.future
        except asyncio.CancelledError:
            self._drop(job)
            raise

    def close(self) -> None:
        """End the lane: what waits fails with ``Cancelled``. Returns at once; may be repeated."""
        with self._changed:
            self._closed = True
            dropped = tuple(self._queue)
            self._queue.clear()
            self._changed.notify()
        for job in dropped:
            _deliver(job, None, Cancelled(f"{self._name} was closed"))

    def _enqueue(self, job: _Job) -> None:
        with self._changed:
            if self._closed:
                raise Cancelled(f"{self._name} is closed")
            if self._thread is None:
                thread = threading.Thread(target=self._run, name=self._name, daemon=True)
                thread.start()
                self._thread = thread
            self._queue.append(job)
            self._changed.notify()

    def _drop(self, job: _Job) -> None:
        with self._changed:
            if job in self._queue:
                self._queue.remove(job)

    def _next(self) -> _Job | None:
        """Wait for a job; ``None`` when the lane was closed."""
        with self._changed:
            while not self._queue:
                if self._closed:
                    return None
                self._changed.wait()
            return self._queue.popleft()

    def _run(self) -> None:
        while (job := self._next()) is not None:
            _perform(job)
            del job  # or an idle lane would keep the last job's arguments alive
        if self._finalizer is not None:
            try:
                self._finalizer()
            except BaseException:  # noqa: BLE001 -- nobody is left to raise it to
                _log.exception("%s: closing failed", self._name)


def _perform(job: _Job) -> None:
    try:
        result = job.function(*job.args)
    except (StopIteration, asyncio.CancelledError) as error:
        _deliver(job, None, _wrapped(error))
    except ConsoleError as error:
        _deliver(job, None, error.without_frames())
    except Exception as error:  # noqa: BLE001 -- it goes to who awaits
        _deliver(job, None, error)
    except BaseException as error:  # noqa: BLE001 -- as above; a lane outlives SystemExit
        _deliver(job, None, _wrapped(error))
    else:
        _deliver(job, result, None)


def _wrapped(error: BaseException) -> RuntimeError:
    """Wrap what a future would refuse, mistake for its own end, or let end the whole loop."""
    wrapper = RuntimeError(f"a call in a lane raised {type(error).__name__}")
    wrapper.__cause__ = error
    return wrapper


def _deliver(job: _Job, result: object, error: Exception | None) -> None:
    try:
        job.loop.call_soon_threadsafe(_settle, job.future, result, error)
    except RuntimeError:  # the loop is closed: nobody awaits any more
        _log.debug("a result came after its loop had closed")


def _settle(future: "asyncio.Future[Any]", result: object, error: Exception | None) -> None:
    if future.done():
        return
    if error is not None:
        future.set_exception(error)
    else:
        future.set_result(result)
