import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { git } from './git.ts';
import type { Wire } from './git-host.ts';
import { type Command, type Measured, runMeasured } from './run-measured.ts';
import type { Move, Stage } from './stage.ts';

/** What one way of bringing a change to a replica cost. */
export interface Cost extends Omit<Measured, 'stdout'> {
  readonly requests: number;
  /** Bytes that the replica received, headers included. */
  readonly toReplica: number;
  /** All bytes, of both hosts and in both directions. */
  readonly wire: number;
  /** What it had on disk when it was done. */
  readonly diskBytes: number;
  /** What the engine had written to a disk by the kernel's account; absent where that is not known. */
  readonly writtenBytes: number | undefined;
}

/** A way of replicating, with a replica of its own. */
export interface Way {
  readonly replica: string;
  /** The processes it takes; `scratch` is a folder of its own. */
  commands(move: Move, scratch: string): readonly Command[];
  /** What it keeps from one change to the next is on disk too. */
  readonly keeps?: string;
}

/** The engine on the event path. */
export function eventPath(stage: Stage, replica: string): Way {
  return {
    replica,
    commands: (move, scratch) => [pipe(stage, { replica, scratch }, [move.ref, move.old, move.new])],
  };
}

/** The engine's look at both sides, which also does the seed. */
export function fullPath(stage: Stage, replica: string): Way {
  return { replica, commands: (_, scratch) => [pipe(stage, { replica, scratch }, [])] };
}

function pipe(
  { engineFile, sourceHost, replicaHost }: Stage,
  { replica, scratch }: { replica: string; scratch: string },
  move: readonly string[],
): Command {
  const args = [engineFile, sourceHost.url('source'), replicaHost.url(replica), ...move];
  return { program: process.execPath, args, cwd: scratch };
}

/** Everything anew for each change, as scripts in containers do. */
export function cloneAndPush({ sourceHost, replicaHost }: Stage, replica: string): Way {
  return {
    replica,
    commands: (_, scratch) => [
      {
        program: 'git',
        args: ['clone', '--quiet', '--mirror', sourceHost.url('source'), 'clone'],
        cwd: scratch,
      },
      {
        program: 'git',
        args: ['push', '--quiet', '--mirror', replicaHost.url(replica)],
        cwd: join(scratch, 'clone'),
      },
    ],
  };
}

/** A mirror that is kept on a disk between the changes. */
export async function cachedMirror(stage: Stage, replica: string): Promise<Way> {
  const cwd = join(stage.folder, 'kept-mirror');
  await git(stage.folder, ['clone', '--quiet', '--mirror', '--local', stage.source, cwd]);
  await git(cwd, ['remote', 'set-url', 'origin', stage.sourceHost.url('source')]);
  return {
    replica,
    keeps: cwd,
    commands: () => [
      { program: 'git', args: ['fetch', '--quiet', '--prune', 'origin'], cwd },
      {
        program: 'git',
        args: ['push', '--quiet', '--mirror', stage.replicaHost.url(replica)],
        cwd,
      },
    ],
  };
}

/** What a developer who has the history sends. */
export function gitPush({ source, replicaHost }: Stage, replica: string): Way {
  const args = ['push', '--quiet', replicaHost.url(replica), 'refs/heads/main'];
  return { replica, commands: () => [{ program: 'git', args, cwd: source }] };
}

/** Takes one change along the way, and throws when the replica is not equal to the source afterwards. */
export async function costOf(stage: Stage, way: Way, change: { move: Move; scratch: string }): Promise<Cost> {
  const { stdout, ...measured } = await runMeasured(way.commands(change.move, change.scratch));
  const source: Wire = await stage.sourceHost.takeWire();
  const replica: Wire = await stage.replicaHost.takeWire();
  await stage.checkEqual(way.replica);
  return {
    ...measured,
    ...accountOf(stdout, measured.peakBytes),
    requests: source.requests + replica.requests,
    toReplica: replica.received,
    wire: source.received + source.sent + replica.received + replica.sent,
    diskBytes: (await bytesIn(change.scratch)) + (way.keeps === undefined ? 0 : await bytesIn(way.keeps)),
  };
}

/** The engine's process tells its own peak, which no sample can miss; git tells nothing. */
function accountOf(stdout: string, sampled: number | undefined): Pick<Cost, 'peakBytes' | 'writtenBytes'> {
  if (!stdout.startsWith('{')) return { peakBytes: sampled, writtenBytes: undefined };
  // Printed by our own process; see pipe-process.ts.
  const own = JSON.parse(stdout) as { peakBytes?: number; writtenBytes?: number };
  return { peakBytes: own.peakBytes ?? sampled, writtenBytes: own.writtenBytes };
}

async function bytesIn(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const sizes = await Promise.all(
    files.map(async (file) => (await stat(join(file.parentPath, file.name))).size),
  );
  return sizes.reduce((sum, bytes) => sum + bytes, 0);
}
