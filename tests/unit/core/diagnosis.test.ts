import { describe, expect, it } from 'vitest';
import type { BuildPhase } from '../../../shared/core/build.ts';
import { diagnose } from '../../../shared/core/diagnosis.ts';
import { textOf } from '../../support/source-files.ts';

interface EventPhase {
  readonly 'phase-type': string;
  readonly 'phase-status'?: string;
  readonly 'phase-context'?: readonly string[];
}

/** Phases of a captured build event in the form of the API, which has code and sentence apart. */
function phasesOf(sample: string): BuildPhase[] {
  const event = JSON.parse(textOf(`events/codebuild/build-state-change/${sample}.json`)) as {
    detail: { 'additional-information': { phases: readonly EventPhase[] } };
  };
  return event.detail['additional-information'].phases.map((phase) => {
    const [code = '', ...message] = (phase['phase-context']?.[0] ?? '').split(': ');
    return {
      type: phase['phase-type'],
      ...(phase['phase-status'] !== undefined && { status: phase['phase-status'] }),
      ...(code !== '' && { context: { code, message: message.join(': ') } }),
    };
  });
}

describe('diagnose', () => {
  it('names the command and its exit code, though a later phase succeeded', () => {
    expect(diagnose({ phases: phasesOf('failed') })).toEqual({
      phase: 'BUILD',
      command: 'npm test -- --reporter=junit',
      exitCode: 1,
    });
  });

  it('names the phase of a build that was stopped', () => {
    expect(diagnose({ phases: phasesOf('stopped') })).toEqual({ phase: 'BUILD' });
  });

  it('names the phase that took too long, with the sentence of CodeBuild', () => {
    expect(diagnose({ phases: phasesOf('timed-out-as-failed') })).toEqual({
      phase: 'BUILD',
      message: 'BUILD_TIMED_OUT: Build has timed out. ',
    });
  });

  it('has nothing to say of a build that went well', () => {
    expect(diagnose({ phases: phasesOf('succeeded-in-a-pipeline-in-china') })).toBeUndefined();
    expect(diagnose({ phases: [] })).toBeUndefined();
  });

  it.each([
    [
      'Error while executing command: cd app && ./run.sh --reason "a. b". Reason: exit status 127',
      'cd app && ./run.sh --reason "a. b"',
      127,
    ],
    ['Error while executing command: echo one\nexit 3. Reason: exit status 3.', 'echo one\nexit 3', 3],
  ])('reads %j', (message, command, exitCode) => {
    const phases = [
      { type: 'INSTALL', status: 'FAILED', context: { code: 'COMMAND_EXECUTION_ERROR', message } },
    ];

    expect(diagnose({ phases })).toEqual({ phase: 'INSTALL', command, exitCode });
  });

  it('keeps the sentence of any other context, and the code alone where there is none', () => {
    const phase = (message: string) => [
      { type: 'DOWNLOAD_SOURCE', status: 'FAILED', context: { code: 'YAML_FILE_ERROR', message } },
    ];

    expect(diagnose({ phases: phase('stat buildspec.yml: no such file or directory') })?.message).toBe(
      'YAML_FILE_ERROR: stat buildspec.yml: no such file or directory',
    );
    expect(diagnose({ phases: phase('') })?.message).toBe('YAML_FILE_ERROR');
  });

  it('redacts secrets in the command and in the sentence', () => {
    const phase = (message: string) => [
      { type: 'BUILD', status: 'FAILED', context: { code: 'COMMAND_EXECUTION_ERROR', message } },
    ];

    expect(
      diagnose({
        phases: phase('Error while executing command: deploy --token hunter2222. Reason: exit status 2'),
      }),
    ).toEqual({ phase: 'BUILD', command: 'deploy --token [redacted]', exitCode: 2 });
    expect(diagnose({ phases: phase('could not log in with password=hunter2222') })?.message).toBe(
      'COMMAND_EXECUTION_ERROR: could not log in with password=[redacted]',
    );
  });
});
