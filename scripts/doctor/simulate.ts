import { type IAMClient, SimulatePrincipalPolicyCommand } from '@aws-sdk/client-iam';

/** Something that a role does to things. */
export interface Need {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
}

/** What a role may not do, though it has to. */
export interface Denied {
  readonly action: string;
  readonly resource: string;
}

/** So many resources are asked about in one call: IAM answers each action on each of them. */
const RESOURCES_PER_CALL = 100;

/** Asks IAM what of these the role's policies do not allow; nothing is called. Fails when there is no such role. */
export async function deniedTo(iam: IAMClient, roleArn: string, needs: readonly Need[]): Promise<Denied[]> {
  const denied: Denied[] = [];
  for (const { actions, resources } of needs)
    for (let start = 0; start < resources.length; start += RESOURCES_PER_CALL)
      denied.push(
        ...(await deniedOf(iam, {
          PolicySourceArn: roleArn,
          ActionNames: [...actions],
          ResourceArns: resources.slice(start, start + RESOURCES_PER_CALL),
        })),
      );
  return denied;
}

async function deniedOf(
  iam: IAMClient,
  question: { PolicySourceArn: string; ActionNames: string[]; ResourceArns: string[] },
): Promise<Denied[]> {
  const denied: Denied[] = [];
  let Marker: string | undefined;
  do {
    const answer = await iam.send(
      new SimulatePrincipalPolicyCommand({ ...question, ...(Marker !== undefined && { Marker }) }),
    );
    for (const { EvalActionName, EvalResourceName, EvalDecision } of answer.EvaluationResults ?? [])
      if (EvalDecision !== 'allowed')
        denied.push({ action: EvalActionName ?? '', resource: EvalResourceName ?? '' });
    Marker = answer.IsTruncated ? answer.Marker : undefined;
  } while (Marker !== undefined);
  return denied;
}
