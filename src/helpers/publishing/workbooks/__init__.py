"""The series of subjects as an Excel workbook: months down, measures across, a sheet a subject, native charts.

In: series, and the files behind them. Out: bytes, the same for the same data. Nothing here computes a figure.
"""
