"""Documents of editions: PDF, Word, the brief as PDF and as a long picture.

In: the page of an executed edition, of which its bundle is read. Out: files, the same bytes for the same
edition on every machine. ``document`` is what all documents are written from; ``edition_document`` makes it of
a bundle, with ``grids`` for tables and ``origins`` for the files behind the figures; ``pdf`` and ``word`` write
it, PDF through Typst (``typesetting``). ``brief`` is written from the headline alone. Nothing here reads HTML,
computes a figure or starts a browser.
"""
