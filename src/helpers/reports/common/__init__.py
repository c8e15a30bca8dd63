"""Parts that several reports are put together from.

``view`` looks figures up and writes them in words; ``display`` holds what every report shows around
its content; ``overview`` shows totals, ``ranking`` the largest members of a dimension.
"""
