import type { ResourceResult } from '../../../kernel/resource-kind.ts';
import type { StackResource } from '../state.ts';
import type { PlannedResource, StackPlan } from '../template/plan-stack.ts';
import { isUpToDate, needsReplacing } from './compare-stack.ts';
import { failureReason } from './failure-reason.ts';
import { createResource, updateResource } from './make-resource.ts';
import { recordEvent } from './record-event.ts';
import { kindOf, type StackRun, StepFailed } from './stack-run.ts';
import { withStackTags } from './with-stack-tags.ts';

/** What was done to a stack's resources, in order: enough to take it back, and to clean up after it. */
export interface Journal {
  readonly created: StackResource[];
  /** With what each was to be, whether that came about or failed half way. */
  readonly updated: { readonly before: StackResource; readonly attempted: StackResource['properties'] }[];
  readonly replaced: { readonly before: StackResource; readonly after: StackResource }[];
}

/**
 * Makes, updates and replaces resources in the plan's order; what is up to date is left alone. Removes nothing.
 * Rejects with `StepFailed` at the first that fails; the journal tells what was done until then.
 */
export async function applyPlan(
  run: StackRun,
  plan: StackPlan,
  journal: Journal,
): Promise<ReadonlyMap<string, ResourceResult>> {
  const made = new Map<string, ResourceResult>();
  for (const planned of plan.order) {
    const resource = await applyOne(run, {
      planned,
      journal,
      properties: () => plan.propertiesOf(planned.logicalId, made),
    });
    made.set(planned.logicalId, resource);
    run.stack.resources.set(planned.logicalId, resource);
  }
  return made;
}

async function applyOne(
  run: StackRun,
  {
    planned,
    journal,
    properties,
  }: { planned: PlannedResource; journal: Journal; properties: () => Record<string, unknown> },
): Promise<StackResource> {
  const { logicalId, type } = planned;
  const known = run.stack.resources.get(logicalId);
  const resolved = resolve(run, planned, { known, properties });
  const kind = kindOf(run.scope, { logicalId, type });
  const wanted = { planned, properties: resolved };
  if (known === undefined) {
    const made = await createResource(run, wanted);
    journal.created.push(made);
    return made;
  }
  if (isUpToDate(run.scope, known, resolved) && !mayHaveOtherCode(run, type)) return { ...known, ...planned };
  if (needsReplacing(kind, known, resolved)) {
    const after = await createResource(run, wanted, known);
    journal.created.push(after);
    journal.replaced.push({ before: known, after });
    return after;
  }
  return updateInPlace(run, { wanted, known, journal });
}

function updateInPlace(
  run: StackRun,
  {
    wanted,
    known,
    journal,
  }: { wanted: Parameters<typeof updateResource>[1]; known: StackResource; journal: Journal },
): Promise<StackResource> {
  journal.updated.push({ before: known, attempted: wanted.properties });
  return updateResource(run, wanted, known);
}

/** Code that is read from a folder may be another one under the same key. */
function mayHaveOtherCode({ artifactFolder }: StackRun, type: string): boolean {
  return artifactFolder !== undefined && type === 'AWS::Lambda::Function';
}

/** A property that cannot be resolved fails the resource that has it. */
function resolve(
  run: StackRun,
  { logicalId, type }: PlannedResource,
  { known, properties }: { known: StackResource | undefined; properties: () => Record<string, unknown> },
): Readonly<Record<string, unknown>> {
  const verb = known === undefined ? 'create' : 'update';
  try {
    return withStackTags(kindOf(run.scope, { logicalId, type }), properties(), run.tags);
  } catch (error) {
    const status = known === undefined ? 'CREATE_FAILED' : 'UPDATE_FAILED';
    const reason = failureReason(run.scope, type, error);
    recordEvent(run.scope, run.stack, { logicalId, type, ref: known?.ref ?? '', status, reason });
    throw new StepFailed({ logicalId, type, verb }, error);
  }
}
