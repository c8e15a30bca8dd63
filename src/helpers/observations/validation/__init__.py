"""Validation of the observations: what must hold before anything is computed from them.

In: the rows of one file, or small summaries of all files. Out: findings, errors first. Nothing here
changes a value, or decides whether a file is used.

``file_checks`` looks at the codes and rows of a file, ``sums`` at what must add up, in a file and
between files; ``summary`` makes a small table of each file, which the checks of all files compare, those
of ``gaps`` and ``magnitudes`` among them. ``check_registry`` names every check, also those that readers
make.
"""
