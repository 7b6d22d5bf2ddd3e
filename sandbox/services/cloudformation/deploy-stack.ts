import { administrator, type Principal, type Scope } from '../../kernel/world.ts';
import { newStack } from './engine/new-stack.ts';
import { isRetained } from './engine/remove-resource.ts';
import { runCreation } from './engine/run-creation.ts';
import { runUpdate } from './engine/run-update.ts';
import { planGoal } from './engine/stack-goal.ts';
import type { StepFailed } from './engine/stack-run.ts';
import { cloudformationState, type Stack, type StackResource } from './state.ts';
import type { StackOutput } from './template/plan-stack.ts';
import { readTemplate } from './template/template.ts';

export interface StackDeployment {
  /** The compiled template, JSON. */
  readonly templateFile: string;
  /** Folder of the packaged zips; `Code.S3Key` names one by its last part. */
  readonly artifactFolder: string;
  readonly stackName: string;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly tags?: Readonly<Record<string, string>>;
}

export interface DeployedStack {
  readonly stackId: string;
  readonly outputs: readonly StackOutput[];
  readonly resources: readonly StackResource[];
  /** Resources that the template no longer has, and whose policy keeps what they stood for. */
  readonly leftOver: readonly string[];
}

/**
 * The fast way to a stack, without anybody's permissions and with the zips read from a folder: makes every resource
 * of a template real, or brings those of the stack's last deployment up to date. Rejects with a sentence that names
 * the resource that could not be made; then everything is what it was before.
 */
export async function deployStack(scope: Scope, deployment: StackDeployment): Promise<DeployedStack> {
  const { template, text } = await readTemplate(deployment.templateFile);
  const { stackName, artifactFolder, parameters = {}, tags = {} } = deployment;
  const stack = stackToDeploy(scope, stackName);
  const before = [...stack.resources.values()];
  const goal = planGoal(scope, stack, {
    template,
    templateText: text,
    parameters,
    tags,
    capabilities: ['CAPABILITY_IAM', 'CAPABILITY_NAMED_IAM'],
    roleArn: undefined,
  });
  const actor: Principal = administrator(scope.world);
  const run = { scope, stack, actor, tags, artifactFolder };
  const failure = await (before.length === 0 ? runCreation(run, goal) : runUpdate(run, goal));
  if (failure !== undefined) throw asSentence(failure);
  const { id: stackId, outputs, resources } = stack;
  const leftOver = before.filter((one) => !resources.has(one.logicalId) && isRetained(one, 'deleted'));
  return {
    stackId,
    outputs,
    resources: [...resources.values()],
    leftOver: leftOver.map(({ logicalId }) => logicalId),
  };
}

/** A stack whose creation failed is begun anew. */
function stackToDeploy(scope: Scope, name: string): Stack {
  const { stacks } = cloudformationState(scope);
  const known = stacks.get(name);
  return known !== undefined && known.resources.size > 0 ? known : newStack(scope, name);
}

function asSentence(failure: StepFailed): Error {
  const { logicalId, type, message, cause } = failure;
  if (message.startsWith('The sandbox cannot make')) return new Error(message, { cause });
  return new Error(`The sandbox could not make ${logicalId} (${type}): ${message}`, { cause });
}
