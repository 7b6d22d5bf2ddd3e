import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonWithoutCredentials } from '../../../shared/core/without-credentials.ts';
import { textOf } from '../../support/source-files.ts';

const cleaned = (event: unknown): unknown => JSON.parse(jsonWithoutCredentials(event));

describe('an event without its credentials', () => {
  it('keeps everything of a job but what its artifacts are read with', () => {
    const job = JSON.parse(textOf('events/codepipeline/job/lambda-invoke-action.json'));
    const artifactCredentials = {
      accessKeyId: '[taken out]',
      secretAccessKey: '[taken out]',
      sessionToken: '[taken out]',
    };

    expect(cleaned(job)).toEqual({
      'CodePipeline.job': {
        ...job['CodePipeline.job'],
        data: { ...job['CodePipeline.job'].data, artifactCredentials },
      },
    });
  });

  it.each([
    ['itself', { approval: { pipelineName: 'release', token: 'f0e1' } }],
    ['in an SNS message', { Records: [{ Sns: { Message: '{"approval":{"token":"f0e1"}}' } }] }],
    ['in a message in a message', { Message: JSON.stringify({ Message: '[{"token":"f0e1"}]' }) }],
    ['with spaces before it', { body: '\n  {"token":"f0e1"}' }],
  ])('hides the token of an approval %s', (_, event) => {
    expect(jsonWithoutCredentials(event)).not.toContain('f0e1');
    expect(jsonWithoutCredentials(event)).toContain('[taken out]');
  });

  it('leaves texts that only look like JSON as they are', () => {
    expect(cleaned({ Message: '{ "half":', log: '[Container] 2026', json: '{ "a" :  1 }' })).toEqual({
      Message: '{ "half":',
      log: '[Container] 2026',
      json: '{ "a" :  1 }',
    });
  });

  it('is JSON null for nothing at all', () => {
    expect(jsonWithoutCredentials(undefined)).toBe('null');
  });

  it('changes nothing of an event without any', () => {
    const word = fc.constantFrom('detail', 'tokens', 'Token', 'accessKey', 'body');
    fc.assert(
      fc.property(fc.dictionary(word, fc.jsonValue()), (event) => {
        expect(cleaned(event)).toEqual(JSON.parse(JSON.stringify(event)));
      }),
    );
  });
});
