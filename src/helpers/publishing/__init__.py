"""From the catalogue to what is published.

In: the catalogue, the notebooks and the data. Out: executed editions, releases and the site. Nothing
here computes a figure.
"""
