import { blocksAt, findingOf } from '../blocks.ts';
import { defineTool } from '../define.ts';

const fatal =
  /^(?:fatal|error): (?<title>(?:unable to access|unable to|could not|couldn't|not a git repository|repository|remote error|Authentication failed|pathspec|failed to push|src refspec|Your local changes|The following untracked|bad |ambiguous|refusing to|cannot|No names found|no (?:tag|such|upstream|annotated)|invalid|Remote branch|reference|the remote end|early EOF|protocol error|detected dubious|The requested URL|patch |You |Need to|Not possible|unknown|not something|your current branch|index-pack|fetch-pack|transport|destination path|'.{1,200}' (?:does not|is not|already)).{0,600})$/i;
const conflict = /^CONFLICT \(\w[^)]{0,60}\): (?<title>.{1,400})$/;
const rejected = /^ ! \[(?:remote )?rejected\]\s{1,20}(?<title>.{1,300})$/;
const remedy = /^hint: /;

/** git's own words; `fatal:` alone is used by other programs too. */
export const git = defineTool({
  name: 'git',
  find: (lines) => [
    ...[fatal, rejected].flatMap((shape) =>
      blocksAt(lines, shape, (line) => remedy.test(line) || /^(?:error|fatal): /.test(line)).map((block) =>
        findingOf(lines, block, { sureness: 'hint' }),
      ),
    ),
    ...blocksAt(lines, conflict).map((block) => {
      const file = /^Merge conflict in (?<file>.{1,300})$/.exec(block.groups['title'] ?? '')?.groups?.[
        'file'
      ];
      return findingOf(lines, block, { sureness: 'hint', failure: file === undefined ? {} : { file } });
    }),
  ],
});
