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
#     report: profile
# ---

# %% tags=["parameters", "remove-input"]
period = "2025-12"
member = "nation"
currency = None
as_of = None

# %% tags=["remove-input"]
from helpers.reports import profile

report = profile.load(globals())
report.heading("# title")

# %% tags=["remove-input"]
report.notice()

# %% tags=["remove-input"]
report.headline()

# %% tags=["remove-input"]
report.about()

# %% tags=["remove-input"]
report.heading("## newest")

# %% tags=["remove-input"]
report.overview()

# %% tags=["remove-input"]
report.overview_table()

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
report.standing.heading("## standing")

# %% tags=["remove-input"]
report.standing.prose()

# %% tags=["remove-input", "nbval-ignore-output"]
report.standing.charts()

# %% tags=["remove-input"]
report.standing.table()

# %% tags=["remove-input"]
report.heading("## parts")

# %% tags=["remove-input"]
report.parts_absent()

# %% tags=["remove-input"]
report.part_heading("partner", "### part")

# %% tags=["remove-input"]
report.part("partner")

# %% tags=["remove-input", "nbval-ignore-output"]
report.part_charts("partner")

# %% tags=["remove-input"]
report.part_table("partner")

# %% tags=["remove-input"]
report.part_heading("product", "### part")

# %% tags=["remove-input"]
report.part("product")

# %% tags=["remove-input", "nbval-ignore-output"]
report.part_charts("product")

# %% tags=["remove-input"]
report.part_table("product")

# %% tags=["remove-input"]
report.part_heading("region", "### part")

# %% tags=["remove-input"]
report.part("region")

# %% tags=["remove-input", "nbval-ignore-output"]
report.part_charts("region")

# %% tags=["remove-input"]
report.part_table("region")

# %% tags=["remove-input"]
report.revised()

# %% tags=["remove-input"]
report.heading("## data")

# %% tags=["remove-input"]
report.record()
