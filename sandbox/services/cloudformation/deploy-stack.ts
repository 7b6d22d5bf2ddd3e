import type { ResourceResult } from '../../kernel/service.ts';
import { arnOf, type Scope } from '../../kernel/world.ts';
import { services } from '../index.ts';
import { exportedValue } from './exports.ts';
import { keepArtifact } from './keep-artifact.ts';
import { planStack, type StackOutput } from './plan-stack.ts';
import { cloudformationState, type Stack, type StackResource } from './state.ts';
import { readTemplate } from './template.ts';

export interface StackDeployment {
  /** The compiled template, JSON. */
  readonly templateFile: string;
  /** Folder of the packaged zips; `Code.S3Key` names one by its last part. */
  readonly artifactFolder: string;
  readonly stackName: string;
  readonly parameters?: Readonly<Record<string, string>>;
}

export interface DeployedStack {
  readonly stackId: string;
  readonly outputs: readonly StackOutput[];
  readonly resources: readonly StackResource[];
  /** Resources that an earlier deployment made and the template no longer has: they are left as they are. */
  readonly leftOver: readonly string[];
}

/**
 * Makes every resource of a template real, or brings those of the stack's last deployment up to date; what has
 * not changed is left alone. Rejects with a sentence that names the resource that could not be made.
 */
export async function deployStack(scope: Scope, deployment: StackDeployment): Promise<DeployedStack> {
  const { template, text } = await readTemplate(deployment.templateFile);
  const stack = beginStack(scope, deployment.stackName);
  const isUpdate = stack.resources.size > 0;
  try {
    const { account, region } = scope;
    const { name: stackName, id: stackId } = stack;
    const importValue = (name: string) => exportedValue(scope, name);
    const place = { account, region, stackName, stackId, importValue };
    const plan = planStack(template, place, deployment.parameters);
    const made = new Map<string, ResourceResult>();
    for (const { logicalId, type } of plan.order) {
      const properties = plan.propertiesOf(logicalId, made);
      made.set(logicalId, await makeResource(scope, { stack, deployment, logicalId, type, properties }));
    }
    stack.outputs = plan.outputsOf(made);
    stack.parameters = plan.parameters;
    stack.templateText = text;
    stack.description = template.Description;
    stack.status = isUpdate ? 'UPDATE_COMPLETE' : 'CREATE_COMPLETE';
    const resources = [...stack.resources.values()];
    const leftOver = resources.filter(({ logicalId }) => !made.has(logicalId)).map((one) => one.logicalId);
    for (const logicalId of leftOver) stack.resources.delete(logicalId);
    return { stackId, outputs: stack.outputs, resources: [...stack.resources.values()], leftOver };
  } catch (error) {
    stack.status = isUpdate ? 'UPDATE_FAILED' : 'CREATE_FAILED';
    stack.statusReason = error instanceof Error ? error.message : String(error);
    throw error;
  }
}

function beginStack(scope: Scope, name: string): Stack {
  const { stacks } = cloudformationState(scope);
  const now = scope.world.clock.now();
  const known = stacks.get(name);
  if (known !== undefined) {
    known.changedAt = now;
    known.status = 'UPDATE_IN_PROGRESS';
    known.statusReason = undefined;
    return known;
  }
  const stack: Stack = {
    name,
    id: arnOf(scope, 'cloudformation', `stack/${name}/${scope.world.ids.uuid()}`),
    createdAt: now,
    changedAt: undefined,
    status: 'CREATE_IN_PROGRESS',
    statusReason: undefined,
    templateText: '',
    description: undefined,
    parameters: new Map(),
    resources: new Map(),
    outputs: [],
  };
  stacks.set(name, stack);
  return stack;
}

interface ResourceToMake {
  readonly stack: Stack;
  readonly deployment: StackDeployment;
  readonly logicalId: string;
  readonly type: string;
  readonly properties: Record<string, unknown>;
}

async function makeResource(scope: Scope, wanted: ResourceToMake): Promise<ResourceResult> {
  const { stack, logicalId, type, properties } = wanted;
  const { world } = scope;
  const known = stack.resources.get(logicalId);
  const fingerprint = JSON.stringify([type, world.endpoint, properties]);
  // Code is read from the artifact folder: the same properties may stand for another zip.
  if (known?.fingerprint === fingerprint && type !== 'AWS::Lambda::Function') return known;
  const generatedName =
    known?.generatedName ?? `${stack.name}-${logicalId}-${world.ids.hex(12).toUpperCase()}`;
  const result = await callHandler(scope, { ...wanted, generatedName });
  stack.resources.set(logicalId, {
    logicalId,
    type,
    generatedName,
    fingerprint,
    ref: result.ref,
    attributes: result.attributes ?? {},
    status: known ? 'UPDATE_COMPLETE' : 'CREATE_COMPLETE',
    changedAt: world.clock.now(),
  });
  return result;
}

async function callHandler(
  scope: Scope,
  {
    stack,
    deployment,
    logicalId,
    type,
    properties,
    generatedName,
  }: ResourceToMake & { generatedName: string },
): Promise<ResourceResult> {
  const handler = services.find(({ resources }) => resources && Object.hasOwn(resources, type))?.resources?.[
    type
  ];
  if (handler === undefined) {
    throw new Error(
      `The sandbox cannot make ${logicalId}: it knows no resources of type ${type}. ` +
        'Each service lists its own in sandbox/services/<name>/service.ts.',
    );
  }
  const { artifactFolder } = deployment;
  try {
    const result = await handler({
      scope,
      stackName: stack.name,
      logicalId,
      generatedName,
      properties,
      artifactFolder,
    });
    await keepArtifact(scope, { properties, artifactFolder });
    return result;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`The sandbox could not make ${logicalId} (${type}): ${reason}`, { cause: error });
  }
}
