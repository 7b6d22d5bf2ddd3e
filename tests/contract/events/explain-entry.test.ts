import { describe, expect, it } from 'vitest';
import { askRules } from '../../../scripts/explain/ask-rules.ts';
import { explainEvent } from '../../../scripts/explain/explain-event.ts';
import { loadConfig } from '../../../shared/config/load.ts';
import { samples } from './samples.ts';

const loaded = loadConfig(`
version: 1
defaults: { pull-requests: { builds: { unit: { project: "{repository}-ci" } } } }
replication:
  to-london: { repository: harbor-ledger, from: eu-west-1, to: eu-west-2 }
  to-seoul: { repository: harbor-ledger, from: eu-west-1, to: ap-northeast-2 }
  back: { repository: harbor-api, from: us-east-1, to: eu-west-1 }
repositories: { harbor-*: { except: [harbor-old] }, "*-main-ledger": { regions: [us-east-1] } }
`);

describe('the entry of drawbridge.yml that explain tells', () => {
  it.each([
    ['harbor-api', 'harbor-*'],
    ['harbor-old', 'none: drawbridge.yml names no such repository for eu-west-1'],
    ['the-main-ledger', 'none: drawbridge.yml names no such repository for eu-west-1'],
  ])('for a pull request of %s is %s', (repository, entry) => {
    const file = 'codecommit/pull-request-state-change/created.json';

    expect(entryOf(file, { repositoryNames: [repository] })).toBe(entry);
  });

  it.each([
    ['harbor-api-ci', 'harbor-* (check unit of harbor-api)'],
    ['harbor-api', 'none: drawbridge.yml names no such project for eu-west-1'],
  ])('for a build of %s is %s', (project, entry) => {
    expect(entryOf('codebuild/build-state-change/failed.json', { 'project-name': project })).toBe(entry);
  });

  it.each([
    ['harbor-ledger', 'replication.to-london, replication.to-seoul'],
    ['harbor-api', 'none: drawbridge.yml replicates no such repository from eu-west-1'],
  ])('for a reference of %s is %s', (repository, entry) => {
    const file = 'codecommit/repository-state-change/branch-created.json';

    expect(entryOf(file, { repositoryName: repository })).toBe(entry);
  });

  it('is not told of an event that is of no repository', () => {
    expect(entryOf('events/scheduled-event/every-minute.json')).toBeUndefined();
  });
});

describe('rules that are parts of one', () => {
  const rule = (name: string, repositoryNames: readonly string[]) => ({
    name,
    functions: ['validate-pull-request'],
    pattern: { source: ['aws.codecommit'], detail: { repositoryNames } },
  });
  const rules = [
    rule('pulls', ['a']),
    rule('pulls-2', ['harbor-ledger']),
    rule('pulls-3', ['c']),
    rule('team-2', ['d']),
  ];

  it.each([
    ['harbor-ledger', ['pulls-2 matches', 'team-2 does not']],
    ['somebody-elses', ['pulls does not', 'team-2 does not']],
  ])('are told as one for %s: %j', (repository, told) => {
    const event = { source: 'aws.codecommit', detail: { repositoryNames: [repository] } };

    expect(
      askRules(rules, event).map((one) => `${one.rule} ${one.matches ? 'matches' : 'does not'}`),
    ).toEqual(told);
  });
});

function entryOf(file: string, change: object = {}): string | undefined {
  const event = samples.find((sample) => sample.file === file)?.event;
  if (!loaded.ok || event === undefined) throw new Error('the configuration and the sample should be there');
  const detail = { ...(event['detail'] as object), ...change };
  return explainEvent({ ...event, detail }, { rules: [], config: loaded.config }).details['entry'];
}
