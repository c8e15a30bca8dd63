"""The published site: built by Jupyter Book in a staging folder, made searchable, put in place in one step.

``settings`` reads what the configuration says of the site; ``extension`` is Sphinx's, and tells the
templates around each page where it stands; ``search/`` writes the index; ``gate`` says what keeps a
built site from being put in place, ``deploy`` copies one to where it is shown; ``chromium`` finds the
browser with which ``pdf`` prints a page.
"""
