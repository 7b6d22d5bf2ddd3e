import { defineBackend, type Scope } from '../../../kernel/world.ts';
import type { GitObject } from './git-objects.ts';

/** A value, or a promise of it: the backend of the simulation answers at once. */
export type Awaitable<Value> = Value | Promise<Value>;

/** Names one repository of the world. */
export interface RepositoryPlace {
  readonly account: string;
  readonly region: string;
  readonly name: string;
}

/** One file of a version: its git mode (`100644`, `100755`, `120000`, `160000`) and the blob (or commit) in it. */
export interface FileEntry {
  readonly mode: string;
  readonly id: string;
}

/** All files of a version, by path. */
export type Files = ReadonlyMap<string, FileEntry>;

/** A ref's move from one value to another; an absent value means that the ref does not exist then. */
export interface RefUpdate {
  readonly ref: string;
  readonly from: string | undefined;
  readonly to: string | undefined;
}

/**
 * Where git objects and refs live. Everything else (trees, commits, merging, comparing) is written once on top
 * of this, so both implementations give the same ids for the same content.
 */
export interface GitBackend {
  create(place: RepositoryPlace): Awaitable<void>;
  remove(place: RepositoryPlace): Awaitable<void>;
  /** Makes a branch, that may not exist yet, the one that HEAD names. */
  setHead(place: RepositoryPlace, branch: string): Awaitable<void>;
  /** Branches and tags by their full name. */
  refs(place: RepositoryPlace): Awaitable<ReadonlyMap<string, string>>;
  readRef(place: RepositoryPlace, ref: string): Awaitable<string | undefined>;
  /** Compare and swap: true when the ref was at `from` and is at `to` now, false when nothing was changed. */
  updateRef(place: RepositoryPlace, update: RefUpdate): Awaitable<boolean>;
  readObject(place: RepositoryPlace, id: string): Awaitable<GitObject | undefined>;
  writeObjects(place: RepositoryPlace, objects: readonly GitObject[]): Awaitable<void>;
  /** Every file of a commit that exists. */
  files(place: RepositoryPlace, commitId: string): Awaitable<Files>;
  /** The best common ancestor of two commits, or nothing when they share no history. */
  mergeBase(place: RepositoryPlace, one: string, other: string): Awaitable<string | undefined>;
  /** Keeps a commit that no branch has, so that it can be fetched by its id. */
  keep(place: RepositoryPlace, commitId: string): Awaitable<void>;
  checkOut(place: RepositoryPlace, target: CheckOutTarget): Awaitable<void>;
}

/** Where a version goes, and how many commits of history come with it (all without `depth`). */
export interface CheckOutTarget {
  readonly commitId: string;
  readonly folder: string;
  readonly depth?: number | undefined;
  /** What the clone calls its origin. */
  readonly originUrl: string;
}

/** The world's repositories. Provide `gitOnDisk` or `gitInMemory` when the world is put together. */
export const gitBackend = defineBackend<GitBackend>('git');

/** Names a repository of this account and Region. */
export function placeOf(scope: Scope, name: string): RepositoryPlace {
  return { account: scope.account, region: scope.region, name };
}
