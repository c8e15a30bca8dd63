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
report.notice()

# %% tags=["remove-input"]
report.headline()

# %% tags=["remove-input"]
report.heading("## 一、{{ both }}总体情况")

# %% tags=["remove-input"]
report.overview()

# %% tags=["remove-input"]
report.overview_table()

# %% tags=["remove-input"]
report.heading("## 二、{{ partners }}贸易伙伴")

# %% tags=["remove-input"]
report.part("partners")

# %% tags=["remove-input", "nbval-ignore-output"]
report.part_charts("partners")

# %% tags=["remove-input"]
report.part_table("partners")

# %% tags=["remove-input"]
report.revised()

# %% [markdown]
# ## 数据与重算

# %% tags=["remove-input"]
report.record()
