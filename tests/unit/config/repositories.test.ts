import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../../shared/config/load.ts';

describe('repositories in drawbridge.yml', () => {
  it('take from the defaults what their own entry leaves out, key by key', () => {
    const loaded = load(`
defaults:
  regions: [eu-west-1]
  pull-requests:
    into: [main]
    builds: { unit: { project: "{repository}-ci" } }
repositories:
  ledger:
  harbor: { pull-requests: { into: [main, "release/*"] } }
  payments-*: { except: [payments-sandbox], regions: [us-east-1] }
  docs: { pull-requests: { builds: { spelling: { project: docs-spelling } } } }
`);

    const usual = { unit: { project: '{repository}-ci' } };
    expect(loaded).toEqual({
      ledger: { regions: ['eu-west-1'], pullRequests: { into: ['main'], builds: usual } },
      harbor: { regions: ['eu-west-1'], pullRequests: { into: ['main', 'release/*'], builds: usual } },
      'payments-*': {
        except: ['payments-sandbox'],
        regions: ['us-east-1'],
        pullRequests: { into: ['main'], builds: usual },
      },
      docs: {
        regions: ['eu-west-1'],
        pullRequests: { into: ['main'], builds: { spelling: { project: 'docs-spelling' } } },
      },
    });
  });

  it.each([
    [
      'an entry without builds, and none in the defaults',
      'repositories: { ledger: { pull-requests: { into: [main] } } }',
      '2:27 repositories.ledger.pull-requests.builds is missing; expected a map of names, here or in defaults',
    ],
    [
      'an entry that says nothing, without defaults',
      'repositories:\n  ledger:',
      '3:3 repositories.ledger.pull-requests is missing; expected a map of keys, here or in defaults',
    ],
    [
      'except at the name of one repository',
      `repositories: { ledger: { ${unit('ci')}, except: [ledger-old] } }`,
      '2:83 repositories.ledger.except is for patterns only, and ledger is the name of one repository',
    ],
    [
      'an exception that fits nothing',
      `repositories: { "payments-*": { ${unit('{repository}-ci')}, except: [payment-old] } }`,
      '2:111 repositories["payments-*"].except[0] fits nothing that payments-* fits; found "payment-old"',
    ],
    [
      'two patterns of one length that meet',
      `repositories: { "pay-*": { ${unit('{repository}-ci')} }, "*-api": { ${unit('{repository}-ci')} } }`,
      '2:99 repositories["*-api"] fits repositories such as pay-api, and so does pay-*, which is as long; leave them out of one by except, or name them in an entry of their own',
    ],
    [
      'one project for all repositories of a pattern',
      `repositories: { "pay-*": { ${unit('pay-ci')} } }`,
      '2:72 repositories["pay-*"].pull-requests.builds.unit.project project pay-ci would answer every repository that pay-* fits; write {repository} in its name where theirs stands',
    ],
    [
      'a project that a pattern gives to another repository',
      `repositories: { "pay-*": { ${unit('{repository}-ci')} }, docs: { ${unit('pay-api-ci')} } }`,
      "2:151 repositories.docs.pull-requests.builds.unit.project project pay-api-ci already answers check unit of repository pay-api; give each check a project of its own, for a build's event tells only its project",
    ],
    [
      'templates that give two repositories one project',
      'repositories: { "pay-*": { pull-requests: { builds: { unit: { project: "{repository}" }, lint: { project: "{repository}-lint" } } } } }',
      '2:107 repositories["pay-*"].pull-requests.builds.lint.project project pay--lint would answer check unit of repository pay--lint and check lint of repository pay-; give the checks names of projects that cannot meet, or leave such repositories out by except',
    ],
    [
      'one template for two checks',
      'repositories: { "pay-*": { pull-requests: { builds: { unit: { project: "{repository}-ci" }, lint: { project: "{repository}-ci" } } } } }',
      '2:110 repositories["pay-*"].pull-requests.builds.lint.project project pay-x-ci would answer check unit of repository pay-x and check lint of repository pay-x; give the checks names of projects that cannot meet, or leave such repositories out by except',
    ],
    [
      'a project that cannot be named after its repository',
      `repositories: { web.site: { ${unit('{repository}-ci')} } }`,
      '2:17 repositories["web.site"] the project of its check unit would be web.site-ci, and a CodeBuild project name has 2 to 150 letters, digits, hyphens and underscores; name its project here',
    ],
    [
      'a placeholder that is none',
      `repositories: { ledger: { ${unit('{repo}-ci')} } }`,
      '2:71 repositories.ledger.pull-requests.builds.unit.project a CodeBuild project name holds only letters, digits, hyphens and underscores, and begins with a letter or digit; {repository} in it stands for the name of the repository; found "{repo}-ci"',
    ],
    [
      'a misspelt key of an entry, with the likely one',
      `repositories: { ledger: { ${unit('ci')}, region: [eu-west-1] } }`,
      '2:83 repositories.ledger.region is not a key that exists; did you mean regions?',
    ],
    [
      'a Region that does not exist, with the likely one',
      `repositories: { ledger: { ${unit('ci')}, regions: [eu-wst-1] } }`,
      '2:93 repositories.ledger.regions[0] AWS has no Region of this name (did you mean eu-west-1?); found "eu-wst-1"',
    ],
  ])('tells %s', (_, text, problem) => {
    expect(problems(text)).toEqual([problem]);
  });

  it('tells what is wrong in the defaults once, however many entries take it from there', () => {
    const text = `defaults: { pull-requests: { builds: { unit: { project: shared-ci } } } }
repositories: { ledger: , harbor: , "pay-*": }`;

    expect(problems(text)).toEqual([
      "2:57 defaults.pull-requests.builds.unit.project project shared-ci already answers check unit of repository ledger; give each check a project of its own, for a build's event tells only its project",
    ]);
  });

  it.each([
    [
      'what would meet is left out',
      'repositories: { "pay-*": { except: ["*-lint"], pull-requests: { builds: { unit: { project: "{repository}" }, lint: { project: "{repository}-lint" } } } } }',
    ],
    [
      'what would meet has an entry of its own',
      `repositories: { "pay-*": { ${unit('{repository}-ci')} }, pay-api: { ${unit('api-ci')} }, docs: { ${unit('pay-api-ci')} } }`,
    ],
    [
      'the Regions of a project that stands twice differ',
      `repositories: { a: { ${unit('ci')}, regions: [eu-west-1] }, b: { ${unit('ci')}, regions: [us-east-1] } }`,
    ],
    [
      'of two patterns that meet one is longer',
      `repositories: { "pay-*": { ${unit('{repository}-ci')} }, "*-infra": { ${unit('{repository}-ci')} } }`,
    ],
    [
      'the names that two patterns share are left out of one',
      `repositories: { "pay-*": { ${unit('{repository}-ci')}, except: ["*-api"] }, "*-api": { ${unit('{repository}-ci')} } }`,
    ],
  ])('are fine when %s', (_, text) => {
    expect(problems(text)).toEqual([]);
  });

  it('may be a thousand and more', () => {
    const names = Array.from({ length: 2000 }, (_, index) => `  service-${index}:`);
    const text = `defaults: { ${unit('{repository}-ci')} }\nrepositories:\n${names.join('\n')}`;

    expect(problems(text)).toEqual([]);
    expect(problems(`${text}\n  one-more:`)).toEqual([
      '4:3 repositories name 1 to 2,000 repositories; found a map of 2,001 keys',
    ]);
  });
});

function unit(project: string): string {
  return `pull-requests: { builds: { unit: { project: "${project}" } } }`;
}

function load(text: string) {
  const loaded = loadConfig(`version: 1\n${text}`);
  if (!loaded.ok) throw new Error(loaded.problems.map(({ message }) => message).join('\n'));
  return loaded.config.repositories;
}

function problems(text: string): string[] {
  const loaded = loadConfig(`version: 1\n${text}`);
  return loaded.ok
    ? []
    : loaded.problems.map(({ line, column, path, message }) => `${line}:${column} ${path} ${message}`);
}
