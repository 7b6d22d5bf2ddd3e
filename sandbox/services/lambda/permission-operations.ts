import { type CallContext, defineOperation, type RestInput } from '../../kernel/service.ts';
import { findFunction, resourceNotFound } from './find-function.ts';
import { addStatement, policyOf, removeStatement } from './permissions.ts';
import { bodyOf, functionResource, referenceOf } from './read-input.ts';

export const addPermission = defineOperation({
  resources: functionResource,
  handle: (input: RestInput, context: CallContext) => {
    const reference = referenceOf(input);
    const target = findFunction(context, reference);
    const { qualifier } = reference;
    const statement = addStatement(context, target, { qualifier, input: bodyOf(input) });
    return { status: 201, body: { Statement: JSON.stringify(statement) } };
  },
});

export const removePermission = defineOperation({
  resources: functionResource,
  handle: (input: RestInput, context: CallContext) => {
    const reference = referenceOf(input);
    const id = input.parameters['StatementId'] ?? '';
    if (!removeStatement(findFunction(context, reference), reference.qualifier, id))
      throw resourceNotFound(`Statement ${id} is not found in resource policy.`);
    return { status: 204 };
  },
});

export const getPolicy = defineOperation({
  resources: functionResource,
  handle: (input: RestInput, context: CallContext) => {
    const reference = referenceOf(input);
    const target = findFunction(context, reference);
    const policy = policyOf(target, reference.qualifier);
    if (policy === undefined) throw resourceNotFound('The resource you requested does not exist.');
    return { body: { Policy: JSON.stringify(policy), RevisionId: target.latest.revisionId } };
  },
});
