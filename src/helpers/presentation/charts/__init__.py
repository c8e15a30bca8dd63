"""Charts: figures as Vega-Lite charts, drawn to SVG with a caption and a text that states the finding.

In: figures and words. Out: pictures with their data. Nothing here computes a figure or chooses words.

``marks`` turns figures into the rows of a chart; ``bars``, ``ranked`` and ``tiles`` hold the charts of a
month, ``slopes``, ``scatter``, ``waterfall`` and ``long_lines`` those of a year; ``theme`` the colours
and sizes they share; ``facts`` what is known of the marks; ``layers`` makes a specification,
``drawing`` draws it, and ``picture`` shows it on a page.
"""
