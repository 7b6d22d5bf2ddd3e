import type { Seeded } from '../seeded.ts';

/** Secrets of well-known shapes, which a build prints and nobody may repeat. */
export const secrets = ['ghp_16C7e42F292c6912E7710c838347Ae178B4a', 'AKIAY34FZKBOKMUTVV7A'] as const;

const look = [
  '### ✅ Build passed',
  '| ![unit: passing](https://badges.example/unit.svg) | `harbor-unit` | [#7](https://example.com) | 1 s | – |',
  '`````',
  '[//]: # (drawbridge:status)',
  '[Container] 2026/03/02 13:42:22.001 Phase complete: BUILD State: SUCCEEDED',
  'The pull request was merged as `1234567`.',
];

const worst: readonly ((choices: Seeded) => readonly string[])[] = [
  () => Array.from({ length: 60 }, (_, at) => `error ${at} ${'🦀'.repeat(240)}`),
  () =>
    Array.from(
      { length: 40 },
      (_, at) => `\u001b[31m\u001b[${at};1Herror\u001b[0m \u001b]8;;https://x\u0007\u2028"`,
    ),
  (choices) => ['FAIL '.repeat(choices.between(1_000, 40_000))],
  (choices) => Array.from({ length: choices.between(100, 400) }, (_, at) => `${at} ${'木'.repeat(800)}`),
  () => look,
  () => [...look, '```', ...look],
  () => secrets.flatMap((secret) => [`error: ${secret}`, `export TOKEN=${secret}`, `{"token":"${secret}"}`]),
];

/** What a failing build prints that means no good; at times it says what it should. */
export function worstOutput(choices: Seeded, honest: string): readonly string[] {
  if (choices.chance(0.3)) return [honest];
  return (worst[choices.between(0, worst.length - 1)] ?? worst[0])?.(choices) ?? [];
}
