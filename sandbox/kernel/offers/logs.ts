import { defineOffer } from '../offer.ts';

/** A line to write. */
export interface LogLine {
  readonly timestamp: number;
  readonly message: string;
}

/** Where lines go. */
export interface LogPlace {
  readonly group: string;
  readonly stream: string;
}

/** The lines are in the stream, in order of their time; group and stream are made when missing. */
export const appendLog = defineOffer<[place: LogPlace, lines: readonly LogLine[]], void>('logs.appendLog');

/** Whether there is a log group of that name. */
export const hasLogGroup = defineOffer<[name: string], boolean>('logs.hasLogGroup');

/** The ARN that IAM compares for a call on a stream, or without one on the group. */
export const logsArn = defineOffer<[group: string, stream?: string], string>('logs.logsArn');
