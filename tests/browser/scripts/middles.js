// The middle of each thing that a selector names, within the drawing that it is in.
(selector) => [...document.querySelectorAll(selector)].map((one) => {
  const box = one.getBoundingClientRect();
  const drawing = one.ownerSVGElement.getBoundingClientRect();
  return { x: box.x - drawing.x + box.width / 2 - 1, y: box.y - drawing.y + box.height / 2 - 1, width: 2, height: 2 };
})
