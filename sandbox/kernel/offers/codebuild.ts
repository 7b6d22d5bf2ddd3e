import { defineOffer } from '../offer.ts';

/** What StartBuild takes; which overrides have a meaning is CodeBuild's own knowledge. */
export interface BuildOrder {
  readonly projectName: string;
}

/** As the StartBuild operation; `initiator` is shown as such: `user`, `ROLE/SESSION`, `rule/RULE`. */
export const startBuild = defineOffer<
  [order: BuildOrder, initiator: string],
  { readonly build: { readonly id: string; readonly arn: string } }
>('codebuild.startBuild');
