"""The published site: built by Jupyter Book in a staging folder, made searchable, put in place in one step.

``settings`` reads what the configuration says of the site; ``extension`` is Sphinx's, and tells the
templates around each page where it stands; ``search/`` writes the index; ``gate`` says what keeps a
built site from being put in place, ``deploy`` copies one to where it is shown; ``chromium`` finds the
browser with which ``pdf`` prints a page.
"""

from helpers.site.chromium import FLAGS, find_chromium
from helpers.site.deploy import deploy
from helpers.site.gate import faults, missing
from helpers.site.own import slim
from helpers.site.pdf import print_page
from helpers.site.render import PLACES, render_changed
from helpers.site.replace import replace_site
from helpers.site.search import write_index
from helpers.site.serve import serve
from helpers.site.settings import Author, Licence, Settings, read_settings

__all__ = [
    "FLAGS",
    "PLACES",
    "Author",
    "Licence",
    "Settings",
    "deploy",
    "faults",
    "find_chromium",
    "missing",
    "print_page",
    "read_settings",
    "render_changed",
    "replace_site",
    "serve",
    "slim",
    "write_index",
]
