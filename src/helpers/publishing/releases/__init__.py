"""Releases: what was published of each edition, recorded for good.

An edition is published as revision r1; when its numbers change, as r2, and so on. ``editions.lock``
records every release: its day, parameters, data files and hashes; ``releases/`` keeps the executed
notebook of each, from which its page is made again, the same figures and text, at every build.

The stages: ``entry`` is a record, ``lock`` reads and appends them, ``kept`` keeps the notebooks;
``changes`` compares the numbers of two, ``recording`` finds what is new and records it; ``history``
tells of an edition's releases, ``pages`` puts them on the site, and ``verifying`` looks whether a
release can be had again from its data.
"""
