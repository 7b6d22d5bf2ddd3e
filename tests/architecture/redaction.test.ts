import { describe, expect, it } from 'vitest';
import { bundleFunction } from '../../packaging/bundle-function.ts';
import { filesBelow, root, textOf } from '../support/source-files.ts';
import { configOfTour } from '../support/tour-stack.ts';

const product = ['shared', 'functions'].flatMap((folder) => filesBelow(folder, /\.ts$/));

/** Calls that hand a text to people or to whoever listens, each with the one file that may make it. */
const sinks: Readonly<Record<string, string>> = {
  PostCommentForPullRequestCommand: 'shared/aws/codecommit.ts',
  UpdateCommentCommand: 'shared/aws/codecommit.ts',
  PutEventsCommand: 'shared/aws/own-events.ts',
  SendMessageCommand: 'shared/aws/sqs.ts',
};

/** Calls that read, or that hand over names, orders and records of our own. A new call belongs here or above. */
const others =
  /^(?:(?:BatchGet|Get|List)\w+|(?:Query|PutItem|Invoke|StartBuild|StopBuild|TagResource)|(?:Create|Delete)Repository|UpdateDefaultBranch)Command$/;

/** Where a line reaches a terminal or a log of a build. Each redacts, or says why it need not. */
const terminals: Readonly<Record<string, string>> = {
  'scripts/terminal.ts': 'redacts',
  'functions/replicate-repository/run-in-build.ts': 'redacts',
  'scripts/check.ts': 'runs the tools of this project on its own files',
  'scripts/test.ts': 'runs the tests of this project',
};

describe('text that leaves', () => {
  it('goes by calls that are known to carry text, each made in one file, which redacts', () => {
    const made = product.flatMap((file) =>
      [...textOf(file).matchAll(/new ([A-Z]\w+Command)\(/g)].map(([, call = '']) => ({ call, file })),
    );

    expect(made.length).toBeGreaterThan(20);
    expect(made.filter(({ call }) => !others.test(call) && !(call in sinks))).toEqual([]);
    for (const [call, place] of Object.entries(sinks)) {
      expect(made.filter((one) => one.call === call).map(({ file }) => file)).toEqual([place]);
      expect(textOf(place)).toMatch(/from '\.\.\/redact\/redact(?:-field)?\.ts'/);
    }
  });

  it('is logged by one logger, which redacts every field', () => {
    const loggers = product.filter((file) => textOf(file).includes('new Logger('));

    expect(loggers).toEqual(['shared/runtime/lambda-stack.ts']);
    expect(textOf('shared/runtime/lambda-stack.ts')).toContain('new Logger({ jsonReplacerFn: redactField })');
  });

  it('is printed where it is redacted, and nowhere else', () => {
    const files = [...product, ...['scripts', 'packaging'].flatMap((folder) => filesBelow(folder, /\.ts$/))];
    const printing = files.filter((file) =>
      /\bconsole\.(?:log|error|warn|info|debug)\b|\bprocess\.(?:stdout|stderr)\b/.test(textOf(file)),
    );

    expect(printing.toSorted()).toEqual(Object.keys(terminals).toSorted());
    for (const [file, why] of Object.entries(terminals))
      if (why === 'redacts') expect(textOf(file)).toContain('redactText(');
  });
});

describe('the kinds of secrets', () => {
  it('are in no badge, whose function sends what it has drawn itself', async () => {
    const badge = await bundleFunction({
      folder: root,
      entry: 'functions/serve-badge/handler.ts',
      config: configOfTour(),
    });
    const comments = await bundleFunction({
      folder: root,
      entry: 'functions/validate-pull-request/handler.ts',
      config: configOfTour(),
    });
    const kindsIn = ({ metafile }: typeof badge) =>
      Object.keys(metafile.inputs).filter((path) => path.startsWith('shared/redact/kinds'));

    expect(kindsIn(badge)).toEqual([]);
    expect(kindsIn(comments).length).toBeGreaterThan(5);
  });
});
