"""Timelines: the figures of the nation, a province, a partner or a product in every month there is.

In: the store, a currency, a dimension. Out: figures of all its members and months, each what the edition
of its month says. ``timelines`` computes them; nothing here knows a page, a file or a language.
"""
