"""Cycles are collected on the window's thread only: widgets must not die elsewhere."""

import asyncio
import gc
import threading

from PySide6.QtWidgets import QApplication

from console.app.loop import run


class Cycle:
    """Garbage that only the collector can find, and that says where it died."""

    def __init__(self, deaths: list[str]) -> None:
        self.itself = self
        self.deaths = deaths

    def __del__(self) -> None:
        self.deaths.append(threading.current_thread().name)


def test_cycles_die_on_the_windows_thread_while_others_allocate(qapp: QApplication):
    was_enabled = gc.isenabled()
    deaths: list[str] = []
    is_over = threading.Event()

    def allocate() -> None:
        while not is_over.is_set():
            [[[]] for _ in range(2_000)]

    async def main() -> int:
        assert not gc.isenabled()
        thread = threading.Thread(target=allocate, name="lane")
        thread.start()
        try:
            for _ in range(20_000):
                Cycle(deaths)
            async with asyncio.timeout(10):
                while not deaths:  # noqa: ASYNC110 -- a dying object cannot set an event safely
                    await asyncio.sleep(0.02)
        finally:
            is_over.set()
            thread.join()
        return 7

    assert run(qapp, main()) == 7
    assert gc.isenabled() is was_enabled
    assert set(deaths) == {threading.main_thread().name}
    assert len(deaths) == 20_000
