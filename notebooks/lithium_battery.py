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
#     report: lithium_battery
# ---

# %% tags=["parameters", "remove-input"]
period = "2025-02"
hs = "85076000"
currency = None
as_of = None

# %% tags=["remove-input"]
from helpers.reports import product

report = product.load(globals())
report.heading("# title")

# %% tags=["remove-input"]
report.definition()

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
report.heading("### prices")

# %% tags=["remove-input"]
report.price()

# %% tags=["remove-input", "nbval-ignore-output"]
report.price_charts()

# %% tags=["remove-input"]
report.price_table()

# %% tags=["remove-input"]
report.heading("## partners")

# %% tags=["remove-input"]
report.heading("### export_partners")

# %% tags=["remove-input"]
report.partners("export")

# %% tags=["remove-input", "nbval-ignore-output"]
report.partner_charts("export")

# %% tags=["remove-input"]
report.partner_table("export")

# %% tags=["remove-input"]
report.heading("### import_partners")

# %% tags=["remove-input"]
report.partners("import")

# %% tags=["remove-input", "nbval-ignore-output"]
report.partner_charts("import")

# %% tags=["remove-input"]
report.partner_table("import")

# %% tags=["remove-input"]
report.heading("## provinces")

# %% tags=["remove-input"]
report.heading("### export_provinces")

# %% tags=["remove-input"]
report.provinces("export")

# %% tags=["remove-input", "nbval-ignore-output"]
report.province_charts("export")

# %% tags=["remove-input"]
report.province_table("export")

# %% tags=["remove-input"]
report.heading("### import_provinces")

# %% tags=["remove-input"]
report.provinces("import")

# %% tags=["remove-input", "nbval-ignore-output"]
report.province_charts("import")

# %% tags=["remove-input"]
report.province_table("import")

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
