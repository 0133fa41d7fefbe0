"""The command line of the attacks: each carried out on a ring that is as at first, and judged."""

import argparse
import time

from ringlab import attacks, campaign, verdict
from ringlab.attackrun import Assault
from ringlab.guard import guarded

_EPILOG = """\
The exit code is 0 if no VIP was on two machines of the ring at once, no server was separated
without a reason, all agents applied the same edits, and all was as at first after each attack.
"""


def _parser():
    parser = argparse.ArgumentParser(
        prog="attack", description="Attacks a ring in a lab of its own.", epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--list", action="store_true", help="shows the attacks, and ends")
    parser.add_argument("--case", action="append", metavar="C",
                        help="an attack or a pattern of attacks; may be repeated (default: all)")
    parser.add_argument("--sample", type=float, metavar="MINUTES",
                        help="some of each kind, drawn by --seed, for about so long; the control"
                        " comes first: a foreign machine with a VIP, which must be seen")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="default: 1")
    campaign.add_options(parser, "attack")
    return parser


def main(words=None):
    options = _parser().parse_args(words)
    if options.list:
        for one in attacks.ATTACKS:
            print(f"{one.name:34} {one.text}")
        return 0

    def publish(record):
        text = table(record)
        print(text)
        if options.update:
            campaign.put(text, "attacks")

    def begin():
        chosen = attacks.chosen(options.case)
        return campaign.carry_out(
            "attack", options, lambda mine: _all(mine, chosen, options), publish)

    return guarded("attack", begin)


def _all(mine, chosen, options):
    until = None
    if options.sample:
        chosen = attacks.mixed(chosen, options.seed)
        until = time.monotonic() + options.sample * 60
    for number, one in enumerate(chosen, 1):
        if until is not None and time.monotonic() > until:
            break
        print(f"attack: {number} of {len(chosen)}, {one.name}: {one.text}", flush=True)
        run = mine.act(lambda lab, plan, guests, one=one: Assault(
            lab, plan, guests, options.limit).run(one.act), one.up)
        run = run or {"error": "the attack's own process failed", "violations": []}
        if one.name == attacks.CONTROL and not run["error"]:
            run["violations"] += verdict.unseen(run["foreignMs"])
        mine.add({"attack": one.name, "text": one.text, **run})
        for line in ([run["error"]] if run["error"] else run["violations"]):
            print(f"attack: {line}", flush=True)
        if run["error"] or run["violations"]:
            # Whatever is wrong with this ring is of no concern to the next attack.
            mine.down()


def table(record):
    runs = record["runs"]
    good = [one for one in runs if not one["error"]]
    lines = [
        f"Measured {record['when']} at {record['commit']}: {record['machine']}; profile"
        f" {record['profile']}; {len(runs)} attacks, {sum(map(_is_good, runs))} withstood.",
        "",
        "| Attack | Two of the ring at once, ms | Function back after, s | Longest outage of a"
        " client, s | Proofs | As at first after, s | |",
        "|---|---:|---:|---:|---|---:|---|",
    ]
    for text, alike in _grouped(runs).items():
        lines.append(_row(text, alike))
    steps, late = sum(one["steps"] for one in good), sum(one["late"] for one in good)
    differ = sum(verdict.is_of_files(what) for one in good for what in one["violations"])
    lines += ["", f"Asked {steps} times for every VIP, 10 ms apart; {late} of these steps were"
              f" late by more than one step. Edits lost or different, and files that differ at"
              f" the end: {differ}."]
    return "\n".join(lines)


def _grouped(runs):
    """Those that are told in one row: cuts between two servers differ by their names only."""
    rows = {}
    for one in runs:
        text = one["text"]
        if one["attack"].startswith("cut-") and _is_good(one):
            where = one["attack"].rpartition("-")[2]
            text = f"no frame from one server to another, one way or both, {where}"
        rows.setdefault(text, []).append(one)
    return {f"{text} ({len(alike)} attacks)" if len(alike) > 1 else text: alike
            for text, alike in rows.items()}


def _row(text, alike):
    """The worst of them."""
    failed = [one["error"] for one in alike if one["error"]]
    if failed:
        return f"| {text} | | | | | | not carried out: {'; '.join(failed)} |"
    recovery = sorted(seconds for one in alike for seconds in one["recoveryS"])
    if len(alike) > 1 and len(recovery) > 1:
        recovered = f"{recovery[0]:.2f} to {recovery[-1]:.2f} ({len(recovery)} times)"
    else:
        recovered = ", ".join(f"{seconds:.2f}" for seconds in recovery) or "-"
    proofs = sorted({proof.lower() for one in alike for proof in one["proofs"]})
    said = "; ".join(what for one in alike for what in one["violations"] or [_remark(one)])
    return (f"| {text} | {max(one['dualMs'] for one in alike)} | {recovered} |"
            f" {max(one['outageS'] for one in alike):.2f} | {', '.join(proofs) or '-'} |"
            f" {max(one['quietAfterS'] for one in alike):.1f} | {said.strip('; ')} |")


def _remark(run):
    if run["attack"] == attacks.CONTROL:
        return f"two with the VIP were seen for {run['foreignMs'] / 1000:.1f} s"
    return run["missed"] or ""


def _is_good(run):
    return not (run["error"] or run["violations"] or run["missed"])
