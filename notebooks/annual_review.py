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
report.heading("# 中国货物贸易年度回顾（{{ year }}）")

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

# %% [markdown]
# ## 一、全国总值

# %% tags=["remove-input"]
report.nation.overview()

# %% tags=["remove-input"]
report.nation.table()

# %% [markdown]
# ### 历史比较

# %% tags=["remove-input"]
report.nation.history()

# %% [markdown]
# ### 各月进出口

# %% tags=["remove-input"]
report.months.prose()

# %% tags=["remove-input", "nbval-ignore-output"]
report.months.charts()

# %% tags=["remove-input"]
report.months.table()

# %% tags=["remove-input"]
report.months.revised()

# %% [markdown]
# ## 二、全国进出口的构成

# %% tags=["remove-input"]
report.members.prose()

# %% tags=["remove-input", "nbval-ignore-output"]
report.members.charts()

# %% tags=["remove-input"]
report.members.table()

# %% [markdown]
# ### 引用的数字

# %% tags=["remove-input"]
report.quoted.prose()

# %% tags=["remove-input"]
report.quoted.table()

# %% tags=["remove-input"]
report.heading("## 三、各省市排名{{ through }}")

# %% tags=["remove-input"]
report.ranking.overview()

# %% tags=["remove-input"]
report.ranking.table()

# %% [markdown]
# ### 位次变化

# %% tags=["remove-input"]
report.ranking.moves()

# %% tags=["remove-input", "nbval-ignore-output"]
report.ranking.slopes()

# %% [markdown]
# ### 与前位的差距

# %% tags=["remove-input"]
report.ranking.gaps()

# %% [markdown]
# ### 增速

# %% tags=["remove-input"]
report.ranking.growth()

# %% tags=["remove-input", "nbval-ignore-output"]
report.ranking.scatter()

# %% tags=["remove-input"]
report.heading("## 四、七大区域{{ through }}")

# %% tags=["remove-input"]
report.regions.overview()

# %% tags=["remove-input", "nbval-ignore-output"]
report.regions.charts()

# %% tags=["remove-input"]
report.regions.table()

# %% [markdown]
# ## 五、长期走势

# %% tags=["remove-input"]
report.regions.history()

# %% tags=["remove-input", "nbval-ignore-output"]
report.regions.lines()

# %% tags=["remove-input"]
report.regions.multiples_table()

# %% tags=["remove-input"]
report.revised()

# %% [markdown]
# ## 数据与重算

# %% tags=["remove-input"]
report.record()
