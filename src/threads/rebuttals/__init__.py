"""Rebuttals: whether a reply disagrees with what it answers, and the chains and the network that such replies make."""

from __future__ import annotations

from threads.rebuttals.chains import GONE, Chain, Rebuttal, Rebuttals, rebuttals
from threads.rebuttals.course import Incivility, Said
from threads.rebuttals.endings import Concession
from threads.rebuttals.judgement import Stance, stance
from threads.rebuttals.network import Network

__all__ = [
    "GONE",
    "Chain",
    "Concession",
    "Incivility",
    "Network",
    "Rebuttal",
    "Rebuttals",
    "Said",
    "Stance",
    "rebuttals",
    "stance",
]
