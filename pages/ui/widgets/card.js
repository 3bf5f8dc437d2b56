// Drawn on a canvas, so that any text in it is a text; nothing is fetched.
const WIDE = 1200, HIGH = 630, EDGE = 60;
const BARS = 540; // The width of the sample's bars, where there are any.

function wrapped(pen, lines, width, font) {
  const rows = [];
  for (const line of lines) {
    let row = [], used = 0;
    for (const [text, bold] of line)
      for (const word of text.split(/(?<= )/)) {
        pen.font = font(bold);
        const long = pen.measureText(word).width;
        if (row.length && used + pen.measureText(word.trimEnd()).width > width) {
          rows.push(row);
          [row, used] = [[], 0];
        }
        row.push([word, bold, used]);
        used += long;
      }
    rows.push(row);
  }
  return rows;
}

function firstSentence(line) {
  const kept = [];
  for (const [i, [text, bold]] of line.entries()) {
    const end = text.search(/[.!?](?= |$)/) + 1;
    const more = end && (i < line.length - 1 || end < text.trimEnd().length);
    kept.push([more ? `${text.slice(0, end)}\u00a0…` : text, bold]);
    if (more) break;
  }
  return kept;
}

// The largest size at which all lines fit, or else their first sentences; at the smallest one what
// does not fit is cut.
function written(pen, lines, { x, y, width, height, most, least, face, color }) {
  let size, rows;
  const font = (bold) => `${bold ? 700 : 400} ${size}px ${face}`;
  const fits = (tried) => {
    for (size = most; size >= least; size -= 2) {
      rows = wrapped(pen, tried, width, font);
      if (rows.length * size * 1.4 <= height) return true;
    }
    size = least;
    return false;
  };
  fits(lines) || fits(lines.map(firstSentence));
  const room = Math.max(1, Math.floor(height / (size * 1.4)));
  if (rows.length > room) rows = [...rows.slice(0, room - 1), [["…", false, 0]]];
  pen.fillStyle = color;
  rows.forEach((row, i) =>
    row.forEach(([word, bold, at]) => {
      pen.font = font(bold);
      pen.fillText(word, x + at, y + (i + 0.8) * size * 1.4);
    })
  );
  return rows.length * size * 1.4;
}

function cut(pen, text, width) {
  if (pen.measureText(text).width <= width) return text;
  let end = text.length;
  while (end > 0 && pen.measureText(text.slice(0, end) + "…").width > width) end -= 1;
  return text.slice(0, end) + "…";
}

function bars(pen, { classes, columns }, { x, y, width, height, face, color }) {
  const own = width / columns.length, gap = 20, bar = (own - gap) / classes.length;
  const longest = (size) => {
    pen.font = `${size}px ${face}`;
    return Math.max(...classes.map((name) => pen.measureText(name).width));
  };
  const named = [17, 15, 13].find((size) => longest(size) <= bar - 4) ?? 13;
  columns.forEach((column, c) => {
    const left = x + c * own;
    pen.fillStyle = color;
    pen.font = `600 20px ${face}`;
    pen.fillText(cut(pen, column.label, own - 8), left, y + 20);
    column.values.forEach((value, k) => {
      const tall = Math.min(value, 1) * (height - 110);
      pen.fillStyle = color;
      pen.globalAlpha = 0.08;
      pen.fillRect(left + k * bar, y + 60, bar - 3, height - 110);
      pen.globalAlpha = 1;
      pen.fillStyle = column.color;
      pen.fillRect(left + k * bar, y + height - 50 - tall, bar - 3, Math.max(tall, 2));
      if (classes.length > 4) return;
      const middle = left + k * bar + (bar - 3) / 2;
      pen.textAlign = "center";
      pen.fillStyle = color;
      pen.font = `17px ${face}`;
      pen.fillText(column.texts[k], middle, y + height - 56 - tall);
      pen.font = `${named}px ${face}`;
      pen.fillText(cut(pen, classes[k], bar - 4), middle, y + height - 28);
      pen.textAlign = "left";
    });
  });
}

function drawn(canvas, data) {
  const style = getComputedStyle(canvas);
  const theme = (name, other) => style.getPropertyValue(name).trim() || other;
  const face = theme("--st-font", "sans-serif"), color = theme("--st-text-color", "#222");
  const pen = canvas.getContext("2d");
  pen.fillStyle = theme("--st-background-color", "#fff");
  pen.fillRect(0, 0, WIDE, HIGH);
  pen.fillStyle = theme("--st-primary-color", "#5b5bd6");
  pen.fillRect(0, 0, WIDE, 12);
  const width = WIDE - 2 * EDGE;
  const title = written(pen, [[[data.question, true]]], {
    x: EDGE, y: 44, width, height: 120, most: 44, least: 30, face, color,
  });
  const y = 44 + title + 26, height = HIGH - 130 - y;
  if (data.bars)
    bars(pen, data.bars, { x: WIDE - EDGE - BARS, y, width: BARS, height, face, color });
  written(pen, data.lines, {
    x: EDGE, y, width: width - (data.bars ? BARS + 40 : 0), height, most: 40, least: 22, face, color,
  });
  pen.fillStyle = color;
  pen.font = `700 26px ${face}`;
  const name = pen.measureText(data.words.name).width;
  pen.fillText(data.words.name, WIDE - EDGE - name, HIGH - 44);
  pen.font = `22px ${face}`;
  pen.fillText(cut(pen, data.link.replace(/^https?:\/\//, ""), width - name - 60), EDGE, HIGH - 44);
}

export default function ({ data: [data], parentElement }) {
  let root = parentElement.querySelector(".card");
  if (!root) {
    root = document.createElement("div");
    root.className = "card";
    root.innerHTML =
      '<canvas role="img"></canvas><div class="buttons"><button type="button"></button>' +
      '<button type="button"></button></div><div class="said" role="status"></div>';
    parentElement.appendChild(root);
  }
  const canvas = root.querySelector("canvas"), said = root.querySelector(".said");
  const [save, copy] = root.querySelectorAll("button");
  [canvas.width, canvas.height] = [WIDE, HIGH];
  canvas.setAttribute("aria-label", data.words.alt);
  save.textContent = data.words.save;
  copy.textContent = data.words.copy;
  said.textContent = "";
  drawn(canvas, data);
  document.fonts?.ready.then(() => drawn(canvas, data));

  const picture = () => new Promise((done) => canvas.toBlob(done, "image/png"));
  save.onclick = async () => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(await picture());
    link.download = data.file;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  };
  copy.onclick = async () => {
    try {
      await navigator.clipboard.write([new ClipboardItem({ "image/png": picture() })]);
      said.textContent = data.words.copied;
    } catch {
      said.textContent = data.words.refused;
    }
  };
}
