import type { StackResource } from './state.ts';

/** What all operations tell of a stack's resource. */
export function describeResource({ logicalId, ref, type, status, statusReason }: StackResource) {
  return {
    LogicalResourceId: logicalId,
    PhysicalResourceId: ref,
    ResourceType: type,
    ResourceStatus: status,
    DriftInformation: { StackResourceDriftStatus: 'NOT_CHECKED' },
    ...(statusReason !== undefined && { ResourceStatusReason: statusReason }),
  };
}
