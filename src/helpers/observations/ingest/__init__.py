"""Taking files in: recognised, read, checked, and filed with their description, all or none.

The stages leave a folder as it was until one rename: files are copied and described in
``.staging``; that becomes ``.commit``, which is the moment they count; then each moves to its place.
What ends in between is finished, or thrown away, by whoever comes next.

``staging`` copies a file, reads the copy and describes it; ``found`` tells in few words what is in
it; ``taking`` leads through all files.
"""
