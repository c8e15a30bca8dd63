"""Report types: what each takes, computes and shows, in the order of its pages.

In: the parameters of a notebook, and the warehouse. Out: the parts that a notebook shows. Nothing here
defines a metric, writes a number itself, or knows the site.

``common`` holds what several reports share; each report type has a room; ``registry`` knows them all;
``about`` serves the book's own pages and the search. A room imports no other report: an edition of one
type is not touched by a change of another.
"""
