import { defined } from '../core/defined.ts';

/** Where something stands. */
export interface Place {
  readonly file: string;
  readonly line?: number;
}

const sourceFile =
  '(?:[A-Za-z]:)?[\\w./\\\\@+~-]{1,300}\\.(?:[cm]?[jt]sx?|py|go|rs|java|kts?|scala|groovy|gradle|c|cc|cpp|cxx|hh?|hpp|cs|fs|vb|rb|php|swift|tf|ya?ml|json|sh|bash|sql|vue|svelte|dart|exs?|erl|hs|p[lm]|lua|mm?|toml|xml|s?css|html|mk|proto)';

/** The ways in which tools write a place into a line. */
const shapes: readonly RegExp[] = [
  new RegExp(`File "(?<file>[^"<]{1,300})", line (?<line>\\d{1,7})`),
  new RegExp(`(?<![\\w./\\\\@+~-])(?<file>${sourceFile}):line (?<line>\\d{1,7})`),
  new RegExp(`(?<![\\w./\\\\@+~-])(?<file>${sourceFile}):(?<line>\\d{1,7})(?!\\.?\\w)`),
  new RegExp(`(?<![\\w./\\\\@+~-])(?<file>${sourceFile})\\((?<line>\\d{1,7})[,)]`),
];

/** Code that nobody of this repository wrote: packages, runtimes and test runners. */
const foreign =
  /node_modules|\bnode:|site-packages|dist-packages|\/lib\/python\d|\/rustc\/|\/usr\/(?:local\/go|lib|include|share)\/|\/go\/pkg\/mod\/|_testmain\.go|\/gems\/|\/vendor\/|\bat (?:org\.(?:junit|testng|mockito|hamcrest|assertj|gradle|apache|springframework)|java\.|javax\.|jdk\.|sun\.|java\.base\/|kotlin\.|scala\.|com\.sun)|<frozen /;

// Where CodeBuild keeps a source: /codebuild/output/src123/src/git-codecommit.REGION.amazonaws.com/v1/repos/NAME/…
const sourceFolder =
  /(?:file:\/\/)?\/codebuild\/output\/src\d{1,20}\/src\/(?:[\w.-]{1,100}\/v1\/repos\/[\w.-]{1,100}\/|s3\/\d{1,4}\/)?/g;

/** A text without the folder in which CodeBuild happened to keep the source. */
export function withoutSourceFolder(text: string): string {
  return text.replace(sourceFolder, '');
}

/** A file as the repository knows it. */
export function fileInRepository(file: string): string {
  return withoutSourceFolder(file).replace(/^(?:file:\/\/|\.\/)/, '');
}

/** The first place in these lines that lies in the repository's own code; nothing when none does. */
export function placeIn(lines: readonly string[]): Place | undefined {
  for (const line of lines) {
    if (foreign.test(line)) continue;
    const groups = shapes.map((shape) => shape.exec(line)?.groups).find((found) => found !== undefined);
    if (groups) return placeOf(groups);
  }
  return undefined;
}

/** A place out of the named groups of a tool's own expression; nothing when they name no file. */
export function placeOf(groups: Readonly<Record<string, string | undefined>>): Place | undefined {
  const { file, line } = groups;
  if (file === undefined) return undefined;
  return defined({ file: fileInRepository(file), line: line === undefined ? undefined : Number(line) });
}
