"""The one place in the program that makes tasks."""

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any

_log = logging.getLogger(__name__)


class Spawner:
    """Makes tasks with names, keeps them alive, and reports those that end by a mistake.

    The loop itself holds tasks weakly, so a task that nobody keeps may vanish in mid-air; and an
    exception in a task that nobody awaits is told only when it is collected.
    """

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[Any]] = set()
        self._is_closed = False

    @property
    def running(self) -> int:
        """How many tasks have not ended."""
        return len(self._tasks)

    @property
    def is_closed(self) -> bool:
        """Whether nothing can be started any more."""
        return self._is_closed

    def spawn(self, coroutine: Coroutine[Any, Any, Any], name: str) -> asyncio.Task[Any]:
        """Start a coroutine as a task of the running loop.

        Raises:
            RuntimeError: The spawner is closed; the coroutine is closed too.
        """
        if self._is_closed:
            coroutine.close()
            raise RuntimeError(f"{name}: the spawner is closed")
        task = asyncio.get_running_loop().create_task(coroutine, name=name)
        self._tasks.add(task)
        task.add_done_callback(self._ended)
        return task

    async def close(self, timeout_s: float) -> tuple[str, ...]:
        """Cancel every task and wait for their ends, not longer than ``timeout_s``.

        Returns:
            The names of the tasks that did not end in time.
        """
        self._is_closed = True
        me = asyncio.current_task()
        tasks = {task for task in self._tasks if task is not me}
        for task in tasks:
            task.cancel()
        if not tasks:
            return ()
        _, late = await asyncio.wait(tasks, timeout=timeout_s)
        return tuple(sorted(task.get_name() for task in late))

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            _log.error("Task %s failed", task.get_name(), exc_info=error)
