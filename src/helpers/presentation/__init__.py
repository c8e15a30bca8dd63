"""Figures as words, tables, charts and spreadsheets.

In: figures. Out: text, HTML, SVG, CSV and Excel. Nothing here reads data or computes a figure.
"""
