"""The terminal: `jixiao COMMAND`. Commands import what they need when they run, so that each starts fast."""

from __future__ import annotations

import gc
import sys

# Starting makes many objects that all stay: looking for garbage among them is a tenth of a short run.
gc.set_threshold(200_000, 50, 50)

import typer  # noqa: E402

from jixiao.cli import batch, demo, frameworks, replay, schema, score  # noqa: E402
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
app.command("batch", help="给成批数据评分 · score a table of many department-years")(batch.batch)
app.command("frameworks", help="列出评分框架 · list the scoring frameworks")(frameworks.frameworks)
app.command("schema", help="文件格式 · the schema of a file or of batch columns")(schema.schema)
app.command("replay", help="重做一次运行并比较 · run a record again and compare")(replay.replay_run)
app.command("demo", help="给示例评分并写出网页 · score the examples and write their pages")(demo.demo)


def main() -> None:
    """Run the program and exit with its code."""
    speak_unicode()
    sys.exit(guarded(app, sys.argv[1:]))


if __name__ == "__main__":
    main()
