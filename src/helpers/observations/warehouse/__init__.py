"""The store: observations by question, in Parquet by month or in memory, asked through DuckDB.

A **slice** is what one dataset tells apart: the rows of its files that have members in the same
dimensions, of a figure released more than once the latest. A query names the dimensions it keeps; it
is answered from the smallest slice that has them all, and by summing a finer slice only over
dimensions which all its files declare complete. Slices are never mixed within one period, span and
flow.

The stages: ``rows`` works out once what queries need to know of each row; ``sql`` lays out what a
query sees and adds up; ``choice`` picks the slice; ``store`` leads from the query to the answer;
``reads`` tells what was asked, and whether the answer would still be the same.
"""
