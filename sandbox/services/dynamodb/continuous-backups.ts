import { type CallContext, defineOperation } from '../../kernel/service.ts';
import type { Scope } from '../../kernel/world.ts';
import { findTable, tableArn, tableName } from './find-table.ts';
import type { TableInput } from './item-operations.ts';
import type { Table } from './state.ts';

const resources = (input: TableInput, context: CallContext) => tableArn(context, input['TableName']);

export const describeContinuousBackups = defineOperation({
  resources,
  handle: (input: TableInput, context: CallContext) =>
    describe(context, findTable(context, tableName(input['TableName']))),
});

/** Keeps the setting. There are no backups behind it: restoring is not among the sandbox's operations. */
export const updateContinuousBackups = defineOperation({
  resources,
  handle: (input: TableInput, context: CallContext) => {
    const table = findTable(context, tableName(input['TableName']));
    const { PointInTimeRecoveryEnabled: isEnabled, RecoveryPeriodInDays: days } = (input[
      'PointInTimeRecoverySpecification'
    ] ?? {}) as { PointInTimeRecoveryEnabled?: boolean; RecoveryPeriodInDays?: number };
    setPointInTimeRecovery(context, table, { isEnabled: isEnabled === true, days });
    return describe(context, table);
  },
});

/** Sets point-in-time recovery; the earliest restorable time is that of switching it on. */
export function setPointInTimeRecovery(
  { world }: Scope,
  table: Table,
  { isEnabled, days }: { isEnabled: boolean; days: number | undefined },
): void {
  const recoveryPeriodInDays = days ?? table.pointInTimeRecovery.recoveryPeriodInDays;
  const enabledAt = table.pointInTimeRecovery.enabledAt ?? world.clock.now();
  table.pointInTimeRecovery = { recoveryPeriodInDays, ...(isEnabled && { enabledAt }) };
}

function describe({ world }: Scope, { pointInTimeRecovery }: Table) {
  const { enabledAt, recoveryPeriodInDays } = pointInTimeRecovery;
  return {
    ContinuousBackupsDescription: {
      ContinuousBackupsStatus: 'ENABLED',
      PointInTimeRecoveryDescription:
        enabledAt === undefined
          ? { PointInTimeRecoveryStatus: 'DISABLED' }
          : {
              PointInTimeRecoveryStatus: 'ENABLED',
              RecoveryPeriodInDays: recoveryPeriodInDays,
              EarliestRestorableDateTime: new Date(enabledAt),
              LatestRestorableDateTime: new Date(world.clock.now()),
            },
    },
  };
}
