import { beforeAll, describe, expect, it } from 'vitest';
import { compilePattern } from '../../../sandbox/kernel/event-pattern/compile-pattern.ts';
import { functions } from '../../../scripts/explain/functions.ts';
import { readStackRules, type StackRule } from '../../../scripts/explain/stack-rules.ts';
import { tourStack } from '../../support/tour-stack.ts';
import { functionNames, manifest, type Sample, sampleFiles, samples } from './samples.ts';

let rules: readonly StackRule[] = [];

beforeAll(async () => {
  rules = readStackRules((await tourStack()).templateFile);
});

const named = (wanted: (sample: Sample) => boolean): [string, Sample][] =>
  samples.filter(wanted).map((sample) => [sample.file, sample]);

describe('the manifest', () => {
  it('names every sample and nothing else', () => {
    expect(Object.keys(manifest)).toEqual([...sampleFiles].sort());
  });

  it.each(named(() => true))('tells of %s where it comes from and who takes it', (file, sample) => {
    expect(['real capture', 'documentation', 'invented', 'unconfirmed']).toContain(sample.origin);
    expect(sample.date).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    expect(sample.shape).not.toBe('');
    const said = [sample.takenBy, sample.refusedBy, sample.notTaken].filter((one) => one !== undefined);
    expect(said).toHaveLength(1);
    expect(sample.refusedBy !== undefined).toBe(file.endsWith('.reject.json'));
  });

  it('has a sample that is taken and one that is refused for every function', () => {
    expect([...new Set(samples.flatMap(({ takenBy = [] }) => takenBy))].sort()).toEqual(functionNames);
    expect([...new Set(samples.flatMap(({ refusedBy = {} }) => Object.keys(refusedBy)))].sort()).toEqual(
      functionNames,
    );
  });
});

describe('the folders', () => {
  it.each(named(({ event }) => typeof event['detail-type'] === 'string'))(
    'of %s are the source and the detail type',
    (file, { event }) => {
      const [source, type] = [String(event['source']).replace('aws.', ''), String(event['detail-type'])];
      const withoutService = type.replace(
        /^(?:CodeCommit|CodeBuild|CodePipeline|CodeDeploy|CloudWatch) /,
        '',
      );

      expect(file).toMatch(
        new RegExp(
          `^${source}/${withoutService.toLowerCase().replaceAll(' ', '-')}/[a-z0-9-]+(?:\\.reject)?\\.json$`,
        ),
      );
    },
  );
});

describe('each sample', () => {
  it.each(named(({ refusedBy }) => refusedBy === undefined))(
    '%s reaches whom the manifest says',
    (_, sample) => {
      const answers = reached(sample).map((name) => [name, functions[name]?.accept(sample.event)] as const);

      const takers = answers.filter(([, answer]) => answer?.kind === 'request').map(([name]) => name);
      expect(takers).toEqual(sample.takenBy ?? []);
      const left = answers.flatMap(([name, answer]) =>
        answer?.kind === 'ignored' ? [[name, answer.reason]] : [],
      );
      expect(Object.fromEntries(left)).toEqual(sample.leftBy ?? {});
    },
  );

  it.each(named(({ refusedBy, file }) => refusedBy === undefined && !file.startsWith('drawbridge/')))(
    '%s is refused by no function it reaches',
    (_, sample) => {
      const refusing = reached(sample).filter(
        (name) => functions[name]?.accept(sample.event).kind === 'refused',
      );

      expect(refusing).toEqual([]);
    },
  );
});

describe('each broken sample', () => {
  it.each(named(({ refusedBy }) => refusedBy !== undefined))(
    '%s is refused in the words of the manifest',
    (_, { event, refusedBy = {}, leftBy = {} }) => {
      for (const [name, reason] of Object.entries(refusedBy))
        expect(functions[name]?.accept(event)).toEqual({ kind: 'refused', reason });
      for (const [name, reason] of Object.entries(leftBy))
        expect(functions[name]?.accept(event)).toEqual({ kind: 'ignored', reason });
      const takers = Object.keys(functions).filter(
        (name) => functions[name]?.accept(event).kind === 'request',
      );
      expect(takers).toEqual([]);
    },
  );
});

/** The functions that a sample is handed to: by a rule, by being invoked with it, or none. */
function reached({ file, event }: Sample): string[] {
  if (file.startsWith('drawbridge/')) return Object.keys(functions).sort();
  if (file.startsWith('lambda/function-url/')) return ['serve-badge'];
  return rules
    .filter(({ name, pattern }) => (pattern ? compilePattern(pattern).matches(event) : isTickOf(name, event)))
    .flatMap((rule) => rule.functions)
    .sort();
}

function isTickOf(name: string, event: Sample['event']): boolean {
  const arn = `arn:aws:events:eu-west-1:111122223333:rule/${name}`;
  return event['source'] === 'aws.events' && JSON.stringify(event['resources']) === JSON.stringify([arn]);
}
