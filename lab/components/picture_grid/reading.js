// The numbers in a picture's file. Some browsers change the pixels that a page reads from a canvas,
// to protect against fingerprinting. So a PNG is unpacked here. A WebP is read from a canvas if
// this browser leaves pixels as they are; otherwise Python is asked for PNG files.

const numbers = new WeakMap(); // bitmap -> { bytes, type }, and later also { width, channels, data }
let exact; // whether pixels are read as they were drawn

// The value at a place of a picture that may be shifted, or null if it is not known yet.
function value(grid, { bitmap, spec }, row, column) {
  const file = numbers.get(bitmap);
  if (!file.data) {
    file.reading ??= read(grid, file, bitmap).then(() => grid.at && tell(grid));
    return null;
  }
  const place = unshifted(spec, row, column);
  const at = place && (place[0] * file.width + place[1]) * file.channels;
  const [red, green, blue] = place ? file.data.subarray(at, at + 3) : [0, 0, 0];
  return file.channels === 1 || (red === green && green === blue) ? red : `red ${red}, green ${green}, blue ${blue}`;
}

// Where a value was before the shift, or null if it has come from outside the picture.
function unshifted({ shift, size }, ...place) {
  if (!shift) return place;
  const before = place.map((at, axis) => {
    const from = at - shift[axis];
    if (shift[2] === "wrap") return ((from % size[axis]) + size[axis]) % size[axis];
    return shift[2] === "edge" ? between(0, from, size[axis] - 1) : from;
  });
  return before.every((at, axis) => at >= 0 && at < size[axis]) ? before : null;
}

async function read(grid, file, bitmap) {
  if (file.type === "image/png") return Object.assign(file, await unpackedPng(file.bytes));
  exact ??= readsExactly();
  if (!exact) return grid.report("plain");
  const { width, height } = bitmap;
  const { context } = blank(width, height);
  context.drawImage(bitmap, 0, 0);
  Object.assign(file, { width, channels: 4, data: context.getImageData(0, 0, width, height).data });
}

function readsExactly() {
  const { context } = blank(16, 16);
  const drawn = context.createImageData(16, 16);
  drawn.data.forEach((_, i, data) => (data[i] = i % 4 === 3 ? 255 : (i * 37) % 256));
  context.putImageData(drawn, 0, 0);
  return context.getImageData(0, 0, 16, 16).data.every((byte, i) => byte === drawn.data[i]);
}

// Unpacks a PNG of 8 bits, grey or in colour, as its specification says.
async function unpackedPng(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const [width, height] = [view.getUint32(16), view.getUint32(20)];
  const channels = bytes[25] === 2 ? 3 : 1;
  const packed = [];
  for (let at = 8; at < bytes.length; at += 12 + view.getUint32(at)) {
    const isData = view.getUint32(at + 4) === 0x49444154; // "IDAT"
    if (isData) packed.push(bytes.subarray(at + 8, at + 8 + view.getUint32(at)));
  }
  const stream = new Blob(packed).stream().pipeThrough(new DecompressionStream("deflate"));
  const rows = new Uint8Array(await new Response(stream).arrayBuffer());
  const across = width * channels;
  const data = new Uint8Array(across * height);
  for (let row = 0; row < height; row++) {
    const from = row * (across + 1);
    for (let i = 0; i < across; i++) {
      const at = row * across + i;
      const left = i < channels ? 0 : data[at - channels];
      const above = row ? data[at - across] : 0;
      const corner = row && i >= channels ? data[at - across - channels] : 0;
      const foretold = [0, left, above, (left + above) >> 1, nearest(left, above, corner)][rows[from]];
      data[at] = rows[from + 1 + i] + foretold;
    }
  }
  return { width, channels, data };
}

// The neighbour that is nearest to left + above - corner (Paeth's filter).
function nearest(left, above, corner) {
  const [a, b, c] = [above - corner, left - corner, left + above - 2 * corner].map(Math.abs);
  return a <= b && a <= c ? left : b <= c ? above : corner;
}
