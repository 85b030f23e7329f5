// A picture shifted as pooling.translate shifts it.

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
