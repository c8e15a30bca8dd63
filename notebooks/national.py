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

# %% tags=["remove-input"]
report.heading("## 一、{{ both }}进出口总体情况")

# %% tags=["remove-input"]
report.overview()

# %% tags=["remove-input"]
report.overview_table()

# %% tags=["remove-input"]
report.heading("## 二、{{ both }}增减的主要来源")

# %% tags=["remove-input"]
report.movers.prose()

# %% tags=["remove-input"]
report.movers.table()

# %% tags=["remove-input"]
report.heading("### {{ month }}与累计的差别")

# %% tags=["remove-input"]
report.movers.pace()

# %% tags=["remove-input"]
report.movers.pace_table()

# %% tags=["remove-input"]
report.heading("## 三、{{ regimes }}贸易方式")

# %% tags=["remove-input"]
report.part("regimes")

# %% tags=["remove-input", "nbval-ignore-output"]
report.part_charts("regimes")

# %% tags=["remove-input"]
report.part_table("regimes")

# %% tags=["remove-input"]
report.heading("## 四、{{ enterprises }}企业性质")

# %% tags=["remove-input"]
report.part("enterprises")

# %% tags=["remove-input", "nbval-ignore-output"]
report.part_charts("enterprises")

# %% tags=["remove-input"]
report.part_table("enterprises")

# %% tags=["remove-input"]
report.heading("## 五、{{ partners }}贸易伙伴")

# %% tags=["remove-input"]
report.heading("### （一）{{ partners }}主要贸易伙伴")

# %% tags=["remove-input"]
report.part("partners")

# %% tags=["remove-input", "nbval-ignore-output"]
report.part_charts("partners")

# %% tags=["remove-input"]
report.part_table("partners")

# %% tags=["remove-input"]
report.heading("### （二）{{ partners }}区域组织和机制")

# %% tags=["remove-input"]
report.part("groups")

# %% tags=["remove-input"]
report.part_table("groups")

# %% tags=["remove-input"]
report.heading("### （三）{{ partners }}各大洲")

# %% tags=["remove-input"]
report.part("continents")

# %% tags=["remove-input", "nbval-ignore-output"]
report.part_charts("continents")

# %% tags=["remove-input"]
report.part_table("continents")

# %% tags=["remove-input"]
report.heading("## 六、{{ products }}商品")

# %% tags=["remove-input"]
report.heading("### （一）{{ products_export }}主要出口商品")

# %% tags=["remove-input"]
report.exports.prose()

# %% tags=["remove-input", "nbval-ignore-output"]
report.exports.charts()

# %% tags=["remove-input"]
report.exports.table()

# %% tags=["remove-input"]
report.heading("### （二）{{ products_import }}主要进口商品")

# %% tags=["remove-input"]
report.imports.prose()

# %% tags=["remove-input", "nbval-ignore-output"]
report.imports.charts()

# %% tags=["remove-input"]
report.imports.table()

# %% tags=["remove-input"]
report.heading("### （三）{{ sections }}HS 类章")

# %% tags=["remove-input"]
report.part("sections")

# %% tags=["remove-input", "nbval-ignore-output"]
report.part_charts("sections")

# %% tags=["remove-input"]
report.part_table("sections")

# %% tags=["remove-input"]
report.part_table("chapters")

# %% tags=["remove-input"]
report.heading("## 七、{{ provinces }}各省市")

# %% tags=["remove-input"]
report.part("provinces")

# %% tags=["remove-input", "nbval-ignore-output"]
report.part_charts("provinces")

# %% tags=["remove-input"]
report.part_table("provinces")

# %% tags=["remove-input"]
report.heading("## 截至 {{ month }}的走势")

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
