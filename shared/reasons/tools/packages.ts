import { blocksAt, findingOf } from '../blocks.ts';
import { defineTool } from '../define.ts';

const apt = /^E: (?<title>\S.*)$/;
const pip =
  /^ERROR: (?<title>(?:Could not|No matching|Cannot|Failed|Invalid|Package|Command errored|Exception|Ignored|ResolutionImpossible|THESE PACKAGES|Hash|Directory|Double requirement|Error|Some|Wheel|pip's|\S{1,80} \S{1,40} (?:has requirement|requires)).{0,600})$/;
const pipBox =
  /^error: (?<title>(?:subprocess-exited-with-error|metadata-generation-failed|externally-managed-environment|invalid-\S{1,60}))$/;

/** Debian's package manager marks its errors with an E. */
export const aptGet = defineTool({
  name: 'apt',
  find: (lines) => blocksAt(lines, apt).map((block) => findingOf(lines, block, { sureness: 'hint' })),
});

/** Python's package installer. */
export const pipInstall = defineTool({
  name: 'pip',
  find: (lines) => [
    ...blocksAt(lines, pip).map((block) => findingOf(lines, block, { sureness: 'hint' })),
    ...blocksAt(lines, pipBox, (line) => line === '' || /^\s*[×│╰]/.test(line)).map((block) =>
      findingOf(lines, block, { sureness: 'hint' }),
    ),
  ],
});
