"""The warehouse: all raw files as Parquet by month, and a store that answers queries from them.

In: raw files and their descriptions, read and checked once (``archive``, ``parquet``, ``register``);
queries. Out: answers, with the files behind them and how far they are all there is. It computes no
indicator, and never mixes two slices within a month, span and flow.

A **slice** is what one dataset tells apart: the rows of its files that have members in the same
dimensions. A query names the dimensions it keeps; it is answered from the smallest slice that has them
all, and by summing a finer slice only where its files together leave nothing out (**coverage**). A
later release replaces all that it covers (**vintage**).

``rows`` works out once what queries need to know of each row; ``vintages`` says which of them later
releases replace; ``sql`` lays out what a query sees and adds up; ``slices`` picks the slice and says what
its files cover; ``cumulation`` adds spans that no source states; ``answer`` is what comes out; ``store``
leads from the query to it. ``contradictions`` finds what cannot be, ``revisions`` what a later release
changed. ``questions`` records what was asked, and whether the answer would still be the same.
"""
