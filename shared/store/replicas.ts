import type { ClientSettings } from '../aws/client-settings.ts';
import type { ReplicaKey, ReplicaRecord } from '../core/replica-record.ts';
import type { Records } from '../core/stored.ts';
import { day, type Instant, minute } from '../core/time.ts';
import { type Bounds, fitRecord } from './fit-record.ts';
import { type Items, type RecordKey, tableItems } from './items.ts';
import { partitionKey } from './kinds.ts';
import { type ReplicaState, replicaBounds } from './replica-bounds.ts';
import { mostListed, type Piece, packRefs, pieceNameLength, unpackRefs } from './replica-refs.ts';
import { tableRecords } from './table.ts';

/** A piece that no record lists any more is forgotten by the table itself, and one that is still listed is renewed. */
const piecesKeptForMs = 30 * day;
const piecesRenewedAfterMs = 15 * day;
/** So many pieces are read or written at a time. */
const atOnce = 8;

/**
 * Replicas, by repository and Region. What was last replicated of few refs is in the record; of many it is in pieces
 * beside it, each named by its content, so that a write brings only those that changed, and a run that dies or loses
 * leaves only pieces behind that nobody lists. Of more than some 800,000 refs it is not kept: then what the replica
 * has counts as somebody else's unless the source's history holds it.
 */
export function replicaRecords(
  place: { readonly tableName: string; now(): number },
  settings: ClientSettings = {},
): Records<ReplicaKey, ReplicaRecord> {
  const table = tableRecords<ReplicaKey, Kept>(
    { ...place, keyOf: replicaRecordKey, bounds: keptBounds },
    settings,
  );
  const pieces = new Pieces(place, settings);
  return {
    async load(key) {
      const stored = await table.load(key);
      if (stored === undefined) return undefined;
      const { packed, parts, ...rest } = stored.record;
      const contents =
        packed === undefined ? await pieces.load(key, (parts ?? []).map(readListed)) : [packed];
      return { ...stored, record: { ...rest, ...unpackRefs(contents) } };
    },
    fit,
    async save(key, { record, ...next }, expected) {
      const { refs, missingSince, ...rest } = fit(record);
      const packed = packRefs({ missingSince, ...(refs && { refs }) });
      const where =
        typeof packed === 'object'
          ? { parts: (await pieces.save(key, packed)).map(writeListed) }
          : packed && { packed };
      await table.save(key, { ...next, record: { ...rest, ...where } }, expected);
    },
  };
}

function fit({ refs, missingSince, ...rest }: ReplicaRecord): ReplicaRecord {
  return { ...fitRecord(rest, replicaBounds), missingSince, ...(refs && { refs }) };
}

/** Where a replica's record is; the sweep reads repository and Region back from it. */
export function replicaRecordKey({ repository, region }: ReplicaKey): RecordKey {
  return { pk: partitionKey('replica', repository), sk: region };
}

type Kept = ReplicaState & {
  readonly packed?: string;
  readonly parts?: readonly string[];
};

/** What a record of refs adds to its bounds has bounds of its own. */
const keptBounds: Bounds<Kept> = {
  bytes: replicaBounds.bytes + mostListed,
  cut: (record) => record,
  giveUp: [],
};

/** A piece as the record lists it. */
interface Listed {
  readonly name: string;
  readonly writtenAt: Instant;
}

/** In the fewest bytes, for there may be some thousand: the name, and the minute in which it was written. */
function writeListed({ name, writtenAt }: Listed): string {
  return `${name}${Math.floor(writtenAt / minute).toString(36)}`;
}

function readListed(text: string): Listed {
  const minutes = Number.parseInt(text.slice(pieceNameLength), 36);
  return { name: text.slice(0, pieceNameLength), writtenAt: minutes * minute };
}

class Pieces {
  readonly #items: Items;
  readonly #now: () => number;
  /** When the pieces of the record that was loaded last were written. */
  #known: ReadonlyMap<string, Instant> = new Map();

  constructor(place: { readonly tableName: string; now(): number }, settings: ClientSettings) {
    this.#items = tableItems(place.tableName, settings);
    this.#now = () => place.now();
  }

  /** Gives nothing when one of them is gone: knowing a part would make the rest look like somebody else's. */
  async load(key: ReplicaKey, listed: readonly Listed[]): Promise<string[]> {
    this.#known = new Map(listed.map(({ name, writtenAt }) => [pieceKey(key, name).sk, writtenAt]));
    const found = await inTurns(listed, ({ name }) => this.#items.get(pieceKey(key, name)));
    const contents = found.map((item) => item?.['content']?.S);
    return contents.every((content) => content !== undefined) ? contents : [];
  }

  save(key: ReplicaKey, pieces: readonly Piece[]): Promise<Listed[]> {
    const now = this.#now();
    const expiresAt = { N: String(Math.ceil((now + piecesKeptForMs) / 1_000)) };
    return inTurns(pieces, async ({ name, content }) => {
      const writtenAt = this.#known.get(pieceKey(key, name).sk);
      if (writtenAt !== undefined && now - writtenAt < piecesRenewedAfterMs) return { name, writtenAt };
      await this.#items.put(pieceKey(key, name), { content: { S: content }, expiresAt });
      return { name, writtenAt: now };
    });
  }
}

/** Beside the record, so that a role that may keep the one may keep the other. */
function pieceKey(key: ReplicaKey, name: string): RecordKey {
  const { pk, sk } = replicaRecordKey(key);
  return { pk, sk: `${sk}#refs#${name}` };
}

/** Does it for each, some at a time; the results come in the order of the items. */
async function inTurns<Item, Result>(
  items: readonly Item[],
  run: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let start = 0; start < items.length; start += atOnce)
    results.push(...(await Promise.all(items.slice(start, start + atOnce).map(run))));
  return results;
}
