"""Gates for every test: what is logged, left running or warned about is part of the contract."""

import logging
import threading
import time

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.internal.conjecture.providers import Constants, HypothesisProvider

_GRACE_S = 3.0

# Every run of the suite tries the same examples, so that a change is judged by what it does and not
# by the day's luck. `make fuzz` looks for new ones: pytest --hypothesis-profile=fuzz.
settings.register_profile(
    "ci",
    derandomize=True,
    database=None,
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "fuzz",
    derandomize=False,
    max_examples=400,
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("ci")


class _Collector(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.unexpected: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.unexpected.append(f"{record.levelname} {record.name}: {record.getMessage()}")


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    if settings.get_current_profile_name() == "ci":
        # Examples are also built from the constants of whatever modules happen to be loaded: then
        # the same test would get others in another order of tests, or after any change of code.
        HypothesisProvider._local_constants = Constants()
    config.addinivalue_line(
        "markers", "expects_log: the test provokes log records of WARNING or above on purpose"
    )


@pytest.fixture(autouse=True)
def no_unexpected_log(request: pytest.FixtureRequest):
    """Fail a test that logs a warning or worse without saying so."""
    handler = _Collector()
    logging.getLogger().addHandler(handler)
    yield
    logging.getLogger().removeHandler(handler)
    if handler.unexpected and not request.node.get_closest_marker("expects_log"):
        pytest.fail("unexpected log:\n" + "\n".join(handler.unexpected))


@pytest.fixture(autouse=True)
def no_leaked_thread():
    """Fail a test that leaves a thread behind, daemon or not."""
    before = set(threading.enumerate())
    yield
    deadline = time.monotonic() + _GRACE_S
    while left := [t for t in threading.enumerate() if t not in before and t.is_alive()]:
        if time.monotonic() > deadline:
            pytest.fail(f"threads left running: {', '.join(t.name for t in left)}")
        time.sleep(0.01)
