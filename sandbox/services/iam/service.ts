import * as offered from '../../kernel/offers/iam.ts';
import type { Service } from '../../kernel/service.ts';
import { authorize, authorizeResource } from './authorize.ts';
import { authorizeKey } from './authorize-key.ts';
import { accessKeyOf, issueCredentials, roleOf } from './credentials.ts';
import { attachRolePolicy } from './operations/attach-role-policy.ts';
import { createPolicy } from './operations/create-policy.ts';
import { createRoleOperation } from './operations/create-role.ts';
import { deleteRolePermissionsBoundary } from './operations/delete-role-permissions-boundary.ts';
import { getRole } from './operations/get-role.ts';
import { getRolePolicy } from './operations/get-role-policy.ts';
import { listRolePolicies } from './operations/list-role-policies.ts';
import { listRoleTags } from './operations/list-role-tags.ts';
import { listRoles } from './operations/list-roles.ts';
import { putRolePermissionsBoundary } from './operations/put-role-permissions-boundary.ts';
import { putRolePolicy } from './operations/put-role-policy.ts';
import { simulatePrincipalPolicy } from './operations/simulate-principal-policy.ts';
import { managedPolicyKind, policyKind, roleKind } from './resources.ts';

export const iam: Service = {
  name: 'iam',
  protocols: [
    {
      kind: 'query',
      apiVersion: '2010-05-08',
      namespace: 'https://iam.amazonaws.com/doc/2010-05-08/',
      style: { types: { MaxSessionDuration: 'number' } },
    },
  ],
  operations: {
    AttachRolePolicy: attachRolePolicy,
    CreatePolicy: createPolicy,
    CreateRole: createRoleOperation,
    DeleteRolePermissionsBoundary: deleteRolePermissionsBoundary,
    GetRole: getRole,
    GetRolePolicy: getRolePolicy,
    ListRolePolicies: listRolePolicies,
    ListRoleTags: listRoleTags,
    ListRoles: listRoles,
    PutRolePermissionsBoundary: putRolePermissionsBoundary,
    PutRolePolicy: putRolePolicy,
    SimulatePrincipalPolicy: simulatePrincipalPolicy,
  },
  resources: {
    'AWS::IAM::ManagedPolicy': managedPolicyKind,
    'AWS::IAM::Policy': policyKind,
    'AWS::IAM::Role': roleKind,
  },
  offers: [
    offered.authorize.by(authorize),
    offered.authorizeResource.by((_, { policy, ...request }) => authorizeResource(policy, request)),
    offered.authorizeKey.by(authorizeKey),
    offered.issueCredentials.by(issueCredentials),
    offered.accessKeyOf.by(accessKeyOf),
    offered.roleOf.by(roleOf),
  ],
};
