import { type CallContext, defineOperation, type RestInput } from '../../kernel/service.ts';
import { describeAlias, makeAlias, setAlias } from './aliases.ts';
import { findAlias, findFunction } from './find-function.ts';
import { bodyOf, referenceOf, wholeFunctionResource } from './read-input.ts';

const aliasOf = (input: RestInput) => ({
  name: referenceOf(input).name,
  qualifier: input.parameters['Name'] ?? '',
});

const resources = wholeFunctionResource;

export const createAlias = defineOperation({
  resources,
  handle: (input: RestInput, context: CallContext) => {
    const target = findFunction(context, referenceOf(input));
    return { status: 201, body: describeAlias(context, target, makeAlias(context, target, bodyOf(input))) };
  },
});

export const updateAlias = defineOperation({
  resources,
  handle: (input: RestInput, context: CallContext) => {
    const reference = aliasOf(input);
    const target = findFunction(context, reference);
    const current = findAlias(context, reference);
    return {
      body: describeAlias(context, target, setAlias(context, target, { current, input: bodyOf(input) })),
    };
  },
});

export const getAlias = defineOperation({
  resources,
  handle: (input: RestInput, context: CallContext) => {
    const reference = aliasOf(input);
    return { body: describeAlias(context, findFunction(context, reference), findAlias(context, reference)) };
  },
});

/** All aliases in one page, or those that use one version. */
export const listAliases = defineOperation({
  resources,
  handle: (input: RestInput, context: CallContext) => {
    const target = findFunction(context, referenceOf(input));
    const version = input.query['FunctionVersion'];
    const aliases = [...target.aliases.values()].filter(
      (alias) =>
        version === undefined || alias.functionVersion === version || alias.additionalWeights.has(version),
    );
    return { body: { Aliases: aliases.map((alias) => describeAlias(context, target, alias)) } };
  },
});

/** Deleting an alias that is not there is no error, as on AWS. */
export const deleteAlias = defineOperation({
  resources,
  handle: (input: RestInput, context: CallContext) => {
    const { name, qualifier } = aliasOf(input);
    findFunction(context, { name, qualifier }).aliases.delete(qualifier);
    return { status: 204 };
  },
});
