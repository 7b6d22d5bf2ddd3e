import { filesBelow, textOf } from '../../support/source-files.ts';

/** What events/manifest.json says about one sample. */
export interface SampleFacts {
  readonly origin: string;
  readonly shape: string;
  readonly date: string;
  readonly takenBy?: readonly string[];
  readonly leftBy?: Readonly<Record<string, string>>;
  readonly refusedBy?: Readonly<Record<string, string>>;
  readonly notTaken?: string;
}

export interface Sample extends SampleFacts {
  readonly file: string;
  readonly event: Readonly<Record<string, unknown>>;
}

/** The functions of the stack: the folders that say which events they take. */
export const functionNames: readonly string[] = filesBelow('functions', /^functions\/[^/]+\/event\.ts$/).map(
  (file) => file.split('/')[1] ?? '',
);

/** The manifest, by file below events/. */
export const manifest = JSON.parse(textOf('events/manifest.json')) as Readonly<Record<string, SampleFacts>>;

/** The sample files below events/, without the manifest. */
export const sampleFiles: readonly string[] = filesBelow('events', /\.json$/)
  .map((file) => file.slice('events/'.length))
  .filter((file) => file !== 'manifest.json');

/** Every sample that the manifest names, with its event. */
export const samples: readonly Sample[] = Object.entries(manifest).map(([file, facts]) => ({
  ...facts,
  file,
  event: JSON.parse(textOf(`events/${file}`)) as Sample['event'],
}));
