"""The methods by which a thread or a report takes itself to other forms, without knowing these forms.

Each calls the function of the same name in a module above the model, imported by name when it is asked for: so the
model depends on nothing, and a notebook can write `thread.to_pandas()`.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    import networkx
    import pandas
    import pyarrow


def _call(module: str, function: str, *arguments: Any) -> Any:
    return getattr(import_module(f"threads.tables.{module}"), function)(*arguments)


class Portable:
    """A value with tables; `table` is one of those that `threads.tables.rows.TABLES` has for it."""

    _table: ClassVar[str]  # the table that is meant if none is named

    def to_pandas(self, table: str | None = None) -> pandas.DataFrame:
        """A table as a pandas data frame: see `threads.tables.frames.to_pandas`."""
        return _call("frames", "to_pandas", self, table or self._table)

    def to_arrow(self, table: str | None = None) -> pyarrow.Table:
        """A table as an Arrow table: see `threads.tables.frames.to_arrow`."""
        return _call("frames", "to_arrow", self, table or self._table)

    def to_parquet(self, file: str | Path, table: str | None = None) -> None:
        """A table as a Parquet file."""
        _call("frames", "write_parquet", self, table or self._table, Path(file))

    def to_csv(self, file: str | Path, table: str | None = None) -> None:
        """A table as CSV that no spreadsheet takes for formulas."""
        _call("csv", "write_csv", self, table or self._table, Path(file))


class Graph(Portable):
    """A value with a graph beside its tables, and a page."""

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        page: str = import_module("threads.render.notebook").to_notebook(self)
        return page

    def to_networkx(self) -> networkx.DiGraph:
        """The graph of comments, or of participants: see `threads.tables.graphs.to_networkx`."""
        return _call("graphs", "to_networkx", self)

    def to_graphml(self, file: str | Path) -> None:
        """The graph as a GraphML file."""
        _call("graphs", "write_graphml", self, Path(file))

    def to_gexf(self, file: str | Path) -> None:
        """The graph as a GEXF file."""
        _call("graphs", "write_gexf", self, Path(file))


class PortableThread(Graph):
    """What only a thread can become, since it holds the texts."""

    _table = "comments"

    def to_convokit(self, folder: str | Path) -> None:
        """A ConvoKit corpus of this one thread: see `threads.tables.convokit.write_corpus`."""
        _call("convokit", "write_corpus", [self], Path(folder))


class PortableReport(Graph):
    """What a report can become."""

    _table = "participants"
