"""Validation of the observations: what must hold before anything is computed from them.

In: the rows of one file, or small summaries of all files. Out: findings, errors first. Nothing here
changes a value, or decides whether a file is used.

``file_checks`` looks at the codes and rows of a file, ``groups`` at its groups of partners; ``summary``
makes a small table of each file, which the checks of all files compare: ``gaps``, ``magnitudes``,
``same_tables``, ``series``. What contradicts among all rows of a month is the warehouse's to find.
``check_registry`` names every check, also those that readers and the warehouse make.
"""
