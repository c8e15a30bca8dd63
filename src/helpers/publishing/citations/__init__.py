"""Citing: an edition as a whole, its tables and charts, and every single number.

``citable`` says what of an edition a citation names. ``styles`` writes it for reference lists (GB/T
7714, APA), ``interchange`` as files for reference managers (BibTeX, RIS, CSL-JSON), ``highwire`` as tags
for those that read pages. ``derivation`` finds the figures that a figure is computed from, ``explained``
tells of every figure of a page what it is, for the panel that opens where a number is pressed. ``box`` is
what the template around a page is filled with.
"""
