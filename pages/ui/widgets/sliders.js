// Streamlit's slider tells the server where it was let go, and nobody where it is meanwhile. Charts
// hear it here: their parameter `hand` is bound to what the body of the document holds as its value,
// which is where each slider stands, by the name of its setting.

const KEY = /st-key-(?:setting|slider)_(\w+)/;

// By setting; `scored` where a slider shows that, rounded to its steps.
function standing(scored) {
  const places = { ...scored };
  for (const slider of document.querySelectorAll("[class*=st-key-] input[type=range]")) {
    const [, name] = slider.closest("[class*=st-key-]").className.match(KEY) ?? [];
    const isMoved = Math.abs(slider.value - scored[name]) > slider.step / 2;
    if (isMoved) places[name] = Number(slider.value);
  }
  return places;
}

function show(places) {
  document.body.value = places;
  document.body.dispatchEvent(new Event("moved"));
}

export default function ({ data: [scored] }) {
  const tell = () => {
    const places = standing(scored);
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
