"""The published site.

In: the executed editions, the pages of ``book/``, ``_config.yml``. Out: the site at its address, put
there in one step when it passes the gate, or the one that was there. Nothing here runs an edition or
knows trade.
"""
