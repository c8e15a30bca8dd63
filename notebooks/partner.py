# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
#   tradebook:
#     report: partner
# ---

# %% tags=["parameters", "remove-input"]
period = "2025-12"
partner = "ASEAN"
currency = None
as_of = None

# %% tags=["remove-input"]
from helpers.reports import partner as partner_report

report = partner_report.load(globals())
report.heading("# title")

# %% tags=["remove-input"]
report.lead()

# %% tags=["remove-input", "nbval-ignore-output"]
report.leading_chart()

# %% tags=["remove-input"]
report.notice()

# %% tags=["remove-input"]
report.headline()

# %% tags=["remove-input"]
report.heading("## overview")

# %% tags=["remove-input"]
report.overview()

# %% tags=["remove-input"]
report.overview_table()

# %% tags=["remove-input"]
report.heading("## members")

# %% tags=["remove-input"]
report.members()

# %% tags=["remove-input", "nbval-ignore-output"]
report.part_charts("members")

# %% tags=["remove-input"]
report.part_table("members")

# %% tags=["remove-input"]
report.heading("## products")

# %% tags=["remove-input"]
report.part("products")

# %% tags=["remove-input", "nbval-ignore-output"]
report.part_charts("products")

# %% tags=["remove-input"]
report.part_table("products")

# %% tags=["remove-input"]
report.heading("## provinces")

# %% tags=["remove-input"]
report.part("provinces")

# %% tags=["remove-input", "nbval-ignore-output"]
report.part_charts("provinces")

# %% tags=["remove-input"]
report.part_table("provinces")

# %% tags=["remove-input"]
report.heading("## trend")

# %% tags=["remove-input"]
report.trend.prose()

# %% tags=["remove-input", "nbval-ignore-output"]
report.trend.charts()

# %% tags=["remove-input"]
report.trend.table()

# %% tags=["remove-input"]
report.trend.revised()

# %% tags=["remove-input"]
report.revised()

# %% tags=["remove-input"]
report.heading("## data")

# %% tags=["remove-input"]
report.record()
