"""What several reports share: parameters, the one door to the data, and parts of pages.

In: parameters and the warehouse. Out: panels, figures, blocks of a page. Nothing here knows a
particular report.

``parameters`` are typed and checked; ``data`` is the door to the warehouse and refuses months with
gaps, ``reshape`` groups its answers. ``view`` looks figures up and shows them as words, tables
and charts; ``blocks`` is what every report shows around its content; ``overview`` shows totals,
``ranking`` the largest members of a dimension, ``breakdown`` all of them in all flows, ``revised``
bases that are superseded; ``report`` is what all have.
"""
