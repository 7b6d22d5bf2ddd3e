import { defineOperation } from '../../../kernel/service.ts';
import { describeRole } from '../describe-role.ts';
import { iamState } from '../state.ts';

interface Input {
  readonly PathPrefix?: string;
}

/** Every role below a path, by name, in one page: a sandbox has few. */
export const listRoles = defineOperation({
  resources: () => '*',
  handle: (input: Input, scope) => ({
    Roles: [...iamState(scope).roles.values()]
      .filter(({ path }) => path.startsWith(input.PathPrefix ?? '/'))
      .toSorted((left, right) => (left.roleName < right.roleName ? -1 : 1))
      .map(describeRole),
    IsTruncated: false,
  }),
});
