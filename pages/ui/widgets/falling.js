// All words and numbers come from Python; here they are only shown one after the other.
const STEP = 700; // Milliseconds between two answers that fall by themselves.

export default function ({ data, parentElement }) {
  const { panels, add, again, alt } = data;
  const most = panels[0].shares.length - 1;
  const told = JSON.stringify(data);
  // A rerun of the page with the same numbers leaves alone what is on the screen.
  if (parentElement.told === told) return;
  parentElement.told = told;
  clearTimeout(parentElement.next);

  const make = (parent, tag, name, text = "") => {
    const element = document.createElement(tag);
    if (name) element.className = name;
    element.textContent = text;
    return parent.appendChild(element);
  };
  parentElement.querySelector(".falling")?.remove();
  const root = make(parentElement, "div", "falling");
  root.setAttribute("role", "group");
  root.setAttribute("aria-label", alt);
  const row = make(root, "div", "panels");
  const parts = panels.map((panel) => {
    const place = make(row, "div", "panel");
    make(place, "div", "title", panel.label);
    const well = make(place, "div", "well");
    const mean = make(well, "div", "mean");
    mean.style.background = panel.color;
    const edge = make(well, "div", "edge");
    edge.style.borderColor = panel.color;
    const from = make(well, "div", "line");
    from.style.bottom = "90%";
    make(from, "span", "", panel.start);
    const goal = make(well, "div", "line goal");
    goal.style.bottom = `${90 * panel.target}%`;
    make(goal, "span", "", panel.goal);
    const said = make(place, "div", "said");
    said.setAttribute("aria-live", "polite");
    return { panel, well, mean, edge, said };
  });
  const buttons = make(root, "div", "buttons");
  const more = make(buttons, "button", "first", add);
  const anew = make(buttons, "button", "", again);
  let added = 0;

  const show = () => {
    for (const { panel, well, mean, edge, said } of parts) {
      const height = `${90 * panel.shares[added]}%`;
      mean.style.height = height;
      edge.style.bottom = height;
      said.textContent = panel.texts[added];
      const tokens = well.querySelectorAll(".token");
      for (let k = tokens.length; k > added; k--) tokens[k - 1].remove();
      for (let k = tokens.length; k < added; k++) {
        const token = make(well, "div", "token", "✓");
        token.style.background = panel.color;
        token.style.left = `${0.25 + 1.65 * k}rem`;
      }
    }
    more.disabled = added === most;
    anew.disabled = added === 0;
  };
  more.onclick = () => {
    clearTimeout(parentElement.next);
    added = Math.min(added + 1, most);
    show();
  };
  anew.onclick = () => {
    clearTimeout(parentElement.next);
    added = 0;
    show();
  };
  // By themselves as many fall as the loss that asks for more needs.
  const enough = panels.map((p) => p.shares.findIndex((s) => s <= p.target * (1 + 1e-12)));
  const last = Math.max(...enough.map((k) => (k < 0 ? 0 : k)));
  const fall = () => {
    if (added < last) {
      added += 1;
      show();
      parentElement.next = setTimeout(fall, STEP);
    }
  };
  show();
  if (window.matchMedia("(prefers-reduced-motion: reduce)").matches) {
    added = last;
    show();
    return;
  }
  // On a narrow screen the picture lies below the text: nothing falls before it is seen.
  const watch = new IntersectionObserver(
    ([{ isIntersecting }]) => {
      if (!isIntersecting) return;
      watch.disconnect();
      if (added === 0) parentElement.next = setTimeout(fall, STEP);
    },
    { threshold: 0.8 }
  );
  watch.observe(parts[0].well);
  return () => {
    watch.disconnect();
    clearTimeout(parentElement.next);
  };
}
