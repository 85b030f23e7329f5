// Pictures from the bytes of their files, with exactly the colours that Python has written.

const EXACT = { premultiplyAlpha: "none", colorSpaceConversion: "none" };
const CRISP = 64; // pixels: a picture up to so wide shows its pixels as squares

function decoded(bytes, type) {
  return createImageBitmap(new Blob([bytes], { type }), EXACT);
}
