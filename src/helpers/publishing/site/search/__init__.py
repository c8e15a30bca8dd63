"""Search: what can be found on the site, as scripts beside the pages.

In: the sections of each page. Out: a small catalogue of pages, and their texts in one piece a year,
as scripts, which a browser loads from a web server and from the disk alike. Nothing here matches a
query: that is the browser's part (``book/_static/search.js``).
"""
