"""Where the browser finds a photo or a drawing: in the town's folder, or at a host that its administrator allows."""

from urllib.parse import quote, urlsplit

from data_access import pictures
from data_access.base_path import under_base
from data_access.settings import settings


def found(url: str) -> tuple[str | None, str | None]:
    """The address of a picture, or the reason there is none: foreign (a host that is not on the list, or no https) or
    absent (no such file in the folder)."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None, "foreign"
    if parts.scheme or parts.netloc:
        allowed = parts.scheme == "https" and parts.netloc in settings().attachments.hosts and "■" not in url
        return (url, None) if allowed else (None, "foreign")
    path = pictures.path_of(url)
    if path is None:
        return None, "absent"
    name = url.lstrip("/") if "■" in url else path.relative_to(pictures.folder()).as_posix()
    return under_base(f"/attachments/{quote(name)}"), None
