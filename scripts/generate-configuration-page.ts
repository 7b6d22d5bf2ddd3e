import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { configurationPage } from './configuration-page/render-page.ts';

// npm run fix runs this: docs/configuration.md, from the schema and one example that has every key.
const docs = join(import.meta.dirname, '..', 'docs');
const example = readFileSync(join(docs, 'configuration-example.yml'), 'utf8');
writeFileSync(join(docs, 'configuration.md'), configurationPage(parse(example), example));
