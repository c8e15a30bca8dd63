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
#     report: beijing_city
# ---

# %% tags=["parameters", "remove-input"]
period = "2024-05"
region = "11"
currency = None
as_of = None

# %% tags=["remove-input"]
from helpers.reports import city

report = city.load(globals())
report.heading("# {{ region }}货物贸易月度监测报告（{{ month }}）")

# %% tags=["remove-input"]
report.lead()

# %% tags=["remove-input", "nbval-ignore-output"]
report.leading_chart()

# %% tags=["remove-input"]
report.notice()

# %% tags=["remove-input"]
report.headline()

# %% [markdown]
# ## 一、贸易总体情况

# %% tags=["remove-input"]
report.overview()

# %% tags=["remove-input"]
report.overview_table()

# %% [markdown]
# ## 二、产品结构

# %% [markdown]
# ### （一）出口产品

# %% tags=["remove-input"]
report.products("export")

# %% tags=["remove-input", "nbval-ignore-output"]
report.product_charts("export")

# %% tags=["remove-input"]
report.product_table("export")

# %% [markdown]
# ### （二）进口产品

# %% tags=["remove-input"]
report.products("import")

# %% tags=["remove-input", "nbval-ignore-output"]
report.product_charts("import")

# %% tags=["remove-input"]
report.product_table("import")

# %% [markdown]
# ## 三、贸易伙伴

# %% [markdown]
# ### （一）出口目的地

# %% tags=["remove-input"]
report.partners("export")

# %% tags=["remove-input", "nbval-ignore-output"]
report.partner_charts("export")

# %% tags=["remove-input"]
report.partner_table("export")

# %% [markdown]
# ### （二）进口来源地

# %% tags=["remove-input"]
report.partners("import")

# %% tags=["remove-input", "nbval-ignore-output"]
report.partner_charts("import")

# %% tags=["remove-input"]
report.partner_table("import")

# %% [markdown]
# ## 走势

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

# %% [markdown]
# ## 数据与重算

# %% tags=["remove-input"]
report.record()
