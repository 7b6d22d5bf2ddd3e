/**
 * A short stand-in for a text, to tell whether it changed (cyrb53, 53 bits, by bryc, public domain: two 32-bit
 * multiplicative hashes side by side). Not for anything an attacker gains from.
 */
export function digestOf(text: string): string {
  return hashOf(text).toString(36);
}

/** The same as a whole number below 2 to the power of 53, spread evenly. */
export function hashOf(text: string): number {
  let left = 0xdeadbeef;
  let right = 0x41c6ce57;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    left = Math.imul(left ^ unit, 2654435761);
    right = Math.imul(right ^ unit, 1597334677);
  }
  left = Math.imul(left ^ (left >>> 16), 2246822507) ^ Math.imul(right ^ (right >>> 13), 3266489909);
  right = Math.imul(right ^ (right >>> 16), 2246822507) ^ Math.imul(left ^ (left >>> 13), 3266489909);
  return 4294967296 * (2097151 & right) + (left >>> 0);
}
