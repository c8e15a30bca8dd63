"""The tools of every floor: errors, periods, codes, numbers as text, files, locks, processes.

In: values of Python. Out: values of Python, and files written whole. Nothing here knows customs data, a
report or a language.
"""
