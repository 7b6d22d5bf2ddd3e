import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { configJsonSchema } from '../shared/config/known-keys.ts';

// npm run fix runs this: the schema that editors read, from the one that is the truth.
const file = join(import.meta.dirname, '..', 'shared', 'config', 'schema.json');
writeFileSync(file, `${JSON.stringify(configJsonSchema(), null, 2)}\n`);
