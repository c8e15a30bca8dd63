"""Indicators: from values and their bases to figures, and which figures each was computed from.

In: answers of the warehouse, as frames of observations. ``panel`` sets each value beside its base of
the year before, ``bases`` infers bases from printed growth; each other module holds the definitions of
one kind. A metric takes panels (columns ``PANEL_COLUMNS``), or frames of figures, and returns a frame
with the columns ``figures.COLUMNS``. It has one definition here, and beside it, in ``INPUTS``, the
figures its formula takes (``inputs``), which ``lineage`` finds on a page. Not allowed: files, clocks,
and words for readers, which are the locale's.
"""
