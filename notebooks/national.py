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
report.heading("# 中国货物贸易月度报告（{{ month }}）")

# %% tags=["remove-input"]
report.lead()

# %% tags=["remove-input", "nbval-ignore-output"]
report.leading_chart()

# %% tags=["remove-input"]
report.notice()

# %% tags=["remove-input"]
report.headline()

# %% [markdown]
# ## 一、进出口总体情况

# %% tags=["remove-input"]
report.overview()

# %% tags=["remove-input"]
report.overview_table()

# %% [markdown]
# ## 二、增减的主要来源

# %% tags=["remove-input"]
report.movers.prose()

# %% tags=["remove-input"]
report.movers.table()

# %% [markdown]
# ### 当月与累计的差别

# %% tags=["remove-input"]
report.movers.pace()

# %% tags=["remove-input"]
report.movers.pace_table()

# %% [markdown]
# ## 三、贸易方式

# %% tags=["remove-input"]
report.part("regimes")

# %% tags=["remove-input", "nbval-ignore-output"]
report.part_charts("regimes")

# %% tags=["remove-input"]
report.part_table("regimes")

# %% [markdown]
# ## 四、企业性质

# %% tags=["remove-input"]
report.part("enterprises")

# %% tags=["remove-input", "nbval-ignore-output"]
report.part_charts("enterprises")

# %% tags=["remove-input"]
report.part_table("enterprises")

# %% [markdown]
# ## 五、贸易伙伴

# %% [markdown]
# ### （一）主要贸易伙伴

# %% tags=["remove-input"]
report.part("partners")

# %% tags=["remove-input", "nbval-ignore-output"]
report.part_charts("partners")

# %% tags=["remove-input"]
report.part_table("partners")

# %% [markdown]
# ### （二）区域组织和机制

# %% tags=["remove-input"]
report.part("groups")

# %% tags=["remove-input"]
report.part_table("groups")

# %% [markdown]
# ### （三）各大洲

# %% tags=["remove-input"]
report.part("continents")

# %% tags=["remove-input", "nbval-ignore-output"]
report.part_charts("continents")

# %% tags=["remove-input"]
report.part_table("continents")

# %% [markdown]
# ## 六、商品

# %% [markdown]
# ### （一）主要出口商品

# %% tags=["remove-input"]
report.exports.prose()

# %% tags=["remove-input", "nbval-ignore-output"]
report.exports.charts()

# %% tags=["remove-input"]
report.exports.table()

# %% [markdown]
# ### （二）主要进口商品

# %% tags=["remove-input"]
report.imports.prose()

# %% tags=["remove-input", "nbval-ignore-output"]
report.imports.charts()

# %% tags=["remove-input"]
report.imports.table()

# %% [markdown]
# ### （三）HS 类章

# %% tags=["remove-input"]
report.part("sections")

# %% tags=["remove-input", "nbval-ignore-output"]
report.part_charts("sections")

# %% tags=["remove-input"]
report.part_table("sections")

# %% tags=["remove-input"]
report.part_table("chapters")

# %% [markdown]
# ## 七、各省市

# %% tags=["remove-input"]
report.part("provinces")

# %% tags=["remove-input", "nbval-ignore-output"]
report.part_charts("provinces")

# %% tags=["remove-input"]
report.part_table("provinces")

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
