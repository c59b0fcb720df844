"""Where the browser finds a photo or a drawing: in the town's folder, or at a host that its administrator allows."""

from urllib.parse import quote, urlsplit

from data_access.settings import ROOT, settings


def found(url: str) -> tuple[str | None, str | None]:
    """The address of a picture, or the reason there is none: foreign (a host that is not on the list, or no https) or
    absent (no such file in the folder)."""
    known = settings().attachments
    try:
        parts = urlsplit(url)
    except ValueError:
        return None, "foreign"
    if parts.scheme or parts.netloc:
        allowed = parts.scheme == "https" and parts.netloc in known.hosts
        return (url, None) if allowed else (None, "foreign")
    folder = (ROOT / known.folder).resolve()
    path = (folder / url.lstrip("/")).resolve() if url.isprintable() else folder
    if not path.is_relative_to(folder) or not path.is_file():
        return None, "absent"
    return f"/attachments/{quote(path.relative_to(folder).as_posix())}", None
