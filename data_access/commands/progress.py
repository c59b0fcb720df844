"""How far a command has come, where somebody looks at it."""

from collections.abc import Callable

from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from data_access.commands import console
from data_access.wording import name


class bar:
    """A progress bar on a terminal; elsewhere silence."""

    def __init__(self, words: str):
        self.words = words
        self.progress = Progress(
            *(SpinnerColumn(), BarColumn(), TextColumn("{task.description}"), TimeElapsedColumn()),
            console=console,
            disable=not console.is_terminal,
        )

    def __enter__(self) -> Callable[[str, int, int], None]:
        self.progress.start()
        task = self.progress.add_task("")

        def show(step: str, done: int, of: int) -> None:
            self.progress.update(task, description=name(self.words, step), completed=done, total=of)

        return show

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is None:
            for task in self.progress.tasks:
                self.progress.update(task.id, completed=task.total, description="")
        self.progress.stop()
