import { blocksAt, findingOf } from '../blocks.ts';
import { defineTool } from '../define.ts';

// CDK: ` 3/9 | 12:00:01 PM | CREATE_FAILED | AWS::S3::Bucket | Bucket (Bucket1234) why`; SAM: the same in columns.
const status = '(?<status>(?:CREATE|UPDATE|DELETE|IMPORT)_FAILED)';
const cdk = new RegExp(
  `\\| ${status}\\s{1,20}\\| (?<type>[\\w:.-]{3,120})\\s{1,40}\\| (?<name>\\S{1,200}(?: \\(\\S{1,200}\\))?)\\s?(?<message>.*)$`,
);
const sam = new RegExp(
  `^${status}\\s{1,40}(?<type>[\\w:.-]{3,120})\\s{1,40}(?<name>\\S{1,120})\\s{1,40}(?<message>\\S.*)$`,
);
const serverless = new RegExp(`^${status}: (?<name>\\S{1,200}) \\((?<type>[\\w:.-]{3,120})\\)$`);
const consequence = /Resource (?:creation|update) [Cc]ancelled|^The following resource\(s\) failed/;

const cli =
  /^(?:aws: \[ERROR\]: )?(?:Error: )?An error occurred \((?<code>[\w.]{1,100})\) when calling the (?<operation>\w{1,100}) operation(?: \(reached max retries: \d+\))?: (?<message>.*)$/;
const whole =
  /^(?:❌ {1,3}\S.{0,200} failed: .{1,600}|Error: Failed to create\/update the stack: .{1,600}|Failed to create\/update the stack\. .{0,200}|Error: Failed to create changeset for the stack: .{1,600})$/;

/** A stack's own events, as CDK, SAM and Serverless print them; a resource that was only given up is no failure. */
export const cloudformation = defineTool({
  name: 'cloudformation',
  find: (lines) => [
    ...[cdk, sam, serverless].flatMap((shape) =>
      blocksAt(lines, shape, (line) => (shape === serverless ? line !== '' : /^\s{6,}\S/.test(line))).flatMap(
        (block) => {
          const { type = '', name = '' } = block.groups;
          const more = lines.slice(block.from + 1, block.to).map((line) => line.trim());
          const message = [block.groups['message'] ?? '', ...more].join(' ').trim();
          return consequence.test(message) || type === 'AWS::CloudFormation::Stack'
            ? []
            : [findingOf(lines, block, { failure: { title: `${name} (${type})`, message } })];
        },
      ),
    ),
    ...blocksAt(lines, whole).map((block) => findingOf(lines, block, { sureness: 'hint' })),
  ],
});

/** What an AWS service refused, in the words of the AWS CLI and of boto3. */
export const awsCli = defineTool({
  name: 'aws',
  find: (lines) =>
    blocksAt(lines, cli).map((block) => {
      const { code = '', operation = '' } = block.groups;
      return findingOf(lines, block, { sureness: 'hint', failure: { title: `${operation}: ${code}` } });
    }),
});
