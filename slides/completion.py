"""What a shell completes after `slides`: scripts for bash, zsh and fish, from the parser's own options."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_ENDINGS = ("yaml", "yml", "md", "markdown")


@dataclass(frozen=True, slots=True)
class Option:
    """An option, or an argument without `names`, and what follows: one of `words`, a path, or any text."""

    names: tuple[str, ...]
    help: str
    takes: str = ""  # what the value is called; nothing: a switch
    words: tuple[str, ...] = ()
    path: str = ""  # "file" or "folder"
    many: bool = False


@dataclass(frozen=True, slots=True)
class Command:
    name: str
    help: str
    options: tuple[Option, ...]


def script(shell: str, parser: argparse.ArgumentParser, words: Mapping[str, Sequence[str]]) -> str:
    """The script for `shell`; `words` are the values that arguments of `parser` take, by name."""
    found = tuple(commands(parser, words))
    return {"bash": _bash, "zsh": _zsh, "fish": _fish}[shell](found)


def commands(parser: argparse.ArgumentParser, words: Mapping[str, Sequence[str]]) -> Iterator[Command]:
    """The commands of a parser with their options."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            helps = {one.dest: one.help or "" for one in action._choices_actions}
            for name, below in action.choices.items():
                options = tuple(_option(one, words) for one in below._actions)
                yield Command(name, helps.get(name, ""), options)


def _option(action: argparse.Action, words: Mapping[str, Sequence[str]]) -> Option:
    known = tuple(map(str, action.choices or words.get(action.dest, ())))
    takes = "" if action.nargs == 0 else str(action.metavar or action.dest).lower()
    path = "" if action.type is not Path else "folder" if takes == "folder" else "file"
    many = action.nargs == "+" or isinstance(action, argparse._AppendAction)
    return Option(tuple(action.option_strings), action.help or "", takes, known, path, many)


def _quoted(text: str) -> str:
    """A text as one word of any of the three shells.

    >>> _quoted("a reader's")
    "'a reader'\\\\''s'"
    """
    return "'" + text.replace("'", "'\\''") + "'"


_BASH = """\
# bash completion of slides: `eval "$(slides completion bash)"` in ~/.bashrc
_slides() {
    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} command= word
    if [[ $current == = ]]; then
        current=
    elif [[ $previous == = ]]; then
        previous=${COMP_WORDS[COMP_CWORD-2]}
    fi
    for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
        case $word in @NAMES@) command=$word; break ;; esac
    done
    COMPREPLY=()
    case $command:$previous in
@VALUES@
    esac
    case $command:$current in
@OPTIONS@
        :*) COMPREPLY=($(compgen -W '@ALL@ --help --version' -- "$current")) ;;
@WORDS@
    esac
}
complete -o default -F _slides slides
"""


def _bash(commands: Sequence[Command]) -> str:
    """A function that fills COMPREPLY; where it leaves it empty, bash completes file names by itself."""
    reply = 'COMPREPLY=($(compgen -W {} -- "$current"))'
    values, options, words = [], [], []
    for command in commands:
        names = " ".join(name for option in command.options for name in option.names)
        options.append(f"        {command.name}:-*) {reply.format(_quoted(names))} ;;")
        for option in command.options:
            cases = "|".join(f"{command.name}:{name}" for name in option.names)
            listed = reply.format(_quoted(" ".join(option.words)))
            if option.names and option.takes:
                values.append(f"        {cases}) {listed + '; ' if option.words else ''}return ;;")
            elif option.words:
                words.append(f"        {command.name}:*) {listed} ;;")
    filled = {
        "NAMES": "|".join(command.name for command in commands),
        "ALL": " ".join(command.name for command in commands),
        "VALUES": "\n".join(values),
        "OPTIONS": "\n".join(options),
        "WORDS": "\n".join(words),
    }
    return _filled(_BASH, filled)


def _filled(template: str, parts: Mapping[str, str]) -> str:
    for name, part in parts.items():
        template = template.replace(f"@{name}@", part)
    return template


_ZSH = """\
#compdef slides
# zsh completion of slides: `slides completion zsh > "${fpath[1]}/_slides"`
_slides() {
    local context state state_descr line
    typeset -A opt_args
    local -a commands=(
@COMMANDS@
    )
    _arguments -C '(- *)'{-h,--help}'[say what there is]' '(- *)--version[say the version]' \\
        '1:command:->command' '*::argument:->argument'
    case $state in
        command) _describe command commands ;;
        argument)
            case $words[1] in
@CASES@
            esac ;;
    esac
}
if [[ $funcstack[1] == _slides ]]; then _slides "$@"; else compdef _slides slides; fi
"""


def _zsh(commands: Sequence[Command]) -> str:
    named = [f"        {_quoted(f'{_plain(command.name)}:{command.help}')}" for command in commands]
    cases = []
    for command in commands:
        specs = " ".join(_zsh_option(option) for option in command.options)
        cases.append(f"                {command.name}) _arguments {specs} ;;")
    return _filled(_ZSH, {"COMMANDS": "\n".join(named), "CASES": "\n".join(cases)})


def _zsh_option(option: Option) -> str:
    """An optspec of `_arguments`: `'(-o --out)'{-o,--out}'[help]:folder:_files -/'`."""
    value = ""
    if option.takes:
        files = f'_files -g "*.({"|".join(_ENDINGS)})"'
        action = {"file": files, "folder": "_files -/"}.get(option.path, "")
        action = f"({' '.join(option.words)})" if option.words else action or " "
        value = f":{_plain(option.takes)}:{action}"
    if not option.names:
        return _quoted(f"{'*' if option.many else ''}{value or ':'}")
    told = _quoted(f"[{_plain(option.help)}]{value}")
    if option.many:
        return " ".join(f"{_quoted('*' + name)}{told}" for name in option.names)
    each = "{" + ",".join(option.names) + "}" if len(option.names) > 1 else option.names[0]
    return f"{_quoted('(' + ' '.join(option.names) + ')')}{each}{told}"


def _plain(text: str) -> str:
    """Without what zsh takes for the end of a description."""
    return text.replace("\\", "").replace(":", " -").replace("[", "(").replace("]", ")")


def _fish(commands: Sequence[Command]) -> str:
    lines = [
        "# fish completion of slides: `slides completion fish > ~/.config/fish/completions/slides.fish`",
        "complete -c slides -n __fish_use_subcommand -f",
        "complete -c slides -n __fish_use_subcommand -s h -l help -d 'say what there is'",
        "complete -c slides -n __fish_use_subcommand -l version -d 'say the version'",
    ]
    for command in commands:
        told = _quoted(command.help)
        lines.append(f"complete -c slides -n __fish_use_subcommand -a {command.name} -d {told}")
        within = f"complete -c slides -n '__fish_seen_subcommand_from {command.name}'"
        lines += [f"{within} {_fish_option(option)}" for option in command.options if option.names]
        lines += [
            f"{within} -f -a {_quoted(' '.join(option.words))}"
            for option in command.options
            if not option.names and option.words
        ]
    return "\n".join(lines) + "\n"


def _fish_option(option: Option) -> str:
    names = [f"-l {name[2:]}" if name.startswith("--") else f"-s {name[1:]}" for name in option.names]
    value = ""
    if option.takes:
        value = (
            f" -x -a {_quoted(' '.join(option.words))}" if option.words else " -r" if option.path else " -x"
        )
        value = " -x -a '(__fish_complete_directories)'" if option.path == "folder" else value
    return f"{' '.join(names)}{value} -d {_quoted(option.help)}"
