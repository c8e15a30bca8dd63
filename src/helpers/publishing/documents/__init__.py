"""Documents made of pages.

In: pages of the built site. Out: PDF. Nothing here changes the site.
"""
