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

# %% [markdown]
# # 中国分省货物贸易月度监测报告（{{ month }}）

# %% tags=["parameters", "remove-input"]
period = "2025-11"
currency = None
as_of = None

# %% tags=["remove-input"]
from helpers.reports import provincial

report = provincial.load(globals())
report.notice()

# %% tags=["remove-input"]
report.month.headline()

# %% [markdown]
# ## 一、{{ month }}当月贸易变化

# %% tags=["remove-input"]
report.month.overview()

# %% [markdown]
# ### {{ month }}出口变化

# %% tags=["remove-input"]
report.month.flow("export")

# %% [markdown]
# ### {{ month }}进口变化

# %% tags=["remove-input"]
report.month.flow("import")

# %% tags=["remove-input", "nbval-ignore-output"]
report.month.growth_charts()

# %% [markdown]
# ### {{ month }}各省市贸易额

# %% tags=["remove-input"]
report.month.values_table()

# %% [markdown]
# ### {{ month }}分布与拉动

# %% tags=["remove-input", "nbval-ignore-output"]
report.month.maps()

# %% tags=["remove-input", "nbval-ignore-output"]
report.month.contribution_charts()

# %% tags=["remove-input"]
report.month.structure_table()

# %% [markdown]
# ## 二、{{ ytd }}累计贸易变化

# %% tags=["remove-input"]
report.ytd.headline()

# %% tags=["remove-input"]
report.ytd.overview()

# %% [markdown]
# ### {{ ytd }}出口变化

# %% tags=["remove-input"]
report.ytd.flow("export")

# %% [markdown]
# ### {{ ytd }}进口变化

# %% tags=["remove-input"]
report.ytd.flow("import")

# %% tags=["remove-input", "nbval-ignore-output"]
report.ytd.growth_charts()

# %% [markdown]
# ### {{ ytd }}各省市贸易额

# %% tags=["remove-input"]
report.ytd.values_table()

# %% [markdown]
# ### {{ ytd }}分布与拉动

# %% tags=["remove-input", "nbval-ignore-output"]
report.ytd.maps()

# %% tags=["remove-input", "nbval-ignore-output"]
report.ytd.contribution_charts()

# %% tags=["remove-input"]
report.ytd.structure_table()

# %% tags=["remove-input"]
report.revised()

# %% [markdown]
# ## 数据与重算

# %% tags=["remove-input"]
report.record()
