import { gitBackend, placeOf } from '../objects/git-backend.ts';
import { type FindObject, peel, reachedCommits, reachedObjects } from '../objects/reached-objects.ts';
import { writePack } from '../objects/write-pack.ts';
import type { GitAccess } from './git-access.ts';
import { packet, packetsFrom } from './pkt-line.ts';
import { inBandOne } from './side-band.ts';

/** What a fetch asks for. */
interface FetchRequest {
  readonly capabilities: readonly string[];
  readonly wants: readonly string[];
  /** `undefined` for each flush between them. */
  readonly haves: readonly (string | undefined)[];
  readonly isDone: boolean;
}

/**
 * Answers a fetch from any git backend, without a process (gitprotocol-pack(5), "Packfile Negotiation"): the haves
 * it knows, and after `done` a pack of what the wants reach and these do not, each object whole. Wants that no
 * branch or tag reaches are refused in git's words. Never says `ready` before `done`, and makes nothing shallow.
 */
export async function uploadPack(
  { scope, repository }: GitAccess,
  { capabilities, body }: { capabilities: readonly string[]; body: Buffer },
): Promise<Buffer> {
  const git = gitBackend.of(scope.world);
  const place = placeOf(scope, repository.name);
  const find: FindObject = (id) => git.readObject(place, id);
  const tips = new Set((await git.refs(place)).values());
  const request = readRequest(capabilities, body);
  if (request === undefined) return packet('ERR upload-pack: shallow fetches are not served here');
  if (request.wants.length === 0) return Buffer.alloc(0);
  const refused = await firstUnreachable(find, tips, request.wants);
  if (refused !== undefined) return packet(`ERR upload-pack: not our ref ${refused}`);
  const { lines, common } = await negotiate(find, request);
  if (!request.isDone) return lines;
  const known = await reachedObjects(find, common);
  const { objects, missing } = await reachedObjects(find, request.wants, known.objects);
  if (missing.length > 0) throw new Error(`The repository ${repository.name} has lost ${missing.join(', ')}`);
  const pack = writePack([...objects.values()]);
  return Buffer.concat([lines, capabilities.includes('side-band-64k') ? inBandOne(pack) : pack]);
}

function readRequest(capabilities: readonly string[], body: Buffer): FetchRequest | undefined {
  const wants: string[] = [];
  const haves: (string | undefined)[] = [];
  let isDone = false;
  let flushes = 0;
  for (const line of packetsFrom(body, 0)) {
    if (line === undefined) {
      flushes += 1;
      // The first one ends the wants.
      if (flushes > 1) haves.push(undefined);
      continue;
    }
    const [word, id = ''] = line.toString('latin1').trimEnd().split(' ');
    if (word === 'want') wants.push(id);
    else if (word === 'have') haves.push(id);
    else if (word === 'done') isDone = true;
    else return undefined;
  }
  return { capabilities, wants, haves, isDone };
}

/** As git looks at it: a commit has to be reached by a ref, a tag by what it names; anything else is given. */
async function firstUnreachable(
  find: FindObject,
  tips: ReadonlySet<string>,
  wants: readonly string[],
): Promise<string | undefined> {
  let reached: ReadonlySet<string> | undefined;
  for (const want of wants) {
    if (tips.has(want)) continue;
    const target = await peel(find, want);
    const object = await find(target);
    if (object === undefined) return want;
    if (object.type !== 'commit') continue;
    reached ??= await reachedCommits(find, tips);
    if (!reached.has(target)) return want;
  }
  return undefined;
}

async function negotiate(
  find: FindObject,
  { capabilities, haves, isDone }: FetchRequest,
): Promise<{ lines: Buffer; common: readonly string[] }> {
  const isDetailed = capabilities.includes('multi_ack_detailed');
  const lines: string[] = [];
  const common: string[] = [];
  for (const have of haves) {
    if (have === undefined) {
      if (isDetailed || common.length === 0) lines.push('NAK');
    } else if ((await find(have)) !== undefined) {
      common.push(have);
      if (isDetailed) lines.push(`ACK ${have} common`);
      else if (common.length === 1) lines.push(`ACK ${have}`);
    }
  }
  if (isDone) lines.push(...lastLine(common, isDetailed));
  return { lines: Buffer.concat(lines.map((line) => packet(`${line}\n`))), common };
}

/** What stands right before the pack; without details the first common object was said there already. */
function lastLine(common: readonly string[], isDetailed: boolean): string[] {
  const last = common.at(-1);
  if (last === undefined) return ['NAK'];
  return isDetailed ? [`ACK ${last}`] : [];
}
