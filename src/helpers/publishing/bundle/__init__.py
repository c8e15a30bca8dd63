"""What an executed edition hands on, and how it is stored.

In: executed notebooks. Out: bundles, and pages of the site with the record each carries. No other
room knows which output of a cell holds what; nothing here knows the site, or runs a notebook.
"""
