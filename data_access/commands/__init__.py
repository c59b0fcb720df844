"""The groups of the command line that have a module of their own, and what all of it shares: its language and its looks."""

import os
from typing import Any

from rich.console import Console
from typer import rich_utils
from typer.core import TyperCommand, TyperGroup

from data_access.wording import LANGUAGES, language, text

_spoken = os.environ.get("LANG", "").lower()
language.set(next((lang for lang in LANGUAGES if _spoken.startswith(lang)), LANGUAGES[0]))
rich_utils.OPTIONS_PANEL_TITLE = text("terminal.options")
rich_utils.COMMANDS_PANEL_TITLE = text("terminal.commands")
rich_utils.ERRORS_PANEL_TITLE = text("terminal.error")
rich_utils.DEFAULT_STRING = f"[{text('terminal.default')}: {{}}]"
rich_utils.RICH_HELP = text("terminal.try_help", command="[blue]{command_path} {help_option}[/]")


class _InWords:
    """What typer says of itself, in the reader's language."""

    def get_usage(self, ctx: Any) -> str:
        usage = super().get_usage(ctx)  # type: ignore[misc]  # of the class beside it
        usage = usage.replace("Usage:", text("terminal.usage"))
        usage = usage.replace("[OPTIONS]", f"[{text('terminal.options')}]")
        return usage.replace("COMMAND [ARGS]", text("terminal.commands"))

    def get_help_option(self, ctx: Any) -> Any:
        option = super().get_help_option(ctx)  # type: ignore[misc]  # of the class beside it
        option.help = text("terminal.show_help")
        return option


class Command(_InWords, TyperCommand):
    """A command."""


class Group(_InWords, TyperGroup):
    """Commands under one name."""


console = Console()
