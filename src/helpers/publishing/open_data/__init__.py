"""The site's data as scripts for its explorer.

``page_scripts`` are the words, the charts and the drawing library of the explorer's page.
"""
