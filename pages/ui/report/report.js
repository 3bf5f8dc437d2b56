"use strict";
// Draws every chart of the report from the specification and the rows beside it.
{
  const rowsOf = columns => {
    const names = Object.keys(columns);
    const size = names.length ? columns[names[0]].length : 0;
    return Array.from({length: size}, (_, i) =>
      Object.fromEntries(names.map(name => [name, columns[name][i]])));
  };
  // Texts and lines are in the colour of the text around the chart, on paper and in the dark.
  const ink = "currentColor";
  const config = {
    background: null,
    font: getComputedStyle(document.body).fontFamily,
    view: {stroke: null},
    axis: {
      labelColor: ink, titleColor: ink, tickColor: ink, domainColor: ink, gridColor: ink,
      gridOpacity: 0.15, tickOpacity: 0.4, domainOpacity: 0.4, titleFontWeight: "normal",
    },
    legend: {labelColor: ink, titleColor: ink},
    title: {color: ink, anchor: "start", fontSize: 15, fontWeight: 600},
    text: {color: ink},
    rule: {color: ink},
  };
  const merged = (one, other) => {
    const both = {...one};
    for (const [name, value] of Object.entries(other ?? {}))
      both[name] = value?.constructor === Object ? merged(both[name] ?? {}, value) : value;
    return both;
  };
  // Nothing is fetched: all rows are here.
  const refuse = () => Promise.reject(new Error("a report fetches nothing"));
  const loader = {load: refuse, sanitize: refuse};
  const options = {
    mode: "vega-lite", renderer: "svg", actions: false, ast: true, loader, tooltip: {theme: "dark"},
    logLevel: 1, // Errors: what a chart of the pages has no rows for here is none.
  };
  const draw = place => {
    const {spec, data} = JSON.parse(place.nextElementSibling.textContent);
    const rows = Object.entries(data).map(([name, columns]) => [name, rowsOf(columns)]);
    const whole = {...spec, width: "container", autosize: {type: "fit", contains: "padding"}};
    whole.config = merged(config, spec.config);
    if ("" in data) whole.data = {values: rows[0][1]};
    else whole.datasets = Object.fromEntries(rows);
    return vegaEmbed(place, whole, options).then(() => place.classList.add("drawn"));
  };
  for (const place of document.querySelectorAll(".chart")) draw(place);
}
