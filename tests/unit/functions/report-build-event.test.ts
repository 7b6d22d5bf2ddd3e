import { describe, expect, it } from 'vitest';
import { Event } from '../../../functions/report-build/event.ts';

const built = (version: string) => ({
  source: 'aws.codebuild',
  'detail-type': 'CodeBuild Build State Change',
  detail: {
    'project-name': 'harbor-ledger-ci',
    'build-id': 'arn:aws:codebuild:us-east-1:111122223333:build/harbor-ledger-ci:6966a191',
    'additional-information': { 'source-version': version },
  },
});

describe('a build of a branch with a long name', () => {
  it('is heard of up to 256 characters', () => {
    expect(Event.parse(built(`refs/heads/${'é'.repeat(256)}`))).toMatchObject({ branch: 'é'.repeat(256) });
  });

  it.each([257, 1_100, 4_000])('is left alone with %i, which no key of a record holds', (length) => {
    expect(Event.parse(built(`refs/heads/${'y'.repeat(length)}`))).toEqual({
      ignored: `The branch's name has ${length} characters, and with more than 256 it has no badge.`,
    });
  });
});
