import { join } from 'node:path';
import { startVitest, type TestModule } from 'vitest/node';
import { tourConfig } from '../packaging/config-file.ts';
import { packageStack } from '../packaging/package-stack.ts';
import { runCommand } from './run-command.ts';

const usage = `Usage: npm test [-- <path>...]
Packages the stack when something changed, and runs every test whose file name holds one of the paths; all without one.
Its last line counts them, and it ends with 0 when none failed.`;

const root = join(import.meta.dirname, '..');
process.chdir(root);

await runCommand(usage, async (paths) => {
  const { passed, failed } = await packageAndTest(paths);
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 && passed > 0 ? 0 : 1;
});

async function packageAndTest(paths: readonly string[]): Promise<{ passed: number; failed: number }> {
  try {
    const { isNew } = await packageStack(root, { configFile: tourConfig });
    if (isNew) console.log('Packaged the stack for the tests.');
    return await runTests(paths);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return { passed: 0, failed: 1 };
  }
}

async function runTests(paths: readonly string[]): Promise<{ passed: number; failed: number }> {
  const vitest = await startVitest('test', [...paths], { run: true, watch: false });
  const modules = vitest.state.getTestModules();
  const unhandled = vitest.state.getUnhandledErrors().length;
  const tests = modules.flatMap((module) => [...module.children.allTests()]);
  const states = tests.map((test) => test.result().state);
  await vitest.close();
  return {
    passed: states.filter((state) => state === 'passed').length,
    failed: states.filter((state) => state === 'failed').length + modules.filter(isBroken).length + unhandled,
  };
}

/** A file that could not even be read, or whose set-up failed: none of its tests would count otherwise. */
function isBroken(module: TestModule): boolean {
  return module.errors().length > 0;
}
