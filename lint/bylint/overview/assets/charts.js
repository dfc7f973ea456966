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
  const view = new vega.View(runtime, {
    container: inside,
    expr: vega.expressionInterpreter,
    renderer: "svg",
    hover: true,
  });
  view.tooltip((_, event, item, text) => tip(event, text));
  view.addEventListener("click", (_, item) => {
    if (item?.datum?.filter) choose(item.datum.filter);
  });
  await view.runAsync();
}

/** Shows a text beside the pointer; hides it where there is none. */
function tip(event, text) {
  const shown =
    document.querySelector(".tip") ??
    document.body.appendChild(element("div", { class: "tip", "aria-hidden": "true" }));
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
