import { codeCommitError } from '../errors.ts';

/** A file through the API holds at most 6 MB (facts, section 9). */
const mostBytes = 6 * 1024 * 1024;

/** The bytes of a content member: base64 on the wire. Throws FileContentSizeLimitExceeded above 6 MB. */
export function contentBytes(content: unknown, path: string): Buffer {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'base64') : bytesOf(content);
  if (bytes.length > mostBytes)
    throw codeCommitError('FileContentSizeLimitExceeded', `The content of ${path} is larger than 6 MB.`);
  return bytes;
}

/** Throws FileTooLarge for what GetFile and GetBlob do not give. */
export function checkReadableSize(data: Buffer, what: string): void {
  if (data.length > mostBytes) throw codeCommitError('FileTooLarge', `${what} is larger than 6 MB.`);
}

function bytesOf(content: unknown): Buffer {
  return content instanceof Uint8Array ? Buffer.from(content) : Buffer.alloc(0);
}
