"""Show a dialog without ``exec``, and wait for its end in a coroutine."""

import asyncio
from pathlib import Path

from PySide6.QtWidgets import QDialog, QFileDialog


async def ask(dialog: QDialog, *, is_modal: bool = True) -> int:
    """Open a dialog, wait until it is closed, and return its result.

    The dialog is deleted afterwards. When the waiting task is cancelled, the dialog is rejected.

    Args:
        dialog: The dialog.
        is_modal: Whether the window waits for it; else both can be used.
    """
    done: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    def finished(result: int) -> None:
        if not done.done():
            done.set_result(result)

    dialog.finished.connect(finished)
    if is_modal:
        dialog.open()
    else:
        dialog.show()
    try:
        return await done
    except asyncio.CancelledError:
        dialog.reject()
        raise
    finally:
        dialog.deleteLater()


async def ask_file(dialog: QFileDialog) -> Path | None:
    """Let a file be chosen; ``None`` when the user would rather not."""
    is_chosen = await ask(dialog) == QDialog.DialogCode.Accepted
    names = dialog.selectedFiles() if is_chosen else []  # it is deleted later, not yet
    return Path(names[0]) if names else None
