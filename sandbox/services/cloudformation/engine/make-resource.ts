import { authorize } from '../../../kernel/offers/iam.ts';
import type { ResourceKind, ResourceStep } from '../../../kernel/resource-kind.ts';
import type { StackResource } from '../state.ts';
import { accessOfStep } from './access-of-step.ts';
import { callKind, type WantedResource } from './call-kind.ts';
import { alreadyExists, failureReason } from './failure-reason.ts';
import { generateName, givenName } from './physical-name.ts';
import { recordEvent } from './record-event.ts';
import { kindOf, type StackRun, StepFailed } from './stack-run.ts';

const INITIATED = 'Resource creation Initiated';
const REPLACING = 'Requested update requires the creation of a new physical resource; hence creating one.';

/**
 * Makes a resource, beside the one whose place it takes, if any. Rejects with `StepFailed`, and leaves nothing
 * half made behind.
 */
export async function createResource(
  run: StackRun,
  wanted: WantedResource,
  replaced?: StackResource,
): Promise<StackResource> {
  const { logicalId, type } = wanted.planned;
  const say = sayer(run, wanted, replaced === undefined ? 'CREATE' : 'UPDATE');
  const ref = replaced?.ref ?? '';
  say('IN_PROGRESS', { ref, reason: replaced && REPLACING });
  try {
    const made = await create(run, wanted, replaced);
    say('IN_PROGRESS', { ref: made.ref, reason: INITIATED });
    return { ...made, status: say('COMPLETE', { ref: made.ref }) };
  } catch (error) {
    say('FAILED', { ref, reason: failureReason(run.scope, type, error) });
    throw new StepFailed({ logicalId, type, verb: replaced === undefined ? 'create' : 'update' }, error);
  }
}

async function create(
  run: StackRun,
  wanted: WantedResource,
  replaced: StackResource | undefined,
): Promise<Omit<StackResource, 'status'>> {
  const { stack, scope } = run;
  const { planned, properties } = wanted;
  const { logicalId } = planned;
  const kind = kindOf(scope, planned);
  const generatedName = generateName(scope, { stackName: stack.name, logicalId, limit: kind.nameLimit });
  const name = givenName(kind, properties) ?? generatedName;
  refuseTakenName(run, kind, { ...wanted, name, replaced });
  ask(run, kind, { scope, kind: 'create', name, ref: undefined, properties, previous: {} });
  return callKind(run, kind, { wanted, name, generatedName, isNew: true });
}

/** Brings a resource up to date in its place. Rejects with `StepFailed`. */
export async function updateResource(
  run: StackRun,
  wanted: WantedResource,
  known: StackResource,
): Promise<StackResource> {
  const { logicalId, type } = wanted.planned;
  const { ref, name, generatedName } = known;
  const say = sayer(run, wanted, 'UPDATE');
  say('IN_PROGRESS', { ref });
  try {
    const kind = kindOf(run.scope, wanted.planned);
    const { properties } = wanted;
    ask(run, kind, { scope: run.scope, kind: 'update', name, ref, properties, previous: known.properties });
    const made = await callKind(run, kind, { wanted, name, generatedName, isNew: false });
    return { ...made, status: say('COMPLETE', { ref: made.ref }) };
  } catch (error) {
    say('FAILED', { ref, reason: failureReason(run.scope, type, error) });
    throw new StepFailed({ logicalId, type, verb: 'update' }, error);
  }
}

/** Writes the resource's events, and gives the status that each one tells. */
function sayer(run: StackRun, { planned, properties }: WantedResource, verb: 'CREATE' | 'UPDATE') {
  const { logicalId, type } = planned;
  return (step: string, { ref, reason }: { ref: string; reason?: string | undefined }): string => {
    const status = `${verb}_${step}`;
    recordEvent(run.scope, run.stack, { logicalId, type, status, ref, reason, properties });
    return status;
  };
}

function ask({ scope, actor }: StackRun, { permissions }: ResourceKind, step: ResourceStep): void {
  for (const access of accessOfStep(permissions, step)) authorize(scope, actor, access);
}

function refuseTakenName(
  { scope }: StackRun,
  kind: ResourceKind,
  wanted: WantedResource & { name: string; replaced: StackResource | undefined },
): void {
  const { planned, name, replaced } = wanted;
  if (replaced?.name === name)
    throw new Error(
      `CloudFormation cannot update a stack when a custom-named resource requires replacing. Rename ${name} and update the stack again.`,
    );
  if (kind.isTaken?.(scope, name)) throw alreadyExists(planned.type, kind.nameProperty ?? 'Name', name);
}
