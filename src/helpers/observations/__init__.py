"""From raw files to answers.

In: the files of ``data/raw`` with their descriptions. Out: answers of the warehouse, in which each
number names its files. Nothing here knows a report or writes a sentence.
"""
