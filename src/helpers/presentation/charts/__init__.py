"""Charts: figures as Vega-Lite charts, drawn to SVG with a caption and a text that states the finding.

In: figures and words. Out: pictures with their data. Nothing here computes a figure or chooses words.

``marks`` turns figures into the rows of a chart, and holds what is known of each; ``bars`` are the charts
with a row a name, ``tiles`` the map, ``slopes``, ``scatter`` and ``long_lines`` the charts of a year;
``theme`` the colours and sizes they share, ``labels`` where their texts go; ``layers`` makes a
specification, ``drawing`` draws it, and ``picture`` shows it on a page.
"""
