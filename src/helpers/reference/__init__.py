"""Reference tables: the codes that observations are made of, and what they are called.

Each table is a CSV in this folder, one row a code; ``provinces``, ``partners`` and ``products`` give
it as it stands, or one row of it by any name a source may use.
"""
