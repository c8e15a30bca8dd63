"""Releases: what was published of each edition, recorded for good.

In: executed editions, ``editions.lock``, ``releases/``. Out: new records and stored notebooks; the
permanent pages and the histories that a site shows; verdicts on whether a release still comes out the
same. Nothing here changes what was recorded.

An edition is published as revision r1; when its numbers change, as r2, and so on. ``editions.lock``
records every release: its day, parameters, data files and hashes; ``releases/`` stores the executed
notebook of each revision, from which every build makes the same page again. In further languages a
revision has a notebook and a record of its own, where its figures came out the same.
"""
