import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { defineOffer } from '../../sandbox/kernel/offer.ts';
import { services } from '../../sandbox/services/index.ts';
import { aScope } from '../support/a-world.ts';
import { filesBelow, root, textOf } from '../support/source-files.ts';

const offers = await offersIn('sandbox/kernel/offers');
const answers = services.flatMap(({ name, offers: given = [] }) =>
  given.map(({ offer }) => ({ offer, service: name })),
);

describe("what the sandbox's services offer one another", () => {
  it('is found', () => {
    expect(offers).toContain('events.publishEvent');
    expect(offers.length).toBeGreaterThan(10);
  });

  it('is answered once, by the service that it is named after', () => {
    expect(answers.map(({ offer }) => offer).toSorted()).toEqual(offers.toSorted());
    expect(answers.filter(({ offer, service }) => !offer.startsWith(`${service}.`))).toEqual([]);
  });

  it('stands in sandbox/README.md', () => {
    const text = textOf('sandbox/README.md');

    expect(offers.filter((offer) => !text.includes(`\`${offer.split('.')[1]}\``))).toEqual([]);
  });

  it('fails with a sentence that names what nobody answers', () => {
    const paintIt = defineOffer<[colour: string], void>('paint.paintIt');

    expect(() => paintIt(aScope(), 'blue')).toThrow(
      'This sandbox was put together without an answer to paint.paintIt',
    );
  });
});

/** The names of all offers, as the files that declare them are called: `events.publishEvent` of `events.ts`. */
async function offersIn(folder: string): Promise<string[]> {
  const found = await Promise.all(
    filesBelow(folder, /\.ts$/).map(async (file) => {
      const service = file.slice(folder.length + 1, -'.ts'.length);
      const exported = Object.keys((await import(join(root, file))) as object);
      return exported.map((name) => `${service}.${name}`);
    }),
  );
  return found.flat();
}
