"""Reads the YAML that ring files are written in: maps, lists, words; no aliases, no long texts.

Everything is a str, a list or a dict. What is not understood is refused with its line: the agent
reads the same file with a whole parser, so nothing here has to be clever.
"""

import re

from ringlab.failure import NOT_UNDERSTOOD, LabError

_KEY = re.compile(r"""("[^"]*"|'[^']*'|[^\s\[\]{},:"'#&*!|>%@`][^:#]*?)\s*:(?:\s+|$)""")


class _Line:
    def __init__(self, number, indent, text):
        self.number = number
        self.indent = indent
        self.text = text


def _fail(line, text):
    number = line.number if isinstance(line, _Line) else line
    raise LabError(f"ring file, line {number}: {text}. Nothing was started.", NOT_UNDERSTOOD)


def _without_comment(text):
    quote = None
    for at, letter in enumerate(text):
        if quote:
            quote = None if letter == quote else quote
        elif letter in "\"'":
            quote = letter
        elif letter == "#" and (at == 0 or text[at - 1] in " \t"):
            return text[:at].rstrip()
    return text.rstrip()


def _open_brackets(text):
    depth, quote = 0, None
    for letter in text:
        if quote:
            quote = None if letter == quote else quote
        elif letter in "\"'":
            quote = letter
        elif letter in "[{":
            depth += 1
        elif letter in "]}":
            depth -= 1
    return depth


def _lines(text):
    """Logical lines: a bracket that is open at the end of one goes on in the next."""
    found = []
    for number, raw in enumerate(text.splitlines(), 1):
        content = _without_comment(raw)
        if not content.strip() or content.strip() == "---":
            continue
        if found and _open_brackets(found[-1].text) > 0:
            found[-1].text += " " + content.strip()
            continue
        if "\t" in content[: len(content) - len(content.lstrip())]:
            _fail(number, "indented by a tabulator; expected spaces")
        indent = len(content) - len(content.lstrip(" "))
        found.append(_Line(number, indent, content.strip()))
    return found


class _Flow:
    """A value within one logical line."""

    def __init__(self, line, text):
        self._line = line
        self._text = text
        self._at = 0

    def whole(self):
        value = self._value(",]}" if self._text[:1] in "[{" else "")
        self._spaces()
        if self._at < len(self._text):
            _fail(self._line, f"'{self._text[self._at:]}' is too much")
        return value

    def _spaces(self):
        while self._at < len(self._text) and self._text[self._at] == " ":
            self._at += 1

    def _next(self):
        self._spaces()
        return self._text[self._at] if self._at < len(self._text) else ""

    def _expect(self, letter):
        if self._next() != letter:
            _fail(self._line, f"expected '{letter}', found '{self._text[self._at:][:20]}'")
        self._at += 1

    def _value(self, ends):
        first = self._next()
        if first == "[":
            return self._list()
        if first == "{":
            return self._map()
        return self._word(ends)

    def _list(self):
        self._expect("[")
        found = []
        while self._next() != "]":
            found.append(self._value(",]}"))
            if self._next() == ",":
                self._at += 1
            elif self._next() != "]":
                _fail(self._line, "a list without its ']'")
        self._at += 1
        return found

    def _map(self):
        self._expect("{")
        found = {}
        while self._next() != "}":
            key = self._word(":")
            self._expect(":")
            found[key] = self._value(",]}")
            if self._next() == ",":
                self._at += 1
            elif self._next() != "}":
                _fail(self._line, "a map without its '}'")
        self._at += 1
        return found

    def _word(self, ends):
        first = self._next()
        if first and first in "\"'":
            end = self._text.find(first, self._at + 1)
            if end < 0:
                _fail(self._line, f"a text without its closing {first}")
            word = self._text[self._at + 1 : end]
            self._at = end + 1
            return word
        if first and first in "&*!|>%@`":
            _fail(self._line, f"'{first}' is not understood here")
        start = self._at
        while self._at < len(self._text) and self._text[self._at] not in ends:
            self._at += 1
        return self._text[start : self._at].strip()


def _value(lines, at, indent, parent):
    """The value that begins on the lines after a key or a dash, if there is one."""
    if at < len(lines) and lines[at].indent >= indent:
        deeper = lines[at].indent > parent
        if deeper or lines[at].text.startswith("- ") or lines[at].text == "-":
            return _block(lines, at, lines[at].indent)
    return "", at


def _block(lines, at, indent):
    if lines[at].text.startswith("- ") or lines[at].text == "-":
        return _sequence(lines, at, indent)
    if _KEY.match(lines[at].text):
        return _mapping(lines, at, indent)
    return _Flow(lines[at], lines[at].text).whole(), at + 1


def _sequence(lines, at, indent):
    found = []
    while at < len(lines) and lines[at].indent == indent and lines[at].text[:2] in ("- ", "-"):
        line = lines[at]
        rest = line.text[1:].lstrip()
        if not rest:
            value, at = _value(lines, at + 1, indent + 1, indent)
        else:
            # What stands after the dash is the first line of a block that is indented so far.
            inner = indent + len(line.text) - len(rest)
            lines[at] = _Line(line.number, inner, rest)
            value, at = _block(lines, at, inner)
        found.append(value)
    return found, at


def _mapping(lines, at, indent):
    found = {}
    while at < len(lines) and lines[at].indent == indent:
        line = lines[at]
        match = _KEY.match(line.text)
        if not match:
            _fail(line, f"'{line.text[:40]}': expected 'key: value'")
        key, rest = match.group(1).strip("\"'"), line.text[match.end() :]
        if key in found:
            _fail(line, f"the key '{key}' stands there twice")
        if rest:
            found[key], at = _Flow(line, rest).whole(), at + 1
        else:
            found[key], at = _value(lines, at + 1, indent, indent)
    if at < len(lines) and lines[at].indent > indent:
        _fail(lines[at], "indented more than the line that it should stand under")
    return found, at


def read(text):
    """The map that a text is."""
    lines = _lines(text)
    if not lines:
        _fail(1, "empty; expected a ring")
    value, at = _block(lines, 0, lines[0].indent)
    if at < len(lines):
        _fail(lines[at], f"'{lines[at].text[:40]}' belongs to nothing")
    if not isinstance(value, dict):
        _fail(lines[0], "expected a map with the keys ring and servers")
    return value
