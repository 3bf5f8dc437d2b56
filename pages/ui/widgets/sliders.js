// Streamlit's slider tells the server where it was let go, and nobody where it is meanwhile. Charts
// hear it here: their parameter `hand` is bound to what the body of the document holds as its value,
// which is where each slider stands, by the name of its setting.

const SLIDERS = "[class*=st-key-setting_] input[type=range]";

function standing() {
  const places = [...document.querySelectorAll(SLIDERS)].map((slider) => {
    const { className } = slider.closest("[class*=st-key-setting_]");
    return [className.match(/st-key-setting_(\w+)/)[1], Number(slider.value)];
  });
  return Object.fromEntries(places);
}

export default function ({ data: scored }) {
  const tell = () => {
    const { body } = document;
    body.value = standing();
    const isApart = ([name, value]) => name in scored && value !== scored[name];
    body.classList.toggle("sliding", Object.entries(body.value).some(isApart));
    body.dispatchEvent(new Event("moved"));
  };
  const observer = new MutationObserver(tell);
  observer.observe(document.body, { subtree: true, attributeFilter: ["value"] });
  tell();
  return () => {
    observer.disconnect();
    document.body.classList.remove("sliding");
  };
}
