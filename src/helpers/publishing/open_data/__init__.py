"""The site's figures as data: every series at an address of its own, and the scripts that the explorer loads.

In: the store, and the editions that were run. Out: the folder data of the site, and llms.txt. What the
figures are is computed in ``reports/timelines``; nothing here computes one.
"""
