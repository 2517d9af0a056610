"""Who is measured, on how much, in which environment, and which ratios are printed."""

from __future__ import annotations

from typing import NamedTuple


class Contender(NamedTuple):
    """A module of `benchmarks.contenders`.

    comments: about how many of the workload's it gets, in whole threads, where all would take too long.
    library: whose environment it runs in; empty for that of the benchmark itself.
    """

    name: str
    comments: int | None = None
    library: str = ""


CONTENDERS = (
    Contender("orjson_lines"),
    Contender("plain_loops"),
    Contender("structure_columns"),
    Contender("structure_values"),
    Contender("patterns", 10_000),
    Contender("readability_threads"),
    Contender("readability_textstat"),
    Contender("textstat_comments", 10_000),
    Contender("convokit_trees", library="convokit"),
    Contender("convokit_hyperconvo", 10_000, "convokit"),
    Contender("convokit_politeness", 500, "convokit"),
    Contender("delab_trees_metrics", 5_000, "delab_trees"),
    Contender("textdescriptives_comments", 2_000, "textdescriptives"),
)
ONE, TWO = "corpus_1", "corpus_2"


class Ratio(NamedTuple):
    """How many times as fast one is as another, by comments a second; wanted: what we promise, None for nothing."""

    name: str
    ours: str
    theirs: str
    wanted: float | None = None
    clock: bool = False  # wall time instead of CPU


RATIOS = (
    Ratio("structure, columns: of orjson's lines", "structure_columns", "orjson_lines"),
    Ratio("structure, columns: of orjson and plain loops", "structure_columns", "plain_loops", 0.25),
    Ratio("structure, columns: of ConvoKit's load and trees", "structure_columns", "convokit_trees", 10),
    Ratio("structure, columns: of HyperConvo", "structure_columns", "convokit_hyperconvo"),
    Ratio("structure, columns: of delab-trees", "structure_columns", "delab_trees_metrics"),
    Ratio("structure, values: of ConvoKit's load and trees", "structure_values", "convokit_trees"),
    Ratio("full report: of ConvoKit's parser and politeness", ONE, "convokit_politeness", 50),
    Ratio("full report: two processes of one, by the clock", TWO, ONE, 1.8, clock=True),
    Ratio("readability: of textstat, per participant", "readability_threads", "readability_textstat", 10),
    Ratio("full report: of textstat's two scores, per comment", ONE, "textstat_comments"),
    Ratio("full report: of TextDescriptives' readability", ONE, "textdescriptives_comments"),
)
FULL_REPORT = 8_000  # comments a CPU second that a full report is to reach
POLITENESS = 140  # comments a CPU second, for comparison where ConvoKit's parser is not there: given, not measured
