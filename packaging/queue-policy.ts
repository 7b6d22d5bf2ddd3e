import { partId } from './limits/split-rules.ts';
import type { CloudFormationResource, Template } from './template.ts';

/**
 * Lets exactly those rules of the stack write to the dead-letter queue that name it as their target's queue.
 * The Serverless Framework compiles the target's setting and not this policy, without which EventBridge drops
 * what it cannot deliver and nobody sees it.
 */
export function queuePolicy(template: Template, queue: string): CloudFormationResource {
  const rules = Object.entries(template.Resources)
    .filter(([, resource]) => resource.Type === 'AWS::Events::Rule' && usesQueue(resource, queue))
    .flatMap(([logicalId, rule]) => sourceOf(logicalId, rule, template));
  return {
    Type: 'AWS::SQS::QueuePolicy',
    Properties: {
      Queues: [{ Ref: queue }],
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Sid: 'UndeliveredEvents',
            Effect: 'Allow',
            Principal: { Service: 'events.amazonaws.com' },
            Action: 'sqs:SendMessage',
            Resource: { 'Fn::GetAtt': [queue, 'Arn'] },
            Condition: { ArnEquals: { 'aws:SourceArn': rules } },
          },
        ],
      },
    },
  };
}

/** The parts of a divided rule are named together: a queue's policy has room for some eighty ARNs. */
function sourceOf(id: string, rule: CloudFormationResource, { Resources }: Template): object[] {
  if (/Part[0-9]+$/.test(id)) return [];
  if (Resources[partId(id, 2)] === undefined) return [{ 'Fn::GetAtt': [id, 'Arn'] }];
  const name = String(rule.Properties?.['Name']);
  return [{ 'Fn::Sub': `arn:\${AWS::Partition}:events:\${AWS::Region}:\${AWS::AccountId}:rule/${name}*` }];
}

function usesQueue(rule: CloudFormationResource, queue: string): boolean {
  return JSON.stringify(rule.Properties?.['Targets'] ?? []).includes(
    JSON.stringify({ Arn: { 'Fn::GetAtt': [queue, 'Arn'] } }),
  );
}
