// Streamlit's slider tells the server where it was let go, and nobody where it is meanwhile. Charts
// hear it here: their parameter `hand` is bound to what the body of the document holds as its value,
// which is where each slider stands, by the name of its setting.

const KEY = /st-key-(?:setting|slider)_(\w+)/;

// By setting; `scored` where a slider shows that, rounded to its steps. One that goes from a stop to
// the next has the number of its stop.
function standing(scored, stops) {
  const places = { ...scored };
  for (const slider of document.querySelectorAll("[class*=st-key-] input[type=range]")) {
    const [, name] = slider.closest("[class*=st-key-]").className.match(KEY) ?? [];
    const at = stops[name] ? stops[name][slider.value] : Number(slider.value);
    const isMoved = Math.abs(at - scored[name]) > (stops[name] ? 0 : slider.step / 2);
    if (isMoved) places[name] = at;
  }
  return places;
}

function show(places) {
  document.body.value = places;
  document.body.dispatchEvent(new Event("moved"));
}

export default function ({ data: [scored, stops] }) {
  const tell = () => {
    const places = standing(scored, stops);
    const isMoved = Object.entries(scored).some(([name, value]) => places[name] !== value);
    document.body.classList.toggle("sliding", isMoved);
    show(places);
  };
  const observer = new MutationObserver(tell);
  observer.observe(document.body, { subtree: true, attributeFilter: ["value"] });
  tell();
  return () => {
    observer.disconnect();
    show({});
    document.body.classList.remove("sliding");
  };
}
