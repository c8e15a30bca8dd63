"""The published site: built by Jupyter Book in a staging folder, made searchable, put in place in one step."""

from helpers.site.render import render
from helpers.site.replace import replace_site
from helpers.site.search import write_index
from helpers.site.serve import serve

__all__ = ["render", "replace_site", "serve", "write_index"]
