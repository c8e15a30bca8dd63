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
#     report: national
# ---

# %% tags=["parameters", "remove-input"]
period = "2025-12"
currency = None
as_of = None

# %% tags=["remove-input"]
from helpers.reports import national

report = national.load(globals())
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
report.heading("## movers")

# %% tags=["remove-input"]
report.movers.prose()

# %% tags=["remove-input"]
report.movers.table()

# %% tags=["remove-input"]
report.heading("### pace")

# %% tags=["remove-input"]
report.movers.pace()

# %% tags=["remove-input"]
report.movers.pace_table()

# %% tags=["remove-input"]
report.heading("## regimes")

# %% tags=["remove-input"]
report.part("regimes")

# %% tags=["remove-input", "nbval-ignore-output"]
report.part_charts("regimes")

# %% tags=["remove-input"]
report.part_table("regimes")

# %% tags=["remove-input"]
report.heading("## enterprises")

# %% tags=["remove-input"]
report.part("enterprises")

# %% tags=["remove-input", "nbval-ignore-output"]
report.part_charts("enterprises")

# %% tags=["remove-input"]
report.part_table("enterprises")

# %% tags=["remove-input"]
report.heading("## partners")

# %% tags=["remove-input"]
report.heading("### largest_partners")

# %% tags=["remove-input"]
report.part("partners")

# %% tags=["remove-input", "nbval-ignore-output"]
report.part_charts("partners")

# %% tags=["remove-input"]
report.part_table("partners")

# %% tags=["remove-input"]
report.heading("### groups")

# %% tags=["remove-input"]
report.part("groups")

# %% tags=["remove-input"]
report.part_table("groups")

# %% tags=["remove-input"]
report.heading("### continents")

# %% tags=["remove-input"]
report.part("continents")

# %% tags=["remove-input", "nbval-ignore-output"]
report.part_charts("continents")

# %% tags=["remove-input"]
report.part_table("continents")

# %% tags=["remove-input"]
report.heading("## commodities")

# %% tags=["remove-input"]
report.heading("### exported")

# %% tags=["remove-input"]
report.exports.prose()

# %% tags=["remove-input", "nbval-ignore-output"]
report.exports.charts()

# %% tags=["remove-input"]
report.exports.table()

# %% tags=["remove-input"]
report.heading("### imported")

# %% tags=["remove-input"]
report.imports.prose()

# %% tags=["remove-input", "nbval-ignore-output"]
report.imports.charts()

# %% tags=["remove-input"]
report.imports.table()

# %% tags=["remove-input"]
report.heading("### sections")

# %% tags=["remove-input"]
report.part("sections")

# %% tags=["remove-input", "nbval-ignore-output"]
report.part_charts("sections")

# %% tags=["remove-input"]
report.part_table("sections")

# %% tags=["remove-input"]
report.part_table("chapters")

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
