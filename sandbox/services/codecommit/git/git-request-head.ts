import type { GitService } from './git-capabilities.ts';
import { readPacket } from './pkt-line.ts';

/** One line of a push. */
export interface RefCommand {
  readonly ref: string;
  /** Absent to create, as in `ReferenceChange`. */
  readonly from: string | undefined;
  readonly to: string | undefined;
}

/** What a request says before its pack or its haves, and the bytes read so far, which are to be passed on. */
export interface RequestHead {
  readonly capabilities: readonly string[];
  /** Empty for a fetch. */
  readonly commands: readonly RefCommand[];
  /** The first line of a push that is no command: git might read one in it that nobody was asked about. */
  readonly unreadable: string | undefined;
  readonly bytes: Buffer;
  /** How many of `bytes` are the head: of a fetch its first line, of a push the commands and their flush. */
  readonly length: number;
  /** The body after `bytes`. */
  readonly rest: AsyncIterator<Buffer>;
}

/** A line that cannot be one, or an endless list, is refused. */
const mostBytes = 16 * 1024 * 1024;

/**
 * Reads the beginning of a request: of a fetch the first line, of a push all commands up to the flush. A body
 * that ends before is given as it is; git will say what is wrong with it.
 */
export async function readRequestHead(
  body: AsyncIterable<Buffer>,
  service: GitService,
): Promise<RequestHead> {
  const rest: AsyncIterator<Buffer> = body[Symbol.asyncIterator]();
  let bytes: Buffer = Buffer.alloc(0);
  let at = 0;
  const found: Found = { capabilities: [], commands: [], unreadable: undefined };
  for (;;) {
    const read = readPacket(bytes, at);
    if (read === undefined) {
      const more = await rest.next();
      if (more.done) break;
      bytes = Buffer.concat([bytes, more.value]);
      if (bytes.length > mostBytes) throw new Error('The list of references in the request is too long');
      continue;
    }
    at = read.next;
    if (read.packet === undefined) break;
    if (!takeIn(found, read.packet.toString('utf8'), service)) break;
  }
  return { ...found, bytes, length: at, rest };
}

/** The whole body, as it comes. */
export async function* bodyOf({ bytes, rest }: RequestHead): AsyncGenerator<Buffer> {
  yield bytes;
  for (;;) {
    const next = await rest.next();
    if (next.done) return;
    yield next.value;
  }
}

interface Found {
  capabilities: readonly string[];
  readonly commands: RefCommand[];
  unreadable: string | undefined;
}

/** Takes in what one line says; false when no further one is to be read. */
function takeIn(found: Found, line: string, service: GitService): boolean {
  if (service === 'git-upload-pack') {
    found.capabilities = wordsOf(line.trimEnd().replace(/^want [0-9a-f]{40}/, ''));
    return false;
  }
  if (isShallowLine(line)) return true;
  const read = commandOf(line);
  if (read === undefined || (found.commands.length > 0 && read.capabilities !== undefined)) {
    found.unreadable = line;
    return false;
  }
  if (read.capabilities !== undefined) found.capabilities = wordsOf(read.capabilities);
  found.commands.push(read.command);
  return true;
}

const wordsOf = (text: string) => text.split(' ').filter((word) => word !== '');

/** Where the history of the client's clone ends. */
const isShallowLine = (line: string) => /^shallow [0-9a-f]{40}\n?$/i.test(line);

/**
 * A command as git reads it: ids in either case, one end of line at most, capabilities behind a NUL. Nothing for a
 * line of any other form.
 * @see https://git-scm.com/docs/pack-protocol
 */
function commandOf(line: string): { command: RefCommand; capabilities: string | undefined } | undefined {
  const match = /^([0-9a-f]{40}) ([0-9a-f]{40}) ([^\0\n]+)(?:\0([^\0\n]*))?\n?$/i.exec(line);
  if (match === null) return undefined;
  const [, from = '', to = '', ref = '', capabilities] = match;
  const idOf = (id: string) => (/^0+$/.test(id) ? undefined : id.toLowerCase());
  return { command: { ref, from: idOf(from), to: idOf(to) }, capabilities };
}
