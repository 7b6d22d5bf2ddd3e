import { defined } from '../../core/defined.ts';
import { blocksAt, findingOf } from '../blocks.ts';
import { defineTool } from '../define.ts';
import { fileInRepository } from '../place.ts';

// bash: `script.sh: line 4: what: why`; dash: `script.sh: 4: what: why`; CodeBuild runs commands from /codebuild/output/tmp.
const said =
  /^(?<who>\S{1,200}): (?:line )?(?<line>\d{1,7}): (?<title>(?:\S.{0,300}: )?(?:command not found|not found|Permission denied|No such file or directory|unbound variable|parameter not set|cannot execute.{0,80}|bad interpreter.{0,80}|unexpected operator|bad substitution|is a directory|Is a directory|[Ss]yntax error.{0,200}|Argument list too long|Killed.{0,200}|Segmentation fault.{0,200}|Aborted.{0,200}|Terminated.{0,200}))$/;
const ofProgram =
  /^(?<title>(?:cp|mv|rm|cat|ls|mkdir|rmdir|touch|chmod|chown|ln|tar|gzip|unzip|zip|sed|grep|awk|find|cd|curl|wget|jq|ssh|scp|rsync|test|env|sudo|install|head|tail|sort|tee|dd|source|exec|xargs|timeout|docker-compose|python3?|node|java|perl|ruby): .{1,500})$/;
const harmless = /: (?:warning|WARNING|note|info)\b/;
const shells = /^(?:\S*\/)?(?:ba|da|z|k)?sh$/;

/** What the shell says of a command, and what the small programs that scripts are made of say. */
export const shell = defineTool({
  name: 'shell',
  find: (lines) => [
    ...blocksAt(lines, said).map((block) => {
      const { who = '', line, title = '' } = block.groups;
      const isScript = !shells.test(who) && !who.startsWith('/codebuild/output/tmp/') && !who.startsWith('[');
      const failure = defined({
        title,
        ...(isScript ? { file: fileInRepository(who), line: Number(line) } : {}),
      });
      return findingOf(lines, { ...block, groups: { title } }, { sureness: 'hint', failure });
    }),
    ...blocksAt(lines, ofProgram)
      .filter(({ groups }) => !harmless.test(groups['title'] ?? ''))
      .map((block) => findingOf(lines, block, { sureness: 'hint' })),
  ],
});
