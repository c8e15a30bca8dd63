"""Checks of the observations: what must hold before anything is computed from them.

The stages: ``check_file`` looks at one file on its own, in ``cells`` that are coded once a column;
``summarise`` makes a small table of it; ``check_together`` holds these tables of all files against
one another. ``registry`` names every check, also those that the readers of files make.

``codes``, ``rows``, ``sums``, ``months``
    The checks of one file.
``agreement``, ``calendar``, ``magnitudes``
    The checks across files.
"""
