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
#     report: provincial
# ---

# %% tags=["parameters", "remove-input"]
period = "2025-11"
currency = None
as_of = None

# %% tags=["remove-input"]
from helpers.reports import provincial

report = provincial.load(globals())
report.heading("# title")

# %% tags=["remove-input"]
report.lead()

# %% tags=["remove-input", "nbval-ignore-output"]
report.leading_chart()

# %% tags=["remove-input"]
report.notice()

# %% tags=["remove-input"]
report.month.headline()

# %% tags=["remove-input"]
report.heading("## month")

# %% tags=["remove-input"]
report.month.overview()

# %% tags=["remove-input"]
report.month.heading("### month_exports")

# %% tags=["remove-input"]
report.month.flow("export")

# %% tags=["remove-input"]
report.month.heading("### month_imports")

# %% tags=["remove-input"]
report.month.flow("import")

# %% tags=["remove-input", "nbval-ignore-output"]
report.month.growth_charts()

# %% tags=["remove-input"]
report.month.heading("### month_values")

# %% tags=["remove-input"]
report.month.values_table()

# %% tags=["remove-input"]
report.month.heading("### month_structure")

# %% tags=["remove-input", "nbval-ignore-output"]
report.month.maps()

# %% tags=["remove-input", "nbval-ignore-output"]
report.month.contribution_charts()

# %% tags=["remove-input"]
report.month.structure_table()

# %% tags=["remove-input"]
report.heading("## ytd")

# %% tags=["remove-input"]
report.ytd.headline()

# %% tags=["remove-input"]
report.ytd.overview()

# %% tags=["remove-input"]
report.ytd.heading("### ytd_exports")

# %% tags=["remove-input"]
report.ytd.flow("export")

# %% tags=["remove-input"]
report.ytd.heading("### ytd_imports")

# %% tags=["remove-input"]
report.ytd.flow("import")

# %% tags=["remove-input", "nbval-ignore-output"]
report.ytd.growth_charts()

# %% tags=["remove-input"]
report.ytd.heading("### ytd_values")

# %% tags=["remove-input"]
report.ytd.values_table()

# %% tags=["remove-input"]
report.ytd.heading("### ytd_structure")

# %% tags=["remove-input", "nbval-ignore-output"]
report.ytd.maps()

# %% tags=["remove-input", "nbval-ignore-output"]
report.ytd.contribution_charts()

# %% tags=["remove-input"]
report.ytd.structure_table()

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
