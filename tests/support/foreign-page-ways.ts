/** One way in which a page makes a browser send a request, as a script that runs in it. */
export interface Way {
  readonly name: string;
  readonly method: 'GET' | 'POST';
  /** What the request carries; forms add the end of line that their type wants. */
  readonly body?: string;
  /** The script, with the address as a literal. */
  script(url: string): string;
}

/** Names a queue, whichever way it is encoded: `y` takes what a form of text puts after it. */
export const formBody = 'QueueName=stolen&y=';

const element = (tag: string, attribute: string) => (url: string) =>
  `document.body.append(Object.assign(document.createElement('${tag}'), { ${attribute}: ${url} }))`;

/** A form of one field; the browser joins name and value as the type says. */
const form = (type: string, name: string, value: string) => (url: string) =>
  `const form = Object.assign(document.createElement('form'), { method: 'post', action: ${url}, enctype: '${type}' });
form.append(Object.assign(document.createElement('input'), { name: ${JSON.stringify(name)}, value: ${JSON.stringify(value)} }));
document.body.append(form); form.submit()`;

const getWays: readonly (readonly [name: string, script: Way['script']])[] = [
  ['an image', element('img', 'src')],
  ['a script', element('script', 'src')],
  ['a frame', element('iframe', 'src')],
  ['an object', element('object', 'data')],
  ['a video', element('video', 'src')],
  [
    'a style sheet',
    (url) =>
      `document.head.append(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: ${url} }))`,
  ],
  ['a background', (url) => `document.body.style.backgroundImage = 'url("' + ${url} + '")'`],
  [
    'a frame without an origin',
    (url) =>
      `document.body.append(Object.assign(document.createElement('iframe'), { sandbox: 'allow-scripts', srcdoc: '<img src="' + ${url}.replaceAll('&', '&amp;') + '">' }))`,
  ],
  [
    'a fetch that wants no answer',
    (url) => `void fetch(${url}, { mode: 'no-cors', credentials: 'include' })`,
  ],
  ['a fetch that wants one', (url) => `fetch(${url}, { credentials: 'include' }).catch(() => undefined)`],
  ['an event stream', (url) => `new EventSource(${url})`],
  ['a web socket', (url) => `new WebSocket(${url}.replace('http:', 'ws:'))`],
  ['a link', (url) => `location.href = ${url}`],
  ['a new window', (url) => `void open(${url})`],
  ['a redirect of its own server', (url) => `new Image().src = '/redirect?' + ${url}`],
  ['a redirect of the whole page', (url) => `location.href = '/redirect?' + ${url}`],
];

const postWays: readonly (readonly [name: string, body: string, script: Way['script']])[] = [
  ['a form', 'QueueName=stolen', form('application/x-www-form-urlencoded', 'QueueName', 'stolen')],
  ['a form of text', `${formBody}=\r\n`, form('text/plain', formBody, '')],
  [
    'a fetch of text',
    formBody,
    (url) =>
      `void fetch(${url}, { method: 'POST', mode: 'no-cors', credentials: 'include', body: ${JSON.stringify(formBody)} })`,
  ],
  [
    'a fetch without a type',
    formBody,
    (url) =>
      `void fetch(${url}, { method: 'POST', mode: 'no-cors', body: new Blob([${JSON.stringify(formBody)}]) })`,
  ],
  ['a beacon', formBody, (url) => `navigator.sendBeacon(${url}, ${JSON.stringify(formBody)})`],
  [
    'a form without an origin',
    'QueueName=stolen',
    (url) =>
      `document.body.append(Object.assign(document.createElement('iframe'), { sandbox: 'allow-forms allow-scripts', srcdoc: '<form method=post action="' + ${url}.replaceAll('&', '&amp;') + '"><input name=QueueName value=stolen></form><script>document.forms[0].submit()</script>' }))`,
  ],
];

/** Every way that a page has without asking the server first. */
export const ways: readonly Way[] = [
  ...getWays.map(([name, script]): Way => ({ name, method: 'GET', script })),
  ...postWays.map(([name, body, script]): Way => ({ name, method: 'POST', body, script })),
];
