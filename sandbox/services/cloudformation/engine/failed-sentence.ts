import type { Stack } from '../state.ts';
import { StepFailed } from './stack-run.ts';

/** What CloudFormation says of a stack in which a step failed, with a blank behind it. */
export function failedSentence({ logicalId, verb }: Pick<StepFailed, 'logicalId' | 'verb'>): string {
  return `The following resource(s) failed to ${verb}: [${logicalId}]. `;
}

/** A failure that no resource caused (an output, for example) is the stack's own. */
export function asFailure(stack: Stack, error: unknown): StepFailed {
  if (error instanceof StepFailed) return error;
  const verb = stack.status.startsWith('CREATE') ? 'create' : 'update';
  return new StepFailed({ logicalId: stack.name, type: 'AWS::CloudFormation::Stack', verb }, error);
}
