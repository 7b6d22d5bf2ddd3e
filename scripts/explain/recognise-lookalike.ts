import { isJsonObject, type JsonObject, parsedIfJson, textAt } from './json-object.ts';
import type { Recognised } from './recognise.ts';

/** The names under which tools that invoke a function locally, and people who write down a call, keep the event. */
const wrapperKeys = ['event', 'Event', 'payload', 'Payload', 'input', 'Input', 'body', 'detail'];

/**
 * Knows what is nearly an event: an EventBridge event that lost its source, and one in the wrapper of a tool for
 * invoking functions locally. Neither is ever sent by AWS; people meet them when they try something out.
 */
export function recogniseLookalike(event: JsonObject): Recognised | undefined {
  return withoutSource(event) ?? wrapper(event);
}

function withoutSource(event: JsonObject): Recognised | undefined {
  const type = textAt(event, 'detail-type');
  if (type === undefined || textAt(event, 'source') !== undefined) return undefined;
  return {
    what: `Nearly an EventBridge event: ${type}, without a source`,
    comes: 'none',
    because:
      'Every rule asks for a source, so none takes it. EventBridge always sends one, such as "aws.codecommit": add it and explain the event again.',
  };
}

function wrapper(event: JsonObject): Recognised | undefined {
  for (const key of wrapperKeys) {
    const inside = textAt(event, key) === undefined ? event[key] : parsedIfJson(textAt(event, key) ?? '');
    if (!isEventLike(inside)) continue;
    return {
      what: `A wrapper with an event under "${key}", as tools for local invocation write it`,
      comes: 'none',
      because: 'AWS hands a function the event itself; it is explained below.',
      inside: [inside],
    };
  }
  return undefined;
}

/** What a function of the stack could be handed. */
function isEventLike(value: unknown): boolean {
  if (!isJsonObject(value)) return false;
  const isFromRule = Object.hasOwn(value, 'detail-type') && Object.hasOwn(value, 'detail');
  return isFromRule || ['drawbridge', 'Records', 'requestContext'].some((key) => Object.hasOwn(value, key));
}
