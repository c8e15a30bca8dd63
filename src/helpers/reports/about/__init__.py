"""What the book's own pages and the search say of data and definitions.

In: the warehouse, the reports, transcribed figures. Out: plain values for the pages of ``book/``.
"""
