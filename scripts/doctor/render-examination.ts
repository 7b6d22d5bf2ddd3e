import { styleText } from 'node:util';
import type { Examination } from './examine.ts';
import { type Finding, isWell, type Job, jobs, type Status, statuses } from './finding.ts';

const colours = { ok: 'green', warning: 'yellow', unknown: 'magenta', fails: 'red' } as const;

/** The findings as people read them: job by job, each with what to do, and what it comes to at the end. */
export function renderExamination({ stack, region, account, findings }: Examination): string {
  const where = `Stack ${stack} in ${region}${account === undefined ? '' : `, account ${account}`}`;
  return `${where}\n\n${renderFindings(findings)}\n`;
}

/** The findings alone, and what they come to. */
export function renderFindings(findings: readonly Finding[]): string {
  const parts = jobs.map((job) =>
    renderJob(
      job,
      findings.filter((one) => one.job === job),
    ),
  );
  return [...parts.filter((part) => part !== ''), conclusion(findings)].join('\n\n');
}

function renderJob(job: Job, findings: readonly Finding[]): string {
  if (findings.length === 0) return '';
  const title = styleText('bold', `${job[0]?.toUpperCase()}${job.slice(1)}`);
  return [title, ...findings.map(renderFinding)].join('\n');
}

function renderFinding({ status, what, remedy }: Finding): string {
  const line = `  ${styleText(colours[status], status.padEnd(7))}  ${sentence(what)}`;
  return remedy === undefined ? line : `${line}\n           → ${remedy}`;
}

function sentence(text: string): string {
  return `${text}.`.replace(/\.\.$/, '.');
}

function conclusion(findings: readonly Finding[]): string {
  const count = (wanted: Status): number => findings.filter(({ status }) => status === wanted).length;
  const counts = statuses.map((status) => `${count(status)} ${status}`).join(', ');
  return isWell(findings)
    ? `Everything that was looked at would work: ${counts}.`
    : `Not everything would work: ${counts}.`;
}
