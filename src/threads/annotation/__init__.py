"""Annotation by people: texts chosen for it, tasks for the tools they work in, and their answers as labels.

`sample` chooses, `tasks` writes for Label Studio and doccano, `answers` reads back, `agreement` says how far the
annotators agree.
"""
