"""Sessions that nobody opens, for windows that are looked at for something else."""

from console.settings.session_schema import SessionChoices
from console.ui.sessions.ports import LocalTools


class FakeBooks:
    """Keeps nothing."""

    choices = SessionChoices()

    async def load(self):
        return self.choices


class FakeSessions:
    """A computer without clients."""

    books = FakeBooks()
    tools = LocalTools()
    open_sessions = ()

    def __init__(self):
        self.failures = {}

    def subscribe(self, callback):
        return lambda: None

    async def discover(self, *, again=False):
        return self.tools
