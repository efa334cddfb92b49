"""A lane under the loop that the program really uses: Qt's, by way of qasync."""

import asyncio
import contextlib
import threading

import PySide6.QtWidgets  # noqa: F401 -- qasync takes the binding that is already there
import pytest
import qasync

from console.model.errors import Cancelled
from console.transport.lane import Lane


@pytest.fixture
def loop(qapp):
    loop = qasync.QEventLoop(qapp)
    yield loop
    loop.close()


def test_results_errors_and_closing_reach_a_qt_loop(loop):
    lane, free = Lane("qt"), threading.Event()

    async def main():
        assert await lane.call(lambda: 5) == 5
        with pytest.raises(ZeroDivisionError):
            await lane.call(lambda: 1 // 0)
        running = asyncio.gather(lane.call(free.wait, 5), lane.call(int), return_exceptions=True)
        while lane.waiting != 1:  # noqa: ASYNC110 -- the lane has no event for it, on purpose
            await asyncio.sleep(0.001)
        lane.close()
        free.set()
        first, second = await running
        assert first is True
        assert isinstance(second, Cancelled)

    with loop:
        loop.run_until_complete(main())


def test_a_result_after_the_end_of_a_qt_loop_is_dropped_quietly(loop):
    lane, free = Lane("qt"), threading.Event()

    async def leave():
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(0.05):
                await lane.call(free.wait, 5)

    loop.run_until_complete(leave())
    loop.close()
    free.set()
    assert asyncio.run(lane.call(lambda: "next")) == "next"
    lane.close()
