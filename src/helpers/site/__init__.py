"""The published site: built by Jupyter Book in a staging folder, made searchable, put in place in one step."""

from helpers.site.pdf import print_page
from helpers.site.render import render
from helpers.site.replace import replace_site
from helpers.site.search import write_index
from helpers.site.serve import serve

__all__ = ["print_page", "render", "replace_site", "serve", "write_index"]
