"""Pages of the documentation that have what was measured between markers."""

from ringlab.failure import LabError


def put(page, mark, text):
    """Puts a text between the markers of that name, which must be there once."""
    begin, end = f"<!-- {mark}: begin -->", f"<!-- {mark}: end -->"
    old = page.read_text()
    if old.count(begin) != 1 or old.count(end) != 1:
        raise LabError(f"{page} has not each of the markers {begin} and {end} once")
    before, rest = old.split(begin)
    page.write_text(f"{before}{begin}\n{text}\n{end}{rest.split(end)[1]}")
