"""How processes that run editions end."""

from __future__ import annotations

import signal


def end_of(code: int | None, where: str = "above") -> str:
    """Tell how a process ended that said nothing.

    Parameters
    ----------
    code : int or None
        Its exit code; below nothing, the signal that ended it.
    where : str
        The place its traceback is.

    Returns
    -------
    str
        Part of a line.
    """
    if code is not None and code < 0:
        name = signal.Signals(-code).name
        return f"its process was stopped from outside ({name}), perhaps for want of memory"
    return f"its process ended with exit code {code}, for the reason {where}"
