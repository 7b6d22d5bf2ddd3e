import { type Block, blocksAt, findingOf } from '../blocks.ts';
import { defineTool } from '../define.ts';

const compiled =
  /^(?<file>(?:[A-Za-z]:)?[^\s:(]{1,300}):(?<line>\d{1,7})(?::\d{1,7})?: (?:fatal )?error: (?<title>\S.*)$/;
const context = /^(?:\s+\S|\S{1,300}:\d{1,7}(?::\d{1,7})?: note: )/;

function compilerOf(name: string, files: RegExp) {
  const isOf = ({ groups }: Block): boolean => files.test(groups['file'] ?? '');
  return defineTool({
    name,
    find: (lines) =>
      blocksAt(lines, compiled, (line) => context.test(line))
        .filter(isOf)
        .map((block) => findingOf(lines, block)),
  });
}

export const javac = compilerOf('javac', /\.java$/);
export const swiftc = compilerOf('swiftc', /\.swift$/);
/** gcc and clang print alike (https://gcc.gnu.org/onlinedocs/gcc/Diagnostic-Message-Formatting-Options.html). */
export const gcc = compilerOf('gcc/clang', /\.(?:c|cc|cpp|cxx|c\+\+|h|hh|hpp|hxx|m|mm|inc|S|s|cu)$/);

const missing =
  /^(?:(?<file>[^\s:(]{1,300}\.(?:c|cc|cpp|cxx|rs|go|f90)):(?:(?<line>\d{1,7}):)?\S{0,60} ?|\S.{0,300}?: ?)?(?<title>undefined reference to .{1,400}|multiple definition of .{1,400}|cannot find -l\S{1,100}.{0,100})$/;
const apple = /^(?<title>Undefined symbols for architecture .{1,80}:|duplicate symbol .{1,300})$/;

/** The linker, which knows a function and sometimes a file, but no line. */
export const linker = defineTool({
  name: 'ld',
  find: (lines) =>
    [missing, apple].flatMap((shape) =>
      blocksAt(lines, shape, (line) => shape === apple && /^\s{2,}\S/.test(line)).map((block) =>
        findingOf(lines, block),
      ),
    ),
});
