import type { PolicyDocument } from './policy.ts';
import type { Role } from './state.ts';

/** A role as the operations of IAM answer it. */
export function describeRole(role: Role) {
  return {
    Path: role.path,
    RoleName: role.roleName,
    RoleId: role.roleId,
    Arn: role.arn,
    CreateDate: role.createDate,
    AssumeRolePolicyDocument: encodeDocument(role.trustPolicy),
    Description: role.description,
    MaxSessionDuration: role.maxSessionDuration,
    ...(role.permissionsBoundary !== undefined && {
      PermissionsBoundary: {
        PermissionsBoundaryType: 'Policy',
        PermissionsBoundaryArn: role.permissionsBoundary,
      },
    }),
  };
}

/** Policy documents leave IAM URL-encoded (RFC 3986). */
export function encodeDocument(policy: PolicyDocument): string {
  return encodeURIComponent(JSON.stringify(policy.source));
}
