import { defineOperation } from '../../kernel/service.ts';
import { arnOf, type Scope } from '../../kernel/world.ts';
import { type LogGroup, logsArn, logsState } from './state.ts';

interface Input {
  logGroupNamePrefix?: string;
  logGroupNamePattern?: string;
  nextToken?: string;
  limit?: number;
}

interface GroupDescription {
  logGroupName: string;
  creationTime: number;
  retentionInDays?: number;
  metricFilterCount: number;
  arn: string;
  logGroupArn: string;
  storedBytes: number;
  logGroupClass: 'STANDARD';
}

interface Output {
  logGroups: GroupDescription[];
  nextToken?: string;
}

/** Lists groups by name; `nextToken` is the last name of the page before. */
export const describeLogGroups = defineOperation<Input, Output>({
  resources: (_input, scope) => logsArn(scope, ''),
  handle({ logGroupNamePrefix = '', logGroupNamePattern = '', nextToken = '', limit = 50 }, scope) {
    const pattern = logGroupNamePattern.toLowerCase();
    const groups = [...logsState(scope).groups.values()]
      .filter((group) => group.name.startsWith(logGroupNamePrefix))
      .filter((group) => group.name.toLowerCase().includes(pattern))
      .filter((group) => group.name > nextToken)
      .sort((one, other) => (one.name < other.name ? -1 : 1));
    const page = groups.slice(0, limit);
    const last = page.at(-1);
    return {
      logGroups: page.map((group) => describe(scope, group)),
      ...(last && groups.length > page.length ? { nextToken: last.name } : {}),
    };
  },
});

function describe(scope: Scope, group: LogGroup): GroupDescription {
  const arn = arnOf(scope, 'logs', `log-group:${group.name}`);
  const sizes = [...group.streams.values()].map((stream) => stream.size);
  return {
    logGroupName: group.name,
    creationTime: group.creationTime,
    ...(group.retentionInDays === undefined ? {} : { retentionInDays: group.retentionInDays }),
    metricFilterCount: 0,
    arn: `${arn}:*`,
    logGroupArn: arn,
    storedBytes: sizes.reduce((sum, size) => sum + size, 0),
    logGroupClass: 'STANDARD',
  };
}
