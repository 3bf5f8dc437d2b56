// All words and numbers come from Python; here they are only drawn one after the other.
const PACE = 140; // Milliseconds a moment, while it plays.
const SIDE = 100; // Units along a side of a map.
const LEFT = 46, RIGHT = 18, ABOVE = 8, BELOW = 50; // Pixels around the residuals.
const ROW = 15; // Pixels for a line of text.
const SVG = "http://www.w3.org/2000/svg";

const MARKS = [
  (x, y) => `M${x - 1.1} ${y}a1.1 1.1 0 1 0 2.2 0a1.1 1.1 0 1 0 -2.2 0`,
  (x, y) => `M${x - 1} ${y - 1}l2 2m0 -2l-2 2`,
  (x, y) => `M${x - 1.1} ${y - 1}h2.2l-1.1 2z`,
];

function make(parent, tag, attributes = {}, text = "") {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.textContent = text;
  return parent.appendChild(element);
}

function draw(parent, tag, attributes = {}, text = "") {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.textContent = text;
  return parent.appendChild(element);
}

function map(parent, data, run) {
  const place = make(parent, "div", { class: "place" });
  make(place, "div", { class: "title" }, run.label);
  const svg = draw(place, "svg", { viewBox: `0 0 ${SIDE} ${SIDE}`, "aria-hidden": "true" });
  const at = (value) => ((value / data.edge + 1) * SIDE) / 2;
  const layers = run.regions[0].map((_, shade) =>
    data.classes.map(({ color }) => draw(svg, "polygon", { class: `shade-${shade}`, fill: color }))
  );
  data.classes.forEach(({ color }, k) => {
    const own = data.points.filter((_, i) => data.labels[i] === k);
    const d = own.map(([x, y]) => MARKS[k](at(x).toFixed(1) * 1, at(-y).toFixed(1) * 1)).join("");
    draw(svg, "path", { class: "points", stroke: color, d });
  });
  const said = make(place, "div", { class: "said" });
  return (moment) => {
    run.regions[moment].forEach((regions, shade) =>
      regions.forEach((corners, k) => {
        const places = corners.map((c, i) => at((i % 2 ? -c : c) / 100).toFixed(1));
        layers[shade][k].setAttribute("points", places.join(" "));
      })
    );
    said.textContent = run.said[moment];
  };
}

// Drawn in pixels and anew for each width, so that its texts are as large everywhere.
function residuals(parent, data) {
  const place = make(parent, "div", { class: "place" });
  make(place, "div", { class: "title" }, data.words.residual);
  const svg = draw(place, "svg", { "aria-hidden": "true" });
  let shown = 0;
  const anew = () => {
    const { width, height } = svg.getBoundingClientRect();
    svg.replaceChildren();
    if (width > LEFT + RIGHT) drawResiduals(svg, data, shown, width, height);
  };
  new ResizeObserver(anew).observe(svg);
  return (moment) => {
    shown = moment;
    anew();
  };
}

function drawResiduals(svg, data, moment, width, height) {
  const left = LEFT, right = width - RIGHT, bottom = height - BELOW;
  const last = Math.max(data.steps.length - 1, 1);
  const across = (place) => left + (place / last) * (right - left);
  const down = (value) =>
    ABOVE + (Math.log(Math.max(value, data.low)) / Math.log(data.low)) * (bottom - ABOVE);
  const line = (name, x1, x2, y1, y2, more) =>
    draw(svg, "line", { class: name, x1, x2, y1, y2, ...more });
  const write = (x, y, text, anchor) => draw(svg, "text", { x, y, "text-anchor": anchor }, text);

  for (const [value, text] of data.ticks.filter(([value]) => value >= data.low)) {
    line("grid", left, right, down(value), down(value));
    write(left - 6, down(value) + 4, text, "end");
  }
  let free = -Infinity;
  for (const [place, text] of data.axis) {
    const x = across(place), half = 4 * text.length;
    if (x - half < free) continue;
    free = x + half + 8;
    line("grid", x, x, bottom, bottom + 4);
    write(x, bottom + ROW, text, "middle");
  }
  const goal = down(data.target);
  line("goal", left, right, goal, goal);
  write(left + 4, goal - 4, data.words.goal, "start");

  const path = (run, to) =>
    run.residual.slice(0, to).map((r, i) => `${across(i)},${down(r)}`).join(" ");
  const dashed = (run) => ({ stroke: run.color, "stroke-dasharray": run.dash });
  for (const run of data.runs)
    draw(svg, "polyline", { class: "trace ahead", points: path(run), ...dashed(run) });
  // Where a run has arrived: below each other where there is no room side by side.
  const arrived = data.runs.filter((run) => run.arrived !== null);
  const apart = Math.abs(across(arrived[0]?.at) - across(arrived[1]?.at)) > 4 * ROW;
  arrived.forEach((run, i) => {
    if (moment < run.arrived) return;
    const x = across(run.at), row = apart ? 2 : 2 + i;
    line("arrival", x, x, goal, bottom, { stroke: run.color });
    write(x, bottom + row * ROW, run.arrival, "middle");
  });
  for (const run of data.runs) {
    draw(svg, "polyline", { class: "trace", points: path(run, moment + 1), ...dashed(run) });
    const head = { class: "head", x: across(moment) + 2, y: down(run.residual[moment]) + 5 };
    draw(svg, "text", { ...head, fill: run.color }, run.symbol);
  }
}

export default function ({ data: bytes, parentElement }) {
  const told = new TextDecoder().decode(bytes);
  // A rerun of the page with the same runs leaves alone what is on the screen.
  if (parentElement.told === told) return;
  parentElement.told = told;
  clearTimeout(parentElement.next);
  parentElement.querySelector(".race")?.remove();

  const data = JSON.parse(told);
  const { words } = data;
  const last = data.steps.length - 1;
  const root = make(parentElement, "div", { class: "race", role: "group", "aria-label": words.alt });
  const controls = make(root, "div", { class: "controls" });
  const play = make(controls, "button", { class: "first", type: "button" }, words.play);
  const back = make(controls, "button", { type: "button", "aria-label": words.back }, "‹");
  const on = make(controls, "button", { type: "button", "aria-label": words.on }, "›");
  const slider = make(controls, "input", {
    type: "range", min: 0, max: last, step: 1, "aria-label": words.slider,
  });
  const step = make(controls, "span", { class: "step" });
  const legend = make(root, "div", { class: "legend" });
  for (const { label, color } of data.classes)
    make(legend, "span", {}, label).style.borderColor = color;
  const row = make(root, "div", { class: "maps" });
  const parts = [...data.runs.map((run) => map(row, data, run)), residuals(row, data)];
  row.lastChild.classList.add("wide");

  // It opens where the first run arrives, and begins anew when it is played then.
  let moment, opened = true;
  const show = (to) => {
    moment = Math.min(Math.max(to, 0), last);
    for (const part of parts) part(moment);
    slider.value = moment;
    const said = data.runs.map((run) => `${run.label}: ${run.said[moment]}`);
    slider.setAttribute("aria-valuetext", [`${data.steps[moment]}.`, ...said].join(" "));
    step.textContent = data.steps[moment];
    back.disabled = moment === 0;
    on.disabled = moment === last;
  };
  const pause = () => {
    clearTimeout(parentElement.next);
    parentElement.next = null;
    play.textContent = words.play;
  };
  const go = () => {
    if (moment === last) return pause();
    show(moment + 1);
    parentElement.next = setTimeout(go, PACE);
  };
  play.onclick = () => {
    if (parentElement.next) return pause();
    if (opened || moment === last) show(0);
    opened = false;
    play.textContent = words.pause;
    parentElement.next = setTimeout(go, PACE);
  };
  const jump = (to) => {
    opened = false;
    pause();
    show(to);
  };
  back.onclick = () => jump(moment - 1);
  on.onclick = () => jump(moment + 1);
  slider.oninput = () => jump(Number(slider.value));
  show(data.opens);
  return () => clearTimeout(parentElement.next);
}
