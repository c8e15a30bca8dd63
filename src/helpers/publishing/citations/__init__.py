"""Citations: of an edition as a whole, of its tables and charts, and of every single number.

In: what an edition carries (title, day, figures, raw files), and the settings of the site. Out: texts
and files to be put on its page and next to it. ``work`` is what a citation names of an edition;
``styles`` writes it for lists of references (GB/T 7714, APA), ``interchange`` for programs: files for
reference managers (BibTeX, RIS, CSL-JSON) and tags of the page. ``box`` fills the box at the foot of
the page, ``number_panel`` the panel that opens where a number is pressed. Not allowed: computing a
figure, or writing a file.
"""
