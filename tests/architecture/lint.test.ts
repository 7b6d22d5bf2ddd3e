import { expect, it, onTestFinished } from 'vitest';
import { runTool } from '../support/run-tool.ts';
import { temporaryProject } from '../support/temporary-project.ts';

const DEFECTS: Readonly<Record<string, string>> = {
  'shared/core/purity.ts': `
import 'node:fs';
export const now = () => Date.now();
export const dice = () => Math.random();
export const wait = () => setTimeout(() => undefined, 1);
`,
  'shared/effects/environment.ts': `
import '@aws-sdk/client-sqs';
export const table = process.env['TABLE_NAME'];
`,
  'functions/watch-this/observe.ts': `
import '@middy/core';
export function observe(load: () => Promise<void>): void {
  load();
}
`,
  'functions/watch-this/decide.ts': `
export function decide(state: 'open' | 'closed'): number {
  switch (state) {
    case 'open':
      return 1;
  }
  return 0;
}
export function many(a: number, b: number, c: number, d: number): number {
  return a + b + c + d;
}
`,
  'shared/aws/Badly_Named.ts': 'export const anything: any = JSON.parse("1");\n',
};

it('the linter reports what this project forbids, type-aware rules included', () => {
  const { folder, remove } = temporaryProject({
    copy: ['.oxlintrc.json', 'package.json', 'tsconfig.json'],
    write: DEFECTS,
  });
  onTestFinished(remove);

  const { output } = runTool(folder, ['oxlint', '--type-aware', '--format', 'unix']);

  const reported = output
    .split('\n')
    .flatMap((line) => {
      const match = /^(?<file>[^:]+):[0-9]+:[0-9]+: .*\[\w+\/(?<rule>[^\]]+)\]$/.exec(line);
      return match ? [`${match.groups?.['file']} ${match.groups?.['rule']}`] : [];
    })
    .sort();
  expect(reported).toEqual([
    'functions/watch-this/decide.ts eslint(max-params)',
    'functions/watch-this/decide.ts typescript(switch-exhaustiveness-check)',
    'functions/watch-this/observe.ts eslint(no-restricted-imports)',
    'functions/watch-this/observe.ts typescript(no-floating-promises)',
    'shared/aws/Badly_Named.ts typescript(no-explicit-any)',
    'shared/aws/Badly_Named.ts unicorn(filename-case)',
    'shared/core/purity.ts eslint(no-restricted-globals)',
    'shared/core/purity.ts eslint(no-restricted-imports)',
    'shared/core/purity.ts eslint(no-restricted-properties)',
    'shared/core/purity.ts eslint(no-restricted-properties)',
    'shared/effects/environment.ts eslint(no-restricted-imports)',
    'shared/effects/environment.ts eslint(no-restricted-properties)',
  ]);
});
