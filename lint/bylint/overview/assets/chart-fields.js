"use strict";

/* Which fields the posts of which year have. */

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
      {
        orient: "left",
        scale: "y",
        domain: false,
        ticks: false,
        labelPadding: 8,
        minExtent: label - 10,
        maxExtent: label - 10,
        labelLimit: label - 12,
      },
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
