"""How a number is counted, one tap away from it."""

from html import escape

from components.scope import current
from data_access.metrics import Metric
from data_access.wording import text


def fold(metric: Metric) -> str:
    """A small sign beside a number's name that opens its definition; the sign's hint is the definition too."""
    said = {
        part: escape(text(f"metric.{metric.key}.{part}"))
        for part in ("name", "definition", "numerator", "why")
    }
    label = escape(text("figure.definition_of", name=text(f"metric.{metric.key}.name")))
    rows = [(text("figure.numerator" if metric.is_rate else "figure.counted"), said["numerator"])]
    if metric.is_rate:
        rows.append((text("figure.denominator"), escape(text(f"metric.{metric.key}.denominator"))))
    rows.append((text("figure.why"), said["why"]))
    terms = "".join(f"<dt>{escape(term)}</dt><dd>{words}</dd>" for term, words in rows)
    address = current().link("definitions", q=text(f"metric.{metric.key}.name"))
    return (
        f'<details class="definition" data-alone><summary aria-label="{label}" title="{said["definition"]}">i</summary>'
        f'<div class="panel"><strong>{said["name"]}</strong><p>{said["definition"]}</p><dl>{terms}</dl>'
        f'<a href="{escape(address)}" data-inner>{escape(text("figure.all_definitions"))}</a></div></details>'
    )
