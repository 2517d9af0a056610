"""What a user has settled in `threads.toml`, or `[tool.threads]` of `pyproject.toml`: defaults of the command line.

A key at the top holds for every command that has the option, a table such as `[report]` for this command alone.
Which keys there are is read off the commands themselves.
"""

from __future__ import annotations

import inspect
import tomllib
from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NamedTuple, get_args, get_origin

import typer
from typer.models import OptionInfo

from threads.errors import InvalidSettings, UnknownName

# Where settings stand: in which table of which file, the first that there is.
_TABLES: dict[str, tuple[str, ...]] = {"threads.toml": (), "pyproject.toml": ("tool", "threads")}
_LARGEST = 1_000_000  # bytes of a settings file
_NO_TOML = (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError)  # the parser recurses into arrays


class Option(NamedTuple):
    """An option of a command: the name of its parameter, the type of its value, and what reads it from a word."""

    parameter: str
    type: Any
    parser: Callable[[str], Any] | None


def defaults(app: typer.Typer, folder: Path) -> dict[str, Any]:
    """The defaults that hold in a folder, as typer's `default_map`; none without a settings file in it or above.

    InvalidSettings names the first key that no command has, or whose value is none for it.
    """
    file = _nearest(folder.resolve())
    if file is None:
        return {}
    commands = _options(app)
    given = _validated(file, commands)
    _check_words(file, commands, given)
    shared = {key: value for key, value in given.items() if key not in commands}
    return {name: _for_command(known, {**shared, **given.get(name, {})}, file) for name, known in commands.items()}


def _nearest(folder: Path) -> Path | None:
    """The settings file in the folder or the closest above it, as other tools look for theirs."""
    candidates = (above / name for above in (folder, *folder.parents) for name in _TABLES)
    return next((file for file in candidates if file.is_file() and _holds_settings(file)), None)


def _holds_settings(file: Path) -> bool:
    if not _TABLES[file.name]:
        return True
    if file.stat().st_size > _LARGEST or "threads" not in (text := file.read_text(encoding="utf-8", errors="replace")):
        return False
    try:
        return "threads" in tomllib.loads(text).get("tool", {})
    except _NO_TOML:  # somebody else's file, and nothing we were told to read
        return False


def _options(app: typer.Typer) -> dict[str, dict[str, Option]]:
    """The options of each command under their names without dashes; commands of a group share the group's table."""
    found: dict[str, dict[str, Option]] = {}
    for command in app.registered_commands:
        if command.callback is not None:
            name = command.name or command.callback.__name__.replace("_", "-")
            found[name] = dict(_options_of(command.callback))
    for group in app.registered_groups:
        if group.typer_instance is not None:
            inner = _options(group.typer_instance)
            found[str(group.name)] = {key: option for one in inner.values() for key, option in one.items()}
    return found


def _options_of(command: Any) -> Iterator[tuple[str, Option]]:
    for parameter in inspect.signature(command, eval_str=True).parameters.values():
        type_, *about = get_args(parameter.annotation) or (parameter.annotation,)  # a context is plain
        for info in about:
            if isinstance(info, OptionInfo):
                yield _spelled(info, parameter.name), Option(parameter.name, type_, info.parser)


def _spelled(info: OptionInfo, parameter: str) -> str:
    """An option's long name: what follows the dashes on the command line."""
    flags = [info.default, *(info.param_decls or ())]
    long = next((flag for flag in flags if isinstance(flag, str) and flag.startswith("--")), None)
    return (long or parameter.replace("_", "-")).removeprefix("--")


def _validated(file: Path, commands: Mapping[str, Mapping[str, Option]]) -> dict[str, Any]:
    from pydantic import ValidationError

    known = _shared(commands)
    tables = {name: {key: option.type for key, option in options.items()} for name, options in commands.items()}
    if file.stat().st_size > _LARGEST:  # far from any settings, and minutes of parsing
        raise InvalidSettings(file.name, f"has more than {_LARGEST:,} bytes", "keep settings alone in it")
    try:
        settings = _model(file, known, tables)()
    except _NO_TOML as error:
        raise InvalidSettings(file.name, f"no valid TOML ({_said(error)})", "mend its syntax") from None
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = [str(part) for part in first["loc"]]
        names = tables.get(place[0], {}) if len(place) > 1 else {**known, **tables}
        raise InvalidSettings(file.name, *_complaint(place, first, tuple(names))) from None
    return settings.model_dump(mode="json", exclude_unset=True)  # type: ignore[no-any-return]


def _check_words(file: Path, commands: Mapping[str, Mapping[str, Option]], given: Mapping[str, Any]) -> None:
    """Values are refused by the name of their key: on the command line the option before them names them."""
    anywhere = {key: option for options in commands.values() for key, option in options.items()}
    tables: list[tuple[str, Mapping[str, Any], Mapping[str, Option]]]
    tables = [("", {key: value for key, value in given.items() if key not in commands}, anywhere)]
    tables += [(f"{name}.", given[name], options) for name, options in commands.items() if given.get(name)]
    for table, values, options in tables:
        for key, value in values.items():
            for word in value if isinstance(value, list) else [value]:
                _check_word(file, f"{table}{key}", options[key].parser, word)


def _check_word(file: Path, key: str, parser: Callable[[str], Any] | None, word: Any) -> None:
    try:
        if parser is not None and word is not None:
            parser(word)
    except (typer.BadParameter, UnknownName) as error:
        found, _, do = str(getattr(error, "message", error)).partition("; ")
        raise InvalidSettings(file.name, f"{key}: {found}", do or "see `threads COMMAND --help`") from None


def _said(error: Exception) -> str:
    return "nested too deep" if isinstance(error, RecursionError) else str(error)


def _shared(commands: Mapping[str, Mapping[str, Option]]) -> dict[str, Any]:
    """The options that mean the same in every command that has them, with their types."""
    types: dict[str, list[Any]] = {}
    for options in commands.values():
        for key, option in options.items():
            types.setdefault(key, []).append(option.type)
    return {key: given[0] for key, given in types.items() if all(one == given[0] for one in given)}


def _model(file: Path, known: Mapping[str, Any], tables: Mapping[str, Mapping[str, Any]]) -> Any:
    """A model of the settings file: optional fields, and nothing besides."""
    from pydantic import ConfigDict, Field, create_model
    from pydantic_settings import (
        BaseSettings,
        PydanticBaseSettingsSource,
        PyprojectTomlConfigSettingsSource,
        SettingsConfigDict,
    )

    class FromFile(BaseSettings):
        """Read from this file, and from no variable of the environment."""

        model_config = SettingsConfigDict(
            extra="forbid", serialize_by_alias=True, pyproject_toml_table_header=_TABLES[file.name]
        )

        @classmethod
        def settings_customise_sources(
            cls, settings_cls: type[BaseSettings], *_: PydanticBaseSettingsSource, **__: PydanticBaseSettingsSource
        ) -> tuple[PydanticBaseSettingsSource, ...]:
            return (PyprojectTomlConfigSettingsSource(settings_cls, file),)

    def optional(fields: Mapping[str, Any]) -> dict[str, Any]:
        # numbered names, since an option may be called as a method of the model is ("schema")
        return {f"field_{n}": (type_ | None, Field(None, alias=key)) for n, (key, type_) in enumerate(fields.items())}

    config = ConfigDict(extra="forbid", serialize_by_alias=True)
    models = {name: create_model(name, __config__=config, **optional(fields)) for name, fields in tables.items()}
    return create_model("Settings", __base__=FromFile, **optional({**known, **models}))


def _complaint(place: list[str], first: Any, names: tuple[str, ...]) -> tuple[str, str]:
    where = ".".join(place)
    if first["type"] != "extra_forbidden":
        return f"{where}: {first['msg'][:1].lower()}{first['msg'][1:]}", "see `threads COMMAND --help`"
    close = get_close_matches(place[-1], names, n=1)
    return f"{where}: no such setting", f"did you mean {close[0]}?" if close else f"known: {', '.join(sorted(names))}"


def _for_command(known: Mapping[str, Option], given: Mapping[str, Any], file: Path) -> dict[str, Any]:
    return {known[key].parameter: _resolved(value, known[key], file) for key, value in given.items() if key in known}


def _resolved(value: Any, option: Option, file: Path) -> Any:
    """A path in a settings file is meant from the file's folder."""
    if Path in (option.type, *get_args(option.type)) and value is not None:
        here = file.parent
        return [str(here / one) for one in value] if get_origin(option.type) is list else str(here / value)
    return value
