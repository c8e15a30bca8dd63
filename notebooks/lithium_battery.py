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
report.heading("# 中国{{ product }}贸易月度监测报告（{{ month }}）")

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

# %% [markdown]
# ## 一、贸易总体情况

# %% tags=["remove-input"]
report.overview()

# %% tags=["remove-input"]
report.overview_table()

# %% [markdown]
# ### 单位价值与数量

# %% tags=["remove-input"]
report.price()

# %% tags=["remove-input", "nbval-ignore-output"]
report.price_charts()

# %% tags=["remove-input"]
report.price_table()

# %% [markdown]
# ## 二、贸易伙伴

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
# ## 三、分省市情况

# %% [markdown]
# ### （一）出口省市

# %% tags=["remove-input"]
report.provinces("export")

# %% tags=["remove-input", "nbval-ignore-output"]
report.province_charts("export")

# %% tags=["remove-input"]
report.province_table("export")

# %% [markdown]
# ### （二）进口省市

# %% tags=["remove-input"]
report.provinces("import")

# %% tags=["remove-input", "nbval-ignore-output"]
report.province_charts("import")

# %% tags=["remove-input"]
report.province_table("import")

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
