"""Checking texts: claims on China's trade in prose and tables, each compared with the figure in its place.

The texts are read by the scripts in ``book/_static/factcheck``, which pages and this package run alike.
"""
