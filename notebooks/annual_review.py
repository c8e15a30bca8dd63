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
#     report: annual_review
# ---

# %% tags=["parameters", "remove-input"]
year = 2024
through = None
currency = None
as_of = None

# %% tags=["remove-input"]
from helpers.reports import annual

report = annual.load(globals())
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
report.scope()

# %% tags=["remove-input"]
report.heading("## nation")

# %% tags=["remove-input"]
report.nation.overview()

# %% tags=["remove-input"]
report.nation.table()

# %% tags=["remove-input"]
report.heading("### history")

# %% tags=["remove-input"]
report.nation.history()

# %% tags=["remove-input"]
report.heading("### months")

# %% tags=["remove-input"]
report.months.prose()

# %% tags=["remove-input", "nbval-ignore-output"]
report.months.charts()

# %% tags=["remove-input"]
report.months.table()

# %% tags=["remove-input"]
report.months.revised()

# %% tags=["remove-input"]
report.heading("## members")

# %% tags=["remove-input"]
report.members.prose()

# %% tags=["remove-input", "nbval-ignore-output"]
report.members.charts()

# %% tags=["remove-input"]
report.members.table()

# %% tags=["remove-input"]
report.heading("### quoted")

# %% tags=["remove-input"]
report.quoted.prose()

# %% tags=["remove-input"]
report.quoted.table()

# %% tags=["remove-input"]
report.heading("## ranking")

# %% tags=["remove-input"]
report.ranking.overview()

# %% tags=["remove-input"]
report.ranking.table()

# %% tags=["remove-input"]
report.heading("### moves")

# %% tags=["remove-input"]
report.ranking.moves()

# %% tags=["remove-input", "nbval-ignore-output"]
report.ranking.slopes()

# %% tags=["remove-input"]
report.heading("### gaps")

# %% tags=["remove-input"]
report.ranking.gaps()

# %% tags=["remove-input"]
report.heading("### growth")

# %% tags=["remove-input"]
report.ranking.growth()

# %% tags=["remove-input", "nbval-ignore-output"]
report.ranking.scatter()

# %% tags=["remove-input"]
report.heading("## regions")

# %% tags=["remove-input"]
report.regions.overview()

# %% tags=["remove-input", "nbval-ignore-output"]
report.regions.charts()

# %% tags=["remove-input"]
report.regions.table()

# %% tags=["remove-input"]
report.heading("## long_run")

# %% tags=["remove-input"]
report.regions.history()

# %% tags=["remove-input", "nbval-ignore-output"]
report.regions.lines()

# %% tags=["remove-input"]
report.regions.multiples_table()

# %% tags=["remove-input"]
report.revised()

# %% tags=["remove-input"]
report.heading("## data")

# %% tags=["remove-input"]
report.record()
