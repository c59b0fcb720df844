"""Traffic lights: a colour, always with its word and its shape."""

from html import escape

from data_access.wording import name

ORDER = ("red", "amber", "green")


def light(colour: str) -> str:
    """One light."""
    return f'<span class="status" data-light="{colour}">{escape(name("light", colour))}</span>'
