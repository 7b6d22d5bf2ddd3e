import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../../shared/config/load.ts';
import {
  checkFor,
  namedRepositories,
  projectsOf,
  type Repositories,
  rulesFor,
} from '../../../shared/config/rules-for.ts';

const config = load(`
version: 1
defaults:
  pull-requests:
    into: [main]
    builds:
      unit: { project: "{repository}-ci", timeout: 10m }
repositories:
  "*": { except: [scratch-*], regions: [eu-west-1] }
  payments-*: { except: [payments-old], pull-requests: { builds: { deep: { project: "{repository}-deep" } } } }
  payments-*-web: { regions: [us-east-1] }
  payments-core: { pull-requests: { builds: { unit: { project: core-unit }, lint: { project: core-lint } } } }
`);

describe('what is done for a repository', () => {
  it.each([
    ['payments-core', 'payments-core', 'its own entry before any pattern'],
    ['payments-api', 'payments-*', 'of several patterns the one with the most letters'],
    ['payments-shop-web', 'payments-*-web', 'of several patterns the one with the most letters'],
    ['payments-old', '*', 'another pattern, where one leaves it out'],
    ['ledger', '*', 'the pattern that everything fits'],
  ])('%s falls under %s: %s', (repository, entry) => {
    const region = entry === 'payments-*-web' ? 'us-east-1' : 'eu-west-1';

    expect(rulesFor(config, repository, region)?.entry).toBe(entry);
  });

  it('names the projects after the repository', () => {
    expect(rulesFor(config, 'payments-api', 'us-east-1')).toEqual({
      entry: 'payments-*',
      pullRequests: { into: ['main'], builds: { deep: { project: 'payments-api-deep' } } },
    });
  });

  it('is nothing for what no entry fits', () => {
    expect(rulesFor(config, 'scratch-1', 'eu-west-1')).toBeUndefined();
  });

  it('is nothing in a Region that its entry does not name, even where a wider pattern does', () => {
    expect(rulesFor(config, 'ledger', 'us-east-1')).toBeUndefined();
    expect(rulesFor(config, 'payments-shop-web', 'eu-west-1')).toBeUndefined();
  });

  it.each(['constructor', 'toString', 'hasOwnProperty'])('is nothing for a repository named %s', (name) => {
    expect(rulesFor(config, name, 'us-east-1')).toBeUndefined();
  });
});

describe('the check that a project answers', () => {
  it.each([
    ['core-lint', { entry: 'payments-core', repository: 'payments-core', check: 'lint' }],
    ['payments-api-deep', { entry: 'payments-*', repository: 'payments-api', check: 'deep' }],
    ['ledger-ci', { entry: '*', repository: 'ledger', check: 'unit' }],
  ])('is found for %s', (project, answered) => {
    expect(checkFor(config, project, 'eu-west-1')).toEqual(answered);
  });

  it.each([
    ['payments-core-deep', 'the repository has an entry of its own with other projects'],
    ['payments-api-ci', 'the repository falls under a pattern with another template'],
    ['scratch-1-ci', 'the repository is left out'],
    ['ledger-unit', 'no template gives this name'],
    ['-ci', 'a repository without a name is none'],
  ])('is none for %s: %s', (project) => {
    expect(checkFor(config, project, 'eu-west-1')).toBeUndefined();
  });

  it('is none in a Region that its entry does not name', () => {
    expect(checkFor(config, 'ledger-ci', 'us-east-1')).toBeUndefined();
  });

  it('leads back from every project to the check it is started for', () => {
    const name = fc.stringMatching(/^(?:payments-|scratch-|)[a-z]{1,3}(?:-web|-old|)$/);

    fc.assert(
      fc.property(name, fc.constantFrom('eu-west-1', 'us-east-1'), (repository, region) => {
        const rules = rulesFor(config, repository, region);
        for (const [check, { project }] of Object.entries(rules?.pullRequests.builds ?? {}))
          expect(checkFor(config, project, region)).toEqual({ entry: rules?.entry, repository, check });
      }),
    );
  });
});

describe('what can be named before anybody lists the repositories', () => {
  it('is the repositories with an entry of their own, and their projects', () => {
    expect(namedRepositories(config, 'us-east-1')).toEqual(['payments-core']);
    expect(projectsOf(config, ['payments-core', 'payments-x', 'scratch-1'], 'us-east-1')).toEqual([
      'core-unit',
      'core-lint',
      'payments-x-deep',
    ]);
  });
});

function load(text: string): Repositories {
  const loaded = loadConfig(text);
  if (!loaded.ok) throw new Error(loaded.problems.map(({ message }) => message).join('\n'));
  return loaded.config;
}
