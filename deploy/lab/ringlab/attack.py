"""The command line of the attacks: each carried out on a ring that is as at first, and judged."""

import argparse
import random
import time

from ringlab import attacks, campaign
from ringlab.attackrun import Assault

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
                        help="some of them, drawn by --seed, for about so long")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="default: 1")
    campaign.add_options(parser, "attack")
    return parser


def main(words=None):
    options = _parser().parse_args(words)
    if options.list:
        for one in attacks.ATTACKS:
            print(f"{one.name:34} {one.text}")
        return 0

    def do(mine):
        _all(mine, attacks.chosen(options.case), options)

    def publish(record):
        text = table(record)
        print(text)
        if options.update:
            campaign.put(text, "attacks")

    return campaign.carry_out("attack", options, do, publish)


def _all(mine, chosen, options):
    until = None
    if options.sample:
        chosen = random.Random(options.seed).sample(chosen, len(chosen))
        until = time.monotonic() + options.sample * 60
    for number, one in enumerate(chosen, 1):
        if until is not None and time.monotonic() > until:
            break
        print(f"attack: {number} of {len(chosen)}, {one.name}: {one.text}", flush=True)
        run = mine.act(lambda lab, plan, guests, one=one: Assault(
            lab, plan, guests, options.limit).run(one.act))
        run = run or {"error": "the attack's own process failed", "violations": []}
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
    for one in runs:
        if one["error"]:
            lines.append(f"| {one['text']} | | | | | | not carried out: {one['error']} |")
            continue
        recovery = ", ".join(f"{seconds:.2f}" for seconds in one["recoveryS"]) or "-"
        said = "; ".join(one["violations"]) or (one["missed"] or "")
        lines.append(f"| {one['text']} | {one['dualMs']} | {recovery} | {one['outageS']:.2f} |"
                     f" {', '.join(one['proofs']).lower() or '-'} | {one['quietAfterS']:.1f} |"
                     f" {said} |")
    steps, late = sum(one["steps"] for one in good), sum(one["late"] for one in good)
    lines += ["", f"Asked {steps} times for every VIP, 10 ms apart; {late} of these steps were"
              " late by more than one step."]
    return "\n".join(lines)


def _is_good(run):
    return not run["error"] and not run["violations"]
