"""What machines read of the site: data packages, descriptions in pages' heads, feeds, indexes.

``chart`` finds an edition's headline chart among its outputs, ``card`` draws it as a picture for
sharing. ``addresses`` says which files an edition has: ``package`` makes its data package, ``dataset``
its description for search engines. ``feed`` and ``listing`` list all editions. ``places`` tells the
templates where on the site each page stands, ``files`` writes the rest. All of it follows from what
the editions carry: no clock, the same bytes each time.
"""
