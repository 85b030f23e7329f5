// The difference that a shift makes.

const BLACK = 0xff000000;

function pixels(picture) {
  const { canvas, context } = blank(picture.width, picture.height);
  context.drawImage(picture, 0, 0);
  return context.getImageData(0, 0, canvas.width, canvas.height).data;
}

// Computes the same as lab.draw.pixels.diverging, also in float32. Shades are rounded away from
// zero, so that only a mean difference of 0 is pale.
function apart(before, after, reach, palette) {
  const colours = palette.match(/../g).map((part) => parseInt(part, 16));
  const shades = (colours.length / 3 - 1) / 2;
  const [a, b] = [pixels(before), pixels(after)];
  const found = new ImageData(before.width, before.height);
  new Uint32Array(found.data.buffer).fill(BLACK);
  for (let p = 0; p < a.length; p += 4) {
    const sum = b[p] - a[p] + b[p + 1] - a[p + 1] + b[p + 2] - a[p + 2]; // over three channels
    const mean = Math.fround(Math.abs(sum) / 3);
    const far = Math.ceil(Math.min(Math.fround(mean / reach), 1) * shades);
    const colour = 3 * (shades + (sum < 0 ? -far : far));
    for (let channel = 0; channel < 3; channel++) found.data[p + channel] = colours[colour + channel];
  }
  return found;
}
