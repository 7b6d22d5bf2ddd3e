import {
  ListStackResourcesCommand,
  type ListStackResourcesCommandOutput,
} from '@aws-sdk/client-cloudformation';
import { type Finding, findingsOf } from '../finding.ts';
import type { DeployedPlace, Look } from '../look.ts';
import { namesOf } from '../words.ts';

export interface StackFacts {
  readonly stackName: string;
  readonly status: string;
  readonly resources: number;
  /** Logical ids of what is not as the template wants it, with their states. */
  readonly incomplete: readonly string[];
}

const { ok, warning, fails } = findingsOf('stack');

/** Whether the stack of the stage is there, whole, and of the last deployment. */
export const stackLook: Look<StackFacts, DeployedPlace> = {
  job: 'stack',
  subject: 'the resources of the stack',
  async gather({ clients, stack, stackName }) {
    const incomplete: string[] = [];
    let resources = 0;
    let NextToken: string | undefined;
    do {
      const page: ListStackResourcesCommandOutput = await clients.cloudformation.send(
        new ListStackResourcesCommand({ StackName: stackName, NextToken }),
      );
      for (const { LogicalResourceId = '', ResourceStatus = '' } of page.StackResourceSummaries ?? []) {
        resources += 1;
        if (!/(?<!DELETE)_COMPLETE$/.test(ResourceStatus))
          incomplete.push(`${LogicalResourceId} (${ResourceStatus})`);
      }
      NextToken = page.NextToken;
    } while (NextToken !== undefined);
    return { stackName, status: stack.status, resources, incomplete };
  },
  assess({ stackName, status, resources, incomplete }, { stage, region }): Finding[] {
    const deploy = `npm run deploy -- --stage ${stage} --region ${region}`;
    const events = `aws cloudformation describe-stack-events --stack-name ${stackName} --region ${region}`;
    if (status.endsWith('_IN_PROGRESS'))
      return [warning(`stack ${stackName} is being changed (${status})`, 'Ask again when that is done.')];
    if (!status.endsWith('_COMPLETE') || status === 'ROLLBACK_COMPLETE')
      return [
        fails(`stack ${stackName} is ${status}`, `Its events tell why: ${events}. Then deploy it: ${deploy}`),
      ];
    if (incomplete.length > 0)
      return [fails(`stack ${stackName} is not whole: ${namesOf(incomplete)}`, `Deploy it again: ${deploy}`)];
    if (status === 'UPDATE_ROLLBACK_COMPLETE')
      return [
        warning(
          `the last deployment of stack ${stackName} failed, and what was there before is in its place`,
          `Its events tell why: ${events}`,
        ),
      ];
    return [ok(`stack ${stackName} is there with all ${resources} resources`)];
  },
};
