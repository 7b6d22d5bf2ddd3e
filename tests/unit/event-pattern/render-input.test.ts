import { describe, expect, it } from 'vitest';
import { renderInput } from '../../../sandbox/services/events/render-input.ts';

const source = {
  event: {
    version: '0',
    id: '53dc4d37-cffa-4f76-80c9-8b7d4a4d2eaa',
    'detail-type': 'CodeCommit Repository State Change',
    source: 'aws.codecommit',
    account: '111122223333',
    time: '2026-03-02T09:25:19Z',
    region: 'eu-west-1',
    resources: ['arn:aws:codecommit:eu-west-1:111122223333:harbor-ledger'],
    detail: { commitId: '6b3c45f2', title: 'say "hi"\n', tags: [{ key: 'a' }, { key: 'b' }], count: 3 },
  },
  rule: { name: 'push', arn: 'arn:aws:events:eu-west-1:111122223333:rule/push' },
  since: Date.parse('2026-03-02T09:25:20.123Z'),
} as const;

const target = { Id: '1', Arn: 'arn:aws:sqs:eu-west-1:111122223333:work' };

function transformed(InputTemplate: string, InputPathsMap: Record<string, string> = {}): string {
  return renderInput({ ...target, InputTransformer: { InputTemplate, InputPathsMap } }, source);
}

describe('renderInput', () => {
  it('gives the whole event, a constant, or the part at a path', () => {
    expect(JSON.parse(renderInput(target, source))).toEqual(source.event);
    expect(renderInput({ ...target, Input: '{"a": 1}' }, source)).toBe('{"a": 1}');
    expect(renderInput({ ...target, InputPath: '$.detail.tags[1]' }, source)).toBe('{"key":"b"}');
    expect(renderInput({ ...target, InputPath: "$['detail-type']" }, source)).toBe(
      '"CodeCommit Repository State Change"',
    );
    expect(renderInput({ ...target, InputPath: '$.detail.tags[*].key' }, source)).toBe('["a","b"]');
  });

  it('puts values into a template as JSON, and escaped between quotes', () => {
    const paths = { commit: '$.detail.commitId', title: '$.detail.title', count: '$.detail.count' };

    expect(transformed('{"sourceVersion": <commit>, "n": <count>}', paths)).toBe(
      '{"sourceVersion": "6b3c45f2", "n": 3}',
    );
    expect(JSON.parse(transformed('"<count> commits, last <commit>: <title>"', paths))).toBe(
      '3 commits, last 6b3c45f2: say "hi"\n',
    );
  });

  it('writes objects whole, and without their quotes inside a text', () => {
    const paths = { tags: '$.detail.tags' };

    expect(transformed('{"tags": <tags>}', paths)).toBe('{"tags": [{"key":"a"},{"key":"b"}]}');
    expect(transformed('"tags: <tags>"', paths)).toBe('"tags: [{key:a},{key:b}]"');
  });

  it('knows the variables that need no path', () => {
    expect(transformed('<aws.events.rule-name> <aws.events.rule-arn>')).toBe(
      '"push" "arn:aws:events:eu-west-1:111122223333:rule/push"',
    );
    expect(transformed('<aws.events.event.ingestion-time>')).toBe('"2026-03-02T09:25:20Z"');
    expect(JSON.parse(transformed('<aws.events.event.json>'))).toEqual(source.event);
    expect(JSON.parse(transformed('<aws.events.event>'))).not.toHaveProperty('detail');
  });

  it('leaves what is no variable as it is, and a path to nothing empty', () => {
    expect(transformed('"a < b and <c>"')).toBe('"a < b and <c>"');
    expect(transformed('{"a": "<none>", "b": <none>}', { none: '$.detail.none' })).toBe('{"a": "", "b": ""}');
  });
});
