"""Adding files: recognised, read, checked, and filed with their description, all or none.

In: files as they were downloaded, and what the user says of them. Out: raw files in ``data/raw``,
unchanged, each with its description. Nothing here changes a file, or files one that has an error.

A folder is as it was until one rename: ``staging`` copies a file into ``.staging``, reads the copy and
describes it; that becomes ``.commit``, which is the moment the files count; then each moves to its
place. What ends in between is finished, or removed, by the next command. ``adding`` leads through all
files.
"""
