import type { BusEvent } from '../../kernel/offers/events.ts';
import { valueAt } from './json-path.ts';
import type { Target } from './state.ts';
import { timeText } from './time-text.ts';

/** What a target's input is made from. */
export interface InputSource {
  readonly event: BusEvent;
  readonly rule: { readonly name: string; readonly arn: string };
  /** When the event came to the bus, epoch milliseconds. */
  readonly since: number;
}

/** The text a target gets: the whole event, a part of it, a constant, or a template's result. */
export function renderInput(target: Target, source: InputSource): string {
  if (target.Input !== undefined) return target.Input;
  if (target.InputPath !== undefined) return JSON.stringify(valueAt(source.event, target.InputPath) ?? {});
  if (target.InputTransformer === undefined) return JSON.stringify(source.event);
  const { InputPathsMap = {}, InputTemplate } = target.InputTransformer;
  return renderTemplate(InputTemplate, (name) => {
    const path = Object.hasOwn(InputPathsMap, name) ? InputPathsMap[name] : undefined;
    return path === undefined ? reserved(name, source) : { value: valueAt(source.event, path) };
  });
}

/** The variables that need no path (EventBridge user guide, "input transformation, predefined variables"). */
function reserved(name: string, { event, rule, since }: InputSource): { value: unknown } | undefined {
  switch (name) {
    case 'aws.events.rule-arn':
      return { value: rule.arn };
    case 'aws.events.rule-name':
      return { value: rule.name };
    case 'aws.events.event.ingestion-time':
      return { value: timeText(since) };
    case 'aws.events.event': {
      const { detail: _, ...rest } = event;
      return { value: rest };
    }
    case 'aws.events.event.json':
      return { value: event };
    default:
      return undefined;
  }
}

/**
 * Replaces `<name>` in a template. Between quotes a text goes in escaped and a JSON value without its quotes;
 * elsewhere the value goes in as JSON. A name that no path gives stays as it is; a path that leads nowhere gives
 * an empty text (what AWS writes there is unconfirmed).
 */
function renderTemplate(template: string, lookUp: (name: string) => { value: unknown } | undefined): string {
  let isQuoted = false;
  let isEscaped = false;
  let text = '';
  for (let index = 0; index < template.length; index++) {
    const character = template.charAt(index);
    const end = character === '<' ? template.indexOf('>', index) : -1;
    const variable = end < 0 ? undefined : lookUp(template.slice(index + 1, end));
    if (variable !== undefined) {
      text += isQuoted ? quotedText(variable.value) : JSON.stringify(variable.value ?? '');
      index = end;
      continue;
    }
    if (character === '"' && !isEscaped) isQuoted = !isQuoted;
    isEscaped = character === '\\' && !isEscaped;
    text += character;
  }
  return text;
}

function quotedText(value: unknown): string {
  if (value === undefined) return '';
  if (typeof value === 'string') return JSON.stringify(value).slice(1, -1);
  return JSON.stringify(value).replaceAll('"', '');
}
