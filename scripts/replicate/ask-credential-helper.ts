import { spawn } from 'node:child_process';

/** User name and password for an address, from git's credential helpers; nothing when they know none. */
export function askCredentialHelper(url: URL): Promise<{ username: string; password: string } | undefined> {
  return new Promise((resolve) => {
    const child = spawn('git', ['credential', 'fill'], {
      // Only what is stored: nobody is asked, because a public repository needs no answer.
      env: { ...process.env, GIT_TERMINAL_PROMPT: '0', GIT_ASKPASS: '', SSH_ASKPASS: '' },
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    let answer = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      answer += text;
    });
    child.on('error', () => resolve(undefined));
    child.on('close', (code) => {
      const username = /^username=(.*)$/m.exec(answer)?.[1];
      const password = /^password=(.*)$/m.exec(answer)?.[1];
      const known = code === 0 && username !== undefined && password !== undefined;
      resolve(known ? { username, password } : undefined);
    });
    child.stdin.on('error', () => undefined);
    const path = url.pathname.replace(/^\/+/, '');
    child.stdin.end(`protocol=${url.protocol.slice(0, -1)}\nhost=${url.host}\npath=${path}\n\n`);
  });
}
