import { describe, expect, it } from 'vitest';
import { explainEvent } from '../../../scripts/explain/explain-event.ts';
import { loadConfig } from '../../../shared/config/load.ts';
import { samples } from './samples.ts';

const loaded = loadConfig(`
version: 1
defaults: { pull-requests: { builds: { unit: { project: "{repository}-ci" } } } }
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

  it('is not told of an event that is of no repository', () => {
    expect(entryOf('events/scheduled-event/every-minute.json')).toBeUndefined();
  });
});

function entryOf(file: string, change: object = {}): string | undefined {
  const event = samples.find((sample) => sample.file === file)?.event;
  if (!loaded.ok || event === undefined) throw new Error('the configuration and the sample should be there');
  const detail = { ...(event['detail'] as object), ...change };
  return explainEvent({ ...event, detail }, { rules: [], config: loaded.config }).details['entry'];
}
