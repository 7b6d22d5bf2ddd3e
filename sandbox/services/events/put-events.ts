import { AwsError } from '../../kernel/errors.ts';
import { type CallContext, defineOperation } from '../../kernel/service.ts';
import { busArnOf, busNamed, busNameOf } from './find-bus.ts';
import { putOnBus } from './put-on-bus.ts';
import { timeText } from './time-text.ts';

interface Entry {
  /** Epoch seconds. */
  readonly Time?: number;
  readonly Source?: string;
  readonly Resources?: readonly string[];
  readonly DetailType?: string;
  readonly Detail?: string;
  readonly EventBusName?: string;
}

type EntryResult = { EventId: string } | { ErrorCode: string; ErrorMessage: string };

/** The current model's limit; older documentation says 256 KB (facts: PutEvents). */
const mostBytes = 1_048_576;

/** Puts up to ten events on buses. An entry that is wrong fails by itself, with HTTP 200 for the call. */
export const putEvents = defineOperation({
  resources: ({ Entries = [] }: { Entries?: readonly Entry[] }, context) =>
    [...new Set(Entries.map(({ EventBusName }) => busNameOf(EventBusName)))].map((name) =>
      busArnOf(context, name),
    ),
  conditions: ({ Entries = [] }) => ({
    'events:source': Entries.flatMap(({ Source }) => Source ?? []),
    'events:detail-type': Entries.flatMap(({ DetailType }) => DetailType ?? []),
  }),
  handle({ Entries = [] }, context) {
    checkBatch(Entries);
    const results = Entries.map((entry) => putEntry(context, entry));
    return {
      FailedEntryCount: results.filter((result) => 'ErrorCode' in result).length,
      Entries: results,
    };
  },
});

function checkBatch(entries: readonly Entry[]): void {
  if (entries.length === 0 || entries.length > 10)
    throw new AwsError(
      'ValidationException',
      `1 validation error detected: Value at 'entries' failed to satisfy constraint: Member must have length ${entries.length === 0 ? 'greater than or equal to 1' : 'less than or equal to 10'}`,
    );
  const bytes = entries.reduce((sum, entry) => sum + sizeOf(entry), 0);
  if (bytes >= mostBytes)
    throw new AwsError('ValidationException', 'Total size of the entries in the request is over the limit.');
}

/** The size that counts (user guide, "calculating PutEvents event entry size"): 14 for a time, the rest in UTF-8. */
function sizeOf({ Time, Source = '', DetailType = '', Detail = '', Resources = [] }: Entry): number {
  const texts = [Source, DetailType, Detail, ...Resources];
  return texts.reduce((sum, text) => sum + Buffer.byteLength(text), Time === undefined ? 0 : 14);
}

function putEntry(context: CallContext, entry: Entry): EntryResult {
  const { Source, DetailType, Detail } = entry;
  if (!Source) return missing('Source');
  if (!DetailType) return missing('DetailType');
  if (!Detail) return missing('Detail');
  // That such an entry fails, and with this code, is unconfirmed (facts: delivery).
  if (Source.startsWith('aws.'))
    return failed('NotAuthorizedForSourceException', 'Not authorized for the source.');
  const detail = objectOf(Detail);
  if (detail === undefined) return failed('MalformedDetail', 'Detail is malformed.');
  const bus = busNamed(context, entry.EventBusName);
  if (bus === undefined)
    return failed('ResourceNotFoundException', `Event bus ${busNameOf(entry.EventBusName)} does not exist.`);
  const { world } = context;
  const id = world.ids.uuid();
  putOnBus(context, bus.name, {
    version: '0',
    id,
    'detail-type': DetailType,
    source: Source,
    account: context.account,
    time: timeText(entry.Time === undefined ? world.clock.now() : entry.Time * 1000),
    region: context.region,
    resources: entry.Resources ?? [],
    detail,
  });
  return { EventId: id };
}

function missing(name: string): EntryResult {
  return failed('InvalidArgument', `Parameter ${name} is not valid. Reason: ${name} is a required argument.`);
}

function failed(ErrorCode: string, ErrorMessage: string): EntryResult {
  return { ErrorCode, ErrorMessage };
}

function objectOf(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
