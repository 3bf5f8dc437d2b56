// Distributions that a hand moves: bars, and the points of a triangle. Streamlit calls the function
// at the end with fresh data after every run; what was moved goes to Python once it is let go.

const COLUMNS = ["truth", "a", "b"];
const MODELS = ["a", "b"];
const SHAPES = {
  diamond: "M0-9L9 0 0 9-9 0Z",
  circle: "M-7.5 0a7.5 7.5 0 1 0 15 0a7.5 7.5 0 1 0-15 0Z",
  square: "M-6.5-6.5H6.5V6.5H-6.5Z",
};
const KEYS = { ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1, PageUp: 10, PageDown: -10 };
const GRIP = 14; // Pixels around the top of a bar where it is taken hold of, not set anew.
const PAUSE = 700; // Milliseconds after a key until what it moved is taken.
// The triangle, in its own units: class 0 on top, class 1 left, class 2 right.
const SIDE = 200;
const HEIGHT = (SIDE * Math.sqrt(3)) / 2;
const NEAR = 26;

const SVG = "http://www.w3.org/2000/svg";

function element(name, className, attributes = {}, ...children) {
  const made = name.startsWith("svg:")
    ? document.createElementNS(SVG, name.slice(4))
    : document.createElement(name);
  made.setAttribute("class", className);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

class Movable {
  constructor(root) {
    this.root = root;
    this.moves = {}; // By column, in hundredths: all that was moved since the bars were drawn anew.
    this.awaited = []; // What was sent and has not come back yet, as `shown` writes it.
    // Within a picture no style keeps a finger from scrolling the page.
    const keep = (event) => event.target.closest(".mv-mark") && event.preventDefault();
    root.addEventListener("touchstart", keep, { passive: false });
    root.addEventListener("pointerdown", (event) => this.take(event));
    root.addEventListener("pointermove", (event) => this.drag(event));
    root.addEventListener("pointerup", () => this.let_go());
    root.addEventListener("pointercancel", () => this.put_back());
    root.addEventListener("keydown", (event) => this.press(event));
    root.addEventListener("focusout", () => this.commit());
  }

  // Fresh data: drawn, unless the hand moved it here, and may hold something again.
  show({ data: [data], setStateValue }) {
    this.setStateValue = setStateValue;
    const former = this.data;
    this.data = data;
    const shown = JSON.stringify([data.sample, data.classes, data.columns]);
    const news = shown !== this.shown;
    this.shown = shown;
    const place = this.awaited.indexOf(shown);
    this.awaited.splice(0, place + 1);
    if (news && place < 0) {
      this.columns = data.columns;
      this.held = null;
      this.root.classList.remove("mv-moving");
      [this.moves, this.awaited] = [{}, []];
    }
    const drawn = (it) => JSON.stringify([it.classes, it.looks, it.words, it.losses]);
    if (!former || drawn(former) !== drawn(data)) this.build();
    this.draw();
  }

  build() {
    const { classes, looks, words, losses } = this.data;
    const { focused } = this;
    this.bars = {};
    const groups = COLUMNS.map((column) => {
      this.bars[column] = classes.map((name, k) => this.bar(column, k, name));
      const title = element("div", "mv-title", {}, `${looks[column].symbol} ${looks[column].label}`);
      const row = element("div", "mv-row", {}, ...this.bars[column].map((bar) => bar.parentNode));
      const attributes = { role: "group", "aria-label": looks[column].label };
      const group = element("div", "mv-group", attributes, title, row);
      group.style.setProperty("--mv-color", looks[column].color);
      group.style.setProperty("--mv-classes", classes.length);
      return group;
    });
    const pictures = element("div", "mv-pictures", {}, element("div", "mv-groups", {}, ...groups));
    this.marks = {};
    if (classes.length === 3) pictures.append(this.triangle());
    const known_ = losses.filter(known);
    const parts = [element("p", "mv-hint", {}, words.hint), pictures];
    this.rows = known_.map(() => [...MODELS, "ratio", "count"].map(() => element("td", "mv-number")));
    if (known_.length) parts.push(this.table(known_));
    this.root.classList.toggle("mv-many", classes.length > 5);
    this.root.replaceChildren(...parts);
    if (focused) this.bars[focused.column][focused.k]?.focus({ preventScroll: true });
  }

  bar(column, k, name) {
    const label = `${this.data.looks[column].label}, ${name}`;
    const attributes = { role: "slider", tabindex: 0, "aria-orientation": "vertical" };
    const range = { "aria-label": label, "aria-valuemin": 0, "aria-valuemax": 1 };
    const value = element("span", "mv-value", { "aria-hidden": "true" });
    const fill = element("div", "mv-fill", {}, value);
    const bar = element("div", "mv-bar", { ...attributes, ...range }, fill);
    bar.place = { column, k };
    const caption = element("div", "mv-name", { title: name, "aria-hidden": "true" }, name);
    element("div", "mv-class", {}, bar, caption);
    return bar;
  }

  triangle() {
    const { classes, looks } = this.data;
    const path = `M${SIDE / 2} 0L0 ${HEIGHT}H${SIDE}Z`;
    const corners = [[SIDE / 2, -10, "middle"], [-8, HEIGHT + 18, "start"], [SIDE + 8, HEIGHT + 18, "end"]];
    const names = corners.map(([x, y, anchor], k) => {
      const name = classes[k].length > 14 ? `${classes[k].slice(0, 13)}…` : classes[k];
      return element("svg:text", "mv-corner", { x, y, "text-anchor": anchor }, name);
    });
    const marks = COLUMNS.map((column) => {
      const shape = element("svg:path", "mv-shape", { d: SHAPES[looks[column].shape] });
      const reach = element("svg:circle", "mv-reach", { r: 18 });
      const title = element("svg:title", "", {}, looks[column].label);
      const mark = element("svg:g", "mv-mark", {}, title, reach, shape);
      mark.style.setProperty("--mv-color", looks[column].color);
      return (this.marks[column] = mark);
    });
    const rim = element("svg:path", "mv-rim", { d: path });
    // The bars hold the same numbers for those who cannot see it, and for keys.
    const attributes = { viewBox: `-16 -28 ${SIDE + 32} ${HEIGHT + 56}`, "aria-hidden": "true" };
    this.plane = element("svg:svg", "mv-triangle", attributes, rim, ...names, ...marks);
    return this.plane;
  }

  table(losses) {
    const head = this.data.words.head.map((text) => element("th", "mv-number", { scope: "col" }, text));
    const rows = losses.map((loss, i) => {
      const name = element("th", "mv-loss", { scope: "row" }, loss.label);
      name.style.setProperty("--mv-color", loss.color);
      return element("tr", "", {}, name, ...this.rows[i]);
    });
    const top = element("thead", "", {}, element("tr", "", {}, element("td", ""), ...head));
    return element("table", "mv-table", {}, top, element("tbody", "", {}, ...rows));
  }

  draw() {
    for (const column of COLUMNS) {
      const values = this.columns[column];
      values.forEach((value, k) => {
        const bar = this.bars[column][k];
        const text = number(value);
        bar.style.setProperty("--mv-height", `${100 * value}%`);
        bar.firstChild.firstChild.textContent = text;
        bar.setAttribute("aria-valuenow", value);
        bar.setAttribute("aria-valuetext", text);
      });
      const mark = this.marks[column];
      if (mark) {
        mark.style.display = isDistribution(values) ? "" : "none";
        mark.setAttribute("transform", `translate(${this.at(values)})`);
      }
    }
    this.data.losses.filter(known).forEach((loss, i) => {
      this.texts(loss).forEach((text, j) => {
        this.rows[i][j].textContent = text;
      });
    });
  }

  // What stands in the row of a loss: both penalties, their ratio, the perfect samples.
  texts(loss) {
    const { truth, a, b } = this.columns;
    const { words } = this.data;
    const scored = (column) => isDistribution(truth) && isDistribution(this.columns[column]);
    if (!MODELS.every(scored)) {
      const paid = (model) => (scored(model) ? number(penalty(loss, truth, this.columns[model])) : "");
      return [...MODELS.map(paid), "", ""];
    }
    const found = charge(loss, truth, a, b);
    const paid = [number(found.a), number(found.b)];
    if (!found.worse) return [...paid, words.same, words.none];
    const who = this.data.looks[found.worse].symbol;
    const count = found.count === Infinity ? words.never : exactText(found.count);
    return [...paid, `${who} ${this.more(found)}`, `${who} ${count}`];
  }

  // How much more the one pays who pays more.
  more({ ratio, a, b }) {
    if (ratio < Infinity) return `${times(ratio)} ×`;
    return Math.max(a, b) === Infinity ? this.data.words.infinitely : this.data.words.alone;
  }

  at([top, , right]) {
    return [SIDE * (right + top / 2), HEIGHT * (1 - top)];
  }

  take(event) {
    if (event.button || this.held?.pointer) return;
    const hold = this.on_bar(event) ?? this.on_triangle(event);
    if (!hold) return;
    event.preventDefault();
    this.commit();
    event.target.setPointerCapture(event.pointerId);
    this.held = { ...hold, pointer: true, former: this.columns };
    this.root.classList.add("mv-held");
    this.drag(event);
  }

  on_bar(event) {
    const bar = event.target.closest(".mv-bar");
    if (!bar) return null;
    bar.focus({ preventScroll: true });
    const { column, k } = bar.place;
    const { top, height } = bar.getBoundingClientRect();
    const base = this.columns[column];
    const away = top + height * (1 - base[k]) - event.clientY;
    const offset = Math.abs(away) <= GRIP ? away : 0;
    const to = ({ clientY }) => moved(base, k, 1 - (clientY + offset - top) / height);
    return { column, to, top };
  }

  on_triangle(event) {
    if (!event.target.closest(".mv-mark")) return null;
    const { left, top, width } = this.plane.getBoundingClientRect();
    const scale = (SIDE + 32) / width;
    const place = ({ clientX, clientY }) => [(clientX - left) * scale - 16, (clientY - top) * scale - 28];
    const away = (column) => {
      const [[x, y], [u, v]] = [this.at(this.columns[column]), place(event)];
      return Math.hypot(x - u, y - v);
    };
    const shown = COLUMNS.filter((column) => this.marks[column].style.display !== "none");
    // The one drawn last lies on top of those at the same place.
    const column = shown.reverse().sort((one, other) => away(one) - away(other))[0];
    if (away(column) > NEAR) return null;
    const [[x, y], [u, v]] = [this.at(this.columns[column]), place(event)];
    const to = (now) => {
      const [s, t] = place(now);
      const first = 1 - (t + y - v) / HEIGHT;
      const third = (s + x - u) / SIDE - first / 2;
      return hundredths([first, 1 - first - third, third].map((share) => Math.max(share, 0)));
    };
    return { column, to };
  }

  drag(event) {
    if (!this.held?.pointer) return;
    this.put(this.held.column, this.held.to(event));
  }

  // Show a column as it is moved to, in hundredths; nothing is sent yet.
  put(column, given) {
    const values = given.map((value) => value / 100);
    if (JSON.stringify(values) === JSON.stringify(this.columns[column])) return;
    this.held.changed = true;
    this.held.given = given;
    this.columns = { ...this.columns, [column]: values };
    this.root.classList.add("mv-moving");
    this.draw();
  }

  press(event) {
    const place = event.target.place;
    if (!place || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter") this.commit();
    if (event.key === "Escape") this.put_back();
    const { column, k } = place;
    const now = this.columns[column][k];
    const to = { Home: 0, End: 1 }[event.key] ?? now + (KEYS[event.key] ?? NaN) / 100;
    if (Number.isNaN(to) || this.held?.pointer) return;
    event.preventDefault();
    // From where the first of several keys found it, so that none of them rounds the rest away.
    if (this.held?.bar !== event.target) {
      this.commit();
      this.held = { column, bar: event.target, base: this.columns[column], former: this.columns };
    }
    this.put(column, moved(this.held.base, k, to));
    clearTimeout(this.pause);
    this.pause = setTimeout(() => this.commit(), PAUSE);
  }

  let_go() {
    this.root.classList.remove("mv-held");
    if (this.held?.pointer) this.commit();
  }

  put_back() {
    this.root.classList.remove("mv-held", "mv-moving");
    clearTimeout(this.pause);
    if (!this.held?.changed) return;
    this.columns = this.held.former;
    this.held = null;
    this.draw();
  }

  // Send what was moved, all columns since the bars were drawn anew: a message may be lost.
  commit() {
    clearTimeout(this.pause);
    const { held, data, columns } = this;
    if (held?.pointer) this.root.classList.remove("mv-held");
    this.held = null;
    this.root.classList.remove("mv-moving");
    const { column, changed, former } = held ?? {};
    if (!changed || `${former[column]}` === `${columns[column]}`) return;
    this.moves = { ...this.moves, [column]: held.given };
    this.awaited.push(JSON.stringify([data.sample, data.classes, columns]));
    this.setStateValue("moved", { sample: data.sample, classes: data.classes, to: this.moves });
  }

  get focused() {
    return this.root.contains(document.activeElement) ? document.activeElement.place : null;
  }
}

export default function ({ parentElement, ...given }) {
  const root = parentElement.querySelector(".mv");
  if (!root.movable) {
    root.movable = new Movable(root);
    // A row that was ticked far down on another page leaves this one as far down.
    if (!location.hash) document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0);
  }
  root.movable.show(given);
  return () => clearTimeout(root.movable.pause);
}
