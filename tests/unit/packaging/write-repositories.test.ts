import { describe, expect, it } from 'vitest';
import { writeRepositories } from '../../../packaging/write-repositories.ts';
import { loadConfig } from '../../../shared/config/load.ts';
import { type Repositories, rulesFor } from '../../../shared/config/rules-for.ts';

describe('the entries as they stand in a bundle', () => {
  it('mean what drawbridge.yml means, for every repository', () => {
    const written = load(`
version: 1
defaults: { pull-requests: { builds: { unit: { project: "{repository}-ci" } } } }
repositories:
  ledger:
  a: { pull-requests: { builds: { unit: { project: data, timeout: 10m }, lint: { project: xx } } } }
  harbor-api: { pull-requests: { into: [main], builds: { unit: { project: harbor-api-harbor-api } } } }
  pay-*: { except: [pay-old], regions: [eu-west-1] }
`);

    const read = evaluate(written);

    for (const name of ['ledger', 'a', 'harbor-api', 'pay-api', 'pay-old', 'nobody'])
      expect(rulesFor(read, name, 'eu-west-1')).toEqual(rulesFor(written, name, 'eu-west-1'));
    expect(rulesFor(read, 'a', 'eu-west-1')?.pullRequests.builds).toEqual({
      unit: { project: 'data', timeoutMs: 600_000 },
      lint: { project: 'xx' },
    });
  });

  it('are little more than names where a thousand repositories have checks of one kind', () => {
    const names = Array.from({ length: 1000 }, (_, index) => `team-${index % 40}-service-${index}`);
    const entries = names.map((name) => {
      const builds = { unit: { project: `${name}-unit` }, lint: { project: `${name}-lint` } };
      return [name, { pullRequests: { into: ['*'], builds } }];
    });

    const text = writeRepositories(Object.fromEntries(entries) as Repositories['repositories']);

    expect(text.length).toBeLessThan(1000 * 22);
  });
});

/** What the bundle gets when it starts. */
function evaluate({ repositories }: Repositories): Repositories {
  // oxlint-disable-next-line typescript/no-implied-eval -- the expression is code, and this is the test of it
  const read = new Function(
    `return ${writeRepositories(repositories)}`,
  ) as () => Repositories['repositories'];
  return { repositories: read() };
}

function load(text: string): Repositories {
  const loaded = loadConfig(text);
  if (!loaded.ok) throw new Error(loaded.problems.map(({ message }) => message).join('\n'));
  return loaded.config;
}
