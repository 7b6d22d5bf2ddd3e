import { expect, it } from 'vitest';
import { configJsonSchema } from '../../shared/config/known-keys.ts';
import { textOf } from '../support/source-files.ts';

it('shared/config/schema.json is what shared/config/schema.ts says (npm run fix writes it)', () => {
  expect(JSON.parse(textOf('shared/config/schema.json'))).toEqual(configJsonSchema());
});
