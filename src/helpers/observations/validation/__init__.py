"""Validation of the observations: what must hold before anything is computed from them.

In: the rows of one file, or small summaries of all files. Out: findings, errors first. Nothing here
changes a value, or decides whether a file is used.

The checks of one file are in ``codes``, ``row_checks``, ``member_sums`` and ``months``; ``summary`` makes a
small table of each file, which the checks across files compare: ``agreement``, ``gaps``, ``magnitudes``.
``check_registry`` names every check, also those that the readers of files make.
"""
