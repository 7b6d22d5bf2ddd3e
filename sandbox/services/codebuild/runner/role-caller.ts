import { accessKeyOf, authorize, type Credentials, issueCredentials } from '../../../kernel/offers/iam.ts';
import { registry } from '../../../kernel/registry.ts';
import type { CallContext } from '../../../kernel/service.ts';
import type { Principal, Scope } from '../../../kernel/world.ts';

/** Calls that CodeBuild makes as a project's service role: each is allowed by the role's policies, or refused. */
export interface RoleCaller {
  readonly credentials: Credentials;
  /** Throws AccessDenied unless the role may do this. */
  require(action: string, resources: string | readonly string[]): void;
  /** Runs an operation of another service. */
  call(service: string, operation: string, input: object): Promise<unknown>;
}

/** A session of the role. Declines when there is no such role, or its trust policy does not name the caller. */
export function roleCaller(
  scope: Scope,
  role: { roleArn: string; sessionName: string; caller: Principal },
): RoleCaller {
  const credentials = issueCredentials(scope, role);
  const principal = accessKeyOf(scope, credentials.accessKeyId)?.principal as Principal;
  return {
    credentials,
    require: (action, resources) => authorize(scope, principal, { action, resources }),
    async call(service, name, input) {
      const { services } = registry.of(scope.world);
      const operation = services.find((one) => one.name === service)?.operations[name];
      if (!operation) throw new Error(`${service} has no operation ${name}`);
      const context: CallContext = { ...scope, principal, requestId: scope.world.ids.uuid() };
      const conditions = operation.conditions?.(input, context);
      authorize(scope, principal, {
        action: operation.action ?? `${service}:${name}`,
        resources: operation.resources(input, context),
        ...(conditions ? { conditions } : {}),
      });
      return await operation.handle(input, context);
    },
  };
}
