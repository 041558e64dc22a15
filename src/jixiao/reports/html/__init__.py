"""Scorecards as self-contained HTML pages: `page.scorecard_html` for one, `index.index_html` for several."""
