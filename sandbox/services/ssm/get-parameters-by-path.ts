import { defineOperation } from '../../kernel/service.ts';
import { describeParameter } from './describe-parameter.ts';
import { findParameter, parameterArn } from './find-parameter.ts';
import { ssmState } from './state.ts';

interface Input {
  readonly Path: string;
  readonly Recursive?: boolean;
  readonly WithDecryption?: boolean;
  readonly MaxResults?: number;
  readonly NextToken?: string;
}

/** The parameters below a path in name order, ten to a page; only the next level unless recursive. */
export const getParametersByPath = defineOperation({
  resources: ({ Path }: Input, context) => parameterArn(context, Path.replace(/\/$/, '')),
  handle({ Path, Recursive = false, WithDecryption = false, MaxResults = 10, NextToken = '' }, context) {
    const prefix = Path.endsWith('/') ? Path : `${Path}/`;
    // The token is the last name of the page before, so names that come or go meanwhile do no harm.
    const names = [...ssmState(context).parameters.keys()]
      .filter((name) => name.startsWith(prefix) && name > NextToken)
      .filter((name) => Recursive || !name.slice(prefix.length).includes('/'))
      .sort();
    const page = names.slice(0, Math.min(MaxResults, 10));
    return {
      Parameters: page.map((name) =>
        describeParameter(findParameter(context, name), { decrypt: WithDecryption }),
      ),
      NextToken: page.length < names.length ? page.at(-1) : undefined,
    };
  },
});
