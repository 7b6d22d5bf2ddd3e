import { DescribeStacksCommand, type Stack } from '@aws-sdk/client-cloudformation';
import { type Finding, findingsOf } from './finding.ts';
import type { DeployedStack, Place } from './look.ts';

const { unknown, fails } = findingsOf('stack');

/** The stack of the stage, or the finding that there is none. */
export async function findStack({
  clients,
  stackName,
  stage,
  region,
}: Place): Promise<
  | { readonly stack: DeployedStack; readonly finding?: never }
  | { readonly stack?: never; readonly finding: Finding }
> {
  try {
    const { Stacks } = await clients.cloudformation.send(new DescribeStacksCommand({ StackName: stackName }));
    const [stack] = Stacks ?? [];
    if (stack !== undefined) return { stack: deployed(stack) };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    // CloudFormation's own answer for a stack that is not there.
    if (error.name !== 'ValidationError')
      return { finding: unknown(`stack ${stackName} could not be looked at: ${error.message}`) };
  }
  return {
    finding: fails(
      `there is no stack ${stackName} in ${region}`,
      `Deploy it (npm run deploy -- --stage ${stage} --region ${region}), or name another stage or Region.`,
    ),
  };
}

function deployed({ StackStatus, LastUpdatedTime, CreationTime, Outputs = [] }: Stack): DeployedStack {
  return {
    status: StackStatus ?? 'unknown',
    deployedAt: (LastUpdatedTime ?? CreationTime)?.getTime() ?? 0,
    outputs: Object.fromEntries(Outputs.map(({ OutputKey = '', OutputValue }) => [OutputKey, OutputValue])),
  };
}
