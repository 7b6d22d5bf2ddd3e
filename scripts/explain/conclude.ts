import type { FunctionAnswer, RuleAnswer } from './explanation.ts';
import { shortJson } from './json-object.ts';
import type { Recognised } from './recognise.ts';

/** Fields of rules whose values come from drawbridge.yml, and the key that holds them. */
export const configured: Readonly<Record<string, string>> = {
  'detail.repositoryNames': 'Repositories are looked after when drawbridge.yml has them under repositories.',
  'detail.repositoryName':
    'Repositories are replicated when a replication in drawbridge.yml is from them (replication.<name>.repository).',
  'detail.project-name':
    'Projects are looked after when a check in drawbridge.yml names them (repositories.<name>.pull-requests.builds).',
};

/** Who takes the event, or why nobody does, in one sentence or two. */
export function conclude(
  recognised: Recognised,
  rules: readonly RuleAnswer[],
  functions: readonly FunctionAnswer[],
): string {
  if (recognised.comes === 'none') return recognised.because ?? 'Nothing of the stack is wired to it.';
  if (recognised.comes === 'invocation') return concludeInvoked(functions);
  const handed = new Set(rules.filter(({ matches }) => matches).flatMap((rule) => rule.functions));
  if (handed.size > 0) return concludeHanded(functions.filter((one) => handed.has(one.function)));
  return concludeUnmatched(recognised.details?.['source'] ?? 'its source', rules);
}

function concludeInvoked(functions: readonly FunctionAnswer[]): string {
  const takers = functions.filter(({ answer }) => answer === 'takes').map((one) => one.function);
  if (takers.length === 0) return 'No function takes it: see what each of them misses.';
  return `${list(takers)} ${takers.length === 1 ? 'takes' : 'take'} it.`;
}

function concludeUnmatched(source: string, rules: readonly RuleAnswer[]): string {
  const closest = rules.findLast(({ mismatch }) => mismatch?.field !== 'detail-type') ?? rules[0];
  if (closest?.mismatch === undefined) return `Nobody takes it: no rule of the stack listens to ${source}.`;
  const { field, found } = closest.mismatch;
  const sentence = `Nobody takes it: rule ${closest.rule}, the closest, does not take ${shortJson(found)} as ${field}.`;
  return `${sentence} ${configured[field] ?? ''}`.trim();
}

function concludeHanded(handed: readonly FunctionAnswer[]): string {
  const named = (answer: FunctionAnswer['answer']): string[] =>
    handed.filter((one) => one.answer === answer).map((one) => one.function);
  const [takes, leaves, refuses] = [named('takes'), named('leaves'), named('refuses')];
  const sentences = [];
  if (takes.length > 0) sentences.push(`${list(takes)} ${takes.length === 1 ? 'takes' : 'take'} it.`);
  if (leaves.length > 0)
    sentences.push(`${list(leaves)} ${leaves.length === 1 ? 'has' : 'have'} nothing to do for it.`);
  if (refuses.length > 0)
    sentences.push(
      `${list(refuses)} ${refuses.length === 1 ? 'refuses' : 'refuse'} it, so it goes to the dead-letter queue.`,
    );
  return sentences.join(' ');
}

function list(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
