"""The floors of the house and their rooms, as CONTRIBUTING shows them."""

FLOORS = (
    {
        "core": (
            "errors",
            "periods",
            "dimensions",
            "number_format",
            "escaping",
            "files",
            "yaml_files",
            "repository",
            "locks",
            "transaction",
            "workers",
            "fingerprints",
            "cached_values",
        )
    },
    {"reference": ()},
    {
        "observations": (
            "schema",
            "coded_rows",
            "scope",
            "readers",
            "validation",
            "warehouse",
            "ingest",
        )
    },
    {"indicators": ()},
    {
        "presentation": (
            "fonts",
            "locale",
            "descriptions",
            "findings",
            "numbering",
            "spreadsheets",
            "parts",
            "prose",
            "word_faults",
            "tables",
            "charts",
        )
    },
    {
        "reports": (
            "common",
            "national",
            "provincial",
            "city",
            "partner",
            "product",
            "annual",
            "profile",
            "registry",
            "timelines",
            "about",
        )
    },
    {
        "publishing": (
            "catalogue",
            "bundle",
            "runner",
            "releases",
            "citations",
            "metadata",
            "documents",
            "open_data",
            "factcheck",
            "workbooks",
            "site",
        )
    },
    {"cli": (), "__main__": ()},
)
"""The floors from the lowest; in each the folders, with their rooms in the order in which a later one
may import from an earlier one. A folder without rooms is one room."""
