"""Rebuttals: whether a reply disagrees with what it answers, and the chains that such replies make."""

from __future__ import annotations

from threads.rebuttals.chains import Chain, Rebuttal, Rebuttals, rebuttals
from threads.rebuttals.judgement import Stance, stance

__all__ = ["Chain", "Rebuttal", "Rebuttals", "Stance", "rebuttals", "stance"]
