"""The catalogue of editions, and the settings of the site.

In: ``editions.yml`` and ``_config.yml``. Out: typed, checked values. Nothing here runs or renders.
"""
