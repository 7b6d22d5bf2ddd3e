import { type CallContext, defineOperation } from '../../../kernel/service.ts';
import { validationError } from '../find-stack.ts';
import { capabilitiesNeeded, type GoalInput, parseTemplate, readText } from '../read-goal.ts';
import { neededBy } from '../template/order-resources.ts';
import type { Template } from '../template/template.ts';

/** Whether a text is a template, with nothing in it that refers to what it does not have. */
export const validateTemplate = defineOperation({
  resources: () => '*',
  async handle(input: GoalInput, context: CallContext) {
    const template = parseTemplate(await readText(context, input));
    refuseUnresolved(template);
    const { Description, Parameters = {} } = template;
    const capabilities = capabilitiesNeeded(template);
    return {
      Parameters: Object.entries(Parameters).map(([ParameterKey, { Default }]) => ({
        ParameterKey,
        NoEcho: false,
        ...(Default !== undefined && { DefaultValue: String(Default) }),
      })),
      Capabilities: capabilities,
      ...(Description !== undefined && { Description }),
      ...(capabilities.length > 0 && {
        CapabilitiesReason: `The following resource(s) require capabilities: [${iamTypes(template).join(', ')}]`,
      }),
    };
  },
});

function refuseUnresolved({ Resources, Parameters = {} }: Template): void {
  const missing = Object.values(Resources)
    .flatMap((resource) => [...neededBy(resource)])
    .filter((name) => !name.startsWith('AWS::') && !(name in Resources) && !(name in Parameters));
  if (missing.length > 0)
    throw validationError(
      `Template format error: Unresolved resource dependencies [${[...new Set(missing)].join(', ')}] in the Resources block of the template`,
    );
}

function iamTypes({ Resources }: Template): string[] {
  const types = Object.values(Resources).map(({ Type }) => Type);
  return [...new Set(types.filter((type) => type.startsWith('AWS::IAM::')))];
}
