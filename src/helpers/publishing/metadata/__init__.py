"""What machines read of the site: data packages, descriptions in pages' heads, feeds, indexes.

In: bundles of editions and the settings of the site. Out: files next to pages and at the root, and the
content of pages' heads, the same bytes each time. Nothing here looks at a clock or parses a page.

``addresses`` says which files an edition has: ``package`` makes its data package, ``dataset`` its
description for search engines, ``card`` its picture for sharing, and ``page_files`` writes them.
``lists`` writes feeds, index and site map; ``places`` is what the templates know of each page.
"""
