// Of each place in two pictures: the share of pixels that differ by a contrast of 3 to 1.
async ({ before, after, places }) => {
  const pixels = async (png) => {
    const bytes = Uint8Array.from(atob(png), (one) => one.charCodeAt(0));
    const picture = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const canvas = new OffscreenCanvas(picture.width, picture.height).getContext("2d", { willReadFrequently: true });
    canvas.drawImage(picture, 0, 0);
    return canvas;
  };
  const channel = (value) => (value <= 10.3 ? value / 3294.6 : ((value / 255 + 0.055) / 1.055) ** 2.4);
  const luminance = (data, at) => 0.2126 * channel(data[at]) + 0.7152 * channel(data[at + 1]) + 0.0722 * channel(data[at + 2]);
  const differs = (a, b, at) => {
    const [dark, light] = [luminance(a, at), luminance(b, at)].sort((x, y) => x - y);
    return (light + 0.05) / (dark + 0.05) >= 3;
  };
  const [first, second] = [await pixels(before), await pixels(after)];
  return places.map(({ x, y, width, height }) => {
    const area = [Math.round(x), Math.round(y), Math.max(1, Math.round(width)), Math.max(1, Math.round(height))];
    const [a, b] = [first.getImageData(...area).data, second.getImageData(...area).data];
    let count = 0;
    for (let at = 0; at < a.length; at += 4) count += differs(a, b, at);
    return count / (a.length / 4);
  });
}
