import '../support/simulation/with-thin-clients.ts';
import { describe, expect, test } from 'vitest';
import { codebuildState } from '../../sandbox/services/codebuild/state.ts';
import { people } from '../support/simulation/people.ts';
import { prepareClients } from '../support/simulation/processes.ts';
import { configs, projectOf, repositoryName } from '../support/simulation/pull-requests/configs.ts';
import { statusComments } from '../support/simulation/pull-requests/oracle.ts';
import { type Simulation, startSimulation } from '../support/simulation/simulation.ts';
import { passTime } from '../support/simulation/sweeps.ts';

const minuteMs = 60_000;

describe('a build that could not start', () => {
  test.each([
    ['a minute', 1, 3],
    ['three minutes', 3, 4],
    ['ten minutes', 10, 11],
    ['forty minutes', 40, 15],
    ['a working day', 9 * 60, 15],
    ['three days', 3 * 24 * 60, 60],
  ])('for %s starts within minutes when the reason is gone', async (_long, minutes, within) => {
    const { simulation, loseProject, bringItBack } = await begun();
    loseProject();
    await openPullRequest(simulation);
    await pass(simulation, minutes);
    const before = commentOn(simulation);
    bringItBack();

    await pass(simulation, within);

    expect(before).toContain('### ⚠️ Build could not start: unit');
    expect(commentOn(simulation)).toMatch(/### (?:⏳ Build started|✅ Build passed)/);
    simulation.close();
  });

  test('is told within a minute, and the comment is written no more than three times in three days', async () => {
    let writes = 0;
    const { simulation, loseProject } = await begun((operation) => {
      if (operation === 'codecommit:UpdateComment') writes += 1;
    });
    loseProject();
    await openPullRequest(simulation);
    await pass(simulation, 1);
    const first = commentOn(simulation);

    await pass(simulation, 3 * 24 * 60);

    expect(first).toContain('It is tried again within 15 minutes; a push has it tried at once.');
    expect(commentOn(simulation)).toContain(
      'It is tried again within 60 minutes; a push has it tried at once.',
    );
    expect(writes).toBeLessThanOrEqual(2);
    simulation.close();
  });
});

async function begun(onCall: (operation: string) => void = () => undefined) {
  await prepareClients();
  const simulation = startSimulation({
    seed: 1,
    config: configs[1],
    script: { phases: { BUILD: { seconds: 30 } } },
    watch: ({ operation }) => onCall(operation),
  });
  const { projects } = codebuildState(simulation.scope);
  const project = projects.get(projectOf('unit'));
  if (project === undefined) throw new Error('the simulated world has no project for the check');
  return {
    simulation,
    loseProject: () => projects.delete(project.name),
    bringItBack: () => projects.set(project.name, project),
  };
}

async function openPullRequest({ scope }: Simulation): Promise<void> {
  const team = people(scope, repositoryName);
  await team.begin();
  await team.push('feature');
  await team.open('feature');
}

function pass(simulation: Simulation, minutes: number): Promise<void> {
  return passTime(simulation, simulation.clock.now() + minutes * minuteMs);
}

function commentOn({ scope }: Simulation): string {
  return statusComments(scope, '1')
    .map(({ content }) => content)
    .join('\n');
}
