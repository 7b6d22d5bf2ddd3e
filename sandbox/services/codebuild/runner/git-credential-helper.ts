/**
 * The program that git in a build asks for CodeCommit credentials: it signs as the role whose credentials are in
 * the environment. A build knows it by `credential.helper`.
 * Protocol: https://git-scm.com/docs/git-credential (input and output format)
 */
import { createHash, createHmac } from 'node:crypto';
import { text } from 'node:stream/consumers';

interface GitQuestion {
  readonly host: string;
  readonly path: string;
}

/** User name and password for CodeCommit's `GIT` signature over host (without port) and path. */
function answer({ host, path }: GitQuestion): string {
  const {
    AWS_ACCESS_KEY_ID = '',
    AWS_SECRET_ACCESS_KEY = '',
    AWS_SESSION_TOKEN,
    AWS_REGION = '',
  } = process.env;
  const time = new Date()
    .toISOString()
    .replaceAll(/[-:]|\.\d{3}/g, '')
    .slice(0, 15);
  const day = time.slice(0, 8);
  const hostName = host.replace(/:\d+$/, '');
  const request = `GIT\n/${path}\n\nhost:${hostName}\n\nhost\n`;
  const place = `${day}/${AWS_REGION}/codecommit/aws4_request`;
  const digest = createHash('sha256').update(request).digest('hex');
  const key = [day, AWS_REGION, 'codecommit', 'aws4_request'].reduce<string | Buffer>(
    (secret, part) => createHmac('sha256', secret).update(part).digest(),
    `AWS4${AWS_SECRET_ACCESS_KEY}`,
  );
  const signature = createHmac('sha256', key)
    .update(`AWS4-HMAC-SHA256\n${time}\n${place}\n${digest}`)
    .digest('hex');
  const token = AWS_SESSION_TOKEN ? `%${AWS_SESSION_TOKEN}` : '';
  return `username=${AWS_ACCESS_KEY_ID}${token}\npassword=${time}Z${signature}\n`;
}

const lines = (await text(process.stdin)).split('\n').map((line) => line.split('='));
const fields = Object.fromEntries(lines.map(([name = '', ...value]) => [name, value.join('=')]));
if (process.argv[2] === 'get') {
  process.stdout.write(answer({ host: fields['host'] ?? '', path: fields['path'] ?? '' }));
}
