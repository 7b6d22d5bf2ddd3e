/**
 * The object that a delta makes of its base (gitformat-pack(5), "Deltified representation"). Throws for a delta
 * that is not for this base.
 */
export function applyDelta(base: Buffer, delta: Buffer): Buffer {
  let at = 0;
  const readSize = (): number => {
    let size = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = delta.readUInt8(at++);
      size += (byte & 127) * factor;
      if (byte < 128) return size;
    }
  };
  /** The bytes that the bits of the instruction name, lowest first; the others are zero. */
  const readNumber = (bits: number, count: number): number => {
    let number = 0;
    for (let index = 0; index < count; index += 1)
      if (bits & (1 << index)) number += delta.readUInt8(at++) * 256 ** index;
    return number;
  };
  if (readSize() !== base.length) throw new Error('a delta is for another base');
  const size = readSize();
  const parts: Buffer[] = [];
  while (at < delta.length) {
    const instruction = delta.readUInt8(at++);
    if (instruction & 0x80) {
      const offset = readNumber(instruction, 4);
      const length = readNumber(instruction >> 4, 3) || 0x10000;
      parts.push(base.subarray(offset, offset + length));
    } else {
      parts.push(delta.subarray(at, at + instruction));
      at += instruction;
    }
  }
  const result = Buffer.concat(parts);
  if (result.length !== size) throw new Error('a delta does not make what it says');
  return result;
}
