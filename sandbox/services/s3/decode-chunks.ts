import { AwsError } from '../../kernel/errors.ts';

/** The bytes of an aws-chunked body, and the headers that came after them (lower-case names). */
export interface DecodedChunks {
  readonly bytes: Uint8Array;
  readonly trailers: Readonly<Record<string, string>>;
}

const LINE_END = Buffer.from('\r\n');

/**
 * Takes an `aws-chunked` body apart: hexadecimal size (and signature, which is not checked), bytes, and trailing
 * headers such as the checksum. Declines with IncompleteBody when it ends too early.
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
 */
export function decodeChunks(body: Uint8Array): DecodedChunks {
  const buffer = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const pieces: Uint8Array[] = [];
  let place = 0;
  for (;;) {
    const lineEnd = buffer.indexOf(LINE_END, place);
    if (lineEnd === -1) throw incomplete();
    const size = Number.parseInt(buffer.toString('latin1', place, lineEnd), 16);
    const start = lineEnd + LINE_END.length;
    if (Number.isNaN(size) || start + size > buffer.length) throw incomplete();
    if (size === 0) return { bytes: Buffer.concat(pieces), trailers: readTrailers(buffer.subarray(start)) };
    pieces.push(buffer.subarray(start, start + size));
    place = start + size + LINE_END.length;
  }
}

function readTrailers(rest: Buffer): Record<string, string> {
  const lines = rest.toString('latin1').split(/\r?\n/);
  const pairs = lines.flatMap((line) => {
    const colon = line.indexOf(':');
    return colon === -1 ? [] : [[line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()]];
  });
  return Object.fromEntries(pairs) as Record<string, string>;
}

function incomplete(): AwsError {
  return new AwsError(
    'IncompleteBody',
    'You did not provide the number of bytes specified by the Content-Length HTTP header.',
  );
}
