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
  const commands: RefCommand[] = [];
  let capabilities: readonly string[] = [];
  for (;;) {
    const read = readPacket(bytes, at);
    if (read === undefined) {
      const more = await rest.next();
      if (more.done) break;
      bytes = Buffer.concat([bytes, more.value]);
      if (bytes.length > mostBytes) throw new Error('The list of references in the request is too long');
      continue;
    }
    const isFirst = at === 0;
    at = read.next;
    if (read.packet === undefined) break;
    if (isFirst) capabilities = capabilitiesOf(read.packet, service);
    if (service === 'git-upload-pack') break;
    const command = commandOf(read.packet);
    if (command !== undefined) commands.push(command);
  }
  return { capabilities, commands, bytes, length: at, rest };
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

/** After the id of the first `want`, or after the NUL of the first command. */
function capabilitiesOf(line: Buffer, service: GitService): string[] {
  const text = line.toString('utf8').trimEnd();
  const words =
    service === 'git-receive-pack' ? (text.split('\0')[1] ?? '') : text.replace(/^want [0-9a-f]{40}/, '');
  return words.split(' ').filter((word) => word !== '');
}

function commandOf(line: Buffer): RefCommand | undefined {
  const match = /^([0-9a-f]{40}) ([0-9a-f]{40}) ([^\0\n]+)/.exec(line.toString('utf8'));
  if (match === null) return undefined;
  const [, from = '', to = '', ref = ''] = match;
  const idOf = (id: string) => (/^0+$/.test(id) ? undefined : id);
  return { ref, from: idOf(from), to: idOf(to) };
}
