// A picture shifted as pooling.translate shifts it, and the difference that a shift makes.

const BLACK = 0xff000000;

function blank(width, height) {
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width, height });
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.imageSmoothingEnabled = false;
  return { canvas, context };
}

// Shifts a picture as pooling.translate does: first to the side, then down.
function shifted(bitmap, [down, right, fill]) {
  const { width, height } = bitmap;
  const along = blank(width, height);
  for (const [from, size, to, length] of pieces(width, right, fill)) {
    along.context.drawImage(bitmap, from, 0, size, height, to, 0, length, height);
  }
  const both = blank(width, height);
  both.context.fillRect(0, 0, width, height); // black
  for (const [from, size, to, length] of pieces(height, down, fill)) {
    both.context.drawImage(along.canvas, 0, from, width, size, 0, to, width, length);
  }
  return both.canvas;
}

// How to shift along an axis of n pixels. Each piece is [first pixel, how many pixels, first pixel
// of the target, how many pixels it fills there].
function pieces(n, shift, fill) {
  if (fill === "wrap") {
    const by = ((shift % n) + n) % n;
    return [[0, n - by, by, n - by], ...(by ? [[n - by, by, 0, by]] : [])];
  }
  const gap = Math.min(Math.abs(shift), n);
  const inner = gap < n ? [[Math.max(-shift, 0), n - gap, Math.max(shift, 0), n - gap]] : [];
  if (fill === "zero" || !gap) return inner;
  return [...inner, shift > 0 ? [0, 1, 0, gap] : [n - 1, 1, n - gap, gap]];
}

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
