import { describe, expect, it } from 'vitest';
import { configured } from '../../../scripts/explain/conclude.ts';
import { explainEvent } from '../../../scripts/explain/explain-event.ts';
import type { Explanation } from '../../../scripts/explain/explanation.ts';
import { filesBelow, textOf } from '../../support/source-files.ts';
import { configOfTour } from '../../support/tour-stack.ts';
import { samples } from './samples.ts';

const config = configOfTour();
const explain = (event: unknown): Explanation => explainEvent(event, { rules: [], config });
const eventOf = (file: string) => samples.find((sample) => sample.file === file)?.event ?? {};
const created = eventOf('codecommit/pull-request-state-change/created.json');

describe('explain names for what it is', () => {
  it.each([
    {
      named: 'a call by an alarm',
      event: eventOf('cloudwatch/alarm-action/metric-alarm.json'),
      what: 'Call of a function by a CloudWatch alarm that has it as its action',
      conclusion: 'No function of the stack is the action of an alarm.',
    },
    {
      named: 'an event without its source',
      event: { ...created, source: undefined },
      what: 'Nearly an EventBridge event: CodeCommit Pull Request State Change, without a source',
      conclusion:
        'Every rule asks for a source, so none takes it. EventBridge always sends one, such as "aws.codecommit": add it and explain the event again.',
    },
    {
      named: 'a text',
      event: 'deploy please',
      what: 'Plain text: "deploy please"',
      conclusion: 'Functions take JSON objects only; no event of AWS is a mere text.',
    },
  ])('$named', ({ event, what, conclusion }) => {
    expect(explain(event)).toMatchObject({ what, conclusion });
  });

  it.each([
    ['sns/cloudwatch-alarm/alarm.json', 'Message of a CloudWatch alarm'],
    ['sns/plain-text/by-hand.json', 'Plain text: "Release tonight at 22:00 UTC, please no merges."'],
  ])('what %s carries', (file, what) => {
    expect(explain(eventOf(file)).inside.map((one) => one.what)).toEqual([what]);
  });

  it.each([
    ['event', { event: created, context: { functionName: 'validate-pull-request' } }],
    ['Payload', { FunctionName: 'validate-pull-request', Payload: JSON.stringify(created) }],
    ['body', { body: JSON.stringify(created) }],
    ['input', { input: created }],
  ])('the wrapper of a tool with the event under %s', (key, wrapper) => {
    const { what, inside } = explain(wrapper);

    expect(what).toBe(`A wrapper with an event under "${key}", as tools for local invocation write it`);
    expect(inside.map((one) => one.what)).toEqual([
      'EventBridge event: CodeCommit Pull Request State Change',
    ]);
  });

  it('nothing else as a wrapper', () => {
    expect(explain({ event: { name: 'push' }, body: '{"a":1}' }).what).toBe(
      'JSON of a shape that Drawbridge does not know',
    );
  });
});

describe('explain tells of functions', () => {
  it('only what concerns the event', () => {
    expect(explain(created).functions.map((one) => [one.function, one.answer])).toEqual([
      ['validate-pull-request', 'takes'],
    ]);
  });

  it('what each of them misses when none takes what was handed over', () => {
    const answers = explain({ drawbridge: 'swep' }).functions.map(({ answer }) => answer);

    expect(answers.length).toBeGreaterThan(5);
    expect(new Set(answers)).toEqual(new Set(['refuses']));
  });
});

describe('the hints at drawbridge.yml', () => {
  it('are there for every field that a rule takes from it', () => {
    const fields = filesBelow('functions', /function\.yml$/).flatMap((file) => {
      const pattern = /^ +(?<field>[\w-]+): \$\{drawbridge:[\w-]+-names\}$/gm;
      return [...textOf(file).matchAll(pattern)].map((match) => `detail.${match.groups?.['field']}`);
    });

    expect([...new Set(fields)].sort()).toEqual(Object.keys(configured).sort());
  });
});
