"""The warehouse: all raw files as Parquet by month, and a store that answers queries from them.

In: raw files and their descriptions, read and checked once (``archive``, ``parquet``, ``register``);
queries. Out: answers, with the files behind them. It computes no indicator, and never mixes two
slices within a month, span and flow.

A **slice** is what one dataset tells apart: the rows of its files that have members in the same
dimensions, of a figure released more than once the latest. A query names the dimensions it keeps; it
is answered from the smallest slice that has them all, and by summing a finer slice only over
dimensions which all its files declare complete.

``rows`` works out once what queries need to know of each row; ``sql`` lays out what a query sees and
adds up; ``slices`` picks the slice; ``store`` leads from the query to the answer; ``questions``
records what was asked, and whether the answer would still be the same.
"""
