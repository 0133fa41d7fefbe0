"""The figure of the bench: medians with their spread, the paper's beside them."""

from ringlab import benchcases, benchfigures, benchtable, benchtargets
from ringlab.failure import LabError

_OURS = "#1f5fa8"
_PAPER = "#c8641e"
_LIMIT = "#999999"
_BAND = "#f3f5f8"
# Figure, heading, factor to the unit that is drawn.
_PANELS = (
    ("function", "Function recovery, s", 1),
    ("disconnection", "Access disconnection, s", 1),
    ("answerMs", "Proof to served access, ms", 1),
    ("silentBackMs", "VIP silent at the return, ms", 1),
)


def check():
    """Fails before anything is measured if nothing could be drawn."""
    try:
        import matplotlib  # noqa: F401, only whether it is there
    except ImportError as e:
        raise LabError("a plot needs python3-matplotlib: deploy/lab/setup --bench."
                       " Nothing was done.") from e


def draw(record, path):
    import matplotlib

    matplotlib.use("Agg")
    matplotlib.rcParams.update({
        "font.family": "DejaVu Sans", "font.size": 9, "svg.hashsalt": "ringwatch",
        "axes.spines.top": False, "axes.spines.right": False, "axes.spines.left": False,
    })
    from matplotlib import pyplot

    rows = {key: row for key, row in benchfigures.rows(record["runs"]).items() if row["good"]}
    if not rows:
        raise LabError("no run was good: nothing to draw")
    places, groups = _places(rows)
    height = 1.55 + 0.24 * (max(places.values()) + 1)
    figure, axes = pyplot.subplots(1, len(_PANELS), sharey=True, figsize=(11.5, height))
    for axis, (name, heading, _) in zip(axes, _PANELS):
        _panel(axis, rows, places, groups, name, heading)
    _labels(axes[0], rows, places, groups)
    _legend(figure, height)
    figure.subplots_adjust(left=0.155, right=0.985, top=1 - 1.0 / height, bottom=0.45 / height,
                           wspace=0.09)
    path.parent.mkdir(parents=True, exist_ok=True)
    metadata = {"Date": None} if path.suffix == ".svg" else None
    figure.savefig(path, dpi=150, metadata=metadata)
    pyplot.close(figure)


def _places(rows):
    """Where each row is from above, and of each profile its heading, first and last row."""
    places, groups, place = {}, {}, 0
    for profile in benchcases.PROFILES:
        own = [key for key in rows if key[0] == profile]
        if own:
            groups[profile] = (place, place + 1, place + len(own))
            for index, key in enumerate(own):
                places[key] = place + 1 + index
            place += len(own) + 1.6
    return places, groups


def _panel(axis, rows, places, groups, name, heading):
    for _, first, last in groups.values():
        axis.axhspan(first - 0.5, last + 0.5, color=_BAND, zorder=0, linewidth=0)
    for key, place in places.items():
        spread = benchfigures.column(rows[key], name)
        if spread:
            median, least, most = spread
            axis.hlines(place, least, most, color=_OURS, linewidth=2.2, alpha=0.45, zorder=2)
            axis.plot(median, place, "o", color=_OURS, markersize=5, zorder=3)
        paper = benchcases.PAPER.get(key[1:], {}).get(name) if key[0] == "paper" else None
        if paper is not None:
            axis.plot(paper, place, "D", markerfacecolor="none", markeredgecolor=_PAPER,
                      markeredgewidth=1.3, markersize=5.5, zorder=4)
        limit = _limit(key, name)
        if limit is not None:
            axis.plot([limit, limit], [place - 0.36, place + 0.36], color=_LIMIT, linewidth=1.6,
                      zorder=1)
    axis.set_title(heading, fontsize=9.5, loc="left", pad=8)
    axis.margins(x=0.09)
    axis.autoscale_view()
    axis.set_xlim(left=0)
    axis.tick_params(axis="x", top=True, labeltop=True, length=3, colors="#444444")
    axis.grid(axis="x", color="#dddddd", linewidth=0.6, zorder=0)
    axis.tick_params(axis="y", length=0)
    axis.set_axisbelow(True)


def _limit(key, name):
    for profile, case, server, figure, limit, _ in benchtargets.TARGETS:
        if (profile, case, server, figure) == (*key, name):
            return limit
    for case, server, figure, limit, _ in benchtargets.EACH:
        if (case, server, figure) == (*key[1:], name):
            return limit
    return None


def _labels(axis, rows, places, groups):
    axis.set_yticks(list(places.values()),
                    [benchtable.title(case, server) for _, case, server in places])
    axis.set_ylim(max(places.values()) + 0.7, -0.7)
    for profile, (place, _, _) in groups.items():
        axis.annotate(f"profile {profile}", (0, place), xycoords=("axes fraction", "data"),
                      xytext=(-6, 0), textcoords="offset points", ha="right", va="center",
                      fontweight="bold")


def _legend(figure, height):
    from matplotlib.lines import Line2D

    shown = [
        Line2D([], [], color=_OURS, marker="o", markersize=5, linewidth=2.2, alpha=0.8,
               label="lab: median, least to most"),
        Line2D([], [], color=_PAPER, marker="D", markerfacecolor="none", markersize=5.5,
               linewidth=0, label="ring paper, table 2 and fig. 15"),
        Line2D([], [], color=_LIMIT, marker="|", markersize=9, markeredgewidth=1.6, linewidth=0,
               label="target"),
    ]
    figure.legend(handles=shown, loc="upper right", ncol=3, frameon=False, fontsize=9,
                  bbox_to_anchor=(0.985, 1 - 0.02 / height))
