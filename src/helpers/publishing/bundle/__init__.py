"""What an executed edition hands on, and how it is read.

In: executed notebooks. Out: editions with their records and tables. Nothing here knows the site.
"""
