"""The published site: built by Jupyter Book in a staging folder, then put in place in one step."""

from helpers.site.own import fetched_elsewhere, slim
from helpers.site.render import render
from helpers.site.replace import replace_site
from helpers.site.serve import serve

__all__ = ["fetched_elsewhere", "render", "replace_site", "serve", "slim"]
