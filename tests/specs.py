"""Specifications of charts, to be held against one another."""


def inlined(spec):
    """Return a chart's own part of a specification, with the rows in each layer that shows them."""
    rows = spec["datasets"]
    shared = spec.get("data")
    layers = [{**one, "data": rows[one.get("data", shared)["name"]]} for one in spec["layer"]]
    own = {key: spec[key] for key in ("width", "height", "resolve") if key in spec}
    return {**own, "layer": layers}
