"""From a notebook and parameters to an executed edition.

``engine`` holds what papermill runs notebooks with: parameters checked, headings filled, the cells in
a kernel, or by ``shell`` in the process itself. ``running`` runs one edition, ``many`` runs many at a
time, each in a process forked from one that has imported ``warm``; ``drawers`` draw for them.
``cluster`` runs them on other machines: ``errands`` is what goes there and comes back, ``remote``
what is done with it there.
``made`` tells which editions are as they would be made again, ``code`` of what code and libraries.

Nothing is imported here: papermill loads ``engine`` while it is being imported itself.
"""
