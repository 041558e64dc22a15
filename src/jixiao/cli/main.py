"""The terminal: `jixiao COMMAND`. Commands import what they need when they run, so that each starts fast."""

from __future__ import annotations

import gc
import os
import sys
from typing import Annotated

# Starting makes many objects that all stay: looking for garbage among them is a tenth of a short run.
gc.set_threshold(1_000_000, 50, 50)

import typer  # noqa: E402

from jixiao.cli import audit, batch, demo, facts, frameworks, replay, samples, schema, score, serve  # noqa: E402
from jixiao.cli.console import guarded, speak_unicode  # noqa: E402

app = typer.Typer(
    name="jixiao",
    help="绩效：算得清、说得明的部门预算绩效 · budget performance, exact and explained",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command("score", help="给一份事实文件评分 · score a fact file")(score.score)
app.command("facts", help="读取文书中的事实 · the facts of documents, each with its place")(facts.facts)
app.command("audit", help="核查文书：数据是否相符 · what in documents does not agree")(audit.audit)
app.command("batch", help="给成批数据评分 · score a table of many department-years")(batch.batch)
app.command("frameworks", help="列出评分框架 · list the scoring frameworks")(frameworks.frameworks)
app.command("schema", help="文件格式 · the schema of a file or of batch columns")(schema.schema)
app.command("replay", help="重做一次运行并比较 · run a record again and compare")(replay.replay_run)
app.command("samples", help="写出虚构的样例文书 · write documents of a fictional department")(samples.samples)
app.command("demo", help="给示例评分并写出网页 · score the examples and write their pages")(demo.demo)
app.command("serve", help="开网页系统 · serve the web")(serve.serve)
app.add_typer(serve.web, name="web")


def _version(wanted: bool) -> None:
    if wanted:
        from jixiao import __version__

        typer.echo(f"jixiao {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    *,
    _: Annotated[bool, typer.Option("--version", help="版本 · the version", callback=_version, is_eager=True)] = False,
) -> None:
    pass


def main() -> None:
    """Run the program and exit with its code."""
    speak_unicode()
    sys.exit(guarded(app, sys.argv[1:]))


def program() -> None:
    """The installed command: `main`, and then the end without taking the house apart first.

    Undoing a hundred thousand objects one by one is a twentieth of a short run. Engines that have work of their own
    to finish end in the ordinary way.
    """
    try:
        main()
    except SystemExit as end:
        if ENGINES & sys.modules.keys() or not isinstance(end.code, int):
            raise
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(end.code)


ENGINES = {"polars", "duckdb", "pyspark"}

if __name__ == "__main__":
    program()
