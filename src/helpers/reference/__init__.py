"""Reference tables: the codes that observations are made of, and their names.

In: the CSV files of this folder, one row a code. Out: a table as it stands, or the code of any name a
source may use. Nothing here reads data.
"""
