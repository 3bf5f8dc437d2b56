// A number key is a guess, wherever on the page it is pressed, unless a field takes it.
export default function ({ data: [hint], parentElement, setTriggerValue }) {
  const told = parentElement.querySelector("p") ?? document.createElement("p");
  told.textContent = hint;
  parentElement.append(told);
  document.removeEventListener("keydown", parentElement.pressed);
  parentElement.pressed = ({ key, target, ctrlKey, metaKey, altKey, repeat }) => {
    if (ctrlKey || metaKey || altKey || repeat || !/^[1-9]$/.test(key)) return;
    if (target.closest("input, textarea, [contenteditable], [role=dialog]")) return;
    setTriggerValue("pressed", Number(key));
  };
  document.addEventListener("keydown", parentElement.pressed);
  return () => document.removeEventListener("keydown", parentElement.pressed);
}
