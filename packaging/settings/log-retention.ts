import type { Template } from '../template.ts';
import { changeResources } from './change-resources.ts';

/** Keeps every log of the stack for that many days. */
export function keepLogs(template: Template, days: number): void {
  changeResources(template, 'AWS::Logs::LogGroup', (properties) => ({
    ...properties,
    RetentionInDays: days,
  }));
}
