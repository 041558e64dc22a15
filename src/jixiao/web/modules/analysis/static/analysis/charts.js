// Draws every picture of the analysis from the JSON beside it. The table behind each picture is in the page already, so
// nothing is lost where this does not run. Patterns, shapes and words tell what colour tells.
"use strict";

(() => {
  if (typeof echarts === "undefined") return;
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const narrow = () => innerWidth < 720;

  const tokens = () => {
    const style = getComputedStyle(document.documentElement);
    const names = ["paper", "wash", "ink", "soft", "line", "rule", "accent", "accent-soft", "accent-wash", "good", "warn", "bad"];
    return Object.fromEntries(names.map((name) => [name.replace("-s", "S").replace("-w", "W"), style.getPropertyValue("--" + name).trim()]));
  };
  const wan = (fen) => (fen / 1e6).toLocaleString("en-US", { maximumFractionDigits: 0 }).replace("-", "−");
  const go = (url) => { if (url) location.assign(url); };
  const cut = (words, most) => (words.length > most ? words.slice(0, most - 1) + "…" : words);

  const base = (c) => ({
    animation: !still,
    animationDuration: 300,
    backgroundColor: c.paper,
    textStyle: { color: c.ink, fontFamily: getComputedStyle(document.body).fontFamily, fontSize: 13 },
    aria: { enabled: true, label: { enabled: false }, decal: { show: false } },
    tooltip: {
      renderMode: "richText", backgroundColor: c.paper, borderColor: c.rule, borderWidth: 1, confine: true,
      textStyle: { color: c.ink, fontSize: 13 }, padding: [8, 12], shadowBlur: 0, transitionDuration: 0,
    },
  });
  const category = (c, data, more) => ({
    type: "category", data, axisTick: { show: false }, axisLine: { lineStyle: { color: c.rule } },
    axisLabel: { color: c.soft, fontSize: 13, ...(more || {}) },
  });
  const value = (c, more) => ({
    type: "value", splitLine: { lineStyle: { color: c.line } }, axisLine: { show: false },
    axisLabel: { color: c.soft, fontSize: 12 }, ...more,
  });
  // The same hatches everywhere: what changed, what was spent, what was lost, what nobody can tell.
  const hatch = (c, rotation, symbol) => ({
    color: c.paper, dashArrayX: symbol ? [[6, 6], [0, 6, 6, 0]] : [1, 0], dashArrayY: symbol ? [6, 0] : [2, 5], rotation, symbol: symbol || "rect",
    symbolSize: symbol ? 0.6 : 1,
  });

  const kinds = {
    waterfall(data, c) {
      const fill = { whole: c.accent, change: c.accentSoft, spent: c.soft, left: c.accentWash };
      const decal = { change: hatch(c, Math.PI / 4), spent: hatch(c, -Math.PI / 4) };
      const small = narrow();
      return {
        grid: { left: 8, right: 8, top: 32, bottom: 8, containLabel: true },
        xAxis: category(c, data.steps.map((one) => one.name), { interval: 0, rotate: small ? 35 : 0, color: c.ink }),
        yAxis: value(c, { axisLabel: { color: c.soft, formatter: wan } }),
        tooltip: { ...base(c).tooltip, formatter: (p) => `${data.steps[p.dataIndex].name}\n${data.steps[p.dataIndex].label}` },
        series: [
          { type: "bar", stack: "a", silent: true, itemStyle: { color: "transparent", decal: { symbol: "none" } },
            data: data.steps.map((one) => Math.min(one.start, one.end)), tooltip: { show: false } },
          { type: "bar", stack: "a", barWidth: "56%", barMinHeight: 2,
            label: { show: true, position: "top", color: c.ink, fontSize: small ? 10 : 13,
              formatter: (p) => data.steps[p.dataIndex][small ? "short" : "label"] },
            data: data.steps.map((one) => ({
              value: Math.abs(one.end - one.start),
              itemStyle: { color: fill[one.kind], decal: decal[one.kind], borderColor: one.kind === "left" ? c.accentSoft : fill[one.kind], borderWidth: 1 },
            })) },
        ],
        go: () => data.url,
      };
    },

    in_time(data, c) {
      const months = Array.from({ length: 13 }, (_, month) => month);
      const label = { show: true, color: c.soft, fontSize: 12 };
      const series = [
        { name: data.words.line, type: "line", symbol: "none", lineStyle: { color: c.soft, width: 1.5 }, itemStyle: { color: c.soft },
          data: months.map((month) => [month, (month * 100) / 12]), endLabel: { ...label, formatter: data.words.line, offset: [0, -8] },
          markPoint: { symbol: "circle", symbolSize: 5, itemStyle: { color: c.soft }, label: { show: false },
            data: [3, 6, 9, 12].map((month) => ({ coord: [month, (month * 100) / 12] })) } },
        { name: data.words.spent, type: "line", step: "end", symbol: "none", lineStyle: { color: c.accent, width: 2.5 }, itemStyle: { color: c.accent },
          data: data.spent.map((rate, month) => [month, Number(rate)]),
          endLabel: { show: true, color: c.accent, fontWeight: 600, formatter: (p) => `${p.value[1].toFixed(2)} %`, offset: [0, 12] },
          markLine: data.today === null ? undefined : { symbol: "none", lineStyle: { color: c.ink, type: "dashed", width: 1 },
            label: { color: c.soft, formatter: data.words.today }, data: [{ xAxis: data.today }] } },
      ];
      if (data.before.length) {
        series.push({ name: data.words.before, type: "line", symbol: "diamond", symbolSize: 5, lineStyle: { color: c.rule, width: 1 },
          itemStyle: { color: c.rule }, data: data.before.map((rate, month) => [month, Number(rate)]) });
      }
      if (data.forecast) {
        series.push({ name: data.words.forecast, type: "line", symbol: "none", lineStyle: { color: c.accent, type: "dotted", width: 2 }, itemStyle: { color: c.accent },
          data: [[data.forecast[0], Number(data.spent[data.forecast[0]])], [12, Number(data.forecast[1])]],
          endLabel: { ...label, formatter: (p) => `${p.value[1].toFixed(0)} %`, offset: [0, 8] } });
      }
      return {
        grid: { left: 8, right: 88, top: 48, bottom: 8, containLabel: true },
        legend: { top: 0, left: 0, icon: "roundRect", itemHeight: 3, textStyle: { color: c.soft } },
        xAxis: value(c, { min: 0, max: 12, interval: narrow() ? 3 : 1, splitLine: { show: false }, axisLine: { show: true, lineStyle: { color: c.rule } },
          axisLabel: { color: c.soft, formatter: (month) => (month ? `${month}${data.words.month}` : "") } }),
        yAxis: value(c, { min: 0, interval: 25, axisLabel: { color: c.soft, formatter: "{value} %" } }),
        tooltip: { ...base(c).tooltip, trigger: "axis", axisPointer: { lineStyle: { color: c.rule } },
          formatter: (points) => points.map((p) => `${p.seriesName} ${p.value[1].toFixed(2)} %`).join("\n") },
        series,
      };
    },

    structure(data, c) {
      const shades = [c.accent, c.accentSoft, c.soft, c.rule];
      const decals = [undefined, hatch(c, Math.PI / 4), hatch(c, -Math.PI / 4), hatch(c, 0)];
      const total = data.tree.reduce((sum, one) => sum + one.value, 0) || 1;
      const tree = data.tree.map((one, place) => ({ ...one, itemStyle: { color: c.wash, borderColor: shades[place % 4] } }));
      return {
        tooltip: { ...base(c).tooltip, formatter: (p) => `${p.treePathInfo.slice(1).map((one) => one.name).join(" › ")}\n${p.data.label || ""}${p.data.rate ? ` · ${p.data.rate}` : ""}` },
        series: [{
          type: "treemap", name: data.root, data: tree, leafDepth: 1, roam: false, nodeClick: "zoomToNode", drillDownIcon: "",
          left: 0, right: 0, top: 0, bottom: 36, visibleMin: 0, animation: !still,
          breadcrumb: { bottom: 0, left: 0, height: 24, itemStyle: { color: c.wash, borderColor: c.line, textStyle: { color: c.ink } },
            emphasis: { itemStyle: { color: c.accentWash, textStyle: { color: c.accent } } } },
          itemStyle: { borderColor: c.paper, borderWidth: 2, gapWidth: 2 },
          label: { color: c.ink, fontSize: 13, lineHeight: 18, overflow: "truncate", position: [10, 10], align: "left", verticalAlign: "top",
            formatter: (p) => (p.value / total < 0.004 ? "" : `${p.name}\n${p.data.label || ""}`) },
          levels: [{ itemStyle: { gapWidth: 3, borderWidth: 0 } }, { colorSaturation: undefined, itemStyle: { gapWidth: 2, borderWidth: 1 } }],
          color: [c.accentWash], decals,
        }],
        go: (p) => p.data && !p.data.children && p.data.url,
      };
    },

    strip(data, c) {
      // Dots that would lie on one another are put beside one another.
      const spread = [];
      const values = data.dots.map((dot) => Number(dot.value));
      const low = Math.min(...values), high = Math.max(...values);
      const room = ((high - low || 1) * 14) / (narrow() ? 300 : 960);
      for (const dot of [...data.dots].sort((a, b) => Number(a.value) - Number(b.value))) {
        const place = data.groups.findIndex((group) => group.name === dot.group);
        const near = spread.filter((one) => one.value[1] === place && Number(dot.value) - one.value[0] < room).map((one) => one.value[2]);
        let step = 0;
        const lift = () => (step % 2 ? 1 : -1) * Math.ceil(step / 2);
        while (near.includes(lift()) && step < 8) step += 1;
        spread.push({ value: [Number(dot.value), place, lift() || 0], name: dot.name, url: dot.url, said: dot.value });
      }
      const pad = (high - low) * 0.06 || 1;
      return {
        height: Math.max(160, data.groups.length * 120 + 40),
        grid: { left: 24, right: 24, top: 28, bottom: 8, containLabel: true },
        xAxis: value(c, { min: Math.floor(low - pad), max: Math.ceil(high + pad), axisLabel: { color: c.soft, formatter: `{value} ${data.unit}`, showMinLabel: false, showMaxLabel: false } }),
        yAxis: category(c, data.groups.map((group) => group.name), { show: data.groups.length > 1 }),
        tooltip: { ...base(c).tooltip, formatter: (p) => `${p.name}\n${p.data.said} ${data.unit}` },
        series: [
          { type: "custom", data: spread, encode: { x: 0, y: 1 }, cursor: "pointer",
            renderItem: (_params, api) => {
              const [x, y] = api.coord([api.value(0), api.value(1)]);
              return { type: "circle", shape: { cx: x, cy: y + api.value(2) * 14, r: 6 },
                style: { fill: c.accent, opacity: 0.78, stroke: c.paper, lineWidth: 1.5 }, emphasis: { style: { fill: c.ink } } };
            } },
          { type: "custom", silent: true, data: data.groups.map((group, place) => [Number(group.median), place]),
            renderItem: (_params, api) => {
              const [x, y] = api.coord([api.value(0), api.value(1)]);
              const half = Math.min(api.size([0, 1])[1] / 2 - 4, 52);
              return { type: "group", children: [
                { type: "line", shape: { x1: x, y1: y - half, x2: x, y2: y + half }, style: { stroke: c.ink, lineWidth: 1.5, lineDash: [4, 3] } },
                { type: "text", style: { text: `${data.median} ${data.groups[api.value(1)].median}`, x: x + 6, y: y - half - 4, fill: c.ink, fontSize: 12, fontFamily: base(c).textStyle.fontFamily } },
              ] };
            } },
        ],
        go: (p) => p.data && p.data.url,
      };
    },

    slopes(data, c) {
      const most = narrow() ? 5 : 12;
      const few = data.lines.length <= 16;
      return {
        grid: { left: 48, right: narrow() ? 72 : 168, top: 16, bottom: 28 },
        xAxis: category(c, data.years, { color: c.ink }),
        yAxis: value(c, { scale: true, axisLabel: { color: c.soft, formatter: `{value}` } }),
        tooltip: { ...base(c).tooltip, formatter: (p) => `${p.seriesName}\n${data.years.map((year, place) => `${year}  ${data.lines[p.seriesIndex].values[place] ?? "—"} ${data.unit}`).join("\n")}` },
        series: data.lines.map((line) => ({
          name: line.name, type: "line", connectNulls: true, symbol: line.is_total ? "rect" : "circle", symbolSize: line.is_total ? 8 : 6,
          data: line.values.map((one) => (one === null ? null : Number(one))), z: line.is_total ? 5 : 2,
          lineStyle: { color: line.is_total ? c.accent : c.rule, width: line.is_total ? 3 : 1.25 }, itemStyle: { color: line.is_total ? c.accent : c.soft },
          emphasis: { focus: "series", lineStyle: { color: c.ink, width: 2 } }, blur: { lineStyle: { opacity: 0.3 } },
          endLabel: { show: line.is_total || few, color: line.is_total ? c.accent : c.soft, fontWeight: line.is_total ? 600 : 400, fontSize: 12,
            formatter: () => cut(line.name, most) },
          labelLayout: { moveOverlap: "shiftY" },
        })),
      };
    },

    levels(data, c) {
      const fills = [c.accent, c.bad, c.wash];
      const decals = [undefined, hatch(c, Math.PI / 4), hatch(c, -Math.PI / 4)];
      // The lost part stands first and has its number: it is what the picture is about.
      const order = [1, 0, 2];
      const most = Math.max(...data.levels.map((one) => one.parts.reduce((sum, part) => sum + Number(part), 0)));
      return {
        height: data.levels.length * 48 + 72,
        grid: { left: 8, right: 96, top: 36, bottom: 8, containLabel: true },
        legend: { top: 0, left: 0, textStyle: { color: c.soft }, data: order.map((place) => data.words[place]) },
        xAxis: value(c, {}),
        yAxis: { ...category(c, data.levels.map((one) => cut(one.name, 12)), { color: c.ink }), inverse: true },
        tooltip: { ...base(c).tooltip, formatter: (p) => `${data.levels[p.dataIndex].name}\n${p.seriesName} ${data.levels[p.dataIndex].parts[order[p.seriesIndex]]}` },
        series: order.map((place) => ({
          name: data.words[place], type: "bar", stack: "a", barWidth: 22,
          itemStyle: { color: fills[place], decal: decals[place], borderColor: place === 2 ? c.rule : fills[place], borderWidth: 1 },
          label: place === 0
            ? { show: true, color: c.paper, fontSize: 12, formatter: (p) => (Number(p.value) > most / 16 ? data.levels[p.dataIndex].parts[0] : "") }
            : place === 2
              ? { show: true, position: "right", color: c.ink, formatter: (p) => `${data.words[1]} ${data.levels[p.dataIndex].parts[1]}` }
              : { show: false },
          data: data.levels.map((one) => ({ value: Number(one.parts[place]), itemStyle: Number(one.parts[place]) ? {} : { borderWidth: 0 } })),
        })),
      };
    },

    losses(data, c) {
      return {
        height: Math.max(96, data.rows.length * 30 + 32),
        grid: { left: 8, right: 64, top: 8, bottom: 8, containLabel: true },
        xAxis: value(c, { axisLabel: { show: false }, splitLine: { show: false } }),
        yAxis: { ...category(c, data.rows.map((one) => cut(one.name, narrow() ? 9 : 18)), { color: c.ink }), inverse: true, axisLine: { show: false } },
        tooltip: { ...base(c).tooltip, formatter: (p) => `${data.rows[p.dataIndex].name}\n−${data.rows[p.dataIndex].lost}` },
        series: [{ type: "bar", barWidth: 14, data: data.rows.map((one) => Number(one.lost)), itemStyle: { color: c.bad, decal: hatch(c, Math.PI / 4) },
          label: { show: true, position: "right", color: c.ink, formatter: (p) => `−${data.rows[p.dataIndex].lost}` } }],
      };
    },

    readings(data, c) {
      const dots = data.rows.flatMap((one, place) => [...new Set(one.dots.map(([, score]) => score))].map((score) => ({
        value: [Number(score), place], name: one.dots.filter((dot) => dot[1] === score).map((dot) => dot[0]).join(" "), said: score,
      })));
      const rings = data.rows.flatMap((one, place) => (one.stated === null ? [] : [{ value: [Number(one.stated), place], name: data.stated, said: one.stated }]));
      return {
        height: data.rows.length * 48 + 48,
        grid: { left: 8, right: 24, top: 16, bottom: 8, containLabel: true },
        xAxis: value(c, { scale: true }),
        yAxis: { ...category(c, data.rows.map((one) => cut(one.name, narrow() ? 8 : 16)), { color: c.ink }), inverse: true, splitLine: { show: true, lineStyle: { color: c.line } } },
        tooltip: { ...base(c).tooltip, formatter: (p) => `${p.name} ${p.data.said}` },
        series: [
          { type: "scatter", symbolSize: 20, symbol: "circle", silent: true, itemStyle: { color: "transparent", borderColor: c.ink, borderWidth: 1.5 }, data: rings },
          { type: "scatter", symbolSize: 11, itemStyle: { color: c.accent }, data: dots, labelLayout: { moveOverlap: "shiftX" },
            label: { show: true, position: "top", distance: 7, color: c.soft, fontSize: 12, formatter: (p) => p.name } },
        ],
      };
    },

    bullets(data, c) {
      const most = 150;
      const names = data.rows.map((one) => cut(data.many && !narrow() ? `${one.unit} · ${one.name}` : one.name, narrow() ? 8 : 24));
      return {
        height: data.rows.length * 30 + 56,
        grid: { left: 8, right: 56, top: 8, bottom: 8, containLabel: true },
        xAxis: value(c, { min: 0, max: most, interval: 25, axisLabel: { color: c.soft, formatter: "{value} %" } }),
        yAxis: { ...category(c, names, { color: c.ink }), inverse: true, axisLine: { show: false } },
        tooltip: { ...base(c).tooltip, formatter: (p) => {
          const one = data.rows[p.dataIndex];
          if (!one) return "";
          const past = one.before === null ? "" : `\n${data.words.before} ${one.before} %`;
          return `${one.name}\n${one.unit}\n${data.words.target} ${one.target}\n${data.words.share} ${one.share} %${past}`;
        } },
        series: [
          { type: "bar", barWidth: 12, data: data.rows.map((one) => Math.min(Number(one.share), most)), itemStyle: { color: c.accent },
            label: { show: true, position: "right", color: c.ink, fontSize: 12, formatter: (p) => `${data.rows[p.dataIndex].share} %` },
            markLine: { symbol: "none", silent: true, label: { show: false },
              data: [{ xAxis: 100, lineStyle: { color: c.ink, type: "solid", width: 1.5 } }, { xAxis: Number(data.time), lineStyle: { color: c.soft, type: "dashed", width: 1 } }] } },
          { type: "scatter", symbol: "circle", symbolSize: 9, itemStyle: { color: c.paper, borderColor: c.ink, borderWidth: 1.5 }, z: 4,
            data: data.rows.map((one) => (one.before === null ? null : Math.min(Number(one.before), most))) },
        ],
      };
    },
  };

  const drawn = [];
  const draw = (figure) => {
    const place = figure.querySelector(".canvas");
    const data = JSON.parse(figure.querySelector('script[type="application/json"]').textContent);
    const one = { figure, place, data, kind: figure.dataset.picture, chart: null };
    one.option = () => {
      const c = tokens();
      const own = kinds[one.kind](data, c);
      const { height, go: where, ...option } = own;
      return { height, where, option: { ...base(c), ...option } };
    };
    one.show = () => {
      const { height, where, option } = one.option();
      if (height) place.style.height = `${height}px`;
      if (one.chart) one.chart.dispose();
      one.chart = echarts.init(place, null, { renderer: "canvas" });
      one.chart.setOption(option);
      if (where) one.chart.on("click", (event) => go(where(event)));
    };
    one.show();
    figure.querySelector(".saves").hidden = false;
    figure.addEventListener("click", (event) => {
      const button = event.target.closest("[data-save]");
      if (button) save(one, button.dataset.save);
    });
    drawn.push(one);
  };

  // A picture that leaves the page takes its title, its unit and its source along.
  const save = (one, form) => {
    const c = tokens();
    const words = (query) => (one.figure.querySelector(query)?.textContent || "").replace(/\s+/g, " ").trim();
    const [width, height] = [Math.max(one.place.clientWidth, 800), one.place.clientHeight];
    const room = document.createElement("div");
    room.style.cssText = "position:absolute;left:-10000px;top:0";
    room.style.width = `${width}px`;
    room.style.height = `${height + 88}px`;
    document.body.append(room);
    const chart = echarts.init(room, null, { renderer: form === "svg" ? "svg" : "canvas", width, height: height + 88 });
    const { option } = one.option();
    const shift = (box) => (box ? { ...box, top: (typeof box.top === "number" ? box.top : 0) + 48, bottom: (typeof box.bottom === "number" ? box.bottom : 0) + 32 } : box);
    if (option.grid) option.grid = shift(option.grid);
    if (option.legend) option.legend = { ...option.legend, top: 48 };
    if (one.kind === "structure") option.series = option.series.map(shift);
    chart.setOption({
      ...option, animation: false,
      title: { text: words("figcaption h2"), left: 8, top: 8, textStyle: { color: c.ink, fontSize: 18, fontWeight: 600 } },
      graphic: [{ type: "text", left: 8, bottom: 6, style: { text: words(".source > span"), fill: c.soft, fontSize: 12 } }],
    });
    const link = document.createElement("a");
    if (form === "svg") {
      link.href = URL.createObjectURL(new Blob([chart.renderToSVGString()], { type: "image/svg+xml" }));
    } else {
      link.href = chart.getDataURL({ type: "png", pixelRatio: 2, backgroundColor: c.paper });
    }
    link.download = `${one.figure.querySelector("figcaption h2").firstChild.textContent.trim()}.${form}`;
    link.click();
    chart.dispose();
    room.remove();
  };

  for (const figure of document.querySelectorAll("[data-picture]")) draw(figure);
  // A picture may come into the page when it stands already.
  document.addEventListener("htmx:afterSettle", (event) => {
    for (const figure of event.target.querySelectorAll("[data-picture]")) {
      if (!drawn.some((one) => one.figure === figure)) draw(figure);
    }
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => drawn.forEach((one) => one.show()));
  let waiting = 0;
  addEventListener("resize", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => drawn.forEach((one) => one.show()), 150);
  });
  addEventListener("beforeprint", () => drawn.forEach((one) => one.chart.resize({ animation: { duration: 0 } })));
})();
