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
report.heading("# 中国分省货物贸易月度监测报告（{{ month }}）")

# %% tags=["remove-input"]
report.lead()

# %% tags=["remove-input", "nbval-ignore-output"]
report.leading_chart()

# %% tags=["remove-input"]
report.notice()

# %% tags=["remove-input"]
report.month.headline()

# %% [markdown]
# ## 一、当月贸易变化

# %% tags=["remove-input"]
report.month.overview()

# %% tags=["remove-input"]
report.month.heading("### 当月出口变化")

# %% tags=["remove-input"]
report.month.flow("export")

# %% tags=["remove-input"]
report.month.heading("### 当月进口变化")

# %% tags=["remove-input"]
report.month.flow("import")

# %% tags=["remove-input", "nbval-ignore-output"]
report.month.growth_charts()

# %% tags=["remove-input"]
report.month.heading("### 当月各省市贸易额")

# %% tags=["remove-input"]
report.month.values_table()

# %% tags=["remove-input"]
report.month.heading("### 当月分布与拉动")

# %% tags=["remove-input", "nbval-ignore-output"]
report.month.maps()

# %% tags=["remove-input", "nbval-ignore-output"]
report.month.contribution_charts()

# %% tags=["remove-input"]
report.month.structure_table()

# %% [markdown]
# ## 二、累计贸易变化

# %% tags=["remove-input"]
report.ytd.headline()

# %% tags=["remove-input"]
report.ytd.overview()

# %% tags=["remove-input"]
report.ytd.heading("### 累计出口变化")

# %% tags=["remove-input"]
report.ytd.flow("export")

# %% tags=["remove-input"]
report.ytd.heading("### 累计进口变化")

# %% tags=["remove-input"]
report.ytd.flow("import")

# %% tags=["remove-input", "nbval-ignore-output"]
report.ytd.growth_charts()

# %% tags=["remove-input"]
report.ytd.heading("### 累计各省市贸易额")

# %% tags=["remove-input"]
report.ytd.values_table()

# %% tags=["remove-input"]
report.ytd.heading("### 累计分布与拉动")

# %% tags=["remove-input", "nbval-ignore-output"]
report.ytd.maps()

# %% tags=["remove-input", "nbval-ignore-output"]
report.ytd.contribution_charts()

# %% tags=["remove-input"]
report.ytd.structure_table()

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
