import { flush, packet } from './pkt-line.ts';

/** A packet of 65,520 bytes holds this much besides its length and the number of its band. */
const mostBytes = 65_515;

/** These bytes in band 1 of side-band-64k, up to the flush. */
export function inBandOne(bytes: Buffer): Buffer {
  const band = Buffer.from([1]);
  const packets: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += mostBytes)
    packets.push(packet(Buffer.concat([band, bytes.subarray(at, at + mostBytes)])));
  return Buffer.concat([...packets, flush]);
}
