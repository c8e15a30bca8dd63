"""Report types: what each asks for, computes and shows, in the order of its pages.

One room a report type. ``parameters`` checks what a report is asked for; ``opening`` finds the data
and asks the store, ``reshape`` groups what it answers; ``parts`` holds what several reports show;
``kind`` says what a report type is, ``registry`` which there are. ``pages`` and ``differences`` serve the
book's own pages, ``lookup`` the search.

Nothing is imported here: an edition of one type is not touched by a change of another.
"""
