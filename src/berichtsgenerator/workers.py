"""What worker processes have in common."""

from __future__ import annotations

import signal


def leave_interrupts() -> None:
    """Ctrl-C reaches every process of a terminal: workers leave it to the main process, which then ends them."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
