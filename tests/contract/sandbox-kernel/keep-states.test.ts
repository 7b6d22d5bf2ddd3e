import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defineState } from '../../../sandbox/kernel/world.ts';
import { keepStates, restoreStates } from '../../../sandbox/server/keep-states.ts';
import { aScope, aWorld } from '../../support/a-world.ts';

const things = defineState('things', () => ({ things: new Map<string, unknown>() }));

describe('what the services remember', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'keep-states-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('is there again after a restart, as it was', async () => {
    const before = aWorld();
    const thing = { at: new Date(5), bytes: Buffer.from('hi'), names: new Set(['a']), none: undefined };
    things(aScope(before)).things.set('thing', thing);
    await keepStates(before, folder).close();

    const after = aWorld();
    await restoreStates(after, folder);

    expect(things(aScope(after)).things.get('thing')).toEqual(thing);
    expect(await readdir(folder)).toEqual(['states.v8']);
  });

  it('is written on its own soon after a change', async () => {
    const world = aWorld();
    const keeper = keepStates(world, folder);

    things(aScope(world)).things.set('thing', 1);
    keeper.touch();

    await expect.poll(() => readdir(folder)).toEqual(['states.v8']);
    await keeper.close();
  });

  it('is nothing in a new folder', async () => {
    const world = aWorld();

    await restoreStates(world, join(folder, 'new'));

    expect(world.states.size).toBe(0);
  });

  it('is not thrown away when it cannot be read', async () => {
    await writeFile(join(folder, 'states.v8'), 'damaged');

    await expect(restoreStates(aWorld(), folder)).rejects.toThrow(
      `${join(folder, 'states.v8')} cannot be read: it is damaged, or another version of Node.js wrote it. Delete the folder to begin anew.`,
    );
  });

  it('names the state that cannot be written', async () => {
    const world = aWorld();
    things(aScope(world)).things.set('thing', () => 1);

    await expect(keepStates(world, folder).close()).rejects.toThrow(
      'The state "things/111122223333/us-east-1" holds something that is no plain data',
    );
  });
});
