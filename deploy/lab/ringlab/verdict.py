"""What must hold of a ring that was attacked, and what was seen of it."""

import re

from ringlab import talk
from ringlab.holders import dual_ms, is_ours, overlaps

# A failure may be noticed, and be told of, so long after its cause is over.
LATE_S = 20.0
_VERSION = re.compile(r"(\d+)@(\d+)\.(\d+)")
_FILES = ("group", "operation", "separation", "problem")
_OF_FILES = re.compile(r"version .* (changed|was applied)|the agents have different"
                       r"|does not show its files")

# Whoever does not see two holders for so long that were made on purpose sees nothing.
_CONTROL_MS = 1000


def judge(plan, touches, events, holders, files):
    """Sentences about whatever does not hold.

    touches: of the attacker; holders: of Holders.end(); files: of files_of()
    """
    found = []
    if holders is None:
        found.append("nobody watched who held the VIPs")
    else:
        found += _dual(plan, holders)
    found += false_takeovers(touches, events)
    found += _diverged(events)
    found += _different(files, events)
    return found


def _dual(plan, holders):
    ours = is_ours(plan)
    for vip, cards in sorted(holders["cards"].items()):
        for first, last, one, other in overlaps(cards, ours):
            yield (f"{vip} was answered for by {one} and {other} at once, for"
                   f" {(last - first) * 1000:.0f} ms at {first:.2f}")


def dual_total_ms(plan, holders):
    """(of machines of the ring, with a foreign one)"""
    ours = is_ours(plan)
    cards = (holders or {"cards": {}})["cards"].values()
    inside = sum(dual_ms(one, ours) for one in cards)
    return inside, sum(dual_ms(one, lambda mac: True) for one in cards) - inside


def unseen(foreign_ms):
    """A sentence if a VIP was on a foreign machine, too, and that was not seen."""
    if foreign_ms < _CONTROL_MS:
        yield f"a foreign machine had a VIP, and was seen for {foreign_ms} ms only"


def is_of_files(sentence):
    """Whether it tells of edits or management files."""
    return bool(_OF_FILES.search(sentence))


def false_takeovers(touches, events):
    """Servers that were separated though nothing was wrong with them."""
    for event in events:
        moment, server = event["wallMs"] / 1000, event["server"]
        if event["kind"] != "separated":
            continue
        if not any(server in one.servers and one.begin <= moment
                   and (one.end is None or moment <= one.end + LATE_S) for one in touches):
            reason = event.get("data", {}).get("reason", "")
            yield f"{server} was separated ({reason}) at {moment:.2f}: nothing was wrong with it"


def version(text):
    found = _VERSION.search(text or "")
    return tuple(map(int, found.groups())) if found else None


def _diverged(events):
    """Two agents that applied different edits as the same version."""
    seen = {}
    for event in events:
        changes = event.get("data", {}).get("changes")
        if event["kind"] != "edit" or not changes:
            continue
        name = event["data"]["version"]
        other = seen.setdefault(name, (changes, event["from"]))
        if other[0] != changes:
            yield (f"version {name} changed {other[0]} on {other[1]}, and {changes} on"
                   f" {event['from']}")


def files_of(lab, plan):
    """The management files of all agents, by server; None where nobody answers."""
    found = {}
    for one in plan.machines():
        pid = talk.init_pid(lab, one.name)
        said = {name: talk.agent(pid, f"/v1/files/{name}") for name in _FILES}
        found[one.name] = said if all(said.values()) else None
    return found


def _different(files, events):
    known = {name: said for name, said in files.items() if said}
    for name in files.keys() - known.keys():
        yield f"{name} does not show its files"
    texts = {name: [said[one]["rows"] for one in _FILES] for name, said in known.items()}
    versions = {name: said["operation"]["version"] for name, said in known.items()}
    if len(set(versions.values())) > 1:
        yield f"the agents have different versions: {versions}"
    elif any(one != next(iter(texts.values())) for one in texts.values()):
        yield f"the agents have different files of one version: {texts}"
    newest = max(filter(None, (version(one["data"].get("version")) for one in events
                               if one["kind"] == "edit")), default=None)
    held = max(filter(None, map(version, versions.values())), default=None)
    if newest and held and held < newest:
        yield f"version {newest} was applied somewhere, and {held} is the newest now"
