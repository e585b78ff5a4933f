// Tick everything, or nothing, all of a group at once; returns where the ticks are.
(isOn) => {
  document.activeElement.blur();
  scrollTo(0, 0);
  const shown = [...document.querySelectorAll("input[type=radio], input[type=checkbox]")].filter((one) => one.checkVisibility());
  return shown.map((one) => {
    one.dataset.group = one.dataset.group || one.name;
    one.name = "";
    one.checked = isOn;
    const box = one.getBoundingClientRect();
    return { name: `${one.dataset.group}=${one.value}`, x: box.x, y: box.y, width: box.width, height: box.height };
  });
}
