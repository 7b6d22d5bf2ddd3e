import { defineOperation } from '../../kernel/service.ts';
import { type PasswordRules, randomPassword } from './random-password.ts';

export const getRandomPassword = defineOperation({
  resources: (_input: PasswordRules) => '*',
  handle: (input, context) => ({ RandomPassword: randomPassword(context.world.ids, input) }),
});
