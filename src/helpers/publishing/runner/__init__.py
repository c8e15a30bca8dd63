"""From a notebook and parameters to an executed edition.

In: an edition of the catalogue and the folder of notebooks. Out: the executed notebook, and its
manifest next to it. Nothing here knows pages or the site.

``edition`` runs one edition through papermill, with the engines of ``engine``: in a kernel, or by
``shell`` in the process itself. ``pool`` finds those to be run and runs many on this machine,
``cluster`` on others. ``manifest`` says what an edition was made of, and why it is stale.
"""
