/** One packet of git's protocol: its content, or nothing for a flush. */
export type Packet = Buffer | undefined;

/** A packet and where the next one begins. */
export interface ReadPacket {
  readonly packet: Packet;
  readonly next: number;
}

/**
 * Reads the packet that begins at `at`; nothing when the bytes end inside it. Throws for what is no packet.
 */
export function readPacket(bytes: Buffer, at: number): ReadPacket | undefined {
  if (bytes.length < at + 4) return undefined;
  const digits = bytes.toString('latin1', at, at + 4);
  const length = Number.parseInt(digits, 16);
  if (!/^[0-9a-f]{4}$/i.test(digits) || (length > 0 && length < 4))
    throw new Error(`The request is not in git's protocol: "${digits}" is no packet length`);
  if (length === 0) return { packet: undefined, next: at + 4 };
  if (bytes.length < at + length) return undefined;
  return { packet: bytes.subarray(at + 4, at + length), next: at + length };
}

/** All packets from `at` on. Throws when the bytes end inside one. */
export function* packetsFrom(bytes: Buffer, at: number): Generator<Packet> {
  for (let next = at; next < bytes.length; ) {
    const read = readPacket(bytes, next);
    if (read === undefined) throw new Error("The request is not in git's protocol: it ends inside a packet");
    next = read.next;
    yield read.packet;
  }
}

/** The packet with this content. */
export function packet(content: string | Buffer): Buffer {
  const bytes = Buffer.from(content);
  return Buffer.concat([Buffer.from((bytes.length + 4).toString(16).padStart(4, '0')), bytes]);
}

/** The packet that ends a list. */
export const flush = Buffer.from('0000');
