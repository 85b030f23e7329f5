// Brings a message to a component that is known by its key. A message that changes brings its
// script along, so what changes often comes by this short one.

export default function ({ data, parentElement }) {
  const end = 4 + new DataView(data.buffer, data.byteOffset).getUint32(0, true);
  const head = JSON.parse(new TextDecoder().decode(data.subarray(4, end)));
  const box = ((globalThis.poolingLabPost ??= {})[head.to] ??= {});
  box[head.kind] = { head, body: data.subarray(end), from: parentElement };
  box.arrived?.();
}
