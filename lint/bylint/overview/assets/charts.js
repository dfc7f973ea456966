"use strict";

/* The charts, drawn by Vega as SVG. Colours are the page's own variables, so they follow light, dark and print. */

const STYLE = {
  aria: false, // the element around a chart says what it shows, and a table below has its numbers
  background: null,
  axis: {
    domainColor: "var(--hairline)",
    gridColor: "var(--hairline)",
    labelColor: "var(--muted)",
    labelFontSize: 12,
    tickColor: "var(--hairline)",
    titleColor: "var(--muted)",
    titleFontSize: 12,
    titleFontWeight: 400,
  },
};

/** Draws a specification, and puts texts of its tooltips where the pointer is. */
async function draw(id, specification, choose) {
  const frame = document.getElementById(id);
  const inside = element("div", { "aria-hidden": "true" });
  frame.replaceChildren(inside);
  const marks = specification.marks.map((mark) => ({ ...mark, aria: false }));
  const font = getComputedStyle(document.body).fontFamily; // as texts are measured, so are they drawn
  const style = { ...STYLE, axis: { ...STYLE.axis, labelFont: font }, text: { font } };
  const runtime = vega.parse({ ...specification, marks }, style, { ast: true });
  const view = new vega.View(runtime, { container: inside, expr: vega.expressionInterpreter, renderer: "svg", hover: true });
  view.tooltip((_, event, item, text) => tip(event, text));
  view.addEventListener("click", (_, item) => {
    if (item?.datum?.filter) choose(item.datum.filter);
  });
  await view.runAsync();
}

/** Shows a text beside the pointer; hides it where there is none. */
function tip(event, text) {
  const shown = document.querySelector(".tip") ?? document.body.appendChild(element("div", { class: "tip", "aria-hidden": "true" }));
  shown.hidden = !text;
  if (!text) return;
  shown.textContent = text;
  shown.style.left = `${Math.max(4, Math.min(event.clientX + 12, innerWidth - shown.offsetWidth - 4))}px`;
  shown.style.top = `${Math.max(4, event.clientY - shown.offsetHeight - 10)}px`;
}

/** A number of things in words. */
function told(number, word) {
  return `${number.toLocaleString("en")} ${number === 1 || word === "info" ? word : `${word}s`}`;
}

/** Months, quarters or years, whichever are wide enough to be seen; a period without posts is there, too. */
function periodsOf(months, width) {
  const numbers = months.map((each) => Number(each.month.slice(0, 4)) * 12 + Number(each.month.slice(5)) - 1);
  const [first, last] = [numbers[0], numbers.at(-1)];
  const step = [1, 3, 12].find((each) => (last - first + 1) / each <= width / 4) ?? 12;
  const periods = new Map();
  const begin = (number) => number - (number % step);
  const nameOf = (start) => {
    const year = String(Math.floor(start / 12)).padStart(4, "0");
    if (step === 12) return year;
    return step === 3 ? `${year} Q${(start % 12) / 3 + 1}` : `${year}-${String((start % 12) + 1).padStart(2, "0")}`;
  };
  const add = (start) => {
    if (!periods.has(start)) periods.set(start, { start, name: nameOf(start), posts: 0, error: 0, warning: 0, info: 0 });
    return periods.get(start);
  };
  if ((last - first) / step < 2000) for (let at = begin(first); at <= last; at += step) add(at);
  months.forEach((each, number) => {
    const period = add(begin(numbers[number]));
    for (const name of ["posts", ...SEVERITIES]) period[name] += each[name];
  });
  return [...periods.values()].sort((a, b) => a.start - b.start);
}

/** The periods whose years are labelled: the first of each year, or of every second or fifth, with room between. */
function labelledOf(periods, width) {
  const firsts = new Map();
  periods.forEach((each, at) => {
    const year = each.name.slice(0, 4);
    if (!firsts.has(year)) firsts.set(year, { name: each.name, at });
  });
  const every = [1, 2, 5, 10, 20, 50, 100].find((years) => firsts.size / years <= width / 48) ?? 200;
  const chosen = [...firsts].filter(([year]) => Number(year) % every === 0).map(([, first]) => first);
  const isBeside = chosen.length > 1 && ((chosen[1].at - chosen[0].at) * width) / periods.length < 40;
  return (isBeside ? chosen.slice(1) : chosen).map((first) => first.name);
}

/** Stacked bars of findings over time. */
function timeChart(months, width) {
  const periods = periodsOf(months, width - 60);
  const bars = periods.flatMap((each) => {
    let below = 0;
    return SEVERITIES.filter((severity) => each[severity]).map((severity) => {
      const from = below;
      below += each[severity];
      const counts = SEVERITIES.filter((name) => each[name]).map((name) => told(each[name], name));
      const text = `${each.name}\n${counts.join(", ")}\nin ${told(each.posts, "post")}`;
      const filter = { date: each.name.includes("Q") ? each.name.slice(0, 4) : each.name };
      return { name: each.name, severity, from, to: below, text, filter };
    });
  });
  const areFew = periods.length * 64 <= width;
  const labelled = areFew ? periods.map((each) => each.name) : labelledOf(periods, width);
  return {
    width,
    height: 240,
    autosize: { type: "fit", contains: "padding" },
    padding: { left: 0, right: 4, top: 8, bottom: 0 },
    data: [{ name: "bars", values: bars }],
    scales: [
      { name: "x", type: "band", domain: periods.map((each) => each.name), range: { signal: `[0, min(width, ${periods.length * 64})]` }, paddingInner: 0.12 },
      { name: "y", domain: { data: "bars", field: "to" }, range: "height", nice: true, zero: true },
      { name: "fill", type: "ordinal", domain: SEVERITIES, range: SEVERITIES.map((name) => `var(--${name}-fill)`) },
    ],
    axes: [
      { orient: "left", scale: "y", grid: true, domain: false, ticks: false, tickCount: 5, labelPadding: 6, format: ",d", tickMinStep: 1 },
      {
        orient: "bottom",
        scale: "x",
        values: labelled,
        labelOverlap: true,
        tickSize: 4,
        encode: { labels: { update: { text: { signal: areFew ? "datum.value" : "slice(datum.value, 0, 4)" } } } },
      },
    ],
    marks: [
      {
        type: "rect",
        from: { data: "bars" },
        encode: {
          update: {
            x: { scale: "x", field: "name" },
            width: { scale: "x", band: 1 },
            y: { scale: "y", field: "to" },
            y2: { scale: "y", field: "from" },
            fill: { scale: "fill", field: "severity" },
            tooltip: { field: "text" },
            cursor: { value: "pointer" },
            opacity: { value: 1 },
          },
          hover: { opacity: { value: 0.75 } },
        },
      },
    ],
  };
}

const BAND_FILLS = { different: "var(--error-fill)", unclear: "var(--info-fill)", same: "var(--same-fill)" };

/** The places of people on one side, from top to bottom, each as high as it has posts; their labels keep clear. */
function placesOf(pairs, side, scale) {
  const sums = new Map();
  for (const pair of pairs) sums.set(pair[side], (sums.get(pair[side]) ?? 0) + pair.posts);
  const names = [...sums.keys()].sort((a, b) => (a === "others") - (b === "others") || sums.get(b) - sums.get(a));
  const places = new Map();
  let [bottom, label] = [-2, -18];
  for (const name of names) {
    const height = Math.max(1.5, sums.get(name) * scale);
    const top = Math.max(bottom + 2, label + 18 - height / 2);
    [bottom, label] = [top + height, top + height / 2];
    places.set(name, { name, posts: sums.get(name), top, height, taken: top });
  }
  return { places, height: Math.max(bottom, label + 9) };
}

/** Bands from those who are credited to those whom the pages name. */
function creditChart(pairs, width) {
  const isWide = width > 500;
  const label = Math.min(190, width * 0.3);
  const [x1, x2] = [label + 8, width - label - 8];
  const total = pairs.reduce((sum, pair) => sum + pair.posts, 0);
  const scale = 320 / total;
  const left = placesOf(pairs, "credited", scale);
  const right = placesOf(pairs, "named", scale);
  const height = Math.max(left.height, right.height);
  const order = [...right.places.keys()];
  const sorted = [...pairs].sort((a, b) => order.indexOf(a.named) - order.indexOf(b.named));
  const bands = sorted.map((pair) => {
    const [from, to] = [left.places.get(pair.credited), right.places.get(pair.named)];
    const thick = pair.posts * scale;
    const [y1, y2, middle] = [from.taken, to.taken, (x1 + x2) / 2];
    from.taken += thick;
    to.taken += thick;
    const path = `M${x1},${y1}C${middle},${y1} ${middle},${y2} ${x2},${y2}V${y2 + thick}C${middle},${y2 + thick} ${middle},${y1 + thick} ${x1},${y1 + thick}Z`;
    const said = pair.kind === "same" ? "credited, and named on the page" : "credited; the page names";
    const text = pair.kind === "same" ? `${pair.named}: ${said}\n${told(pair.posts, "post")}` : `${pair.credited} ${said} ${pair.named}\n${told(pair.posts, "post")}`;
    const isOne = pair.kind !== "same" && pair.credited !== "others";
    const filter = isOne ? { rule: ["author"], author: pair.credited === "nobody" ? "" : pair.credited, q: pair.named === "others" ? "" : `"${pair.named}"` } : null;
    return { path, text, filter, fill: BAND_FILLS[pair.kind] };
  });
  const ends = (side, x, align) =>
    [...side.places.values()].map((each) => ({ ...each, x, align, label: isWide ? `${each.name} ${each.posts.toLocaleString("en")}` : each.name }));
  const people = [...ends(left, x1, "right"), ...ends(right, x2, "left")];
  return {
    width,
    height,
    autosize: "none",
    padding: { top: 10, bottom: 10, left: 0, right: 0 },
    data: [{ name: "bands", values: bands }, { name: "people", values: people }],
    marks: [
      {
        type: "path",
        from: { data: "bands" },
        encode: {
          update: {
            path: { field: "path" },
            fill: { field: "fill" },
            fillOpacity: { value: 0.62 },
            tooltip: { field: "text" },
            cursor: { signal: "datum.filter ? 'pointer' : 'default'" },
          },
          hover: { fillOpacity: { value: 0.95 } },
        },
      },
      {
        type: "rect",
        from: { data: "people" },
        encode: {
          update: {
            x: { signal: "datum.align === 'right' ? datum.x - 4 : datum.x" },
            width: { value: 4 },
            y: { field: "top" },
            height: { field: "height" },
            fill: { value: "var(--ink)" },
          },
        },
      },
      {
        type: "text",
        from: { data: "people" },
        encode: {
          update: {
            x: { signal: "datum.align === 'right' ? datum.x - 9 : datum.x + 9" },
            y: { signal: "datum.top + datum.height / 2" },
            text: { field: "label" },
            align: { field: "align" },
            baseline: { value: "middle" },
            fill: { value: "var(--ink)" },
            fontSize: { value: isWide ? 13 : 11 },
            limit: { value: label - 8 },
          },
        },
      },
    ],
  };
}

/** Cells by field and year, darker where more posts have the field. */
function coverageChart({ years, posts, rows }, width) {
  const label = Math.min(110, width * 0.28);
  const cells = rows.flatMap((row) =>
    years.map((year, at) => ({
      year,
      field: row.field,
      share: row.shares[at] / 100,
      text: `${row.field}, ${year}\n${row.shares[at]} % of ${told(posts[at], "post")}`,
      number: row.shares[at],
    })),
  );
  const cell = (width - label) / years.length;
  return {
    width: Math.min(width - label - 4, years.length * 72),
    height: rows.length * 24,
    autosize: "pad",
    padding: { left: 0, right: 0, top: 0, bottom: 0 },
    data: [{ name: "cells", values: cells }],
    scales: [
      { name: "x", type: "band", domain: years, range: "width", padding: 0.04 },
      { name: "y", type: "band", domain: rows.map((row) => row.field), range: "height", padding: 0.08 },
    ],
    axes: [
      {
        orient: "top",
        scale: "x",
        domain: false,
        ticks: false,
        labelPadding: 6,
        labelOverlap: true,
        encode: { labels: { update: { text: { signal: cell < 40 ? "'’' + slice(datum.value, 2)" : "datum.value" } } } },
      },
      { orient: "left", scale: "y", domain: false, ticks: false, labelPadding: 8, minExtent: label - 10, maxExtent: label - 10, labelLimit: label - 12 },
    ],
    marks: [
      {
        type: "rect",
        from: { data: "cells" },
        encode: {
          update: {
            x: { scale: "x", field: "year" },
            width: { scale: "x", band: 1 },
            y: { scale: "y", field: "field" },
            height: { scale: "y", band: 1 },
            fill: { value: "var(--cell-fill)" },
            fillOpacity: { signal: "0.05 + 0.95 * datum.share" },
            tooltip: { field: "text" },
          },
        },
      },
      {
        type: "text",
        from: { data: "cells" },
        interactive: false,
        encode: {
          update: {
            x: { scale: "x", field: "year", band: 0.5 },
            y: { scale: "y", field: "field", band: 0.5 },
            text: { signal: "datum.number ? datum.number : ''" },
            align: { value: "center" },
            baseline: { value: "middle" },
            fontSize: { value: 11 },
            fill: { signal: "datum.share > 0.55 ? 'var(--cell-ink)' : 'var(--ink)'" },
            opacity: { value: cell < 26 ? 0 : 1 },
          },
        },
      },
    ],
  };
}

/** Draws all charts that the page has, and again when its width changes. */
async function drawCharts(charts, choose) {
  const made = [
    ["time-chart", (width) => timeChart(charts.months, width)],
    ["credit-chart", (width) => creditChart(charts.credits, width)],
    ["fields-chart", (width) => coverageChart(charts.coverage, width)],
  ].filter(([id]) => document.getElementById(id) !== null);
  const widths = new Map();
  const redraw = async () => {
    for (const [id, specification] of made) {
      const width = Math.floor(document.getElementById(id).clientWidth);
      if (width === 0 || widths.get(id) === width) continue;
      widths.set(id, width);
      await draw(id, specification(width), choose);
    }
  };
  await redraw();
  let waiting;
  new ResizeObserver(() => {
    clearTimeout(waiting);
    waiting = setTimeout(redraw, 150);
  }).observe(document.querySelector("main"));
}
