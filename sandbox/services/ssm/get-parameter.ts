import { defineOperation } from '../../kernel/service.ts';
import { describeParameter } from './describe-parameter.ts';
import { findParameter, lookUp, parameterArn, readSelector } from './find-parameter.ts';

interface OneInput {
  readonly Name: string;
  readonly WithDecryption?: boolean;
}

/** One parameter; `NAME:VERSION` for an older version. */
export const getParameter = defineOperation({
  resources: ({ Name }: OneInput, context) => parameterArn(context, readSelector(Name).name),
  handle({ Name, WithDecryption = false }, context) {
    const found = findParameter(context, Name);
    const { version } = readSelector(Name);
    return {
      Parameter: {
        ...describeParameter(found, { decrypt: WithDecryption }),
        ...(version === undefined ? {} : { Selector: `:${version}` }),
      },
    };
  },
});

interface SeveralInput {
  readonly Names: readonly string[];
  readonly WithDecryption?: boolean;
}

/** Up to ten parameters; names that are not there are told, not refused. */
export const getParameters = defineOperation({
  resources: ({ Names }: SeveralInput, context) =>
    Names.map((name) => parameterArn(context, readSelector(name).name)),
  handle({ Names, WithDecryption = false }, context) {
    const Parameters = [];
    const InvalidParameters: string[] = [];
    for (const name of Names) {
      const found = lookUp(context, name);
      if (found?.version === undefined) InvalidParameters.push(name);
      else {
        const { parameter, version } = found;
        Parameters.push(describeParameter({ parameter, version }, { decrypt: WithDecryption }));
      }
    }
    return { Parameters, InvalidParameters };
  },
});
