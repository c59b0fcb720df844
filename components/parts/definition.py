"""How a number is counted, one tap away from it."""

from markupsafe import Markup

from components.parts.html import dd, details, div, dl, dt, inner, joined, p, strong, summary
from components.scope import current
from data_access.metrics import Definition
from data_access.wording import text


def fold(metric: Definition) -> Markup:
    """A small sign beside a number's name that opens its definition; the sign's hint is the definition too."""
    wording = {
        part: text(f"metric.{metric.key}.{part}") for part in ("name", "definition", "numerator", "why")
    }
    rows = [(text("figure.numerator" if metric.is_rate else "figure.counted"), wording["numerator"])]
    if metric.is_rate:
        rows.append((text("figure.denominator"), text(f"metric.{metric.key}.denominator")))
    rows.append((text("figure.why"), wording["why"]))
    sign = summary(
        "i", aria_label=text("figure.definition_of", name=wording["name"]), title=wording["definition"]
    )
    panel = div(
        strong(wording["name"]),
        p(wording["definition"]),
        dl(joined(dt(term), dd(words)) for term, words in rows),
        inner(current().link("definitions", q=wording["name"]), text("figure.all_definitions")),
        cls="panel",
    )
    return details(sign, panel, cls="definition", data_alone=True)
