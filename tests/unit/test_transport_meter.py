"""The meter: what it counts, and that readings are whole."""

import threading

import pytest

from console.model.errors import Cancelled
from console.transport.meter import Meter, MeteredExchange, MeterReading


class Echo:
    def __init__(self) -> None:
        self.closed = False

    def send(self, request: bytes, *, repeatable: bool) -> bytes:
        if request == b"fail":
            raise Cancelled
        return request * (3 if repeatable else 2)

    def close(self) -> None:
        self.closed = True


def test_replies_and_failures_are_counted():
    meter, inner = Meter(), Echo()
    exchange = MeteredExchange(inner, meter)
    assert exchange.send(b"12345", repeatable=True) == b"12345" * 3
    exchange.send(b"1", repeatable=False)
    with pytest.raises(Cancelled):
        exchange.send(b"fail", repeatable=True)
    reading = meter.reading
    assert reading.last_seconds is not None
    assert reading == MeterReading(3, 1, 10, 17, 5, 15, reading.last_seconds)


def test_close_reaches_the_wrapped_exchange():
    inner = Echo()
    MeteredExchange(inner, Meter()).close()
    assert inner.closed


def test_threads_lose_no_count():
    meter = Meter()

    def add():
        for _ in range(2000):
            meter.add_reply(1, 2, 0.1)

    threads = [threading.Thread(target=add) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert meter.reading == MeterReading(8000, 0, 8000, 16000, 1, 2, 0.1)
