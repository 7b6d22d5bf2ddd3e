import { AwsError } from '../../kernel/errors.ts';
import type { Scope } from '../../kernel/world.ts';
import { type LogGroup, type LogStream, logsState } from './state.ts';

/** How calls name a group: by name, or by name or ARN as `logGroupIdentifier`; never both. */
export interface GroupReference {
  logGroupName?: string;
  logGroupIdentifier?: string;
}

/** The name of the group a call means. Declines with InvalidParameterException when none or two are given. */
export function groupNameOf(reference: GroupReference): string {
  const { logGroupName, logGroupIdentifier } = reference;
  if (logGroupName !== undefined && logGroupIdentifier !== undefined) {
    throw new AwsError(
      'InvalidParameterException',
      'LogGroup name and LogGroup identifier are mutually exclusive parameters.',
    );
  }
  const given = logGroupName ?? logGroupIdentifier;
  if (!given) {
    throw new AwsError('InvalidParameterException', 'The log group name or identifier is required.');
  }
  const fromArn = /^arn:[^:]+:logs:[^:]*:[^:]*:log-group:([^:]+)/.exec(given)?.[1];
  return fromArn ?? given;
}

/** The group, or the ResourceNotFoundException that AWS gives for an unknown one. */
export function findGroup(scope: Scope, name: string): LogGroup {
  const group = logsState(scope).groups.get(name);
  if (!group) throw new AwsError('ResourceNotFoundException', 'The specified log group does not exist.');
  return group;
}

/** The stream, or ResourceNotFoundException: a build that has not logged yet has no stream. */
export function findStream(scope: Scope, groupName: string, streamName: string): LogStream {
  const stream = findGroup(scope, groupName).streams.get(streamName);
  if (!stream) throw new AwsError('ResourceNotFoundException', 'The specified log stream does not exist.');
  return stream;
}
