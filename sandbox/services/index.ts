import type { Service } from '../kernel/service.ts';
import { cloudformation } from './cloudformation/service.ts';
import { cloudwatch } from './cloudwatch/service.ts';
import { codebuild } from './codebuild/service.ts';
import { codecommit } from './codecommit/service.ts';
import { dynamodb } from './dynamodb/service.ts';
import { ecr } from './ecr/service.ts';
import { events } from './events/service.ts';
import { iam } from './iam/service.ts';
import { lambda } from './lambda/service.ts';
import { logs } from './logs/service.ts';
import { s3 } from './s3/service.ts';
import { secretsmanager } from './secretsmanager/service.ts';
import { sns } from './sns/service.ts';
import { sqs } from './sqs/service.ts';
import { ssm } from './ssm/service.ts';
import { sts } from './sts/service.ts';
/** Every service the sandbox has. */
export const services: readonly Service[] = [
  cloudformation,
  cloudwatch,
  codebuild,
  codecommit,
  dynamodb,
  ecr,
  events,
  iam,
  lambda,
  logs,
  s3,
  secretsmanager,
  sns,
  sqs,
  ssm,
  sts,
];
