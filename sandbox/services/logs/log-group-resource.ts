import type { ResourceRequest, ResourceResult } from '../../kernel/service.ts';
import { arnOf } from '../../kernel/world.ts';
import { ensureGroup } from './append-log.ts';

/** Makes an `AWS::Logs::LogGroup`; one that exists keeps its streams and takes the new retention. */
export function makeLogGroup({ scope, generatedName, properties }: ResourceRequest): ResourceResult {
  const name = typeof properties['LogGroupName'] === 'string' ? properties['LogGroupName'] : generatedName;
  const retention = properties['RetentionInDays'];
  ensureGroup(scope, name).retentionInDays = retention === undefined ? undefined : Number(retention);
  return { ref: name, attributes: { Arn: `${arnOf(scope, 'logs', `log-group:${name}`)}:*` } };
}
