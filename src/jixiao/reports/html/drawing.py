"""A drawing of a page as a file of its own: an SVG with its colours in it, the same wherever it is opened."""

from __future__ import annotations

# The light colours of page.css; the classes are those of drawings of money.
STYLE = (
    "svg{background:#fff}text{font:13px 'Noto Sans SC','PingFang SC','Microsoft YaHei',sans-serif;fill:#22282d;"
    "text-anchor:middle}text.name,text.label{fill:#59636b}text.rate{text-anchor:start;fill:#0f5a73;font-weight:600}"
    "text.ends{text-anchor:end}.axis,.link{stroke:#b9c1c6}.link{stroke-dasharray:2 2}.grid{stroke:#dde2e5}"
    ".straight{stroke:#59636b;stroke-width:1.5}.today{stroke:#22282d;stroke-dasharray:3 3}"
    ".forecast{stroke:#0f5a73;stroke-width:2;stroke-dasharray:2 5}.step.whole{fill:#0f5a73}.step.more{fill:#8fb3c0}"
    ".step.less{fill:#fff;stroke:#0f5a73;stroke-width:1.5}.step.spent{fill:#59636b}"
    ".step.left{fill:#e6eff2;stroke:#8fb3c0}path.spent{fill:none;stroke:#0f5a73;stroke-width:2.5}"
)


def standalone(svg: str, width: int, height: int, style: str = STYLE) -> bytes:
    """An `svg` element as a file, with its size and its style in it."""
    size = f'xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"'
    head, end, rest = svg.replace("<svg ", f"<svg {size} ", 1).partition(">")
    return f"{head}{end}<style>{style}</style>{rest}".encode()
