import type { Config } from '../../shared/config/schema.ts';
import type { FunctionAnswer } from './explanation.ts';
import { foretellPullRequest } from './foretell.ts';
import { functions } from './functions.ts';

/** What each function would make of the event were it handed to it; `reached` are those that it is handed to. */
export function askFunctions(
  event: unknown,
  { config, reached }: { readonly config: Config; readonly reached: (name: string) => boolean },
): FunctionAnswer[] {
  return Object.entries(functions).map(([name, one]): FunctionAnswer => {
    const accepted = one.accept(event);
    if (accepted.kind === 'refused') return { function: name, answer: 'refuses', reason: accepted.reason };
    if (accepted.kind === 'ignored') return { function: name, answer: 'leaves', reason: accepted.reason };
    const foretold =
      name === 'validate-pull-request' && reached(name) ? foretellPullRequest(event, config) : undefined;
    return {
      function: name,
      answer: 'takes',
      request: accepted.request,
      ...one.plan(accepted.request),
      ...(foretold && { foretold }),
    };
  });
}
