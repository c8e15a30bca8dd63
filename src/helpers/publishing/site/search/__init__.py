"""Search: what can be found, written beside the pages as scripts that the reader's browser asks.

A browser may load a script from a plain file server and from the disk alike, which is why the index
is made of scripts. ``reading`` takes the text out of a built page; ``index`` writes the index, a small
catalogue and one piece of texts a year; ``sphinx`` takes Sphinx's own search out of the book.
Matching is the browser's: ``book/_static/search.js``.
"""
