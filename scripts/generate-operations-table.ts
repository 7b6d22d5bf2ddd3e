import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { operationsTable } from '../sandbox/operations-table.ts';
import { services } from '../sandbox/services/index.ts';

// npm run fix runs this: the list of what the sandbox has, from the services themselves.
const file = join(import.meta.dirname, '..', 'docs', 'sandbox-operations.md');
writeFileSync(file, operationsTable(services));
