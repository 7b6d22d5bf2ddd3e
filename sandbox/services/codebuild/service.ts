import type { Service } from '../../kernel/service.ts';

export const codebuild: Service = {
  name: 'codebuild',
  protocols: [{ kind: 'json', version: '1.1', targetPrefix: 'CodeBuild_20161006.' }],
  operations: {},
};
