"""Reproducible reports on China's goods trade: from customs observations to published pages."""
