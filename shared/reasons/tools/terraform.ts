import { type Block, blocksAt, findingOf } from '../blocks.ts';
import { defineTool, type Finding } from '../define.ts';
import { placeOf } from '../place.ts';

const boxed = /^│ Error: (?<title>.*)$/;
const plain = /^Error: (?<title>\S.*)$/;
const place = /^(?:│ )?\s{1,4}on (?<file>\S{1,300}) line (?<line>\d{1,7})/;
const preface = /encountered problems during initiali[sz]ation/;

/** Terraform's and OpenTofu's errors: in a box, and with -no-color without one, when they name a place. */
export const terraform = defineTool({
  name: 'terraform',
  find: (lines) =>
    [
      ...blocksAt(lines, boxed, (line) => line.startsWith('│')).map((block) => explained(lines, block)),
      ...blocksAt(lines, plain, (line) => !plain.test(line))
        .filter((block) => lines.slice(block.from, block.from + 5).some((line) => place.test(line)))
        .map((block) => explained(lines, block)),
    ].filter(({ failure }) => !preface.test(failure.title)),
});

function explained(lines: readonly string[], block: Block): Finding {
  const body = lines.slice(block.from + 1, block.to);
  const at = body.findIndex((line) => place.test(line));
  const where = placeOf(place.exec(body[at] ?? '')?.groups ?? {});
  const sentence = body
    .slice(at + 1)
    .map((line) => line.replace(/^│\s?/, '').trim())
    .filter((line) => line !== '' && !/^\d{1,7}: /.test(line))
    .join(' ');
  return findingOf(lines, block, { failure: { ...where, ...(sentence ? { message: sentence } : {}) } });
}
