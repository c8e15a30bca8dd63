"""What running an edition needs, for the process that the others are forked from.

It is imported there and nowhere else, for what importing it does: all that every edition would
load, read and compile for itself is then there already.
"""

import jupytext
import nbformat

import helpers.execution.running
import helpers.execution.shell
import helpers.reports.registry  # noqa: F401  # as the docstring says
from helpers.words import chinese

# The first notebook that is read compiles what it is checked by; the first word reads the words.
nbformat.validate(jupytext.reads("# %% [markdown]\n# Text\n\n# %%\n1\n", fmt="py:percent"))
chinese()
