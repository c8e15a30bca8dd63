"""What a report needs to look as on the site where Jupyter shows it: its style, and names of marks.

A build and papermill show reports without it: pages have the style of the site.
"""

from __future__ import annotations

import os
from importlib import resources
from typing import Final

_SESSION: Final = "JPY_SESSION_NAME"
"""What Jupyter's server sets for the kernels of its notebooks, and papermill for none."""


def show_style() -> None:
    """Display the style of all that reports show, in a notebook that Jupyter shows; else nothing."""
    if _SESSION not in os.environ:
        return
    from IPython.core.getipython import get_ipython  # noqa: PLC0415  # only in notebooks
    from IPython.display import publish_display_data  # noqa: PLC0415  # only in notebooks

    # A build that is started in a notebook runs without a kernel of its own.
    if hasattr(get_ipython(), "kernel"):
        style = resources.files("helpers.reports.common").joinpath("jupyter.html")
        html = style.read_text(encoding="utf-8")
        publish_display_data({"text/html": html, "text/plain": ""})  # type: ignore[no-untyped-call]  # IPython's
