import { createHash } from 'node:crypto';
import type { MessageAttribute } from './state.ts';

/** The MD5 that clients compare with what they sent. */
export function md5(text: string | Uint8Array): string {
  return createHash('md5').update(text).digest('hex');
}

/**
 * The MD5 over message attributes: per name in order, the name, the type, one byte for text or binary and the
 * value, each with its length in front (SQS developer guide, "calculating the MD5 message digest").
 */
export function md5OfAttributes(attributes: Readonly<Record<string, MessageAttribute>>): string | undefined {
  const names = Object.keys(attributes).sort();
  if (names.length === 0) return undefined;
  const parts: Uint8Array[] = [];
  for (const name of names) {
    const attribute = attributes[name];
    if (attribute === undefined) continue;
    const isBinary = attribute.DataType.startsWith('Binary');
    const value = isBinary
      ? Buffer.from(attribute.BinaryValue ?? '', 'base64')
      : Buffer.from(attribute.StringValue ?? '');
    parts.push(
      withLength(Buffer.from(name)),
      withLength(Buffer.from(attribute.DataType)),
      Uint8Array.of(isBinary ? 2 : 1),
      withLength(value),
    );
  }
  return md5(Buffer.concat(parts));
}

function withLength(bytes: Uint8Array): Uint8Array {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}
