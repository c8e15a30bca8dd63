"""From a notebook and parameters to an executed edition.

``engine`` holds what papermill runs notebooks with: parameters checked, headings filled, the cells in
a kernel, or by ``shell`` in the process itself. ``running`` runs one edition, ``many`` runs many at a
time, each in a process forked from one that has imported ``warm``. ``made`` tells which are as they
would be made again.

Nothing is imported here: papermill loads ``engine`` while it is being imported itself.
"""
