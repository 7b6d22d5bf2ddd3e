import { AwsError } from '../../../kernel/errors.ts';
import { type CallContext, defineOperation } from '../../../kernel/service.ts';
import { actorOf } from '../actor-of.ts';
import { runCreation } from '../engine/run-creation.ts';
import { runUpdate } from '../engine/run-update.ts';
import { type ChangeSetInput, changeSetArns, findChangeSet } from '../find-change-set.ts';
import { planCall } from '../plan-call.ts';
import { parseTemplate } from '../read-goal.ts';
import { refuseUpdateNow } from '../refuse-update-now.ts';

interface Input extends ChangeSetInput {
  readonly DisableRollback?: boolean;
}

/** Does what a change set says, with the permissions of whoever executes it or of the role it was given. */
export const executeChangeSet = defineOperation({
  resources: changeSetArns,
  async handle(input: Input, context: CallContext) {
    const { stack, changeSet } = findChangeSet(context, input);
    if (changeSet.status !== 'CREATE_COMPLETE')
      throw new AwsError(
        'InvalidChangeSetStatusException',
        `ChangeSet [${changeSet.id}] cannot be executed in its current status of [${changeSet.status}]`,
        { queryCode: 'InvalidChangeSetStatus' },
      );
    if (changeSet.type === 'UPDATE') refuseUpdateNow(stack);
    const template = parseTemplate(changeSet.goal.templateText);
    const { goal } = planCall(context, stack, { ...changeSet.goal, template });
    const { roleArn, tags } = goal;
    const actor = actorOf(context, { stackId: stack.id, roleArn, isPassed: false });
    stack.roleArn = roleArn;
    stack.changeSets.clear();
    const run = { scope: context, stack, actor, tags };
    const isRolledBack = input.DisableRollback !== true;
    if (changeSet.type === 'UPDATE') await runUpdate(run, goal, { isRolledBack });
    else await runCreation(run, goal, isRolledBack ? 'ROLLBACK' : 'DO_NOTHING');
    return {};
  },
});
