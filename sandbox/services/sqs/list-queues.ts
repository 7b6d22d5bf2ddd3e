import { defineOperation } from '../../kernel/service.ts';
import { queueUrlOf } from './find-queue.ts';
import { sqsState } from './state.ts';

interface Input {
  readonly QueueNamePrefix?: string;
  readonly MaxResults?: number | string;
  readonly NextToken?: string;
}

/** The queues whose names begin with the prefix, in name order; the token is the last name of the page before. */
export const listQueues = defineOperation({
  resources: (_input: Input) => '*',
  handle({ QueueNamePrefix = '', MaxResults, NextToken = '' }, context) {
    const names = [...sqsState(context).queues.keys()]
      .filter((name) => name.startsWith(QueueNamePrefix) && name > NextToken)
      .sort();
    const page = names.slice(0, Number(MaxResults ?? 1000));
    const more = page.length < names.length && MaxResults !== undefined;
    return {
      QueueUrls: page.map((name) => queueUrlOf(context, name)),
      ...(more ? { NextToken: page.at(-1) } : {}),
    };
  },
});
